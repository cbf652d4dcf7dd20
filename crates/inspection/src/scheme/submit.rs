//! 提交方案 · submit a scheme
//!
//! 线上审批的送审核人；线下审批的登记审批结果后即完成编制。The number is given at the first submission and stays; before
//! it is given the paper is set once, so that a character no font can draw burns no number.

use super::paper::{self, Signs};
use super::rules::{self, Asked};
use super::store::Row;
use super::{ApprovalMode, Scheme, SchemeAct, SchemeSeen, Snapshot, complete, facts, show, store};
use authority::{Entry, Halt, Permit, ReadTx, Result, Role, SubjectKind, Verb, WriteTx};
use documents::approval::{ApprovalStage, store as approvals};
use documents::issue::state::DocumentState;
use forms::FormName;
use lexicon::{DocumentId, SchemeId, Stage, Term};
use web::{App, Caller, Json, Path, Sent};

/// 提交现场检查方案
#[utoipa::path(post, path = "/schemes/{id}/submission", tag = "现场检查方案", operation_id = "submit_scheme", params(("id" = SchemeId, Path)), request_body = SchemeSeen, responses((status = 200, body = Scheme)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<SchemeId>,
    Sent(command): Sent,
    Json(asked): Json<SchemeSeen>,
) -> web::Result<Json<Scheme>> {
    // 权限
    let permit = caller.may(Verb::SubmitScheme)?;
    rehearse(&app, permit.clone(), id, asked.seen).await?;
    let inner = app.clone();
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let mut row = store::take(tx, id, asked.seen).await?;
            // 判定
            rules::by_author(row.author_id, tx.actor().user_id)?;
            let act = act_of(&row);
            let after = row.state.after(act)?;
            row.frozen_json = Some(judged(tx, &inner, &row).await?);
            // 落库
            let printed = submitted(tx, &mut row).await?;
            let before = std::mem::replace(&mut row.state, after);
            store::keep(tx, &row).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Scheme, id, act.zh()).change(&before, &(after, &row.number));
            tx.record(entry, printed).await
        })
    });
    if let Some(document) = write.await? {
        paper::print_now(&app, permit.clone(), document).await;
    }
    show::view(&app, permit, id).await
}

fn act_of(row: &Row) -> SchemeAct {
    match row.draft_json.approval_mode {
        ApprovalMode::Online => SchemeAct::Submit,
        ApprovalMode::Offline => SchemeAct::CompleteOffline,
    }
}

/// Sets the paper before anything is written. Whether the act is in turn is judged in the transaction, not here.
async fn rehearse(app: &App, permit: Permit, id: SchemeId, seen: i64) -> Result<()> {
    let inner = app.clone();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let row = store::one(tx, id).await?;
            let in_turn = row.revision == seen
                && row.author_id == tx.actor().user_id
                && row.organisation_id == tx.actor().organisation_id
                && row.state.after(act_of(&row)).is_ok();
            if !in_turn {
                return Ok(None);
            }
            let known = judged(tx, &inner, &row).await?;
            let signs = match row.draft_json.approval_mode {
                ApprovalMode::Online => Signs::default(),
                ApprovalMode::Offline => Signs::offline(&row.draft_json),
            };
            Ok(Some((row.organisation_id, paper::fill(&row.organisation_name, &row.draft_json, &known, signs))))
        })
    });
    if let Some((organ, form)) = read.await? {
        documents::proof(app, organ, FormName::INSPECTION_SCHEME, &form.into_job_data()).await?;
    }
    Ok(())
}

/// What is frozen, when the rules have nothing against the submission.
async fn judged(tx: &mut ReadTx<'_>, app: &App, row: &Row) -> Result<Snapshot> {
    let today = app.clock.today();
    let draft = &row.draft_json;
    let known = facts::gather(tx, app, row, today).await?;
    let staff = facts::staff(tx, draft).await?;
    let asked = Asked {
        draft,
        known: &known,
        staff: &staff,
        author: (row.author_id, &row.author),
        created_on: row.created_at.day(),
        today,
    };
    rules::submission(&asked).map_err(rules::invalid)?;
    let mut snapshot = known.snapshot();
    if draft.approval_mode == ApprovalMode::Online {
        snapshot.reviewer = draft.reviewer_id.and_then(|id| staff.signer(id, Role::Reviewer));
        snapshot.approver = draft.approver_id.and_then(|id| staff.signer(id, Role::Approver));
    }
    Ok(snapshot)
}

/// Numbers the scheme once, then asks the reviewer or completes it; the document to print, when it is completed.
async fn submitted(tx: &mut WriteTx<'_>, row: &mut Row) -> Result<Option<DocumentId>> {
    let enterprise = row.frozen()?.enterprise.clone().ok_or_else(|| Halt::Fault("no enterprise".to_owned()))?;
    row.enterprise_name.clone_from(&enterprise.name);
    row.officers = row.frozen()?.officers.iter().map(|o| o.name.as_str()).collect::<Vec<_>>().join("、");
    row.round += 1;
    if row.number.is_empty() || is_void(tx, row).await? {
        let draft = documents::Draft {
            id: DocumentId::new(),
            form: FormName::INSPECTION_SCHEME,
            enterprise_id: enterprise.id,
            enterprise_name: enterprise.name,
            subject_kind: SubjectKind::Scheme,
            subject_id: row.id.0,
            follows: None,
        };
        let given = documents::number(tx, &draft).await?;
        row.document_id = Some(given.id);
        row.number = given.number;
    }
    if row.draft_json.approval_mode == ApprovalMode::Offline {
        let signs = Signs::offline(&row.draft_json);
        return Ok(Some(complete::complete(tx, row, signs).await?));
    }
    ask(tx, row, ApprovalStage::Review).await?;
    Ok(None)
}

/// 文号作废以后重新提交的，另编一个文号。
async fn is_void(tx: &mut WriteTx<'_>, row: &Row) -> Result<bool> {
    let Some(document) = row.document_id else { return Ok(false) };
    Ok(documents::issue::store::one(tx, document).await?.state == DocumentState::Voided)
}

/// Opens a stage of the present round for the person the scheme names.
///
/// # Errors
/// Engine faults.
pub async fn ask(tx: &mut WriteTx<'_>, row: &Row, stage: ApprovalStage) -> Result<()> {
    let known = row.frozen()?;
    let signer = match stage {
        ApprovalStage::Review => &known.reviewer,
        ApprovalStage::Approve => &known.approver,
    };
    let signer = signer.clone().ok_or_else(|| Halt::Fault(format!("scheme {} names nobody for {stage:?}", row.id)))?;
    let asked = approvals::Asked {
        subject_kind: SubjectKind::Scheme,
        subject_id: row.id.0,
        round: row.round,
        stage,
        assignee: (signer.user_id, signer.name, signer.title),
        form: FormName::INSPECTION_SCHEME,
        title: format!("{}{}", row.enterprise_name, FormName::INSPECTION_SCHEME.zh()),
        enterprise_name: row.enterprise_name.clone(),
        number: row.number.clone(),
        submitted_by: (row.author_id, row.author.clone()),
    };
    approvals::ask(tx, &asked).await?;
    Ok(())
}
