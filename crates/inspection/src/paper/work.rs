//! 本次检查的文书 · what is drawn up, what is issued, what may be made now

use crate::on_site::store::{self, Row};
use authority::{ReadTx, Result, SubjectKind, Verb};
use documents::issue::{Document, store as documents_store};
use documents::paper::{PaperOffered, PaperRow, offer, store as papers};
use lexicon::{InspectionId, WorkCalendar};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use web::{App, Caller, Json, Path};

/// The papers of an inspection.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaperWork {
    /// Every kind of the catalogue, in the order of the procedure.
    pub offers: Vec<PaperOffered>,
    /// 编制中的，先编的在前
    pub drafts: Vec<PaperRow>,
    /// 已编号、已出具的，先编号的在前
    pub documents: Vec<Document>,
    /// 本人可以制作
    pub may_draw_up: bool,
}

/// 本次检查的文书
#[utoipa::path(get, path = "/inspections/{id}/paper-work", tag = "文书制作", operation_id = "list_paper_work", params(("id" = InspectionId, Path)), responses((status = 200, body = PaperWork)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<InspectionId>) -> web::Result<Json<PaperWork>> {
    let permit = caller.may(Verb::ReadInspection)?;
    let (reader, calendar) = (permit.clone(), app.calendar.clone());
    let work = app.db.read(permit, move |tx| Box::pin(async move { gather(tx, id, &calendar).await })).await?;
    web::looked_at(&app, reader, SubjectKind::Inspection, id).await;
    Ok(Json(work))
}

async fn gather(tx: &mut ReadTx<'_>, id: InspectionId, calendar: &WorkCalendar) -> Result<PaperWork> {
    let row = store::one(tx, id).await?;
    let subjects = subjects(&row);
    let drafts = papers::open_in(tx, &subjects).await?;
    let made = documents::paper::made(tx, &subjects).await?;
    let mut documents = Vec::new();
    for subject in subjects {
        documents.extend(documents_store::of_subject(tx, subject).await?.into_iter().map(Document::from));
    }
    documents.sort_by_key(|d| d.id);
    let actor = tx.actor();
    let may_draw_up = actor.holds(Verb::DrawUpPaper)
        && actor.acts_for(row.organisation_id).is_ok()
        && actor.officer_id.is_some_and(|me| row.officer_ids.contains(&me));
    Ok(PaperWork {
        offers: offer::all(&made, (tx.today(), calendar)),
        drafts: drafts.into_iter().map(PaperRow::from).collect(),
        documents,
        may_draw_up,
    })
}

/// The records whose papers go with an inspection: itself, its scheme, its rectification.
#[must_use]
pub fn subjects(row: &Row) -> Vec<Uuid> {
    [Some(row.scheme_id.0), Some(row.id.0), row.rectification_id.map(|id| id.0)].into_iter().flatten().collect()
}
