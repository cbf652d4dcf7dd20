//! 延期 · extend the time to rectify

use super::rules::{self, Asked};
use super::show::{self, Rectification};
use super::store;
use authority::{Entry, SubjectKind, Verb};
use lexicon::{AttachmentId, ExtensionId, LegalDay, RectificationId};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// What is asked.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewExtension {
    pub id: ExtensionId,
    /// The revision the officer saw.
    pub seen: i64,
    /// 延期后的整改期限
    pub due_on: LegalDay,
    /// 企业提出申请的日期
    pub requested_on: LegalDay,
    pub reason: String,
    /// 申请材料
    pub attachment_id: Option<AttachmentId>,
}

/// 延期
#[utoipa::path(post, path = "/rectifications/{id}/extensions", tag = "整改复查", params(("id" = RectificationId, Path)),
    request_body = NewExtension, responses((status = 200, body = Rectification)))]
pub async fn run(
    Caller(officer): Caller,
    app: App,
    Path(id): Path<RectificationId>,
    Sent(command): Sent,
    Json(asked): Json<NewExtension>,
) -> web::Result<Json<Rectification>> {
    // 权限
    let permit = officer.may(Verb::ExtendRectification)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            evidence::attachment::all_own(tx, asked.attachment_id.as_slice()).await?;
            // 判定
            let wanted = Asked { due_on: asked.due_on, requested_on: asked.requested_on, reason: &asked.reason };
            let after = rules::extend(before.standing(), wanted, tx.today())?;
            // 落库
            store::save_extension(tx, &before, after, &asked).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Rectification, id, "延期").because(&asked.reason);
            tx.record(entry.change(&before.due_on, &after.due_on), ()).await
        })
    });
    write.await?;
    show::one(&app, &officer, id).await
}
