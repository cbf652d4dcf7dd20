//! 业务角色授权 · roles an organ makes for itself
//!
//! 内置角色由权限表规定，不能修改；各机构可以从权限树另设角色，授予本机构及下级的用户。A change takes effect at once.
//! 依据：GB/T 22239-2019 第三级（最小授权、权限分离）
//! Not here: what the built-in roles hold (authority), who holds a role (the list of users, filtered).

pub mod create;
pub mod disable;
pub mod edit;
pub mod enable;
pub mod list;
pub mod permissions;
pub mod rules;
pub mod store;

#[cfg(test)]
mod tests;

use authority::Verb;
use lexicon::{Instant, OrganisationId, OwnRoleId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

/// A role an organ made for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwnRole {
    pub id: OwnRoleId,
    pub organisation_id: OrganisationId,
    pub organisation_name: String,
    /// 角色名称
    pub name: String,
    /// 说明
    pub note: String,
    pub verbs: Vec<Verb>,
    pub is_enabled: bool,
    /// 持有人数；超过一万只计一万
    pub holders: i64,
    pub revision: i64,
    pub updated_at: Instant,
    pub updated_by: String,
}

/// A role as filled in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RoleInput {
    pub name: String,
    pub note: String,
    pub verbs: Vec<Verb>,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(permissions::run))
        .routes(routes!(list::run, create::run))
        .routes(routes!(edit::run))
        .routes(routes!(enable::run))
        .routes(routes!(disable::run))
}
