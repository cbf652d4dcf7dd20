//! 送审 · the author asks the reviewer, and after him the approver

use super::rules::{self, Refusal};
use super::state::PaperAct;
use super::store::{self, Row};
use super::{Paper, PaperSigner, PaperSigners, issue, show};
use crate::approval::rules::Refusal as ApprovalRefusal;
use crate::approval::{ApprovalStage, store as approvals};
use authority::{Entry, FieldError, Halt, Permit, ReadTx, Result, Role, SubjectKind, Verb, WriteTx};
use identity::organisation::store as organisations;
use identity::user::store::colleagues;
use lexicon::{PaperId, Refused, Stage, Term, UserId};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Who is to be asked.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct PaperSubmission {
    pub seen: i64,
    /// 审核人
    pub reviewer_id: Option<UserId>,
    /// 审批人
    pub approver_id: Option<UserId>,
}

/// 送审
#[utoipa::path(post, path = "/paper-drafts/{id}/submission", tag = "文书制作", operation_id = "submit_paper", params(("id" = PaperId, Path)), request_body = PaperSubmission, responses((status = 200, body = Paper)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<PaperId>,
    Sent(command): Sent,
    Json(asked): Json<PaperSubmission>,
) -> web::Result<Json<Paper>> {
    // 权限
    let permit = caller.may(Verb::DrawUpPaper)?;
    rehearse(&app, permit.clone(), id, asked.seen).await?;
    let calendar = app.calendar.clone();
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let mut row = store::take(tx, id, asked.seen).await?;
            // 判定
            let after = row.state.after(PaperAct::Submit)?;
            if !row.form()?.facts().needs_approval {
                return Err(Refused { by_state: true, ..Refusal::NoApproval.refused() }.into());
            }
            issue::judge(tx, &row).await?;
            issue::in_order(tx, &row, &calendar).await?;
            let signers = signers(tx, &asked).await?;
            if let Some(approver) = &signers.approver {
                by_chief(tx, &row, &approver.name).await?;
            }
            // 落库
            row.signers_json = signers;
            row.round += 1;
            let before = std::mem::replace(&mut row.state, after);
            ask(tx, &row, ApprovalStage::Review).await?;
            store::keep(tx, &row).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Paper, id, PaperAct::Submit.zh()).change(&before, &after);
            tx.record(entry, row.revision + 1).await
        })
    });
    write.await?;
    show::view(&app, permit, id).await
}

/// Sets the paper before anything is written, so that nobody is asked about a paper that cannot be printed. Whether the
/// act is in turn is judged in the transaction, not here.
async fn rehearse(app: &App, permit: Permit, id: PaperId, seen: i64) -> Result<()> {
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let row = store::one(tx, id).await?;
            let in_turn = row.revision == seen
                && row.author_id == tx.actor().user_id
                && row.state.after(PaperAct::Submit).is_ok();
            if !in_turn {
                return Ok(None);
            }
            issue::judge(tx, &row).await.map(|data| Some((row, data)))
        })
    });
    if let Some((row, data)) = read.await? {
        crate::issue::draw(app, row.organisation_id, row.form()?.name(), &data).await?;
    }
    Ok(())
}

/// 停止供电等须由主要负责人批准的，审批人就是机构资料中的负责人；不是的指出在审批人一栏。
///
/// # Errors
/// `paper.not_chief`, `paper.no_chief`.
pub(super) async fn by_chief(tx: &mut ReadTx<'_>, row: &Row, approver: &str) -> Result<()> {
    if !row.form()?.facts().by_chief {
        return Ok(());
    }
    let chief = organisations::chief(tx, row.organisation_id).await?;
    Ok(rules::chief(&chief, approver)?)
}

/// 审核人和审批人：本机关在用、有相应角色，不是同一人，也不是编制人。
async fn signers(tx: &mut ReadTx<'_>, asked: &PaperSubmission) -> Result<PaperSigners> {
    let me = tx.actor().user_id;
    let all = colleagues(tx).await?;
    let mut faults = Vec::new();
    let mut find = |id: Option<UserId>, role: Role, at: &str, missing: Refusal, none: ApprovalRefusal| {
        let fault = match id {
            None => missing.refused(),
            Some(id) if id == me => ApprovalRefusal::OwnWork.refused(),
            Some(id) => match all.iter().find(|c| c.id == id && c.signs_as(role)) {
                Some(c) => return Some(PaperSigner { user_id: c.id, name: c.name.clone(), title: c.title.clone() }),
                None => none.refused(),
            },
        };
        faults.push(FieldError::new(at, format!("{}；{}", fault.sentence, fault.way_out)));
        None
    };
    let (missing, none) = (Refusal::ReviewerMissing, ApprovalRefusal::NoSuchReviewer);
    let reviewer = find(asked.reviewer_id, Role::Reviewer, "reviewer_id", missing, none);
    let (missing, none) = (Refusal::ApproverMissing, ApprovalRefusal::NoSuchApprover);
    let approver = find(asked.approver_id, Role::Approver, "approver_id", missing, none);
    if reviewer.is_some() && reviewer == approver {
        let same = ApprovalRefusal::SamePerson.refused();
        faults.push(FieldError::new("approver_id", format!("{}；{}", same.sentence, same.way_out)));
    }
    if faults.is_empty() { Ok(PaperSigners { reviewer, approver }) } else { Err(Halt::Invalid(faults)) }
}

/// Opens a stage of the present round for the person the paper names.
///
/// # Errors
/// Engine faults.
pub(super) async fn ask(tx: &mut WriteTx<'_>, row: &Row, stage: ApprovalStage) -> Result<()> {
    let signer = match stage {
        ApprovalStage::Review => &row.signers_json.reviewer,
        ApprovalStage::Approve => &row.signers_json.approver,
    };
    let signer = signer.clone().ok_or_else(|| Halt::Fault(format!("paper {} names nobody for {stage:?}", row.id)))?;
    let form = row.form()?.name();
    let asked = approvals::Asked {
        subject_kind: SubjectKind::Paper,
        subject_id: row.id.0,
        round: row.round,
        stage,
        assignee: (signer.user_id, signer.name, signer.title),
        form,
        title: format!("{}{}", row.enterprise_name, form.zh()),
        enterprise_name: row.enterprise_name.clone(),
        number: String::new(),
        submitted_by: (row.author_id, row.author.clone()),
    };
    approvals::ask(tx, &asked).await?;
    Ok(())
}
