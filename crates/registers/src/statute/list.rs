//! 法规 · the register of statutes: by version with the registered places

use super::store::{self, Provision, Version};
use super::{StatuteArticle, StatuteRow, rules};
use authority::{FieldError, Halt, Verb};
use lexicon::{LegalDay, Term};
use seed::StatuteKind;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{App, Caller, Json, Query};

/// Which statutes are wanted; an empty text is no condition.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StatutesAsked {
    /// 标题或文号中的文字
    #[serde(default)]
    q: String,
    /// 发布机关中的文字
    #[serde(default)]
    issuer: String,
    /// 效力级别代码
    #[serde(default)]
    kind: String,
    /// 以哪一天论有效；不填为今天
    on: Option<LegalDay>,
}

/// 法规登记，有效的在前
#[utoipa::path(get, path = "/statutes", tag = "知识库", operation_id = "list_statutes", params(StatutesAsked),
    responses((status = 200, body = Vec<StatuteRow>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(asked): Query<StatutesAsked>,
) -> web::Result<Json<Vec<StatuteRow>>> {
    let permit = caller.may(Verb::ReadReference)?;
    let kind = match asked.kind.as_str() {
        "" => None,
        code => {
            Some(StatuteKind::parse(code).map_err(|e| Halt::Invalid(vec![FieldError::new("kind", e.to_string())]))?)
        }
    };
    let read = app
        .db
        .read(permit, |tx| Box::pin(async move { Ok((store::versions(tx).await?, store::provisions(tx).await?)) }));
    let (versions, places) = read.await?;
    let (title, issuer) = (asked.q.trim(), asked.issuer.trim());
    let fits = |v: &&Version| {
        (v.name.contains(title) || v.short_name.contains(title) || v.number.contains(title))
            && v.issuer.contains(issuer)
            && kind.is_none_or(|k| v.kind == k)
    };
    let on = asked.on.unwrap_or_else(|| app.clock.today());
    let mut rows: Vec<StatuteRow> = versions.iter().filter(fits).map(|v| shown(v, &places, on)).collect();
    // 有效的在前，其余保持登记的次序。
    rows.sort_by_key(|row| !row.is_in_force);
    Ok(Json(rows))
}

fn shown(version: &Version, places: &[Provision], on: LegalDay) -> StatuteRow {
    let own = places.iter().filter(|p| p.statute == version.statute && p.edition == version.edition);
    let article =
        |p: &Provision| StatuteArticle { place: p.citation().place(), gist: p.gist.clone(), unsure: p.is_unsure };
    StatuteRow {
        is_in_force: rules::holds(version, on),
        key: version.statute.clone(),
        edition: version.edition.clone(),
        name: version.name.clone(),
        short_name: version.short_name.clone(),
        kind: version.kind.code().to_owned(),
        kind_zh: version.kind.zh().to_owned(),
        number: version.number.clone(),
        issuer: version.issuer.clone(),
        promulgated_on: version.promulgated_on,
        effective_from: version.effective_from,
        effective_to: version.effective_to,
        articles: own.map(article).collect(),
    }
}
