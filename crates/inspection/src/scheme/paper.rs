//! 现场检查方案文书 · the paper of a scheme
//!
//! A completed scheme is shown as it was issued; before that as a preview, in which what is not written yet is marked.

use super::store::Row;
use super::{CheckMethod, SchemeDraft, SchemeState, Snapshot, draft, facts, store};
use authority::{Permit, Verb};
use axum::response::Response;
use documents::approval::store::Row as Approval;
use forms::inspection_scheme::{InspectionScheme, Item, Method, Opinion, Scope};
use forms::{FormName, Officer};
use lexicon::{DocumentId, LegalDay, SchemeId, Term};
use web::{App, Caller, Path};

/// What the preview shows where the author has not written anything yet.
const OPEN: &str = "（待填写）";

/// 审核意见和审批意见；还没有的留空白待签。
#[derive(Debug, Clone, Default)]
pub struct Signs {
    pub review: Option<Opinion>,
    pub approval: Option<Opinion>,
}

impl Signs {
    /// 线下审批表上的意见，两人同日签署。
    #[must_use]
    pub fn offline(draft: &SchemeDraft) -> Self {
        let at = &draft.offline;
        let sign = |text: &str, name: &str| at.approved_on.map(|on| opinion(text, name, on));
        Self {
            review: sign(&at.review_opinion, &at.reviewer_name),
            approval: sign(&at.approval_opinion, &at.approver_name),
        }
    }

    /// 线上审批中已经作出的审核意见。
    #[must_use]
    pub fn reviewed(review: &Approval) -> Self {
        let on = review.decided_at.unwrap_or(review.submitted_at).day();
        Self { review: Some(opinion(&review.opinion, &review.assignee_name, on)), approval: None }
    }
}

/// 没有写意见的同意，印“同意”。
#[must_use]
pub fn opinion(text: &str, name: &str, on: LegalDay) -> Opinion {
    let text = draft::several_lines(text);
    let text = if text.is_empty() { "同意".to_owned() } else { text };
    Opinion { text, name: name.to_owned(), on: on.zh() }
}

/// The form filled from a draft and what the registers said; without the number.
#[must_use]
pub fn fill(organisation: &str, draft: &SchemeDraft, known: &Snapshot, signs: Signs) -> InspectionScheme {
    let method = |m: &CheckMethod| {
        let chosen = draft.methods.contains(m);
        let label = match m {
            CheckMethod::Other if chosen && !draft.method_other.is_empty() => format!("其他（{}）", draft.method_other),
            _ => m.zh().to_owned(),
        };
        Method { label, chosen }
    };
    let officer = |o: &registers::officer::Officer| Officer {
        name: o.name.clone(),
        certificate_no: o.certificate_no.clone(),
        organisation: o.organisation_name.clone(),
    };
    let item = |i: &registers::checklist::CheckItem| Item { list: i.list_zh.clone(), content: i.content.clone() };
    InspectionScheme {
        number: None,
        organisation: organisation.to_owned(),
        party: draft.party.clone(),
        address: draft.address.clone(),
        contact: contact(draft),
        industry: if known.enterprise.is_some() && known.industry.is_empty() {
            "未分行业".to_owned()
        } else {
            known.industry.clone()
        },
        source: draft.source.zh().to_owned(),
        inspect_on_text: draft.inspect_from.zip(draft.inspect_to).map(|(a, b)| period(a, b)).unwrap_or_default(),
        officers: known.officers.iter().map(officer).collect(),
        methods: CheckMethod::ALL.iter().map(method).collect(),
        items: known.items.iter().map(item).collect(),
        scope: known.scope.clone(),
        review: signs.review,
        approval: signs.approval,
        remark: draft.remark.clone(),
        offline_approval: draft.approval_mode == super::ApprovalMode::Offline,
    }
}

/// 联系人（职务），电话
fn contact(draft: &SchemeDraft) -> String {
    let title = if draft.contact_title.is_empty() { String::new() } else { format!("（{}）", draft.contact_title) };
    let phone = if draft.contact_phone.is_empty() { String::new() } else { format!("，{}", draft.contact_phone) };
    if draft.contact.is_empty() { String::new() } else { format!("{}{title}{phone}", draft.contact) }
}

