//! 文书的签章和验证码 · what a paper was stamped with, for those who may read it

use super::{rules, store};
use crate::detached::store as detached;
use crate::issue::store as documents;
use crate::seal::{SealKind, bind_store};
use authority::{ReadTx, Verb};
use forms::FormName;
use lexicon::{DocumentId, SealId};
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path};

/// What a paper was stamped with.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DocumentStamp {
    /// 这种文书须盖章
    pub needs_seal: bool,
    pub seal_id: Option<SealId>,
    pub seal_kind: Option<SealKind>,
    /// 有数字签名
    pub is_signed: bool,
    /// 有国密签名，另外下载
    pub has_detached: bool,
    /// 印在纸上的验证码，分组；没有的为空
    pub code: String,
    /// 查验的网址；没有设对外网址的为空
    pub address: String,
}

/// 文书的签章和验证码
#[utoipa::path(get, path = "/documents/{id}/stamp", tag = "文书", params(("id" = DocumentId, Path)),
    responses((status = 200, body = DocumentStamp)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<DocumentId>) -> web::Result<Json<DocumentStamp>> {
    let permit = caller.may(Verb::ReadDocument)?;
    let reader = permit.clone();
    let shown = app.db.read(permit, move |tx| Box::pin(async move { stamp(tx, id).await })).await?;
    web::looked_at(&app, reader, authority::SubjectKind::Document, id).await;
    Ok(Json(shown))
}

async fn stamp(tx: &mut ReadTx<'_>, id: DocumentId) -> authority::Result<DocumentStamp> {
    let document = documents::one(tx, id).await?;
    let code = store::code_of(tx, id).await?;
    let has_detached = detached::has(tx, id).await?;
    let bound = bind_store::bound(tx, id).await?;
    let seal = match bound.as_ref().and_then(|bound| bound.seal_id) {
        Some(seal) => Some(bind_store::seal_of(tx, seal).await?),
        None => None,
    };
    let form = document.form.parse::<FormName>().ok();
    let address = bound.map(|bound| bound.public_address).filter(|address| !address.is_empty());
    Ok(DocumentStamp {
        needs_seal: form.is_some_and(|form| forms::form(form).seal()),
        seal_id: seal.as_ref().map(|seal| seal.id),
        seal_kind: seal.map(|seal| seal.kind),
        // Papers have been signed since they have codes.
        is_signed: code.is_some(),
        has_detached,
        address: address
            .zip(code.as_ref())
            .map(|(at, code)| rules::payload(&at, &document.number, code))
            .unwrap_or_default(),
        code: code.map(|code| rules::grouped(&code)).unwrap_or_default(),
    })
}
