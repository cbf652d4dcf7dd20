//! 关联账号 · which account an officer has
//!
//! 关联错了可以改为正确的账号，工作随执法人员记录走；名下还有工作的，不能改成没有账号。

use super::in_hand;
use authority::{Entry, SubjectKind, Verb};
use identity::user::admin_store as users;
use inspection::handover::rules::{Refusal, counted};
use lexicon::{OfficerId, UserId};
use registers::officer::link::{AccountLink, judge};
use registers::officer::{OfficerDetail, record_store, show};
use web::{App, Caller, Json, Path, Sent};

/// 关联账号
#[utoipa::path(put, path = "/officer-records/{id}/account", tag = "执法人员", operation_id = "link_account",
    params(("id" = OfficerId, Path)), request_body = AccountLink, responses((status = 200, body = OfficerDetail)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OfficerId>,
    Sent(command): Sent,
    Json(asked): Json<AccountLink>,
) -> web::Result<Json<OfficerDetail>> {
    // 权限
    let permit = caller.may(Verb::EditOfficer)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = record_store::take_for_update(tx, id, asked.seen).await?;
            // 判定
            judge(tx, id, &asked).await?;
            if let Some(account) = before.user_id.filter(|_| asked.user_id.is_none()) {
                let user = users::one(tx, account).await?;
                let (_, left) = in_hand(tx, account, user.organisation_id).await?;
                if let Some(first) = left.first() {
                    return Err(counted(Refusal::LinkStillNeeded.at("user_id"), left.len(), &first.title).into());
                }
            }
            // 落库
            record_store::link(tx, id, asked.user_id).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Officer, id, "关联账号");
            let account = |user: Option<UserId>| serde_json::json!({"user_id": user});
            tx.record(entry.change(&account(before.user_id), &account(asked.user_id)), ()).await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}
