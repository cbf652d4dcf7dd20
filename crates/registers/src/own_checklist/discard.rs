//! 放弃编制 · a draft that was never published is removed; a list that has nothing else goes with it

use super::{rules, store};
use authority::{Entry, SubjectKind, Verb};
use axum::http::StatusCode;
use lexicon::OwnChecklistId;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{App, Caller, Path, Query, Sent};

/// The revision the person saw.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DraftSeen {
    seen: i64,
}

/// 放弃编制中的版次
#[utoipa::path(delete, path = "/own-checklists/{id}/draft", tag = "检查事项", params(("id" = OwnChecklistId, Path), DraftSeen), responses((status = 204)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OwnChecklistId>,
    Sent(command): Sent,
    Query(asked): Query<DraftSeen>,
) -> web::Result<StatusCode> {
    // 权限
    let permit = caller.may(Verb::EditChecklist)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let (_, editions) = store::take_for_update(tx, id, asked.seen).await?;
            // 判定
            let draft = rules::draft(&editions)?.clone();
            // 落库
            let items = store::items(tx, id, &draft.edition).await?;
            let is_last = editions.len() == 1;
            store::discard(tx, &draft, is_last).await?;
            if !is_last {
                store::touch(tx, id).await?;
            }
            // 留痕
            let codes: Vec<(String, String)> = items.into_iter().map(|i| (i.code, i.item_json.content)).collect();
            let nothing: Option<()> = None;
            let entry = Entry::on(SubjectKind::Checklist, id, "放弃编制自定义检查事项清单");
            tx.record(entry.change(&(&draft.zh, &draft.edition, codes), &nothing), ()).await
        })
    });
    write.await?;
    Ok(StatusCode::NO_CONTENT)
}
