//! 删除文书草稿 · delete a paper that was never submitted

use super::rules::Refusal;
use super::state::PaperState;
use super::store;
use authority::{Entry, SubjectKind, Verb};
use axum::http::StatusCode;
use lexicon::{PaperId, Refused};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{App, Caller, Path, Query, Sent};

/// The revision the person saw.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Seen {
    seen: i64,
}

/// 删除从未送审的文书草稿
#[utoipa::path(delete, path = "/paper-drafts/{id}", tag = "文书制作", operation_id = "delete_paper", params(("id" = PaperId, Path), Seen), responses((status = 204)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<PaperId>,
    Sent(command): Sent,
    Query(asked): Query<Seen>,
) -> web::Result<StatusCode> {
    // 权限
    let permit = caller.may(Verb::DrawUpPaper)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let row = store::take(tx, id, asked.seen).await?;
            // 判定
            if row.state != PaperState::Draft || row.round > 0 {
                return Err(Refused { by_state: true, ..Refusal::WasSubmitted.refused() }.into());
            }
            // 落库
            store::delete(tx, id).await?;
            // 留痕
            let nothing: Option<()> = None;
            tx.record(Entry::on(SubjectKind::Paper, id, "删除").change(&row.data_json, &nothing), ()).await
        })
    });
    write.await?;
    Ok(StatusCode::NO_CONTENT)
}
