//! 暂存方案 · save a draft

use super::{Scheme, SchemeAct, SchemeDraft, create, rules, show, store};
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::{SchemeId, Term};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// The draft as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SavedScheme {
    pub seen: i64,
    pub draft: SchemeDraft,
}

/// 暂存现场检查方案
#[utoipa::path(put, path = "/schemes/{id}", tag = "现场检查方案", operation_id = "save_scheme", params(("id" = SchemeId, Path)), request_body = SavedScheme, responses((status = 200, body = Scheme)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<SchemeId>,
    Sent(command): Sent,
    Json(asked): Json<SavedScheme>,
) -> web::Result<Json<Scheme>> {
    // 权限
    let permit = caller.may(Verb::DraftScheme)?;
    let draft = asked.draft.tidied();
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let mut row = store::take(tx, id, asked.seen).await?;
            // 判定
            row.state = rules::save(&row.standing(), tx.actor().user_id, &draft)?;
            draft.sizes().map_err(Halt::Invalid)?;
            // 落库
            let entry = Entry::on(SubjectKind::Scheme, id, SchemeAct::Save.zh()).change(&row.draft_json, &draft);
            (row.enterprise_name, row.officers) = create::names(tx, &draft).await?;
            row.enterprise_id = draft.enterprise_id;
            row.draft_json = draft;
            row.frozen_json = None;
            store::keep(tx, &row).await?;
            // 留痕
            tx.record(entry, row.revision + 1).await
        })
    });
    write.await?;
    show::view(&app, permit, id).await
}
