//! 系统参数 · settings of the installation
//!
//! 口令、锁定、登录期限等各单位要求不同的数值，由最上级机构的系统管理员设定，全系统适用，立即生效。
//! Read in the transaction that needs them: ten small rows cost less than a cache that may be wrong.
//! 依据：GB/T 22239-2019 第三级（身份鉴别）
//! Not here: the listening address, folders and the like, which belong to the command line.

pub mod edit;
pub mod rules;
pub mod show;
pub mod store;

#[cfg(test)]
mod tests;

use lexicon::terms;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 初始密码规则
    pub enum InitialPasswordRule {
        OneTime = "one_time", "一次性随机密码";
        Account = "account", "与账号（手机号）相同";
    }
}

/// Every setting with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// 初始密码规则
    pub initial_password_rule: InitialPasswordRule,
    /// 初始密码有效天数
    pub initial_password_days: i64,
    /// 密码最短长度
    pub password_min_length: i64,
    /// 密码至少包含的字符种类
    pub password_kinds: i64,
    /// 不得与最近几次的密码相同；0 为不限
    pub password_history: i64,
    /// 密码有效天数；0 为长期有效
    pub password_days: i64,
    /// 连续输错几次锁定
    pub lock_failures: i64,
    /// 锁定分钟数
    pub lock_minutes: i64,
    /// 无操作多少分钟后退出
    pub session_idle_minutes: i64,
    /// 一次登录最长小时数
    pub session_longest_hours: i64,
    /// 对外网址，印在文书的二维码里；空的印文号和验证码
    #[serde(default)]
    pub public_address: String,
    /// 出具文书时另作国密签名
    #[serde(default = "yes")]
    pub detached_signature: bool,
}

fn yes() -> bool {
    true
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            initial_password_rule: InitialPasswordRule::OneTime,
            initial_password_days: 7,
            password_min_length: 10,
            password_kinds: 3,
            password_history: 5,
            password_days: 90,
            lock_failures: 5,
            lock_minutes: 15,
            session_idle_minutes: 120,
            session_longest_hours: 12,
            public_address: String::new(),
            detached_signature: true,
        }
    }
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(show::run, edit::run))
}
