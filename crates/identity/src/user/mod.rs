//! 用户 · users
//!
//! 登录账号和统一用户管理。The account is the mobile number. An administrator manages the own level and below; what he
//! hands out is an initial password, shown once, that must be changed at the first login.
//! 依据：GB/T 22239-2019（等级保护第三级：身份鉴别、访问控制）
//! Not here: sessions (session), own roles (role), the acts that may leave work behind — editing, disabling, moving to
//! another organ (personnel) —, import and export (exchange).

pub mod admin_store;
pub mod approvers;
pub mod create;
pub mod disable;
pub mod edit;
pub mod enable;
pub mod filled;
pub mod grant;
pub mod initial;
pub mod list;
mod name_store;
pub mod password;
pub mod reset_password;
pub mod rules;
pub mod show;
pub mod store;
pub mod unlock;

#[cfg(test)]
mod tests;

use authority::Role;
use lexicon::{DepartmentId, Instant, OrganisationId, OwnRoleId, UserId, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 用户状态
    pub enum UserState {
        Enabled = "enabled", "启用";
        Locked = "locked", "锁定";
        Disabled = "disabled", "停用";
    }
}

terms! {
    /// 用户操作
    pub enum UserAct {
        Edit = "edit", "编辑";
        ResetPassword = "reset_password", "重置密码";
        Unlock = "unlock", "解锁";
        Disable = "disable", "停用";
        Enable = "enable", "启用";
    }
}

/// A user in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UserRow {
    pub id: UserId,
    /// 账号（手机号），中间四位不显示
    pub account: String,
    /// 姓名
    pub name: String,
    pub organisation_id: OrganisationId,
    pub organisation_name: String,
    pub department: String,
    /// 职务
    pub title: String,
    pub roles: Vec<Role>,
    /// 自定义角色的名称
    pub own_roles: Vec<String>,
    pub state: UserState,
    /// 还没有修改初始密码
    pub must_change_password: bool,
    pub last_login_at: Option<Instant>,
    pub revision: i64,
}

/// A role of an organ's own that a user holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeldRole {
    pub id: OwnRoleId,
    pub name: String,
    pub organisation_name: String,
    pub is_enabled: bool,
    /// 由上级设立，本级不能取消
    pub is_fixed: bool,
}

/// A user with everything an administrator needs.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UserShow {
    #[serde(flatten)]
    pub row: UserRow,
    /// 账号（手机号）全号
    pub full_account: String,
    pub department_id: Option<DepartmentId>,
    pub held: Vec<HeldRole>,
    pub disabled_reason: String,
    pub locked_until: Option<Instant>,
    /// 初始密码有效期至
    pub initial_until: Option<Instant>,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub updated_by: String,
    /// 现在可以办的
    pub acts: Vec<UserAct>,
    /// 是否本人
    pub is_self: bool,
}

/// A user as filled in.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct UserInput {
    /// 账号：11位手机号
    pub account: String,
    pub name: String,
    pub title: String,
    pub department_id: Option<DepartmentId>,
    pub roles: Vec<Role>,
    pub own_roles: Vec<OwnRoleId>,
}

/// 账号是手机号：十一位数字，以1开头。
#[must_use]
pub fn is_account(text: &str) -> bool {
    text.len() == 11 && text.starts_with('1') && text.bytes().all(|b| b.is_ascii_digit())
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(password::run))
        .routes(routes!(approvers::run))
        .routes(routes!(list::run, create::run))
        .routes(routes!(show::run))
        .routes(routes!(enable::run))
        .routes(routes!(unlock::run))
        .routes(routes!(reset_password::run))
}
