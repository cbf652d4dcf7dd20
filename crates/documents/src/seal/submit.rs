//! 提交签章 · hand a seal in for review

use super::rules::{self, Refusal};
use super::{Seal, SealKind, list, store};
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::{LegalDay, SealId, SealImageId};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent};

/// A seal as it is to be reviewed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SealSubmission {
    /// UUIDv7 made by the client.
    pub id: SealId,
    /// 已上传的图样
    pub image_id: SealImageId,
    pub kind: SealKind,
    /// 较长一边，单位 0.1 毫米
    pub size_tenths: i64,
    pub valid_from: LegalDay,
    pub valid_to: LegalDay,
}

/// 提交签章审核
#[utoipa::path(post, path = "/seals", tag = "签章管理", operation_id = "submit_seal", request_body = SealSubmission,
    responses((status = 200, body = Seal)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Json(asked): Json<SealSubmission>,
) -> web::Result<Json<Seal>> {
    // 权限
    let permit = caller.may(Verb::UploadSeal)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let image = store::image(tx, asked.image_id).await?;
            // 判定
            if image.organisation_id != tx.actor().organisation_id || image.uploaded_by_id != tx.actor().user_id {
                return Err(Refusal::OtherOrgan.at("image_id").into());
            }
            if store::is_submitted(tx, image.id).await? {
                return Err(Refusal::Used.at("image_id").into());
            }
            let faults = rules::faults(asked.size_tenths, (asked.valid_from, asked.valid_to), tx.today());
            if !faults.is_empty() {
                return Err(Halt::Invalid(faults));
            }
            // 落库
            let new = store::New {
                id: asked.id,
                kind: asked.kind,
                size_tenths: asked.size_tenths,
                valid_from: asked.valid_from,
                valid_to: asked.valid_to,
                image,
            };
            store::insert(tx, &new).await?;
            // 留痕
            let said =
                (lexicon::Term::zh(new.kind), new.size_tenths, new.valid_from, new.valid_to, &new.image.mask_sha256);
            tx.record(Entry::on(SubjectKind::Seal, new.id, "提交签章").with(&said), new.id).await
        })
    });
    let id = write.await?;
    list::shown(&app, permit, id).await
}
