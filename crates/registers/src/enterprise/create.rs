//! 新建企业 · an enterprise with its workshops and equipment is put on record

use super::{Enterprise, WorkshopInput, code, draft_store, facts, piece_store, rules, store, trail};
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::{EnterpriseDraftId, EnterpriseId};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent};

/// A new enterprise.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewEnterprise {
    /// Made by the client.
    pub id: EnterpriseId,
    pub facts: facts::Facts,
    pub workshops: Vec<WorkshopInput>,
    /// 由它提交而来的草稿，提交后删去
    pub draft_id: Option<EnterpriseDraftId>,
}

/// 新建企业
#[utoipa::path(post, path = "/enterprises", tag = "执法对象", operation_id = "create_enterprise", request_body = NewEnterprise, responses((status = 200, body = Enterprise)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Json(asked): Json<NewEnterprise>,
) -> web::Result<Json<Enterprise>> {
    // 权限
    let permit = caller.may(Verb::EditEnterprise)?;
    let (inner, id) = (app.clone(), asked.id);
    let reader = permit.clone();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let draft = match asked.draft_id {
                Some(draft) => draft_store::known(tx, draft).await?,
                None => None,
            };
            // 判定
            let (particulars, workshops) =
                rules::whole(&inner.reference, (tx.scope(), tx.today()), &asked.facts, &asked.workshops)
                    .map_err(Halt::Invalid)?;
            code::is_free(tx, &particulars.credit_code, None).await?;
            // 落库
            store::insert_new(tx, id, &particulars).await?;
            let count = piece_store::replace(tx, id, &workshops).await?;
            piece_store::set_count(tx, id, count).await?;
            if let Some(draft) = draft {
                draft_store::delete(tx, draft).await?;
            }
            // 留痕
            let entry = Entry::on(SubjectKind::Enterprise, id, "新建企业");
            tx.record(entry.change(&Value::Null, &trail::told(&particulars, &workshops)), ()).await
        })
    });
    write.await?;
    super::show::one(&app, reader, id).await
}
