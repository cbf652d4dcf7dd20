//! 送达 · a paper is served
//!
//! 一份文书可以向几个人送达，各记一次；已经更正、撤销的不再送达。

use super::{DocumentLife, ServiceFields, rules, show, store};
use crate::issue::state::DocumentAct;
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::{DocumentId, ServiceId, Stage, Term};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A service with the id made by the client.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewService {
    pub id: ServiceId,
    /// The revision of the document the caller saw.
    pub seen: i64,
    pub service: ServiceFields,
}

/// 送达文书
#[utoipa::path(post, path = "/documents/{id}/services", tag = "文书", operation_id = "serve_document", params(("id" = DocumentId, Path)), request_body = NewService, responses((status = 200, body = DocumentLife)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<DocumentId>,
    Sent(command): Sent,
    Json(asked): Json<NewService>,
) -> web::Result<Json<DocumentLife>> {
    // 权限
    let permit = caller.may(Verb::ServeDocument)?;
    crate::made_by_client(asked.id.0, "id")?;
    let service = rules::tidied(asked.service);
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let document = store::take(tx, id, asked.seen).await?;
            // 判定
            let after = document.state.after(DocumentAct::Serve)?;
            let issued_at = document.issued_at.ok_or_else(|| Halt::Fault(format!("document {id} has no day")))?;
            rules::serve(&service, issued_at, tx.at())?;
            store::own_pictures(tx, &service.attachments).await?;
            // 落库
            store::insert(tx, asked.id, id, &service).await?;
            store::set_state(tx, id, after).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Document, id, DocumentAct::Serve.zh());
            tx.record(entry.because(service.method.zh()).change(&document.state, &service), ()).await
        })
    });
    write.await?;
    show::view(&app, permit, id).await
}
