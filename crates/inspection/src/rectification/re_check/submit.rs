//! 提交复查 · submit the re-check and issue the opinion

use super::super::show::{self, Rectification};
use super::super::{ReCheckDraft, rules, store};
use super::opinion;
use authority::{Entry, Permit, ReadTx, Result, SubjectKind, Verb};
use forms::FormName;
use lexicon::{DocumentId, Instant, ReCheckId, RectificationId};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// The re-check as it is submitted.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewReCheck {
    pub id: ReCheckId,
    /// The revision of the rectification the officer saw.
    pub seen: i64,
    /// Id of the opinion that is issued.
    pub document_id: DocumentId,
    #[serde(flatten)]
    pub draft: ReCheckDraft,
}

/// 提交复查；出具整改复查意见书
#[utoipa::path(post, path = "/rectifications/{id}/re-checks", tag = "整改复查", params(("id" = RectificationId, Path)),
    request_body = NewReCheck, responses((status = 200, body = Rectification)))]
pub async fn run(
    Caller(officer): Caller,
    app: App,
    Path(id): Path<RectificationId>,
    Sent(command): Sent,
    Json(asked): Json<NewReCheck>,
) -> web::Result<Json<Rectification>> {
    // 权限
    let permit = officer.may(Verb::ReCheck)?;
    let document = asked.document_id;
    proof(&app, permit.clone(), id, asked.draft.clone()).await?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let row = store::take(tx, id, asked.seen).await?;
            let at = tx.at();
            // 判定
            let (judged, data) = judge(tx, &row, &asked.draft, at).await?;
            evidence::attachment::all_own(tx, &rules::evidence(&asked.draft)).await?;
            // 落库
            let issued = documents::number(tx, &paper(&row, asked.document_id)).await?;
            documents::freeze(tx, issued.id, data, id.0).await?;
            store::save_re_check(tx, &row, &judged, (&asked, &issued)).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Rectification, id, "复查").because(&judged.conclusion);
            tx.record(entry.change(&row.state, &judged.state), ()).await
        })
    });
    write.await?;
    print(&app, permit, document).await;
    show::one(&app, &officer, id).await
}

fn paper(row: &store::Row, id: DocumentId) -> documents::Draft {
    documents::Draft {
        id,
        form: FormName::RE_CHECK_OPINION,
        enterprise_id: row.enterprise_id,
        enterprise_name: row.enterprise_name.clone(),
        subject_kind: SubjectKind::Rectification,
        subject_id: row.id.0,
        follows: Some(row.inspection_id.0),
    }
}

/// Judges the draft and fills the opinion.
async fn judge(
    tx: &mut ReadTx<'_>,
    row: &store::Row,
    draft: &ReCheckDraft,
    now: Instant,
) -> Result<(rules::Judged, serde_json::Value)> {
    let problems = store::problems(tx, row.id).await?;
    let ids: Vec<_> = problems.iter().map(|p| p.id).collect();
    let officers = registers::officer::certified(tx, &draft.officers).await?;
    let judged = rules::judge(row.standing(), &ids, draft, officers, now)?;
    let data = opinion::data(row, &problems, draft, judged.officers.officers(), now.day());
    Ok((judged, data))
}

/// Learns before a number is given whether the opinion can be printed. A re-check that was submitted already goes on:
/// its command is answered with the first answer.
async fn proof(app: &App, permit: Permit, id: RectificationId, draft: ReCheckDraft) -> Result<()> {
    let now = app.clock.now();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let row = store::one(tx, id).await?;
            if lexicon::Stage::acts(row.state).is_empty() {
                return Ok(None);
            }
            judge(tx, &row, &draft, now).await.map(|(_, data)| Some((row.organisation_id, data)))
        })
    });
    if let Some((organ, data)) = read.await? {
        documents::proof(app, organ, FormName::RE_CHECK_OPINION, &data).await?;
    }
    Ok(())
}

/// Prints the opinion. The act is done when its transaction is; a paper that cannot be printed now is printed at the
/// next look.
async fn print(app: &App, permit: Permit, document: DocumentId) {
    if let Err(e) = documents::print(app, permit, document).await {
        tracing::error!(%document, error = ?e, "the opinion could not be printed now");
    }
}
