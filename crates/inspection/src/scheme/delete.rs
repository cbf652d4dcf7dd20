//! 删除方案 · delete a draft that was never submitted

use super::{rules, store};
use authority::{Entry, SubjectKind, Verb};
use axum::http::StatusCode;
use lexicon::SchemeId;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{App, Caller, Path, Query, Sent};

/// The revision the person saw.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Seen {
    seen: i64,
}

/// 删除从未提交过的方案
#[utoipa::path(delete, path = "/schemes/{id}", tag = "现场检查方案", operation_id = "delete_scheme", params(("id" = SchemeId, Path), Seen), responses((status = 204)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<SchemeId>,
    Sent(command): Sent,
    Query(asked): Query<Seen>,
) -> web::Result<StatusCode> {
    // 权限
    let permit = caller.may(Verb::DraftScheme)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let row = store::take(tx, id, asked.seen).await?;
            // 判定
            rules::delete(&row.standing(), tx.actor().user_id)?;
            // 落库
            store::delete(tx, id).await?;
            // 留痕
            let nothing: Option<()> = None;
            tx.record(Entry::on(SubjectKind::Scheme, id, "删除").change(&row.draft_json, &nothing), ()).await
        })
    });
    write.await?;
    Ok(StatusCode::NO_CONTENT)
}
