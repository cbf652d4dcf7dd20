//! 查看现场检查 · one inspection as shown
//!
//! Read with a fixed number of statements, however many items and targets there are.

use super::papers::{self, InspectionPaper, Material};
use super::rules;
use super::state::{InspectionAct, InspectionState};
use super::store::{self, Answer, Row};
use super::{Finding, InspectionParticulars, OtherProblem, Verdict};
use authority::{Actor, ReadTx, Result, SubjectKind, Verb};
use evidence::Attachment;
use lexicon::{AttachmentId, EnterpriseId, InspectionId, Instant, RectificationId, SchemeId, Stage};
use registers::checklist::CheckItem;
use registers::enterprise::{self, Enterprise};
use registers::officer::Officer;
use registers::target::{self, TargetGroup};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path};

/// The chosen targets that one item concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MatrixRow {
    pub item_id: String,
    /// Keys of targets.
    pub targets: Vec<String>,
}

/// How far the answers have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct InspectionProgress {
    /// 已有结果的
    pub answered: usize,
    /// 应有结果的
    pub total: usize,
    /// 有问题的
    pub defective: usize,
}

/// An inspection with everything on its pages.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Inspection {
    pub id: InspectionId,
    pub revision: i64,
    pub state: InspectionState,
    pub scheme_id: SchemeId,
    /// 方案文号
    pub scheme_number: String,
    pub enterprise_id: EnterpriseId,
    pub enterprise_name: String,
    pub organisation_name: String,
    pub particulars: InspectionParticulars,
    /// 检查范围，成句
    pub scope_text: String,
    pub items: Vec<CheckItem>,
    pub groups: Vec<TargetGroup>,
    pub matrix: Vec<MatrixRow>,
    pub findings: Vec<Finding>,
    pub other_problems: Vec<OtherProblem>,
    pub officers: Vec<Officer>,
    pub attachments: Vec<Attachment>,
    pub progress: InspectionProgress,
    /// What the caller can do now.
    pub acts: Vec<InspectionAct>,
    pub papers: Vec<InspectionPaper>,
    pub rectification_id: Option<RectificationId>,
    pub updated_at: Instant,
    pub updated_by: String,
}

/// 现场执法检查
#[utoipa::path(get, path = "/inspections/{id}", tag = "现场执法检查", operation_id = "read_inspection",
    params(("id" = InspectionId, Path)), responses((status = 200, body = Inspection)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<InspectionId>) -> web::Result<Json<Inspection>> {
    let shown = view(&caller, &app, id).await?;
    web::looked_at(&app, caller.may(Verb::ReadInspection)?, SubjectKind::Inspection, id).await;
    Ok(shown)
}

struct Loaded {
    material: Material,
    enterprise: Enterprise,
    answers: Vec<Answer>,
    others: Vec<OtherProblem>,
    attachments: Vec<Attachment>,
}

/// The inspection as the caller sees it now.
///
/// # Errors
/// Not found; the caller's role; engine faults.
pub async fn view(caller: &Arc<Actor>, app: &App, id: InspectionId) -> web::Result<Json<Inspection>> {
    let permit = caller.may(Verb::ReadInspection)?;
    let inner = app.clone();
    let loaded = app.db.read(permit, move |tx| Box::pin(async move { load(tx, &inner, id).await })).await?;
    Ok(Json(put_together(loaded, caller, &app.reference.industries)))
}

async fn load(tx: &mut ReadTx<'_>, app: &App, id: InspectionId) -> Result<Loaded> {
    let material = papers::material(tx, id, app.clock.today()).await?;
    let enterprise = enterprise::take(tx, &app.reference, material.row.enterprise_id).await?;
    let answers = store::answers(tx, id).await?;
    let others: Vec<OtherProblem> = store::others(tx, id).await?.into_iter().map(OtherProblem::from).collect();
    let named = answers.iter().flat_map(|a| &a.attachments).chain(others.iter().flat_map(|o| &o.attachments));
    let named: Vec<AttachmentId> = named.copied().collect();
    let attachments = evidence::of(tx, &named).await?;
    Ok(Loaded { material, enterprise, answers, others, attachments })
}

fn put_together(loaded: Loaded, caller: &Actor, industries: &[seed::Industry]) -> Inspection {
    let Loaded { material, enterprise, answers, others, attachments } = loaded;
    let papers = material.shown();
    let row = material.row;
    let (mut groups, matrix) = grid(&row, &enterprise, industries);
    target::mark(&mut groups, &row.targets_json);
    let progress = progress(&matrix, &answers);
    check_off(&mut groups, &matrix, &answers);
    Inspection {
        id: row.id,
        revision: row.revision,
        state: row.state,
        scheme_id: row.scheme_id,
        acts: acts(&row, caller, &papers),
        scope_text: scope_text(&groups),
        scheme_number: row.scheme_number,
        enterprise_id: row.enterprise_id,
        enterprise_name: row.enterprise_name,
        organisation_name: row.organisation_name,
        particulars: row.particulars_json,
        items: row.items_json,
        groups,
        matrix,
        findings: answers.into_iter().map(Finding::from).collect(),
        other_problems: others,
        officers: material.officers,
        attachments,
        progress,
        papers,
        rectification_id: row.rectification_id,
        updated_at: row.updated_at,
        updated_by: row.updated_by,
    }
}

