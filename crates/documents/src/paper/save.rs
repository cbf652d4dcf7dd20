//! 暂存文书 · save what is written so far

use super::state::PaperAct;
use super::{Paper, rules, show, store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{PaperId, Stage, Term};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// The paper as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SavedPaper {
    pub seen: i64,
    /// The fields of the form.
    pub data: Value,
}

/// 暂存文书
#[utoipa::path(put, path = "/paper-drafts/{id}", tag = "文书制作", operation_id = "save_paper", params(("id" = PaperId, Path)), request_body = SavedPaper, responses((status = 200, body = Paper)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<PaperId>,
    Sent(command): Sent,
    Json(asked): Json<SavedPaper>,
) -> web::Result<Json<Paper>> {
    // 权限
    let permit = caller.may(Verb::DrawUpPaper)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let mut row = store::take(tx, id, asked.seen).await?;
            // 判定
            row.state = row.state.after(PaperAct::Save)?;
            let data = rules::tidied(row.form()?, asked.data)?;
            // 落库
            let before = std::mem::replace(&mut row.data_json, data);
            store::keep(tx, &row).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Paper, id, PaperAct::Save.zh()).change(&before, &row.data_json);
            tx.record(entry, row.revision + 1).await
        })
    });
    write.await?;
    show::view(&app, permit, id).await
}
