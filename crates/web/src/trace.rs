//! 查看、下载、导出的留痕 · what leaves the system or is looked at stands in the trail
//!
//! Looking is noted a moment after the answer; what leaves the system (downloads, exports) is durable before it.

use crate::App;
use authority::{Actor, Command, Entry, EntryClass, Permit, SubjectKind};
use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use serde::Serialize;
use std::sync::Arc;
use uuid::Uuid;

/// Notes that a record of a person or a case was looked at.
pub async fn looked_at(app: &App, permit: Permit, kind: SubjectKind, id: impl Into<Uuid>) {
    app.db.note_later(permit, Entry::on(kind, id, "查看").class(EntryClass::Reading)).await;
}

/// Notes that somebody asked for a record of which nothing is there for him, where the answer is an empty list and not a
/// 404: as [`note_refusals`] does for the others.
pub async fn asked_in_vain(app: &App, permit: Permit, what: &str) {
    let entry = Entry::on(SubjectKind::System, Uuid::nil(), IN_VAIN).class(EntryClass::Failure);
    app.db.note_later(permit, entry.with(&what)).await;
}

/// 办理事项: asked for what is not there.
const IN_VAIN: &str = "查无此件";

/// Puts a download on record before the file is sent.
///
/// # Errors
/// Engine faults.
pub async fn downloaded(
    app: &App,
    permit: Permit,
    (kind, id): (SubjectKind, Uuid),
    name: &str,
) -> authority::Result<()> {
    keep(app, permit, Entry::on(kind, id, "下载").class(EntryClass::Download).with(&name)).await
}

/// An export that is about to be sent.
#[derive(Debug, Clone)]
pub struct Exported<'a> {
    /// What kind of records it holds.
    pub kind: SubjectKind,
    /// 办理事项，如“导出审计记录”
    pub act: &'static str,
    /// Name of the file.
    pub name: &'a str,
    /// Rows in it.
    pub rows: usize,
}

/// Puts an export with its conditions on record before the file is sent.
///
/// # Errors
/// Engine faults.
pub async fn exported(
    app: &App,
    permit: Permit,
    export: Exported<'_>,
    conditions: &impl Serialize,
) -> authority::Result<()> {
    let organ = permit.organisation_id();
    let what = serde_json::json!({"文件": export.name, "行数": export.rows, "条件": conditions});
    keep(app, permit, Entry::on(export.kind, organ, export.act).class(EntryClass::Export).with(&what)).await
}

async fn keep(app: &App, permit: Permit, entry: Entry) -> authority::Result<()> {
    let write =
        app.db.write(permit, Command::of_system(), move |tx| Box::pin(async move { tx.record(entry, ()).await }));
    write.await
}

/// Middleware, behind the one that finds out who calls: an act the role may not do stands in the trail as a failure, and
/// so does asking for a record that is not there for the caller. Whether it exists elsewhere is neither looked up nor
/// written down: the line holds what was asked, which the caller knew before.
/// 不会淹没留痕：限速在前（`limit_rate`），一次登录每秒至多留下限速所许的条数；写入又排在查看留痕的队中，队满则请求等候。
pub async fn note_refusals(State(app): State<App>, request: Request, next: Next) -> Response {
    let actor = request.extensions().get::<Arc<Actor>>().cloned();
    let what = format!("{} {}", request.method(), request.uri().path());
    let is_of_record = request.extensions().get::<MatchedPath>().is_some_and(|path| path.as_str().contains("{id}"));
    let response = next.run(request).await;
    let act = match response.status() {
        StatusCode::FORBIDDEN => Some("越权操作被拒绝"),
        StatusCode::NOT_FOUND if is_of_record => Some(IN_VAIN),
        _ => None,
    };
    if let (Some(act), Some(actor)) = (act, actor) {
        let entry = Entry::on(SubjectKind::System, Uuid::nil(), act).class(EntryClass::Failure);
        app.db.note_later(actor.for_himself(), entry.with(&what)).await;
    }
    response
}
