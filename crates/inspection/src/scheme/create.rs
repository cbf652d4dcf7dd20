//! 编制方案 · begin a scheme

use super::rules::{Refusal, fault};
use super::{Scheme, SchemeAct, SchemeDraft, show, store};
use authority::{Entry, Halt, ReadTx, Result, SubjectKind, Verb};
use lexicon::{SchemeId, Term};
use registers::{enterprise, officer};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent};

/// A new draft with the id made by the client.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewScheme {
    pub id: SchemeId,
    pub draft: SchemeDraft,
}

/// 编制现场检查方案（暂存）
#[utoipa::path(post, path = "/schemes", tag = "现场检查方案", operation_id = "create_scheme", request_body = NewScheme, responses((status = 200, body = Scheme)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Json(asked): Json<NewScheme>,
) -> web::Result<Json<Scheme>> {
    // 权限
    let permit = caller.may(Verb::DraftScheme)?;
    // 取件
    let NewScheme { id, draft } = asked;
    let draft = draft.tidied();
    // 判定
    if id.0.get_version_num() != 7 {
        return Err(Halt::Invalid(vec![fault(&Refusal::NotVersion7.at("id"))]).into());
    }
    draft.sizes().map_err(Halt::Invalid)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 落库
            let (enterprise, officers) = names(tx, &draft).await?;
            store::insert(tx, id, &draft, (&enterprise, &officers)).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::Scheme, id, SchemeAct::Save.zh()).with(&draft), id).await
        })
    });
    let id = write.await?;
    show::view(&app, permit, id).await
}

/// The names a list shows of a draft: the enterprise by the register (by the draft while none is chosen), and the
/// officers of the own organ.
///
/// # Errors
/// Engine faults.
pub(super) async fn names(tx: &mut ReadTx<'_>, draft: &SchemeDraft) -> Result<(String, String)> {
    let enterprise = match draft.enterprise_id {
        None => draft.party.clone(),
        Some(id) => match enterprise::store::take_row(tx, id).await {
            Ok(row) => row.name,
            Err(Halt::NotFound) => draft.party.clone(),
            Err(other) => return Err(other),
        },
    };
    let own = officer::store::own(tx).await?;
    let chosen = draft.officers.iter().filter_map(|id| own.iter().find(|o| o.id == *id));
    let officers = chosen.map(|o| o.name.as_str()).collect::<Vec<_>>().join("、");
    Ok((enterprise, officers))
}
