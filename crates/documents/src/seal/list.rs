//! 签章列表 · the seals, and which of them is in use

use super::state::{SealAct, SealState};
use super::store::{self, Row};
use super::{Seal, rules};
use authority::{Actor, Halt, Permit, ReadTx, SubjectKind, Verb};
use lexicon::{LegalDay, SealId, Stage};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{App, Caller, Cursor, Json, Page, PageSize, Path, Query};

/// What is wanted of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SealsAsked {
    state: Option<SealState>,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

/// 签章列表，新提交的在前
#[utoipa::path(get, path = "/seals", tag = "签章管理", operation_id = "list_seals", params(SealsAsked),
    responses((status = 200, body = Page<Seal>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(asked): Query<SealsAsked>) -> web::Result<Json<Page<Seal>>> {
    let permit = caller.may(Verb::ReadSeal)?;
    let wrong = || Halt::Invalid(vec![authority::FieldError::new("cursor", "翻页位置无效，请从第一页重新查询")]);
    let before = asked.cursor.as_ref().and_then(|c| c.0.first());
    let before = before.map(|text| text.parse::<SealId>().map_err(|_| wrong())).transpose()?;
    let (state, size) = (asked.state, asked.size);
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let (rows, total) = store::page(tx, state, before, size.0).await?;
            let mut seals = Vec::new();
            for row in rows {
                seals.push(seal(tx, row).await?);
            }
            Ok((seals, total))
        })
    });
    let (seals, total) = read.await?;
    Ok(Json(web::paged(seals, size, total, |seal| seal.id.to_string(), |seal| seal)))
}

/// 查看签章
#[utoipa::path(get, path = "/seals/{id}", tag = "签章管理", operation_id = "show_seal", params(("id" = SealId, Path)),
    responses((status = 200, body = Seal)))]
pub async fn one(Caller(caller): Caller, app: App, Path(id): Path<SealId>) -> web::Result<Json<Seal>> {
    let permit = caller.may(Verb::ReadSeal)?;
    let seal = shown(&app, permit.clone(), id).await?;
    web::looked_at(&app, permit, SubjectKind::Seal, id).await;
    Ok(seal)
}

/// One seal as it is after an act.
pub(super) async fn shown(app: &App, permit: Permit, id: SealId) -> web::Result<Json<Seal>> {
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let row = store::one(tx, id).await?;
            seal(tx, row).await
        })
    });
    Ok(Json(read.await?))
}

async fn seal(tx: &mut ReadTx<'_>, row: Row) -> authority::Result<Seal> {
    let today = tx.today();
    let uses = store::count_uses(tx, row.id).await?;
    let passed = store::passed(tx, row.organisation_id, row.kind).await?;
    let in_use = passed.iter().find(|seal| rules::is_in_force(seal, today)).is_some_and(|seal| seal.id == row.id);
    Ok(view(row, tx.actor(), (uses, in_use, today)))
}

fn view(row: Row, actor: &Actor, (uses, in_use, today): (i64, bool, LegalDay)) -> Seal {
    let own = actor.organisation_id == row.organisation_id;
    let may = |act: &SealAct| match act {
        SealAct::Pass | SealAct::Return => own && actor.holds(Verb::ReviewSeal) && actor.user_id != row.submitted_by_id,
        SealAct::Stop => own && actor.holds(Verb::StopSeal),
        SealAct::Replace => false,
    };
    Seal {
        acts: row.state.acts().into_iter().filter(may).collect(),
        id: row.id,
        organisation_name: row.organisation_name,
        kind: row.kind,
        size_tenths: row.size_tenths,
        is_over: row.valid_to < today,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        state: row.state,
        in_use,
        sha256: row.mask_sha256,
        submitted_at: row.submitted_at,
        submitted_by: row.submitted_by,
        reviewed_at: row.reviewed_at,
        reviewed_by: row.reviewed_by,
        opinion: row.opinion,
        ended_at: row.ended_at,
        ended_by: row.ended_by,
        end_reason: row.end_reason,
        uses,
        revision: row.revision,
    }
}
