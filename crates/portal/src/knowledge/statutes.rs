//! 法规 · the law registry: statutes by edition with the articles that are cited
//!
//! 登记的是名称、文号、制定机关、日期和被引用条款的条旨；条旨为自拟，不是原文，办案以官方公布的文本为准。

use authority::{FieldError, Halt, Verb};
use lexicon::{LegalDay, Term};
use seed::{Seed, Statute, StatuteKind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Json, Query};

/// 一部法规的一个版本
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatuteRow {
    pub key: String,
    pub edition: String,
    /// 全称
    pub name: String,
    /// 简称
    pub short_name: String,
    /// 效力级别代码
    pub kind: String,
    /// 效力级别
    pub kind_zh: String,
    /// 文号
    pub number: String,
    /// 发布机关
    pub issuer: String,
    /// 公布日期；未查到的为空
    pub promulgated_on: Option<LegalDay>,
    /// 施行日期
    pub effective_from: LegalDay,
    /// 失效日期（最后有效的一天）；现行的为空
    pub effective_to: Option<LegalDay>,
    /// 今天有效
    pub is_in_force: bool,
    /// 已登记的条款
    pub articles: Vec<StatuteArticle>,
}

/// 一处条款
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatuteArticle {
    /// 第四十一条第二款
    pub place: String,
    /// 条旨，自拟
    pub gist: String,
    /// 条号或条旨尚未与官方文本核对
    pub unsure: bool,
}

/// Which statutes are wanted; an empty text is no condition.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// 标题中的文字
    #[serde(default)]
    q: String,
    /// 发布机关中的文字
    #[serde(default)]
    issuer: String,
    /// 效力级别代码
    #[serde(default)]
    kind: String,
}

/// 法规登记，现行的在前
#[utoipa::path(get, path = "/statutes", tag = "知识库", operation_id = "list_statutes", params(Wanted),
    responses((status = 200, body = Vec<StatuteRow>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(wanted): Query<Wanted>) -> web::Result<Json<Vec<StatuteRow>>> {
    caller.may(Verb::ReadReference)?;
    let kind = match wanted.kind.as_str() {
        "" => None,
        code => {
            Some(StatuteKind::parse(code).map_err(|e| Halt::Invalid(vec![FieldError::new("kind", e.to_string())]))?)
        }
    };
    let (title, issuer) = (wanted.q.trim(), wanted.issuer.trim());
    let fits = |s: &&Statute| {
        (s.name.contains(title) || s.short_name.contains(title))
            && s.issuer.contains(issuer)
            && kind.is_none_or(|k| s.kind == k)
    };
    let today = app.clock.today();
    let list = app.reference.statutes.iter().filter(fits);
    let mut rows: Vec<StatuteRow> = list.map(|s| shown(&app.reference, s, today)).collect();
    // 现行有效的在前，其余保持登记的次序。
    rows.sort_by_key(|row| !row.is_in_force);
    Ok(Json(rows))
}

fn shown(reference: &Seed, statute: &Statute, today: LegalDay) -> StatuteRow {
    let own = reference.articles.iter().filter(|a| a.place.statute == statute.key && a.edition == statute.edition);
    let article = |a: &seed::Article| StatuteArticle { place: a.place.place(), gist: a.gist.clone(), unsure: a.unsure };
    StatuteRow {
        key: statute.key.clone(),
        edition: statute.edition.clone(),
        name: statute.name.clone(),
        short_name: statute.short_name.clone(),
        kind: statute.kind.code().to_owned(),
        kind_zh: statute.kind.zh().to_owned(),
        number: statute.number.clone(),
        issuer: statute.issuer.clone(),
        promulgated_on: statute.promulgated_on,
        effective_from: statute.effective_from,
        effective_to: statute.effective_to,
        is_in_force: statute.effective_from <= today && statute.effective_to.is_none_or(|last| today <= last),
        articles: own.map(article).collect(),
    }
}
