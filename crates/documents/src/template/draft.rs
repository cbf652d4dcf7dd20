//! 编制模板 · the draft of the caller's organ is saved and given up

use super::show::{self, Template};
use super::{Refusal, rules, store};
use authority::{Entry, Halt, Result, SubjectKind, Verb, WriteTx};
use forms::FormName;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Json, Path, Query, Sent};

/// The text as it is to be kept.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TemplateDraftEdit {
    /// The revision of the draft that the caller saw; 0 without one.
    pub seen: i64,
    /// 模板文本
    pub source: String,
}

/// Which draft is given up.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Seen {
    /// 看到的修订号
    seen: i64,
}

/// The draft, when it is still the one that was seen; none for 0.
///
/// # Errors
/// Stale.
pub async fn take(tx: &mut WriteTx<'_>, form: FormName, seen: i64) -> Result<Option<store::Draft>> {
    let draft = store::draft_for_update(tx, form).await?;
    match draft {
        Some(now) if now.revision != seen => {
            Err(Halt::Stale { revision: now.revision, by: now.updated_by, at: now.updated_at })
        }
        None if seen != 0 => Err(Halt::Stale { revision: 0, by: String::new(), at: tx.now() }),
        found => Ok(found),
    }
}

/// 保存编制中的模板
#[utoipa::path(put, path = "/templates/{form}/draft", tag = "文书模板", params(("form" = String, Path)), request_body = TemplateDraftEdit, responses((status = 200, body = Template)))]
pub async fn save(
    Caller(caller): Caller,
    app: App,
    Path(form): Path<String>,
    Sent(command): Sent,
    Json(asked): Json<TemplateDraftEdit>,
) -> web::Result<Json<Template>> {
    // 权限
    let permit = caller.may(Verb::EditTemplate)?;
    let form: FormName = form.parse().map_err(|_| Halt::NotFound)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = take(tx, form, asked.seen).await?;
            // 判定
            rules::readable(&asked.source)?;
            // 落库
            store::keep_draft(tx, form, &asked.source).await?;
            // 留痕：文本另存，留痕只记摘要
            let digest = |text: &str| web::Vault::digest(text.as_bytes());
            let organ = tx.actor().organisation_id;
            let entry = Entry::on(SubjectKind::Organisation, organ, format!("编制{}模板", form.zh()));
            let entry = entry.change(&before.map(|draft| digest(&draft.source)), &digest(&asked.source));
            tx.record(entry, ()).await
        })
    });
    write.await?;
    Ok(Json(show::fetch(&app, permit, form).await?))
}

/// 放弃编制中的模板
#[utoipa::path(delete, path = "/templates/{form}/draft", tag = "文书模板", params(("form" = String, Path), Seen), responses((status = 200, body = Template)))]
pub async fn discard(
    Caller(caller): Caller,
    app: App,
    Path(form): Path<String>,
    Query(asked): Query<Seen>,
    Sent(command): Sent,
) -> web::Result<Json<Template>> {
    // 权限
    let permit = caller.may(Verb::EditTemplate)?;
    let form: FormName = form.parse().map_err(|_| Halt::NotFound)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let draft = take(tx, form, asked.seen).await?;
            // 判定
            if draft.is_none() {
                return Err(Refusal::NoDraft.refused().into());
            }
            // 落库
            store::remove_draft(tx, form).await?;
            // 留痕
            let organ = tx.actor().organisation_id;
            let entry = Entry::on(SubjectKind::Organisation, organ, format!("放弃编制{}模板", form.zh()));
            tx.record(entry, ()).await
        })
    });
    write.await?;
    Ok(Json(show::fetch(&app, permit, form).await?))
}
