//! 提交检查结果 · everything is answered; papers are next

use super::rules;
use super::show::{Inspection, grid_of, progress, view};
use super::state::InspectionAct;
use super::store::{self, Row};
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::{InspectionId, Stage, Term};
use registers::officer;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// An act on an inspection that needs nothing but what the caller saw.
#[derive(Debug, Deserialize, ToSchema)]
pub struct InspectionSeen {
    /// Revision the caller saw.
    pub seen: i64,
}

/// 提交检查结果
#[utoipa::path(post, path = "/inspections/{id}/submission", tag = "现场执法检查", operation_id = "submit_inspection",
    params(("id" = InspectionId, Path)), request_body = InspectionSeen, responses((status = 200, body = Inspection)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<InspectionId>,
    Sent(command): Sent,
    Json(asked): Json<InspectionSeen>,
) -> web::Result<Json<Inspection>> {
    // 权限
    let permit = caller.may(Verb::Inspect)?;
    let inner = app.clone();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let row = store::take(tx, id, asked.seen).await?;
            let (_, matrix) = grid_of(tx, &inner, &row).await?;
            let answers = store::answers(tx, id).await?;
            let certified = officer::certified(tx, &row.particulars_json.officers).await?;
            // 判定
            let state = row.state.after(InspectionAct::Submit)?;
            let mut missing = rules::missing(&row.particulars_json);
            missing.extend(rules::unanswered(&row.items_json, &matrix, &answers));
            if !missing.is_empty() {
                return Err(Halt::Invalid(missing));
            }
            rules::particulars(&row.particulars_json, (row.inspect_from, row.inspect_to), tx.at())?;
            rules::officers(&row.particulars_json, certified, tx.today())?;
            // 落库
            let revision = store::save(tx, &Row { state, ..row }).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Inspection, id, InspectionAct::Submit.zh());
            tx.record(entry.with(&progress(&matrix, &answers)), revision).await
        })
    });
    write.await?;
    view(&caller, &app, id).await
}
