//! 整改复查详情 · one rectification with everything that belongs to it

use super::list::RectificationRow;
use super::{ReCheckDraft, ReCheckFinding, rules, store};
use authority::{Actor, ReadTx, Result, SubjectKind, Verb};
use evidence::attachment::Attachment;
use lexicon::{
    AttachmentId, DocumentId, EnterpriseId, ExtensionId, InspectionId, Instant, LegalDay, LegalTime, ProblemId,
    ReCheckId, RectificationId,
};
use registers::checklist::Measure;
use registers::officer::Officer;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path};

/// A problem that has to be put right.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RectificationProblem {
    pub id: ProblemId,
    pub ordinal: i64,
    /// 问题，如指令书所写
    pub text: String,
    pub unit_zh: String,
    pub workshop: String,
    pub target_name: String,
    pub measure: Measure,
    pub due_on: LegalDay,
    /// 违法依据
    pub violated: String,
}

/// An extension that was granted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Extension {
    pub id: ExtensionId,
    pub from_day: LegalDay,
    pub to_day: LegalDay,
    pub requested_on: LegalDay,
    pub reason: String,
    pub attachment_id: Option<AttachmentId>,
    pub by: String,
    pub at: Instant,
}

/// The re-check that closed the rectification.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReCheck {
    pub id: ReCheckId,
    pub checked_at: LegalTime,
    pub officers: String,
    pub findings: Vec<ReCheckFinding>,
    pub conclusion: String,
    pub document_id: DocumentId,
    pub document_number: String,
    pub result: super::state::RectificationState,
}

/// A termination.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Termination {
    pub reason: String,
    pub by: String,
    pub at: Instant,
}

/// A rectification as shown.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Rectification {
    #[serde(flatten)]
    pub row: RectificationRow,
    pub enterprise_id: EnterpriseId,
    pub inspection_id: InspectionId,
    pub organisation_name: String,
    /// 复查意见书的起首句
    pub intro: String,
    pub order_document_id: DocumentId,
    pub ordered_on: LegalDay,
    pub originally_due_on: LegalDay,
    pub problem_list: Vec<RectificationProblem>,
    pub extensions: Vec<Extension>,
    pub re_check: Option<ReCheck>,
    pub termination: Option<Termination>,
    /// 暂存的复查内容
    pub draft: Option<ReCheckDraft>,
    pub draft_revision: Option<i64>,
    pub draft_by: String,
    pub draft_at: Option<Instant>,
    /// 可选的执法人员
    pub officer_choices: Vec<Officer>,
    pub attachments: Vec<Attachment>,
}

/// 整改复查详情
#[utoipa::path(get, path = "/rectifications/{id}", tag = "整改复查", operation_id = "show_rectification",
    params(("id" = RectificationId, Path)), responses((status = 200, body = Rectification)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<RectificationId>,
) -> web::Result<Json<Rectification>> {
    let permit = caller.may(Verb::ReadRectification)?;
    let shown = one(&app, &caller, id).await?;
    web::looked_at(&app, permit, SubjectKind::Rectification, id).await;
    Ok(shown)
}

/// The rectification as the caller sees it now.
pub(super) async fn one(app: &App, caller: &Arc<Actor>, id: RectificationId) -> web::Result<Json<Rectification>> {
    let permit = caller.may(Verb::ReadRectification)?;
    let today = app.clock.today();
    let read = app.db.read(permit, move |tx| Box::pin(async move { view(tx, id, today).await }));
    Ok(Json(read.await?))
}

async fn view(tx: &mut ReadTx<'_>, id: RectificationId, today: LegalDay) -> Result<Rectification> {
    let row = store::one(tx, id).await?;
    let problems = store::problems(tx, id).await?;
    let extensions = store::extensions(tx, id).await?;
    let re_check = store::re_check(tx, id).await?;
    let draft = store::draft(tx, id).await?;
    let choices = registers::officer::store::own(tx).await?;
    let mut shown: Vec<AttachmentId> = extensions.iter().filter_map(|e| e.attachment_id).collect();
    shown.extend(draft.iter().flat_map(|d| rules::evidence(&d.draft)));
    shown.extend(re_check.iter().flat_map(|c| c.findings_json.iter().flat_map(|f| f.attachments.iter().copied())));
    let attachments = evidence::attachment::of(tx, &shown).await?;
    Ok(Rectification {
        intro: intro(&row),
        row: RectificationRow::of(&row, tx.actor(), today),
        enterprise_id: row.enterprise_id,
        inspection_id: row.inspection_id,
        organisation_name: row.organisation_name.clone(),
        order_document_id: row.order_document_id,
        ordered_on: row.ordered_on,
        originally_due_on: row.originally_due_on,
        problem_list: problems.into_iter().map(RectificationProblem::from).collect(),
        extensions: extensions.into_iter().map(Extension::from).collect(),
        re_check: re_check.map(ReCheck::from),
        termination: row.terminated_at.map(|at| Termination {
            reason: row.termination_reason.clone(),
            by: row.terminated_by.clone(),
            at,
        }),
        draft_revision: draft.as_ref().map(|d| d.revision),
        draft_by: draft.as_ref().map(|d| d.by_name.clone()).unwrap_or_default(),
        draft_at: draft.as_ref().map(|d| d.at),
        draft: draft.map(|d| d.draft),
        officer_choices: choices.into_iter().map(|o| o.shown(today)).collect(),
        attachments,
    })
}

/// 本机关于某日作出了责令限期整改的决定〔文号〕，经对你单位整改情况进行复查，提出如下意见：
fn intro(row: &store::Row) -> String {
    format!(
        "{}：本机关于{}作出了责令限期整改的决定〔{}〕，经对你单位整改情况进行复查，提出如下意见：",
        row.enterprise_name,
        row.ordered_on.zh(),
        row.order_number
    )
}

impl From<store::Problem> for RectificationProblem {
    fn from(p: store::Problem) -> Self {
        Self {
            id: p.id,
            ordinal: p.ordinal,
            text: p.text,
            unit_zh: p.unit_zh,
            workshop: p.workshop,
            target_name: p.target_name,
            measure: p.measure,
            due_on: p.due_on,
            violated: p.violated,
        }
    }
}

impl From<store::Extended> for Extension {
    fn from(e: store::Extended) -> Self {
        Self {
            id: e.id,
            from_day: e.from_day,
            to_day: e.to_day,
            requested_on: e.requested_on,
            reason: e.reason,
            attachment_id: e.attachment_id,
            by: e.by_name,
            at: e.at,
        }
    }
}

impl From<store::Checked> for ReCheck {
    fn from(c: store::Checked) -> Self {
        Self {
            id: c.id,
            checked_at: c.checked_at,
            officers: c.officers,
            findings: c.findings_json,
            conclusion: c.conclusion,
            document_id: c.document_id,
            document_number: c.document_number,
            result: c.result,
        }
    }
}
