//! 卷宗各版 · the volumes of a matter

use super::{Volume, store};
use authority::Verb;
use inspection::on_site::matter::matter;
use lexicon::InspectionId;
use web::{App, Caller, Json, Path};

/// 一次检查的卷宗，新的在前
#[utoipa::path(get, path = "/inspections/{id}/volumes", tag = "归档", operation_id = "list_volumes",
    params(("id" = InspectionId, Path)), responses((status = 200, body = Vec<Volume>)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<InspectionId>) -> web::Result<Json<Vec<Volume>>> {
    let permit = caller.may(Verb::ReadDocument)?;
    let today = app.clock.today();
    let reader = permit.clone();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            matter(tx, id, today).await?;
            store::of(tx, id.0).await
        })
    });
    let volumes = read.await?;
    web::looked_at(&app, reader, authority::SubjectKind::Inspection, id).await;
    Ok(Json(volumes.into_iter().map(Volume::from).collect()))
}
