//! 检查完结 · all papers are issued; what was ordered goes on as a rectification

use super::papers::{self, Material, PaperForm};
use super::rules::Refusal;
use super::show::{Inspection, is_issued, owed_papers, view};
use super::state::InspectionAct;
use super::store::{self, Row};
use super::submit::InspectionSeen;
use crate::rectification::order::{self, NewProblem, NewRectification};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{InspectionId, LegalDay, LegalTime, ProblemId, Refused, Ruling, Stage, Term};
use web::{App, Caller, Json, Path, Sent};

/// 检查完结
#[utoipa::path(post, path = "/inspections/{id}/conclusion", tag = "现场执法检查", operation_id = "conclude_inspection",
    params(("id" = InspectionId, Path)), request_body = InspectionSeen, responses((status = 200, body = Inspection)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<InspectionId>,
    Sent(command): Sent,
    Json(asked): Json<InspectionSeen>,
) -> web::Result<Json<Inspection>> {
    // 权限
    let permit = caller.may(Verb::ConcludeInspection)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let row = store::take(tx, id, asked.seen).await?;
            let today = tx.today();
            let material = papers::material(tx, id, today).await?;
            // 判定
            let state = row.state.after(InspectionAct::Conclude)?;
            complete(&material)?;
            // 落库
            let rectification_id = match ordered(&material, today) {
                Some(new) => Some(order::open(tx, new).await?),
                None => None,
            };
            let revision = store::save(tx, &Row { state, rectification_id, ..row }).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Inspection, id, InspectionAct::Conclude.zh());
            tx.record(entry.with(&rectification_id), revision).await
        })
    });
    write.await?;
    view(&caller, &app, id).await
}

/// 应当制作的文书都已出具，才能完结。
///
/// # Errors
/// `inspection.papers_owed`, naming them.
pub fn complete(m: &Material) -> Ruling<()> {
    let papers = m.shown();
    let owed: Vec<&str> = owed_papers(&papers).filter(|p| !is_issued(p)).map(|p| p.form.zh()).collect();
    if owed.is_empty() {
        return Ok(());
    }
    let sentence = format!("还有文书没有出具：{}", owed.join("、"));
    Err(Refused { sentence, by_state: true, ..Refusal::PapersOwed.refused() })
}

/// What goes on as a rectification: the problems of the issued order with their deadlines.
pub fn ordered(m: &Material, today: LegalDay) -> Option<NewRectification> {
    let document = m.documents.iter().find(|d| d.form == PaperForm::RectificationOrder.code())?;
    let ordered_on = m.signed_on(PaperForm::RectificationOrder, today);
    let days = m.row.papers_json.ordered.iter().copied();
    let problem = |(p, due_on): (papers::Problem, LegalDay)| NewProblem {
        id: ProblemId::new(),
        text: p.text,
        unit_zh: p.unit_zh,
        workshop: p.workshop,
        target_name: p.target_name,
        measure: p.measure.code().to_owned(),
        due_on,
        violated: p.violated,
    };
    Some(NewRectification {
        inspection_id: m.row.id,
        enterprise_id: m.row.enterprise_id,
        enterprise_name: m.row.enterprise_name.clone(),
        officers: m.row.officers.clone(),
        officer_ids: m.row.officer_ids.clone(),
        inspected_on: m.row.particulars_json.checked_from.map_or(ordered_on, LegalTime::day),
        ordered_on,
        order_document_id: document.id,
        order_number: document.number.clone(),
        problems: papers::to_rectify(&m.problems).into_iter().zip(days).map(problem).collect(),
    })
}
