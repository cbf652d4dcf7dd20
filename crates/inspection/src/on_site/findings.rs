//! 填写检查结果 · answers to items at targets
//!
//! Only the answers that are sent are kept; the others stay as they are.

use super::show::grid_at;
use super::state::InspectionAct;
use super::store::{self, Answer};
use super::{FindingInput, Verdict, rules};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{AttachmentId, InspectionId, Instant, Stage, Term};
use registers::target::TargetGroup;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Answers to be kept.
#[derive(Debug, Deserialize, ToSchema)]
pub struct FindingsSaving {
    /// Revision the caller saw.
    pub seen: i64,
    pub findings: Vec<FindingInput>,
}

/// What saving answers comes to. An officer saves hundreds of times in a day, so the record is not sent back each time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FindingsSaved {
    /// Revision to name at the next saving.
    pub revision: i64,
    /// 问题数，含其他问题
    pub problems: i64,
    pub updated_at: Instant,
    pub updated_by: String,
}

/// 填写检查结果
#[utoipa::path(put, path = "/inspections/{id}/findings", tag = "现场执法检查",
    operation_id = "save_inspection_findings", params(("id" = InspectionId, Path)),
    request_body = FindingsSaving, responses((status = 200, body = FindingsSaved)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<InspectionId>,
    Sent(command): Sent,
    Json(asked): Json<FindingsSaving>,
) -> web::Result<Json<FindingsSaved>> {
    // 权限
    let permit = caller.may(Verb::Inspect)?;
    let inner = app.clone();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let row = store::take(tx, id, asked.seen).await?;
            let keys: HashSet<&str> = asked.findings.iter().map(|f| f.target.as_str()).collect();
            let (groups, matrix) = grid_at(tx, &inner, &row, &keys).await?;
            // 判定
            let state = row.state.after(InspectionAct::Inspect)?;
            rules::findings(&asked.findings, &row.items_json, &matrix, tx.today())?;
            let named: Vec<AttachmentId> = asked.findings.iter().flat_map(|f| f.attachments.iter().copied()).collect();
            evidence::all_own(tx, &named).await?;
            // 落库
            let answers = answers(asked.findings, &groups);
            store::answer(tx, id, &answers).await?;
            let problems = store::problems(tx, id).await?;
            let revision = store::save_count(tx, &row, state, problems).await?;
            // 留痕
            let kept: Vec<_> = answers.iter().map(|a| (&a.item_id, &a.target, a.verdict, &a.description)).collect();
            let saved = FindingsSaved { revision, problems, updated_at: tx.at(), updated_by: tx.actor().name.clone() };
            tx.record(Entry::on(SubjectKind::Inspection, id, "填写检查结果").with(&kept), saved).await
        })
    });
    Ok(Json(write.await?))
}

/// 检查对象的名称和位置随结果一起记下，设备以后改名或核销不影响文书。
fn answers(findings: Vec<FindingInput>, groups: &[TargetGroup]) -> Vec<Answer> {
    let places: HashMap<&str, (&TargetGroup, &str)> =
        groups.iter().flat_map(|g| g.targets.iter().map(move |t| (t.key.as_str(), (g, t.name.as_str())))).collect();
    let kept = findings.into_iter().map(|f| {
        let place = places.get(f.target.as_str());
        let is_defective = f.verdict == Verdict::Defective;
        let measure = f.measure.filter(|_| is_defective);
        Answer {
            id: f.id,
            item_id: f.item_id,
            unit_zh: place.map(|(g, _)| g.unit_zh.clone()).unwrap_or_default(),
            workshop: place.map(|(g, _)| g.workshop.clone()).unwrap_or_default(),
            target_name: place.map(|(_, name)| (*name).to_owned()).unwrap_or_default(),
            target: f.target,
            verdict: f.verdict,
            description: f.description.trim().to_owned(),
            measure: measure.map(Term::code).unwrap_or_default().to_owned(),
            due_on: f.due_on.filter(|_| measure == Some(registers::checklist::Measure::Rectify)),
            attachments: f.attachments,
        }
    });
    kept.collect()
}
