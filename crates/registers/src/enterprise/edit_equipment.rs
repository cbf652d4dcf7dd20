//! 核对设备信息 · the workshops and equipment of an enterprise

use super::{Enterprise, WorkshopInput, piece_store, rules, store};
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::EnterpriseId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// All workshops as they are to be; what is left out is struck off.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewEquipment {
    /// The revision the caller saw.
    pub seen: i64,
    pub workshops: Vec<WorkshopInput>,
}

/// 核对设备信息
#[utoipa::path(put, path = "/enterprises/{id}/equipment", tag = "执法对象", operation_id = "edit_equipment", params(("id" = EnterpriseId, Path)), request_body = NewEquipment, responses((status = 200, body = Enterprise)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<EnterpriseId>,
    Sent(command): Sent,
    Json(asked): Json<NewEquipment>,
) -> web::Result<Json<Enterprise>> {
    // 权限
    let permit = caller.may(Verb::EditEquipment)?;
    let inner = app.clone();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take_for_update(tx, &inner.reference, id).await?;
            // 判定
            rules::seen(&before, asked.seen)?;
            rules::still_open(&before)?;
            let wanted = rules::workshops(&inner.reference, &before.row.industries, &asked.workshops);
            let wanted = wanted.map_err(Halt::Invalid)?;
            // 落库
            let count = piece_store::replace(tx, id, &wanted).await?;
            piece_store::keep_count(tx, &before, count).await?;
            let after = store::take(tx, &inner.reference, id).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Enterprise, id, "核对设备信息");
            tx.record(entry.change(&before.workshops, &after.workshops), after).await
        })
    });
    Ok(Json(write.await?))
}
