//! 编辑企业 · the base facts of an enterprise, and its equipment when that was edited with them

use super::{Enterprise, WorkshopInput, code, facts, piece_store, rules, store, trail};
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::EnterpriseId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// An enterprise as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewFacts {
    /// The revision the caller saw.
    pub seen: i64,
    pub facts: facts::Facts,
    /// 设备信息；不给的不变
    pub workshops: Option<Vec<WorkshopInput>>,
}

/// 编辑企业
#[utoipa::path(put, path = "/enterprises/{id}", tag = "执法对象", operation_id = "edit_enterprise", params(("id" = EnterpriseId, Path)), request_body = NewFacts, responses((status = 200, body = Enterprise)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<EnterpriseId>,
    Sent(command): Sent,
    Json(asked): Json<NewFacts>,
) -> web::Result<Json<Enterprise>> {
    // 权限
    let permit = caller.may(Verb::EditEnterprise)?;
    let inner = app.clone();
    let reader = permit.clone();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take_for_update(tx, &inner.reference, id).await?;
            // 判定
            rules::seen(&before, asked.seen)?;
            rules::still_open(&before)?;
            let standing = || before.workshops.iter().map(WorkshopInput::from).collect();
            let asked_shops: Vec<WorkshopInput> = asked.workshops.clone().unwrap_or_else(standing);
            let (particulars, workshops) =
                rules::whole(&inner.reference, (tx.scope(), tx.today()), &asked.facts, &asked_shops)
                    .map_err(Halt::Invalid)?;
            code::is_free(tx, &particulars.credit_code, Some(id)).await?;
            // 落库
            store::change(tx, &before, &particulars).await?;
            if asked.workshops.is_some() {
                let count = piece_store::replace(tx, id, &workshops).await?;
                piece_store::set_count(tx, id, count).await?;
            }
            // 留痕
            let (old, new) = trail::differing(trail::told_of(&before), trail::told(&particulars, &workshops));
            tx.record(Entry::on(SubjectKind::Enterprise, id, "编辑企业").change(&old, &new), ()).await
        })
    });
    write.await?;
    super::show::one(&app, reader, id).await
}
