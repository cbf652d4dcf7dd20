//! 上报案例 · straight to the ministry
//!
//! 县、市、省各级都直接上报应急管理部。Before it goes, the case is complete and names nobody.

use super::state::TypicalCaseAct;
use super::{CaseReport, anonymity, rules, show, store};
use authority::{Entry, FieldError, Halt, ReadTx, SubjectKind, Verb};
use lexicon::{Stage, TypicalCaseId};
use registers::enterprise;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// The revision the caller saw.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CaseReportSeen {
    pub seen: i64,
}

/// 上报案例
#[utoipa::path(post, path = "/case-reports/{id}/reporting", tag = "典型案例", params(("id" = TypicalCaseId, Path)), request_body = CaseReportSeen, responses((status = 200, body = CaseReport)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<TypicalCaseId>,
    Sent(command): Sent,
    Json(asked): Json<CaseReportSeen>,
) -> web::Result<Json<CaseReport>> {
    // 权限
    let permit = caller.may(Verb::ReportCase)?;
    // The names are looked for outside the write: it waits for nobody, and the revision tells whether the text changed.
    let names = app.db.read(permit.clone(), move |tx| Box::pin(async move { told(tx, id).await })).await?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            // 判定
            tx.actor().acts_for(before.organisation_id)?;
            let to = before.state.after(TypicalCaseAct::Report)?;
            let faults: Vec<FieldError> = rules::gaps(&before.fields()).into_iter().chain(names).collect();
            if !faults.is_empty() {
                return Err(Halt::Invalid(faults));
            }
            // 落库
            store::keep_report(tx, id, to).await?;
            // 留痕
            let state = |state| serde_json::json!({"state": state});
            let entry = Entry::on(SubjectKind::TypicalCase, id, "上报典型案例");
            tx.record(entry.change(&state(before.state), &state(to)), ()).await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}

/// What in the case would tell who it was, at the field where it stands.
async fn told(tx: &mut ReadTx<'_>, id: TypicalCaseId) -> authority::Result<Vec<FieldError>> {
    let row = store::report(tx, id).await?;
    let fields = row.fields();
    let files = store::files(tx, &row).await?.into_iter().map(|file| file.name).collect::<Vec<_>>().join("，");
    let mut texts = rules::texts(&fields);
    texts.push(("attachments", "附件名称", &files));
    let pieces: BTreeSet<String> = texts.iter().flat_map(|(_, _, text)| anonymity::candidates(text)).collect();
    let registered = enterprise::registered_names(tx, &pieces.into_iter().collect::<Vec<_>>()).await?;
    let mut out = Vec::new();
    for (field, zh, text) in texts {
        let names = registered.iter().filter(|name| text.contains(name.as_str()));
        let names = names.map(|name| ("已登记的企业名称", name.clone()));
        for (what, words) in names.chain(anonymity::numbers(text)) {
            out.push(FieldError::new(field, format!("{zh}中写有{what}“{words}”，请隐去")));
        }
    }
    Ok(out)
}
