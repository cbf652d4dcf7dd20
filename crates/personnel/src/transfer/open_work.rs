//! 待交接的工作 · what a person has in hand, and who may take each piece

use super::{Taker, WorkInHand, WorkToHand, store};
use authority::{Halt, ReadTx, Result, SubjectKind, Verb};
use identity::user::admin_store as users;
use inspection::handover::{Hand, OpenWork, open_work, rules::may_take};
use lexicon::{LegalDay, UserId};
use web::{App, Caller, Json, Path};

/// 待交接的工作
#[utoipa::path(get, path = "/users/{id}/open-work", tag = "人员调动", operation_id = "show_open_work",
    params(("id" = UserId, Path)), responses((status = 200, body = WorkInHand)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<UserId>) -> web::Result<Json<WorkInHand>> {
    let permit = caller.may(Verb::TransferUser)?;
    let reader = permit.clone();
    let work = app.db.read(permit, move |tx| Box::pin(async move { in_hand(tx, id).await })).await?;
    web::looked_at(&app, reader, SubjectKind::User, id).await;
    Ok(Json(work))
}

/// What a person within the scope has in hand now.
///
/// # Errors
/// Not found; engine faults.
pub(super) async fn in_hand(tx: &mut ReadTx<'_>, id: UserId) -> Result<WorkInHand> {
    let now = tx.now();
    let user = users::one(tx, id).await?;
    let organ = users::organ(tx, user.organisation_id).await?.ok_or(Halt::NotFound)?;
    let hands = store::hands(tx, user.organisation_id).await?;
    let from = hands.iter().find(|hand| hand.user_id == id).ok_or(Halt::NotFound)?;
    let items = open_work(tx, from).await?.into_iter();
    let items = items.map(|work| WorkToHand { takers: takers(&work, from, &hands, now.day()), work }).collect();
    Ok(WorkInHand {
        user_id: id,
        name: user.name.clone(),
        organisation_name: organ.name,
        state: user.state(now),
        certificate_no: from.officer.as_ref().map(|o| o.certificate_no.clone()).unwrap_or_default(),
        certificate_valid_to: from.officer.as_ref().map(|o| o.valid_to),
        revision: user.revision,
        items,
    })
}

fn takers(work: &OpenWork, from: &Hand, hands: &[Hand], today: LegalDay) -> Vec<Taker> {
    let able = hands.iter().filter(|to| may_take(work, from, to, today).is_ok());
    able.map(|to| Taker { user_id: to.user_id, name: to.name.clone(), title: to.title.clone() }).collect()
}
