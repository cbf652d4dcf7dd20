//! 停用用户 · an account that opens nothing any more

use super::in_hand;
use crate::transfer::store;
use authority::{Entry, SubjectKind, Verb};
use identity::user::admin_store as users;
use identity::user::disable::{reason, switch_off};
use identity::user::{UserShow, show};
use inspection::handover::rules::{Refusal, counted};
use lexicon::UserId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Why an account is switched off.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct UserDisabling {
    /// The revision the administrator saw.
    pub seen: i64,
    /// 理由
    pub reason: String,
    /// 情况紧急：名下还有未办结的工作也立即停用，随后交接
    #[serde(default)]
    pub leaves_work: bool,
}

/// 停用用户；其登录立即全部退出
#[utoipa::path(post, path = "/users/{id}/disabling", tag = "统一用户管理", operation_id = "disable_user",
    params(("id" = UserId, Path)), request_body = UserDisabling, responses((status = 200, body = UserShow)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<UserId>,
    Sent(command): Sent,
    Json(asked): Json<UserDisabling>,
) -> web::Result<Json<UserShow>> {
    // 权限
    let permit = caller.may(Verb::EditUser)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件：锁住本机关人员，停用的同时没有人再派工作给他
            store::hold(tx, id).await?;
            let user = users::take(tx, id, asked.seen).await?;
            let (_, left) = in_hand(tx, id, user.organisation_id).await?;
            // 判定
            let reason = reason(&asked.reason)?;
            if let Some(first) = left.first().filter(|_| !asked.leaves_work) {
                return Err(counted(Refusal::StillInHand.at("leaves_work"), left.len(), &first.title).into());
            }
            // 判定、落库：账号本身能否停用由账号的规则定
            switch_off(tx, &user, reason).await?;
            // 留痕
            let reason = if left.is_empty() {
                reason.to_owned()
            } else {
                format!("{reason}（还有{}件工作待交接）", left.len())
            };
            let entry = Entry::on(SubjectKind::User, id, "停用用户").because(reason);
            tx.record(entry.change(&user.is_enabled, &false), ()).await
        })
    });
    write.await?;
    identity::session::forget_user(id);
    show::one(&app, &caller, id).await
}