/// What can be checked, and which chosen target each item concerns.
#[must_use]
pub fn grid(row: &Row, enterprise: &Enterprise, industries: &[seed::Industry]) -> (Vec<TargetGroup>, Vec<MatrixRow>) {
    let groups = target::groups(enterprise, &row.items_json, industries);
    let matrix = target::matrix(&row.items_json, &groups, &row.targets_json);
    (groups, matrix.into_iter().map(|(item_id, targets)| MatrixRow { item_id, targets }).collect())
}

/// Reads the register and makes the grid of an inspection taken for a change.
///
/// # Errors
/// Not found; engine faults.
pub async fn grid_of(tx: &mut ReadTx<'_>, app: &App, row: &Row) -> Result<(Vec<TargetGroup>, Vec<MatrixRow>)> {
    let enterprise = enterprise::take(tx, &app.reference, row.enterprise_id).await?;
    Ok(grid(row, &enterprise, &app.reference.industries))
}

/// As [`grid_of`], of these targets only; the enterprise came with the inspection.
///
/// # Errors
/// Engine faults.
pub async fn grid_at(
    tx: &mut ReadTx<'_>,
    app: &App,
    row: &Row,
    keys: &HashSet<&str>,
) -> Result<(Vec<TargetGroup>, Vec<MatrixRow>)> {
    let (reference, items) = (&app.reference, &row.items_json);
    let pieces = target::pieces_in(keys.iter().copied());
    let workshops = enterprise::workshops_with(tx, reference, row.enterprise_id, &pieces).await?;
    let groups = target::groups_in(&row.enterprise_name, &workshops, items, &reference.industries);
    let chosen: Vec<String> = row.targets_json.iter().filter(|key| keys.contains(key.as_str())).cloned().collect();
    let matrix = target::matrix(items, &groups, &chosen);
    Ok((groups, matrix.into_iter().map(|(item_id, targets)| MatrixRow { item_id, targets }).collect()))
}

/// How far the answers have come. Answers at equipment that was struck off since do not count.
#[must_use]
pub fn progress(matrix: &[MatrixRow], answers: &[Answer]) -> InspectionProgress {
    let given: HashMap<(&str, &str), Verdict> =
        answers.iter().map(|a| ((a.item_id.as_str(), a.target.as_str()), a.verdict)).collect();
    let mut progress = InspectionProgress { answered: 0, total: 0, defective: 0 };
    for cell in rules::cells(matrix) {
        progress.total += 1;
        if let Some(verdict) = given.get(&cell) {
            progress.answered += 1;
            progress.defective += usize::from(*verdict == Verdict::Defective);
        }
    }
    progress
}

/// Marks the chosen targets at which every item that concerns them is answered.
pub fn check_off(groups: &mut [TargetGroup], matrix: &[MatrixRow], answers: &[Answer]) {
    let given: HashSet<(&str, &str)> = answers.iter().map(|a| (a.item_id.as_str(), a.target.as_str())).collect();
    let (mut asked, mut open) = (HashSet::new(), HashSet::new());
    for (item, target) in rules::cells(matrix) {
        asked.insert(target);
        if !given.contains(&(item, target)) {
            open.insert(target);
        }
    }
    for target in groups.iter_mut().flat_map(|group| &mut group.targets) {
        let key = target.key.as_str();
        target.checked = asked.contains(key) && !open.contains(key);
    }
}

/// 检查范围写成一句：单元车间：设备、设备；……
fn scope_text(groups: &[TargetGroup]) -> String {
    let of = |group: &TargetGroup| {
        let names: Vec<&str> = group.targets.iter().filter(|t| t.chosen).map(|t| t.name.as_str()).collect();
        let place = if group.workshop.is_empty() { &group.unit_zh } else { &group.workshop };
        let colon = if place.is_empty() { "" } else { "：" };
        (!names.is_empty()).then(|| format!("{place}{colon}{}", names.join("、")))
    };
    groups.iter().filter_map(of).collect::<Vec<_>>().join("；")
}

/// What the caller can do now: by the state, by what is issued, and only for the inspecting officers.
#[must_use]
pub fn acts(row: &Row, caller: &Actor, papers: &[InspectionPaper]) -> Vec<InspectionAct> {
    let is_ours = caller.acts_for(row.organisation_id).is_ok()
        && rules::assigned(&row.officer_ids, &row.officers, caller.officer_id).is_ok();
    if !is_ours {
        return Vec::new();
    }
    let is_whole = !owed_papers(papers).any(|p| !is_issued(p));
    let is_touched = papers.iter().any(|p| p.document.is_some());
    let fits = |act: &InspectionAct| match act {
        InspectionAct::Inspect | InspectionAct::Submit => caller.holds(Verb::Inspect),
        InspectionAct::Reopen => caller.holds(Verb::Inspect) && !is_touched,
        InspectionAct::Issue => caller.holds(Verb::IssueDocument) && !is_whole,
        InspectionAct::Conclude => caller.holds(Verb::ConcludeInspection) && is_whole,
    };
    row.state.acts().into_iter().filter(fits).collect()
}

/// The papers that have to be made.
pub fn owed_papers(papers: &[InspectionPaper]) -> impl Iterator<Item = &InspectionPaper> {
    papers.iter().filter(|p| p.is_owed)
}

/// Whether a paper is printed and kept.
#[must_use]
pub fn is_issued(paper: &InspectionPaper) -> bool {
    paper.document.as_ref().is_some_and(|d| d.state.is_printed())
}
