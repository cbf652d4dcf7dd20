//! 授权 · rules of what one person may hold, and who may change whom

use authority::{Actor, Role, Verbs, conflict, duties};
use lexicon::{Refused, Term, UserId, refusals};

refusals! {
    /// 用户管理不准的情形
    pub enum Refusal in "user" {
        AccountTaken = "account_taken", "这个手机号已经有账号", way_out "请核对手机号；人员从其他机构调入的，请由原机构或共同的上级办理人员调动";
        NoRole = "no_role", "至少要授予一个角色", way_out "请选择角色";
        DutyConflict = "duty_conflict", "所选角色含有不能由一人兼任的职责", way_out "请去掉其中一个角色，由不同的人分别担任";
        RoleOutOfReach = "role_out_of_reach", "所选自定义角色不能授予该机构的用户", way_out "自定义角色只能授予设立机构及其下级的用户，请重新选择";
        Himself = "himself", "不能变更本人的角色，不能停用或重置本人账号", way_out "请由本级另一名系统管理员或上级系统管理员办理；修改本人密码请用右上角“设置”";
        AlreadyDisabled = "already_disabled", "该账号已经停用", way_out "请刷新页面";
        AlreadyEnabled = "already_enabled", "该账号没有停用", way_out "请刷新页面";
        NotLocked = "not_locked", "该账号没有锁定", way_out "请刷新页面";
        IsDisabled = "is_disabled", "该账号已停用，不能重置密码", way_out "请先启用该账号";
        NoDepartment = "no_department", "所选内设机构不属于该机构，或者已经撤销", way_out "请重新选择内设机构";
        NoOrganisation = "no_organisation", "所选机构不存在，或者已经撤销", way_out "请重新选择机构";
    }
}

/// Everything a person is to hold.
pub struct Granted {
    pub roles: Vec<Role>,
    /// What the own roles hold, those switched off included: switching one on must not unite duties.
    pub own: Verbs,
    /// How many own roles.
    pub own_count: i64,
}

/// 不相容的职责不授予一人。
///
/// # Errors
/// `user.no_role`, `user.duty_conflict`, at `roles`.
pub fn compatible(granted: &Granted) -> Result<(), Refused> {
    if granted.roles.is_empty() && granted.own_count == 0 {
        return Err(Refusal::NoRole.at("roles"));
    }
    let held = Verbs::of_roles(&granted.roles).with(granted.own);
    match conflict(&duties(&granted.roles, held)) {
        None => Ok(()),
        Some((one, other)) => {
            let mut refused = Refusal::DutyConflict.at("roles");
            refused.sentence = format!("所选角色含有“{}”和“{}”两种职责，不能由一人兼任", one.zh(), other.zh());
            Err(refused)
        }
    }
}

/// 管理员不办理本人的角色、停用和重置。
///
/// # Errors
/// `user.himself`.
pub fn not_himself(caller: &Actor, user: UserId) -> Result<(), Refused> {
    if caller.user_id == user { Err(Refusal::Himself.refused()) } else { Ok(()) }
}

/// The refusal when the state of the account stands in the way.
#[must_use]
pub fn by_state(refusal: Refusal) -> Refused {
    let mut refused = refusal.refused();
    refused.by_state = true;
    refused
}
