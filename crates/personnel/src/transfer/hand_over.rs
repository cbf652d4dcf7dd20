//! 工作交接 · pieces of work go to colleagues; the account stays where it is

use super::{Pass, WorkInHand, open_work, store};
use authority::{Entry, FieldError, Halt, Result, SubjectKind, Verb, WriteTx};
use identity::user::admin_store as users;
use inspection::handover::{self, Hand, OpenWork};
use lexicon::UserId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Who takes what.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct HandOver {
    /// The revision of the account the administrator saw.
    pub seen: i64,
    pub passes: Vec<Pass>,
}

/// 工作交接
#[utoipa::path(post, path = "/users/{id}/hand-overs", tag = "人员调动", operation_id = "hand_over",
    params(("id" = UserId, Path)), request_body = HandOver, responses((status = 200, body = WorkInHand)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<UserId>,
    Sent(command): Sent,
    Json(asked): Json<HandOver>,
) -> web::Result<Json<WorkInHand>> {
    // 权限
    let permit = caller.may(Verb::TransferUser)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            store::hold(tx, id).await?;
            let user = users::take(tx, id, asked.seen).await?;
            // 判定、落库：逐件判定，逐件交接
            let left = pass_all(tx, (id, user.organisation_id), &asked.passes).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::User, id, "工作交接").with(&format!("交出{}件", asked.passes.len()));
            tx.record(entry, left.len()).await
        })
    });
    write.await?;
    Ok(Json(app.db.read(permit, move |tx| Box::pin(async move { open_work::in_hand(tx, id).await })).await?))
}

/// Passes these pieces on; what the person still has in hand.
///
/// # Errors
/// A piece that is not in hand any more, or the refusals on handing over, at `passes.<n>`.
pub(super) async fn pass_all(
    tx: &mut WriteTx<'_>,
    (id, organ): (UserId, lexicon::OrganisationId),
    passes: &[Pass],
) -> Result<Vec<OpenWork>> {
    let hands = store::hands(tx, organ).await?;
    let hand = |who: UserId| hands.iter().find(|hand| hand.user_id == who);
    let from = hand(id).ok_or(Halt::NotFound)?;
    let in_hand = handover::open_work(tx, from).await?;
    for (n, pass) in passes.iter().enumerate() {
        let at = format!("passes.{n}");
        let gone = || Halt::Invalid(vec![FieldError::new(&at, "这件工作已不在其名下，请刷新后重新选择")]);
        let work = in_hand.iter().find(|work| work.id == pass.id).ok_or_else(gone)?;
        let to: &Hand = hand(pass.to).ok_or_else(|| handover::rules::Refusal::NotColleague.at(&at))?;
        handover::pass(tx, work, from, to).await.map_err(|halt| located(halt, &at))?;
    }
    handover::open_work(tx, from).await
}

fn located(halt: Halt, at: &str) -> Halt {
    match halt {
        Halt::Refused(refused) => Halt::Refused(refused.at(at)),
        other => other,
    }
}
