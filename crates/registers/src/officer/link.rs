//! 关联账号 · which account an officer has
//!
//! 一人一号：一个账号只关联一名执法人员。An officer without an account (手册中“ID 为空”) is repaired here: the accounts that
//! fit by telephone or name come first. The act of linking stands in personnel: it must know what work hangs on it.

use super::{Refusal, record_store, rules};
use authority::{ReadTx, Result, Verb};
use lexicon::{OfficerId, UserId, masked_phone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path};

/// An account that may be linked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AccountCandidate {
    pub user_id: UserId,
    pub name: String,
    /// 账号；只显示一部分
    pub account: String,
    pub department: String,
    /// 电话或姓名相符
    pub fits: bool,
}

/// 可以关联的账号；电话、姓名相符的在前
#[utoipa::path(get, path = "/officer-records/{id}/account", tag = "执法人员", params(("id" = OfficerId, Path)), responses((status = 200, body = Vec<AccountCandidate>)))]
pub async fn candidates(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OfficerId>,
) -> web::Result<Json<Vec<AccountCandidate>>> {
    let permit = caller.may(Verb::EditOfficer)?;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let officer = record_store::take(tx, id).await?;
            tx.actor().acts_for(officer.organisation_id)?;
            let free = record_store::free_accounts(tx).await?;
            let mut ranked: Vec<(u8, record_store::Account)> = free
                .into_iter()
                .map(|a| (rules::likeness((&officer.name, &officer.phone), (&a.name, &a.account)), a))
                .collect();
            ranked.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
            Ok(ranked)
        })
    });
    let shown = |(likeness, a): (u8, record_store::Account)| AccountCandidate {
        user_id: a.id,
        name: a.name,
        account: masked_phone(&a.account),
        department: a.department,
        fits: likeness > 0,
    };
    Ok(Json(read.await?.into_iter().map(shown).collect()))
}

/// The account an officer is to have; none takes it away.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AccountLink {
    /// The revision the caller saw.
    pub seen: i64,
    pub user_id: Option<UserId>,
}

/// 一人一号，账号须是本机关的。
///
/// # Errors
/// `officer.user_not_own`, `officer.user_taken`.
pub async fn judge(tx: &mut ReadTx<'_>, id: OfficerId, asked: &AccountLink) -> Result<()> {
    let Some(user) = asked.user_id else { return Ok(()) };
    let account = record_store::own_account(tx, user).await?;
    let (_, officer) = account.ok_or_else(|| Refusal::UserNotOwn.at("user_id"))?;
    if officer.is_some_and(|other| other != id) {
        return Err(Refusal::UserTaken.at("user_id").into());
    }
    Ok(())
}
