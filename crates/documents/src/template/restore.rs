//! 恢复模板 · back to an earlier version, to that of the organ above, or to the national template
//!
//! 恢复也是发布新的一版，以前的各版都保留。

use super::publish::put_on_record;
use super::show::{self, Template};
use super::store::{self, New};
use super::{Refusal, TemplateBasis, check, rules};
use authority::{Halt, Permit, ReadTx, Result, Verb};
use forms::FormName;
use lexicon::{LegalDay, TemplateVersionId};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// To what, from when and why.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct TemplateRestoration {
    /// UUIDv7 made by the client.
    pub id: TemplateVersionId,
    /// The number of the organ's last version that the caller saw; 0 before the first.
    pub seen: i64,
    /// 恢复为
    pub basis: TemplateBasis,
    /// 恢复为本机关以前的哪一版
    pub version_id: Option<TemplateVersionId>,
    /// 启用日期
    pub valid_from: LegalDay,
    /// 恢复原因
    pub reason: String,
}

/// 恢复模板
#[utoipa::path(post, path = "/templates/{form}/restorations", tag = "文书模板", params(("form" = String, Path)), request_body = TemplateRestoration, responses((status = 200, body = Template)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(form): Path<String>,
    Sent(command): Sent,
    Json(asked): Json<TemplateRestoration>,
) -> web::Result<Json<Template>> {
    // 权限
    let permit = caller.may(Verb::EditTemplate)?;
    let form: FormName = form.parse().map_err(|_| Halt::NotFound)?;
    rehearse(&app, permit.clone(), form, asked.clone()).await?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let organ = tx.actor().organisation_id;
            let heads = store::of_chain(tx, organ, Some(form)).await?;
            let last = heads.iter().filter(|head| head.organisation_id == organ).max_by_key(|head| head.no);
            if last.map_or(0, |head| head.no) != asked.seen {
                let (by, at) = last.map_or((String::new(), tx.now()), |head| (head.made_by.clone(), head.made_at));
                return Err(Halt::Stale { revision: last.map_or(0, |head| head.no), by, at });
            }
            let earlier = earlier(tx, form, &asked).await?;
            // 判定
            rules::publishable(asked.valid_from, &asked.reason, tx.today())?;
            let is_above = asked.basis == TemplateBasis::Above;
            if is_above && store::chain(tx, organ).await?.len() < 2 {
                return Err(Refusal::NoAbove.at("basis").into());
            }
            let now = last.map_or(TemplateBasis::Above, |head| head.basis);
            if asked.basis != TemplateBasis::Own && now == asked.basis {
                return Err(Refusal::SameAsNow.at("basis").into());
            }
            // 落库
            let (restored_no, source) = earlier.map(|(no, source)| (Some(no), source)).unwrap_or_default();
            let new = New {
                id: asked.id,
                form,
                basis: asked.basis,
                restored_no,
                source,
                valid_from: asked.valid_from,
                reason: asked.reason,
            };
            // 留痕
            let entry = put_on_record(tx, &new, "恢复").await?;
            tx.record(entry, ()).await
        })
    });
    write.await?;
    Ok(Json(show::fetch(&app, permit, form).await?))
}

/// The number and text of the version that is to hold again; none for the other two.
async fn earlier(tx: &mut ReadTx<'_>, form: FormName, asked: &TemplateRestoration) -> Result<Option<(i64, String)>> {
    if asked.basis != TemplateBasis::Own {
        return Ok(None);
    }
    let organ = tx.actor().organisation_id;
    let Some(id) = asked.version_id else { return Err(Refusal::NotOwn.at("version_id").into()) };
    let head = store::head(tx, organ, id).await?;
    if head.organisation_id != organ || head.form != form.code() || head.basis != TemplateBasis::Own {
        return Err(Refusal::NotOwn.at("version_id").into());
    }
    Ok(Some((head.no, store::source(tx, organ, id).await?)))
}

/// An old version is set on trial again: the fields or the shared layout may have changed since.
async fn rehearse(app: &App, permit: Permit, form: FormName, asked: TemplateRestoration) -> Result<()> {
    let read = app.db.read(permit, move |tx| Box::pin(async move { earlier(tx, form, &asked).await }));
    match read.await? {
        Some((_, source)) => check::publishable(app, form, &source).await,
        None => Ok(()),
    }
}
