//! 填写文书 · what is written on a paper before it is issued

use super::papers::{PaperForm, PaperParticulars, material, owed, untouched};
use super::rules::{self, Refusal};
use super::show::{Inspection, view};
use super::state::InspectionAct;
use super::store::{self, Row};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{InspectionId, LegalDay, LegalTime, Ruling, Stage, Term};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// What is to be written on a paper.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PaperFilling {
    /// Revision the caller saw.
    pub seen: i64,
    pub particulars: PaperParticulars,
}

/// 填写文书
#[utoipa::path(put, path = "/inspections/{id}/papers/{form}", tag = "现场执法检查",
    operation_id = "fill_inspection_paper", params(("id" = InspectionId, Path), ("form" = PaperForm, Path)),
    request_body = PaperFilling, responses((status = 200, body = Inspection)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path((id, form)): Path<(InspectionId, PaperForm)>,
    Sent(command): Sent,
    Json(asked): Json<PaperFilling>,
) -> web::Result<Json<Inspection>> {
    // 权限
    let permit = caller.may(Verb::IssueDocument)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let row = store::take(tx, id, asked.seen).await?;
            let today = tx.today();
            let material = material(tx, id, today).await?;
            // 判定
            let state = row.state.after(InspectionAct::Issue)?;
            untouched(form, &material.documents)?;
            owed(form, &material.problems)?;
            written(&row, &asked.particulars, today)?;
            // 落库
            let papers_json = row.papers_json.clone().with(form, asked.particulars.clone());
            let before = row.papers_json.of(form).clone();
            let revision = store::save(tx, &Row { state, papers_json, ..row }).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Inspection, id, format!("填写{}", form.zh()));
            tx.record(entry.change(&before, &asked.particulars), revision).await
        })
    });
    write.await?;
    view(&caller, &app, id).await
}

/// 填写的日期要合理，说明不能过长。
fn written(row: &Row, p: &PaperParticulars, today: LegalDay) -> Ruling<()> {
    let signed_on = p.signed_on.unwrap_or(today);
    rules::signed(signed_on, row.particulars_json.checked_to.map(LegalTime::day), today)?;
    if p.due_on.is_some_and(|day| day <= today) {
        return Err(Refusal::DuePast.at("particulars.due_on"));
    }
    if p.refusal_note.chars().count() > rules::DESCRIPTION_CHARS {
        return Err(Refusal::LongReason.at("particulars.refusal_note"));
    }
    Ok(())
}
