//! 条款选择 · the picker of places that can be cited

use super::store::{self, Found, Wanted};
use super::{ProvisionRef, rules};
use authority::{FieldError, Halt, Verb};
use lexicon::LegalDay;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Cursor, Json, Page, PageSize, Query, paged};

/// One place with what the picker shows of its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvisionRow {
    /// The reference that is kept when it is picked.
    pub place: ProvisionRef,
    /// 简称
    pub short_name: String,
    /// 第四十一条第二款
    pub place_zh: String,
    /// 条旨，自拟
    pub gist: String,
    /// 条号或条旨尚未与官方文本核对
    pub unsure: bool,
    /// 文号
    pub number: String,
    /// 发布机关
    pub issuer: String,
    pub promulgated_on: Option<LegalDay>,
    pub effective_from: LegalDay,
    pub effective_to: Option<LegalDay>,
}

/// Which places are wanted; an empty text is no condition.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProvisionsAsked {
    /// 法规名称、文号、条旨中的文字，可以带条号，如 安全生产法第四十一条
    #[serde(default)]
    q: String,
    /// 法规键
    #[serde(default)]
    statute: String,
    /// 只列这一天有效的版本；不填则各版本都列
    on: Option<LegalDay>,
    /// 下一页的位置
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// 每页条数
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

/// 可以引用的条款
#[utoipa::path(get, path = "/provisions", tag = "知识库", operation_id = "list_provisions", params(ProvisionsAsked),
    responses((status = 200, body = Page<ProvisionRow>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(asked): Query<ProvisionsAsked>,
) -> web::Result<Json<Page<ProvisionRow>>> {
    let permit = caller.may(Verb::ReadReference)?;
    let wrong = |field: &str, sentence: &str| Halt::Invalid(vec![FieldError::new(field, sentence)]);
    for (field, text) in [("q", &asked.q), ("statute", &asked.statute)] {
        if text.chars().count() > 60 || text.chars().any(char::is_control) {
            return Err(wrong(field, "查询文字不能超过60字，也不能有控制字符").into());
        }
    }
    let after = asked.cursor.as_ref().map(|cursor| {
        let parts: Option<Vec<i64>> = cursor.0.iter().map(|part| part.parse().ok()).collect();
        parts.and_then(|parts| <[i64; 4]>::try_from(parts).ok())
    });
    let after = after.map(|found| found.ok_or_else(|| wrong("cursor", "翻页位置无效，请从第一页重新查询")));
    let wanted = Wanted {
        sought: rules::sought(&asked.q),
        statute: (!asked.statute.is_empty()).then(|| asked.statute.clone()),
        on: asked.on,
        after: after.transpose()?,
    };
    let size = asked.size;
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::search(tx, &wanted, size.0).await }));
    let (rows, counted) = read.await?;
    let cursor = |f: &Found| {
        let parts = [f.ordinal, f.article, f.paragraph, f.item].map(|n| n.to_string());
        Cursor::write(&parts.each_ref().map(String::as_str))
    };
    Ok(Json(paged(rows, size, counted, cursor, shown)))
}

fn shown(f: Found) -> ProvisionRow {
    let citation = f.citation();
    ProvisionRow {
        place: ProvisionRef {
            cited: citation.with_name(&f.name),
            edition: f.edition,
            article: citation.article,
            paragraph: citation.paragraph,
            item: citation.item,
            statute: f.statute,
        },
        place_zh: citation.place(),
        short_name: f.short_name,
        gist: f.gist,
        unsure: f.is_unsure,
        number: f.number,
        issuer: f.issuer,
        promulgated_on: f.promulgated_on,
        effective_from: f.effective_from,
        effective_to: f.effective_to,
    }
}
