//! 卷宗进度 · how far a volume is

use super::{Volume, store};
use authority::Verb;
use lexicon::VolumeId;
use web::{App, Caller, Json, Path};

/// 一卷的情况和进度
#[utoipa::path(get, path = "/volumes/{id}", tag = "归档", operation_id = "show_volume", params(("id" = VolumeId, Path)),
    responses((status = 200, body = Volume)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<VolumeId>) -> web::Result<Json<Volume>> {
    let permit = caller.may(Verb::ReadDocument)?;
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::one(tx, id).await }));
    Ok(Json(read.await?.into()))
}
