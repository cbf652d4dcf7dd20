//! 人员调动 · an account goes to another organ once nothing is left in its hands

use super::{Pass, hand_over, store};
use authority::{Entry, SubjectKind, Verb, WriteTx};
use identity::organisation::Standing;
use identity::user::admin_store::{self as users, Record};
use identity::user::store::{self as accounts, Move};
use identity::user::{UserInput, UserShow, filled, grant, show};
use inspection::handover::rules::Refusal;
use lexicon::{DepartmentId, OrganisationId, OwnRoleId, UserId};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Where a person goes, what he may do there, and who takes his work.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Transfer {
    /// The revision of the account the administrator saw.
    pub seen: i64,
    pub organisation_id: OrganisationId,
    pub department_id: Option<DepartmentId>,
    /// 职务
    pub title: String,
    pub roles: Vec<authority::Role>,
    pub own_roles: Vec<OwnRoleId>,
    /// 理由
    pub reason: String,
    pub passes: Vec<Pass>,
}

/// 人员调动；其登录立即全部退出
#[utoipa::path(post, path = "/users/{id}/transfer", tag = "人员调动", operation_id = "transfer_user",
    params(("id" = UserId, Path)), request_body = Transfer, responses((status = 200, body = UserShow)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<UserId>,
    Sent(command): Sent,
    Json(asked): Json<Transfer>,
) -> web::Result<Json<UserShow>> {
    // 权限
    let permit = caller.may(Verb::TransferUser)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let today = tx.today();
            store::hold(tx, id).await?;
            let user = users::take(tx, id, asked.seen).await?;
            let organ = filled::organ(tx, asked.organisation_id, today).await?;
            // 判定
            let reason = identity::user::disable::reason(&asked.reason)?.to_owned();
            grant::not_himself(tx.actor(), id)?;
            let judged = filled::judged(tx, (id, &organ), input(&user, &asked)).await?;
            let left = hand_over::pass_all(tx, (id, user.organisation_id), &asked.passes).await?;
            if let Some(work) = left.first() {
                let mut refused = Refusal::Remaining.at("passes");
                refused.sentence = format!("还有{}件工作没有交接，如：{}", left.len(), work.title);
                return Err(refused.into());
            }
            // 落库
            go(tx, (id, &organ), &asked, judged).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::User, id, "人员调动").because(reason);
            tx.record(entry.change(&user.organisation_id, &organ.name), ()).await
        })
    });
    write.await?;
    identity::session::forget_user(id);
    show::one(&app, &caller, id).await
}

fn input(user: &Record, asked: &Transfer) -> UserInput {
    UserInput {
        account: user.account.clone(),
        name: user.name.clone(),
        title: asked.title.clone(),
        department_id: asked.department_id,
        roles: asked.roles.clone(),
        own_roles: asked.own_roles.clone(),
    }
}

async fn go(
    tx: &mut WriteTx<'_>,
    (id, organ): (UserId, &Standing),
    asked: &Transfer,
    judged: filled::Judged,
) -> authority::Result<()> {
    let department = asked.department_id.map(|department| (department, judged.department));
    let to = Move { organ, department, title: &judged.input.title, roles: &judged.input.roles };
    accounts::move_account(tx, id, &to).await?;
    identity::role::store::hand_out(tx, id, &judged.input.own_roles).await?;
    registers::officer::follow(tx, id, (organ.id, &organ.name), &organ.keys()).await
}
