//! 业务角色授权 · the list of own roles

use super::OwnRole;
use super::store::{self, Wanted};
use authority::{FieldError, Halt, Verb};
use lexicon::{OrganisationId, OwnRoleId};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{App, Caller, Cursor, Json, Page, PageSize, Query, paged};

/// What of the list is wanted; an empty text is no condition.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// 角色名称中的文字
    #[serde(default)]
    q: String,
    /// 只列可以授予该机构用户的、启用的角色
    #[serde(default)]
    for_organisation: String,
    /// 下一页的位置
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// 每页条数
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

fn wrong(field: &str, sentence: &str) -> Halt {
    Halt::Invalid(vec![FieldError::new(field, sentence)])
}

/// 自定义角色列表
#[utoipa::path(get, path = "/roles", tag = "业务角色授权", operation_id = "list_own_roles", params(Asked), responses((status = 200, body = Page<OwnRole>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(asked): Query<Asked>) -> web::Result<Json<Page<OwnRole>>> {
    let permit = caller.may(Verb::ReadUser)?;
    if asked.q.chars().count() > 60 {
        return Err(wrong("q", "查询文字不能超过60字").into());
    }
    let cursor = asked.cursor.as_ref().and_then(|c| c.0.first()).filter(|text| !text.is_empty());
    let after: Option<OwnRoleId> =
        cursor.map(|text| text.parse().map_err(|_| wrong("cursor", "翻页位置无效，请从第一页重新查询"))).transpose()?;
    let organ: Option<OrganisationId> = (!asked.for_organisation.is_empty())
        .then(|| asked.for_organisation.parse().map_err(|_| wrong("for_organisation", "机构编号无效")))
        .transpose()?;
    let size = asked.size;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let reaching = match organ {
                Some(id) => Some(store::organ_keys(tx, id).await?),
                None => None,
            };
            let wanted = Wanted { text: asked.q.trim().to_owned(), only_enabled: reaching.is_some(), reaching };
            store::list(tx, &wanted, (after, size.0)).await
        })
    });
    let (rows, counted) = read.await?;
    Ok(Json(paged(rows, size, counted, |role| Cursor::write(&[&role.id.to_string()]), |role| role)))
}

/// One role as it stands now.
pub(super) async fn show(app: &App, permit: authority::Permit, id: OwnRoleId) -> web::Result<Json<OwnRole>> {
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let role = store::one(tx, id).await?;
            let holders = store::holders(tx, id).await?;
            Ok(role.shown(holders))
        })
    });
    Ok(Json(read.await?))
}
