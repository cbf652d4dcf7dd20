//! 统一用户管理 · the list

use super::admin_store::{self as store, Wanted};
use super::{UserRow, UserState};
use authority::{FieldError, Halt, ReadTx, Role, Verb};
use lexicon::{OrganisationId, Term, UserId};
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use utoipa::IntoParams;
use web::{App, Caller, Cursor, Json, Page, PageSize, Query, paged};

/// What of the list is wanted; an empty text is no condition.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// 姓名中的文字，或者账号开头的数字
    #[serde(default)]
    q: String,
    /// 机构
    #[serde(default)]
    organisation_id: String,
    /// 填 only 时只列该机构本身，否则包括下级
    #[serde(default)]
    below: String,
    /// 内设机构
    #[serde(default)]
    department_id: String,
    /// 内置角色代码，或者自定义角色编号
    #[serde(default)]
    role: String,
    /// 状态
    #[serde(default)]
    state: String,
}

/// Where in the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Place {
    /// 下一页的位置
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// 每页条数
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

fn wrong(field: &str, sentence: impl Into<String>) -> Halt {
    Halt::Invalid(vec![FieldError::new(field, sentence)])
}

fn id<T: FromStr>(field: &str, text: &str) -> authority::Result<Option<T>> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| wrong(field, "编号无效"))
}

impl Filter {
    /// The filter as the store asks it.
    ///
    /// # Errors
    /// Fields that make no sense; an organ out of scope is not found.
    pub async fn wanted(&self, tx: &mut ReadTx<'_>) -> authority::Result<Wanted> {
        let text = self.q.trim();
        if text.chars().count() > 60 {
            return Err(wrong("q", "查询文字不能超过60字"));
        }
        let mut wanted = Wanted {
            text: text.to_owned(),
            department_id: id("department_id", &self.department_id)?,
            ..Wanted::default()
        };
        if let Some(organ) = id::<OrganisationId>("organisation_id", &self.organisation_id)? {
            let organ = store::organ(tx, organ).await?.ok_or(Halt::NotFound)?;
            wanted.organ = Some((organ.level, organ.keys()));
            wanted.only = (self.below == "only").then_some(organ.id);
        }
        if !self.state.is_empty() {
            wanted.state = Some(UserState::parse(&self.state).map_err(|e| wrong("state", e.to_string()))?);
        }
        if !self.role.is_empty() {
            match Role::parse(&self.role) {
                Ok(role) => wanted.role = Some(role),
                Err(_) => wanted.own_role = id("role", &self.role)?,
            }
        }
        Ok(wanted)
    }
}

/// 用户列表
#[utoipa::path(get, path = "/users", tag = "统一用户管理", operation_id = "list_users", params(Filter, Place), responses((status = 200, body = Page<UserRow>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(filter): Query<Filter>,
    Query(place): Query<Place>,
) -> web::Result<Json<Page<UserRow>>> {
    let permit = caller.may(Verb::ReadUser)?;
    let now = app.clock.now();
    let cursor = place.cursor.as_ref().and_then(|cursor| cursor.0.first()).filter(|text| !text.is_empty());
    let after: Option<UserId> =
        cursor.map(|text| text.parse().map_err(|_| wrong("cursor", "翻页位置无效，请从第一页重新查询"))).transpose()?;
    let size = place.size;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let wanted = filter.wanted(tx).await?;
            let (rows, counted) = store::list(tx, &wanted, (after, size.0), now).await?;
            let beside = store::beside(tx, &rows).await?;
            Ok((rows, counted, beside))
        })
    });
    let (rows, counted, beside) = read.await?;
    Ok(Json(paged(rows, size, counted, |u| Cursor::write(&[&u.id.to_string()]), |u| u.row(&beside, now))))
}
