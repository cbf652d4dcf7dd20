//! 终止 · end a rectification without a re-check

use super::show::{self, Rectification};
use super::{rules, store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::RectificationId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Why it ends.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewTermination {
    /// The revision the officer saw.
    pub seen: i64,
    pub reason: String,
}

/// 终止
#[utoipa::path(post, path = "/rectifications/{id}/termination", tag = "整改复查", params(("id" = RectificationId, Path)),
    request_body = NewTermination, responses((status = 200, body = Rectification)))]
pub async fn run(
    Caller(officer): Caller,
    app: App,
    Path(id): Path<RectificationId>,
    Sent(command): Sent,
    Json(asked): Json<NewTermination>,
) -> web::Result<Json<Rectification>> {
    // 权限
    let permit = officer.may(Verb::TerminateRectification)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            // 判定
            let after = rules::terminate(before.standing(), &asked.reason)?;
            // 落库
            store::save_termination(tx, id, after.state, &asked.reason).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Rectification, id, "终止").because(&asked.reason);
            tx.record(entry.change(&before.state, &after.state), ()).await
        })
    });
    write.await?;
    show::one(&app, &officer, id).await
}
