//! 填写检查情况 · the head of the record, and who inspects

use super::show::{Inspection, view};
use super::state::InspectionAct;
use super::store::{self, Row};
use super::{InspectionParticulars, rules};
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::{InspectionId, Stage, Term};
use registers::officer;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// The head of the record as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ParticularsSaving {
    /// Revision the caller saw.
    pub seen: i64,
    pub particulars: InspectionParticulars,
}

/// 填写检查情况
#[utoipa::path(put, path = "/inspections/{id}/particulars", tag = "现场执法检查",
    operation_id = "save_inspection_particulars", params(("id" = InspectionId, Path)),
    request_body = ParticularsSaving, responses((status = 200, body = Inspection)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<InspectionId>,
    Sent(command): Sent,
    Json(asked): Json<ParticularsSaving>,
) -> web::Result<Json<Inspection>> {
    // 权限
    let permit = caller.may(Verb::Inspect)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let row = store::take(tx, id, asked.seen).await?;
            let particulars = asked.particulars;
            let certified = officer::certified(tx, &particulars.officers).await?;
            // 判定
            let state = row.state.after(InspectionAct::Inspect)?;
            let misfits = rules::misfits(&particulars);
            if !misfits.is_empty() {
                return Err(Halt::Invalid(misfits));
            }
            rules::particulars(&particulars, (row.inspect_from, row.inspect_to), tx.at())?;
            let pair = rules::officers(&particulars, certified, tx.today())?;
            // 落库
            let entry = Entry::on(SubjectKind::Inspection, id, InspectionAct::Inspect.zh())
                .change(&row.particulars_json, &particulars);
            store::assign(tx, id, &particulars.officers).await?;
            let officer_ids = particulars.officers.clone();
            let after = Row { state, officers: pair.names(), officer_ids, particulars_json: particulars, ..row };
            let revision = store::save(tx, &after).await?;
            // 留痕
            tx.record(entry, revision).await
        })
    });
    write.await?;
    view(&caller, &app, id).await
}
