//! 审核、审批文书 · decide on a paper
//!
//! 审核同意的送审批人；审批同意的由编制人出具；不同意的退回编制人。意见写入文书的审核、审批栏。

use super::state::{PaperAct, PaperState};
use super::store::{self, Row};
use super::{issue, sources, submit};
use crate::approval::state::ApprovalState;
use crate::approval::store::{self as approvals, Row as Step};
use crate::approval::{ApprovalStage, Decision, rules};
use authority::{Command, Entry, Halt, Permit, Result, SubjectKind};
use forms::Kind;
use lexicon::{ApprovalId, LegalDay, PaperId, Refused, Stage, Term, UserId};
use serde_json::{Value, json};
use web::App;

/// The paper a stage is about.
///
/// # Errors
/// Not found, when it is about something else.
pub fn paper_of(step: &Step) -> Result<PaperId> {
    if step.subject_kind == SubjectKind::Paper { Ok(PaperId(step.subject_id)) } else { Err(Halt::NotFound) }
}

/// Decides a stage about a paper; called by the one operation that decides stages.
///
/// # Errors
/// The refusals of approval; fields and officers of a paper that is agreed to.
pub async fn run(app: &App, permit: Permit, command: Command, id: ApprovalId, decision: Decision) -> Result<()> {
    rehearse(app, permit.clone(), id, decision.clone()).await?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件：先文书后环节，与撤回的次序一致
            let step = approvals::one(tx, id).await?;
            let mut row = store::hold(tx, paper_of(&step)?).await?;
            let step = approvals::take(tx, id, decision.seen).await?;
            // 判定
            let (after_step, act, after) = judged(&step, &row, &decision, tx.actor().user_id)?;
            if decision.agreed {
                issue::judge(tx, &row).await?;
            }
            if act == PaperAct::Approve {
                submit::by_chief(tx, &row, &step.assignee_name).await?;
            }
            // 落库
            approvals::save(tx, id, after_step, decision.opinion.trim()).await?;
            let before = std::mem::replace(&mut row.state, after);
            match act {
                PaperAct::Return => without_opinions(&mut row)?,
                _ => sign(&mut row, &step, &decision.opinion, tx.today())?,
            }
            if act == PaperAct::Review {
                submit::ask(tx, &row, ApprovalStage::Approve).await?;
            }
            store::keep(tx, &row).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Paper, row.id, act.zh());
            tx.record(entry.because(decision.opinion.trim()).change(&before, &after), ()).await
        })
    });
    write.await
}

fn judged(
    step: &Step,
    row: &Row,
    decision: &Decision,
    me: UserId,
) -> std::result::Result<(ApprovalState, PaperAct, PaperState), Refused> {
    let after_step = rules::decide(step.state, (step.submitted_by_id, step.assignee_id), me, decision)?;
    let act = match (decision.agreed, step.stage) {
        (false, _) => PaperAct::Return,
        (true, ApprovalStage::Review) => PaperAct::Review,
        (true, ApprovalStage::Approve) => PaperAct::Approve,
    };
    Ok((after_step, act, row.state.after(act)?))
}

/// Sets the paper with the opinion in it before anything is written, so that no approved paper remains unprintable.
async fn rehearse(app: &App, permit: Permit, id: ApprovalId, decision: Decision) -> Result<()> {
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let step = approvals::one(tx, id).await?;
            let mut row = store::one(tx, paper_of(&step)?).await?;
            let me = tx.actor().user_id;
            if !decision.agreed || step.revision != decision.seen || judged(&step, &row, &decision, me).is_err() {
                return Ok(None);
            }
            sign(&mut row, &step, &decision.opinion, tx.today())?;
            issue::judge(tx, &row).await.map(|data| Some((row, data)))
        })
    });
    if let Some((row, data)) = read.await? {
        crate::issue::ready(app, row.organisation_id).await?;
        crate::issue::draw(app, row.organisation_id, row.form()?.name(), &data).await?;
    }
    Ok(())
}

/// 没有写意见的同意，印“同意”；签发人印审批人的姓名，结论栏为“同意”。
fn sign(row: &mut Row, step: &Step, opinion: &str, on: LegalDay) -> Result<()> {
    let theirs: &[&str] = match step.stage {
        ApprovalStage::Review => &[sources::REVIEW],
        ApprovalStage::Approve => &[sources::APPROVAL, sources::APPROVER],
    };
    let text = if opinion.trim().is_empty() { "同意" } else { opinion.trim() };
    for field in row.form()?.fields().iter().filter(|f| theirs.contains(&f.source.as_str())) {
        let said = match field.kind {
            Kind::Opinion => json!({"text": text, "name": step.assignee_name, "on": on.zh()}),
            Kind::Choice => json!("同意"),
            _ => json!(step.assignee_name),
        };
        put(&mut row.data_json, &field.key, Some(said));
    }
    Ok(())
}

/// A paper that goes back carries nobody's opinion.
///
/// # Errors
/// A fault, when the catalogue no longer has the form.
pub(super) fn without_opinions(row: &mut Row) -> Result<()> {
    for field in row.form()?.fields().iter().filter(|f| sources::BY_APPROVAL.contains(&f.source.as_str())) {
        put(&mut row.data_json, &field.key, None);
    }
    Ok(())
}

fn put(data: &mut Value, key: &str, value: Option<Value>) {
    if let Some(fields) = data.as_object_mut() {
        match value {
            Some(value) => fields.insert(key.to_owned(), value),
            None => fields.remove(key),
        };
    }
}
