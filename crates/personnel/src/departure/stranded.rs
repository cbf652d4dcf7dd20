//! 待交接的工作 · work in the hands of people who cannot do it any more
//!
//! 账号已停用、角色已取消、执法证过期或者撤回的人，名下还有未办结的工作的，列给系统管理员交接。Whatever the cause, this is the
//! net under all of them.

use crate::transfer::store;
use authority::{ReadTx, Result, Verb};
use identity::user::UserState;
use inspection::handover::{Hand, InProgress, OpenWork};
use lexicon::{LegalDay, UserId};
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json};

/// A person who cannot do what is in his hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Stranded {
    pub user_id: UserId,
    pub name: String,
    /// 启用或停用
    pub state: UserState,
    /// 办不了的有几件
    pub count: i64,
    /// 其中一件
    pub example: String,
}

/// 待交接的工作：本机关办不了名下工作的人
#[utoipa::path(get, path = "/stranded-work", tag = "人员调动", operation_id = "list_stranded_work",
    responses((status = 200, body = Vec<Stranded>)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<Vec<Stranded>>> {
    let permit = caller.may(Verb::TransferUser)?;
    Ok(Json(app.db.read(permit, |tx| Box::pin(async move { of_own_organ(tx).await })).await?))
}

async fn of_own_organ(tx: &mut ReadTx<'_>) -> Result<Vec<Stranded>> {
    let (organ, today) = (tx.actor().organisation_id, tx.now().day());
    let under_way = InProgress::of(tx, organ).await?;
    let mut out = Vec::new();
    for hand in store::hands(tx, organ).await? {
        let work = under_way.in_hand(tx, &hand).await?;
        out.extend(stranded(&hand, &work, today));
    }
    Ok(out)
}

/// What of the work a person cannot do on the day.
fn stranded(hand: &Hand, work: &[OpenWork], today: LegalDay) -> Option<Stranded> {
    let left: Vec<&OpenWork> = work.iter().filter(|w| !hand.is_enabled || !hand.may_do(w.role, today)).collect();
    let first = left.first()?;
    Some(Stranded {
        user_id: hand.user_id,
        name: hand.name.clone(),
        state: if hand.is_enabled { UserState::Enabled } else { UserState::Disabled },
        count: i64::try_from(left.len()).unwrap_or(i64::MAX),
        example: first.title.clone(),
    })
}
