//! 企业草稿 · what was filled in of a new enterprise and not yet submitted (暂存)
//!
//! 草稿归本机关，同事可以接着填；提交或者放弃即删去。A draft is no enterprise: nothing is judged but its size.

use super::draft_store::{self as store, Line};
use super::{WorkshopInput, facts::Facts, rules};
use authority::{Entry, FieldError, Halt, Result, SubjectKind, Verb};
use axum::http::StatusCode;
use lexicon::{EnterpriseDraftId, Instant};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Cursor, Json, Page, PageSize, Path, Query, Sent, paged};

/// What was filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DraftContent {
    pub facts: Facts,
    pub workshops: Vec<WorkshopInput>,
    /// 填到第几步，从 0 起
    pub step: i64,
}

/// A draft in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DraftRow {
    pub id: EnterpriseDraftId,
    /// 企业名称；没填的为空
    pub name: String,
    pub revision: i64,
    pub updated_at: Instant,
    pub updated_by: String,
}

/// A draft with what was filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EnterpriseDraft {
    pub id: EnterpriseDraftId,
    pub revision: i64,
    pub updated_at: Instant,
    pub updated_by: String,
    pub content: DraftContent,
}

/// A new draft.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewDraft {
    pub id: EnterpriseDraftId,
    pub content: DraftContent,
}

/// A draft as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangedDraft {
    pub seen: i64,
    pub content: DraftContent,
}

/// Where the page begins.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

/// The revision the person saw.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Seen {
    seen: i64,
}

/// 本机关的企业草稿，新的在前
#[utoipa::path(get, path = "/enterprise-drafts", tag = "执法对象", operation_id = "list_enterprise_drafts", params(Asked), responses((status = 200, body = Page<DraftRow>)))]
pub async fn list(Caller(caller): Caller, app: App, Query(asked): Query<Asked>) -> web::Result<Json<Page<DraftRow>>> {
    let permit = caller.may(Verb::EditEnterprise)?;
    let before = asked.cursor.and_then(|cursor| cursor.0.first()?.parse::<EnterpriseDraftId>().ok());
    let size = asked.size;
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::list(tx, before, size.0).await }));
    let (rows, total) = read.await?;
    Ok(Json(paged(rows, size, total, |row: &Line| row.id.to_string(), DraftRow::from)))
}

/// 企业草稿
#[utoipa::path(get, path = "/enterprise-drafts/{id}", tag = "执法对象", operation_id = "show_enterprise_draft", params(("id" = EnterpriseDraftId, Path)), responses((status = 200, body = EnterpriseDraft)))]
pub async fn show(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<EnterpriseDraftId>,
) -> web::Result<Json<EnterpriseDraft>> {
    let permit = caller.may(Verb::EditEnterprise)?;
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::take(tx, id).await }));
    Ok(Json(read.await?.into()))
}

/// 暂存新的企业草稿
#[utoipa::path(post, path = "/enterprise-drafts", tag = "执法对象", operation_id = "create_enterprise_draft", request_body = NewDraft, responses((status = 200, body = EnterpriseDraft)))]
pub async fn create(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Json(asked): Json<NewDraft>,
) -> web::Result<Json<EnterpriseDraft>> {
    // 权限
    let permit = caller.may(Verb::EditEnterprise)?;
    let id = asked.id;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件：没有
            // 判定
            fits(&asked.content)?;
            // 落库
            store::insert(tx, id, &asked.content).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::EnterpriseDraft, id, "暂存").with(&summary(&asked.content));
            let now = store::take(tx, id).await?;
            tx.record(entry, EnterpriseDraft::from(now)).await
        })
    });
    Ok(Json(write.await?))
}

/// 再次暂存
#[utoipa::path(put, path = "/enterprise-drafts/{id}", tag = "执法对象", operation_id = "save_enterprise_draft", params(("id" = EnterpriseDraftId, Path)), request_body = ChangedDraft, responses((status = 200, body = EnterpriseDraft)))]
pub async fn save(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<EnterpriseDraftId>,
    Sent(command): Sent,
    Json(asked): Json<ChangedDraft>,
) -> web::Result<Json<EnterpriseDraft>> {
    // 权限
    let permit = caller.may(Verb::EditEnterprise)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take_for_update(tx, id, asked.seen).await?;
            // 判定
            fits(&asked.content)?;
            // 落库
            store::update(tx, id, &asked.content).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::EnterpriseDraft, id, "暂存");
            let now = store::take(tx, id).await?;
            let entry = entry.change(&summary(&before.content_json), &summary(&asked.content));
            tx.record(entry, EnterpriseDraft::from(now)).await
        })
    });
    Ok(Json(write.await?))
}

/// 放弃草稿
#[utoipa::path(delete, path = "/enterprise-drafts/{id}", tag = "执法对象", operation_id = "discard_enterprise_draft", params(("id" = EnterpriseDraftId, Path), Seen), responses((status = 204)))]
pub async fn discard(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<EnterpriseDraftId>,
    Sent(command): Sent,
    Query(asked): Query<Seen>,
) -> web::Result<StatusCode> {
    // 权限
    let permit = caller.may(Verb::EditEnterprise)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take_for_update(tx, id, asked.seen).await?;
            // 判定：草稿从未提交，可以放弃
            // 落库
            store::delete(tx, id).await?;
            // 留痕
            let nothing: Option<()> = None;
            let entry = Entry::on(SubjectKind::EnterpriseDraft, id, "放弃草稿");
            tx.record(entry.change(&summary(&before.content_json), &nothing), ()).await
        })
    });
    write.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 草稿的内容不判定对错，只限制大小。
fn fits(content: &DraftContent) -> Result<()> {
    let pieces: usize = content.workshops.iter().map(|shop| shop.equipment.len()).sum();
    let is_small = serde_json::to_string(&content.facts)?.len() <= 64 * 1024;
    if is_small && content.workshops.len() <= rules::MOST_WORKSHOPS && pieces <= rules::MOST_PIECES {
        return Ok(());
    }
    let sentence =
        format!("草稿过大：厂、车间不能超过{}个，设备不能超过{}台", rules::MOST_WORKSHOPS, rules::MOST_PIECES);
    Err(Halt::Invalid(vec![FieldError::new("content", sentence)]))
}

/// What the trail keeps of a draft: not people and telephone numbers that were never submitted.
fn summary(content: &DraftContent) -> serde_json::Value {
    let pieces: usize = content.workshops.iter().map(|shop| shop.equipment.len()).sum();
    json!({"name": content.facts.name, "credit_code": content.facts.credit_code, "workshops_count": content.workshops.len(), "equipment_count": pieces})
}