/// 2026年11月23日至11月24日；跨年的写明两个年份，只有一天的写一天。
#[must_use]
pub fn period(from: LegalDay, to: LegalDay) -> String {
    let end = to.zh();
    let end = if from.year() == to.year() { end.split_once('年').map_or(end.as_str(), |(_, day)| day) } else { &end };
    if from == to { from.zh() } else { format!("{}至{end}", from.zh()) }
}

/// Marks what the form needs and the draft does not hold yet.
#[must_use]
pub fn with_openings(mut form: InspectionScheme) -> InspectionScheme {
    for text in [&mut form.party, &mut form.address, &mut form.contact, &mut form.industry, &mut form.inspect_on_text] {
        if text.is_empty() {
            OPEN.clone_into(text);
        }
    }
    let open = || OPEN.to_owned();
    if form.officers.is_empty() {
        form.officers.push(Officer { name: open(), certificate_no: open(), organisation: form.organisation.clone() });
    }
    if form.items.is_empty() {
        form.items.push(Item { list: open(), content: open() });
    }
    if form.scope.is_empty() {
        form.scope.push(Scope { group: open(), names: vec![open()] });
    }
    form
}

/// Prints the paper of a completed scheme. What fails here is printed at the next look or the next start.
pub async fn print_now(app: &App, permit: Permit, document: DocumentId) {
    if let Err(e) = documents::print(app, permit, document).await {
        tracing::error!(%document, error = ?e, "the paper of a scheme could not be printed yet");
    }
}

/// 现场检查方案（PDF）：完成编制后为出具的文书，此前为预览
#[utoipa::path(get, path = "/schemes/{id}/paper", tag = "现场检查方案", operation_id = "show_scheme_paper", params(("id" = SchemeId, Path)), responses((status = 200, content_type = "application/pdf", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<SchemeId>) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadScheme)?;
    let (inner, reading) = (app.clone(), permit.clone());
    let read = app.db.read(reading, move |tx| {
        Box::pin(async move {
            let row = store::one(tx, id).await?;
            let known = match &row.frozen_json {
                Some(frozen) => frozen.clone(),
                None => facts::gather(tx, &inner, &row, inner.clock.today()).await?.snapshot(),
            };
            let reviews = documents::approval::store::of_subject(tx, id.0).await?;
            Ok((row, known, reviews))
        })
    });
    let (row, known, approvals) = read.await?;
    web::looked_at(&app, permit.clone(), authority::SubjectKind::Scheme, id).await;
    if let (SchemeState::Completed, Some(document)) = (row.state, row.document_id) {
        let pdf = documents::print(&app, permit, document).await?;
        let name = format!("{} {} {}.pdf", FormName::INSPECTION_SCHEME.zh(), row.number, row.enterprise_name);
        return Ok(web::pdf_reply(pdf, &name, false));
    }
    let mut form = fill(&row.organisation_name, &row.draft_json, &known, signs_so_far(&row, &approvals));
    form.number = Some(row.number.clone()).filter(|number| !number.is_empty());
    let data = with_openings(form).into_job_data();
    Ok(documents::issue::preview(&app, row.organisation_id, FormName::INSPECTION_SCHEME, &data).await?)
}

fn signs_so_far(row: &Row, approvals: &[Approval]) -> Signs {
    match row.state {
        SchemeState::AwaitingApproval => review_of(approvals, row.round).map(Signs::reviewed).unwrap_or_default(),
        _ => Signs::default(),
    }
}

/// The review of a round that was agreed.
#[must_use]
pub fn review_of(approvals: &[Approval], round: i64) -> Option<&Approval> {
    use documents::approval::{ApprovalStage, state::ApprovalState};
    approvals.iter().find(|a| a.round == round && a.stage == ApprovalStage::Review && a.state == ApprovalState::Agreed)
}
