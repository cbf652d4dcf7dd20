//! 编辑案例 · change a draft

use super::state::TypicalCaseAct;
use super::{CaseFields, CaseReport, create, rules, show, store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{Stage, TypicalCaseId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A draft as it is to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CaseReportChange {
    /// The revision the caller saw.
    pub seen: i64,
    #[serde(flatten)]
    pub fields: CaseFields,
}

/// 编辑案例；只有草稿可以编辑
#[utoipa::path(put, path = "/case-reports/{id}", tag = "典型案例", params(("id" = TypicalCaseId, Path)), request_body = CaseReportChange, responses((status = 200, body = CaseReport)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<TypicalCaseId>,
    Sent(command): Sent,
    Json(asked): Json<CaseReportChange>,
) -> web::Result<Json<CaseReport>> {
    // 权限
    let permit = caller.may(Verb::ReportCase)?;
    let inner = app.clone();
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            // 判定
            tx.actor().acts_for(before.organisation_id)?;
            before.state.after(TypicalCaseAct::Edit)?;
            let (fields, region) = create::checked(tx, &inner, rules::tidied(asked.fields)).await?;
            // 落库
            store::update(tx, id, (&fields, &region)).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::TypicalCase, id, "编辑典型案例");
            tx.record(entry.change(&before.fields(), &fields), ()).await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}
