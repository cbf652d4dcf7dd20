//! 查看、下载、导出的留痕 · what leaves the system or is looked at stands in the trail
//!
//! Looking is noted a moment after the answer; what leaves the system (downloads, exports) is durable before it.

use crate::App;
use authority::{Actor, Command, Entry, EntryClass, Permit, SubjectKind};
use axum::extract::{Request, State};
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

/// Middleware, behind the one that finds out who calls: an act the role may not do stands in the trail as a failure.
pub async fn note_refusals(State(app): State<App>, request: Request, next: Next) -> Response {
    let actor = request.extensions().get::<Arc<Actor>>().cloned();
    let what = format!("{} {}", request.method(), request.uri().path());
    let response = next.run(request).await;
    if let (StatusCode::FORBIDDEN, Some(actor)) = (response.status(), actor) {
        let entry = Entry::on(SubjectKind::System, Uuid::nil(), "越权操作被拒绝").class(EntryClass::Failure);
        app.db.note_later(actor.for_himself(), entry.with(&what)).await;
    }
    response
}
