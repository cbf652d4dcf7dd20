//! 查看制作中的文书 · one paper with its form

use super::prefill::{self, Drift};
use super::state::{PaperOffer, PaperState};
use super::store::{self, Row};
use super::{PaperSigners, rules};
use crate::approval::store as approvals;
use crate::approval::{ApprovalStage, ApprovalStep, StepState};
use crate::life::store as life;
use crate::seal::bind;
use authority::{FieldError, Permit, ReadTx, Result, SubjectKind, Verb};
use forms::{Field, Form};
use identity::organisation::store as organisations;
use lexicon::{DocumentId, Instant, PaperId, UserId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use web::{App, Caller, Json, Path};

/// One field of a form, as the editor draws it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FormField {
    pub key: String,
    /// 栏目名称
    pub zh: String,
    /// text long_text number day moment flag choice ticks amount count list problems officers opinion rows group
    pub kind: String,
    pub required: bool,
    pub max_chars: usize,
    pub max_items: usize,
    pub choices: Vec<String>,
    /// 由审核人、审批人填写，编制人不填
    pub by_approval: bool,
    /// 印成空白，由有关人员在纸面上手写
    pub by_hand: bool,
    /// 当事人是自然人、个体工商户时才填
    pub is_of_person: bool,
    /// 文书的日期：没有写的为出具之日
    pub is_date: bool,
    #[schema(no_recursion)]
    pub columns: Vec<FormField>,
}

/// A paper that is being drawn up.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Paper {
    pub id: PaperId,
    /// 式样代码
    pub form: String,
    /// 文书名称
    pub zh: String,
    /// 制作依据
    pub article: String,
    /// 份数注记；没有的为空
    pub copies_note: String,
    pub is_numbered: bool,
    pub needs_approval: bool,
    /// 审批人须是本机关主要负责人
    pub by_chief: bool,
    /// 须盖章而本机关今天没有可用的签章
    pub lacks_seal: bool,
    pub state: PaperState,
    pub revision: i64,
    pub fields: Vec<FormField>,
    pub data: Value,
    /// What stands in the way of submitting or issuing it.
    pub faults: Vec<FieldError>,
    /// 制作以后变更了的机关资料
    pub drift: Vec<Drift>,
    pub signers: PaperSigners,
    /// Every stage of every round, oldest first.
    pub approvals: Vec<ApprovalStep>,
    /// What the caller may do now.
    pub acts: Vec<PaperOffer>,
    pub author: String,
    pub author_id: UserId,
    pub organisation_name: String,
    pub enterprise_name: String,
    pub subject_kind: SubjectKind,
    /// The record it belongs to: the inspection.
    pub subject_id: Uuid,
    /// 更正的是哪一份
    pub supersedes: Option<DocumentId>,
    pub supersedes_number: String,
    /// 更正的原因
    pub reason: String,
    pub document_id: Option<DocumentId>,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub updated_by: String,
}

/// 查看制作中的文书
#[utoipa::path(get, path = "/paper-drafts/{id}", tag = "文书制作", operation_id = "show_paper", params(("id" = PaperId, Path)), responses((status = 200, body = Paper)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<PaperId>) -> web::Result<Json<Paper>> {
    let permit = caller.may(Verb::ReadDocument)?;
    let shown = view(&app, permit.clone(), id).await?;
    web::looked_at(&app, permit, SubjectKind::Paper, id).await;
    Ok(shown)
}

/// The paper as the caller sees it.
///
/// # Errors
/// Not found.
pub async fn view(app: &App, permit: Permit, id: PaperId) -> web::Result<Json<Paper>> {
    let read = app.db.read(permit, move |tx| Box::pin(async move { whole(tx, id).await }));
    Ok(Json(read.await?.0))
}

/// The paper, its stages also by round.
///
/// # Errors
/// Not found.
pub async fn whole(tx: &mut ReadTx<'_>, id: PaperId) -> Result<(Paper, Vec<(i64, ApprovalStep)>)> {
    let row = store::one(tx, id).await?;
    let form = row.form()?;
    let drift = drift(tx, &row, form).await?;
    let rounds = rounds(&row, &approvals::of_subject(tx, id.0).await?);
    let today = tx.today();
    let paper = Paper {
        acts: row.offers(tx.actor(), form),
        faults: rules::faults(form, &rules::with_today(form, row.data_json.clone(), today)),
        supersedes_number: life::number_of(tx, row.supersedes).await?,
        fields: form.fields().iter().filter(|f| f.key != "number").map(|f| shown(form, f)).collect(),
        zh: form.zh().to_owned(),
        article: form.article().to_owned(),
        copies_note: form.copies_note().to_owned(),
        is_numbered: form.is_numbered(),
        needs_approval: form.facts().needs_approval,
        by_chief: form.facts().by_chief,
        lacks_seal: lacks_seal(tx, &row, form).await?,
        approvals: rounds.iter().map(|(_, step)| step.clone()).collect(),
        drift,
        id: row.id,
        form: row.form,
        state: row.state,
        revision: row.revision,
        data: row.data_json,
        signers: row.signers_json,
        author: row.author,
        author_id: row.author_id,
        organisation_name: row.organisation_name,
        enterprise_name: row.enterprise_name,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        supersedes: row.supersedes,
        reason: row.reason,
        document_id: row.document_id,
        created_at: row.created_at,
        updated_at: row.updated_at,
        updated_by: row.updated_by,
    };
    Ok((paper, rounds))
}

/// What the organ prints today and the paper does not; nothing of an issued one.
///
/// # Errors
/// Engine faults.
pub async fn drift(tx: &mut ReadTx<'_>, row: &Row, form: &Form) -> Result<Vec<Drift>> {
    if row.state == PaperState::Issued {
        return Ok(Vec::new());
    }
    let on = rules::dated(form, &row.data_json, tx.today());
    let known = prefill::organ(&organisations::profile(tx, row.organisation_id, on).await?);
    Ok(row.profile_json.drift(form, &row.data_json, &known))
}

/// Whether a paper that is still to be issued would be issued without the seal it should carry.
async fn lacks_seal(tx: &mut ReadTx<'_>, row: &Row, form: &Form) -> Result<bool> {
    if row.state == PaperState::Issued || !form.seal() {
        return Ok(false);
    }
    Ok(!bind::is_there(tx, row.organisation_id, form.name()).await?)
}

fn shown(form: &Form, field: &Field) -> FormField {
    let kind = serde_json::to_value(field.kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    FormField {
        key: field.key.clone(),
        zh: field.zh.clone(),
        kind,
        required: field.required,
        max_chars: field.max_chars,
        max_items: field.max_items,
        choices: field.choices.clone(),
        by_approval: rules::by_approval(form, &field.key),
        by_hand: rules::by_hand(form, &field.key),
        is_of_person: field.source.starts_with("person."),
        is_date: field.source == "today",
        columns: field.columns.iter().map(|column| shown(form, column)).collect(),
    }
}

/// 各轮各环节；审核未完时，审批人列为“未到”。
fn rounds(row: &Row, asked: &[approvals::Row]) -> Vec<(i64, ApprovalStep)> {
    let mut steps: Vec<(i64, ApprovalStep)> = asked.iter().map(|a| (a.round, a.into())).collect();
    if let (PaperState::AwaitingReview, Some(approver)) = (row.state, row.signers_json.approver.clone()) {
        let waiting = ApprovalStep {
            stage: ApprovalStage::Approve,
            name: approver.name,
            title: approver.title,
            state: StepState::Waiting,
            opinion: String::new(),
            decided_at: None,
        };
        steps.push((row.round, waiting));
    }
    steps
}
