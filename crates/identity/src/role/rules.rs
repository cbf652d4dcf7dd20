//! 业务角色授权 · rules of own roles

use super::RoleInput;
use authority::{Duty, FieldError, Verbs, conflict, duties};
use lexicon::{Refused, Term, refusals};

refusals! {
    /// 角色授权不准的情形
    pub enum Refusal in "role" {
        DutyConflict = "duty_conflict", "所选权限含有不能由一人兼任的职责", way_out "请分成几个角色，分别授予不同的人";
        HolderConflict = "holder_conflict", "改动后有持有人将兼任不相容的职责", way_out "请先取消该用户的其他角色，再修改本角色";
        NameTaken = "name_taken", "本机构已有同名的角色", way_out "请换一个名称";
        AlreadyEnabled = "already_enabled", "该角色没有停用", way_out "请刷新页面";
        AlreadyDisabled = "already_disabled", "该角色已经停用", way_out "请刷新页面";
    }
}

/// 名称、权限必填。
#[must_use]
pub fn faults(input: &RoleInput) -> Vec<FieldError> {
    let mut out = Vec::new();
    let name = input.name.trim();
    if name.is_empty() {
        out.push(FieldError::new("name", "请填写角色名称"));
    } else if name.chars().count() > 30 {
        out.push(FieldError::new("name", "角色名称不能超过30字"));
    }
    if input.note.chars().count() > 200 {
        out.push(FieldError::new("note", "说明不能超过200字"));
    }
    if input.verbs.is_empty() {
        out.push(FieldError::new("verbs", "请至少选择一项权限"));
    }
    out
}

/// 一个角色内的权限须属于相容的职责。
///
/// # Errors
/// `role.duty_conflict`, at `verbs`.
pub fn compatible(verbs: Verbs) -> Result<(), Refused> {
    conflict(&duties(&[], verbs)).map_or(Ok(()), |two| Err(said(Refusal::DutyConflict, two, "所选权限")))
}

/// The refusal with the two duties and whose they would be.
#[must_use]
pub fn said(refusal: Refusal, (one, other): (Duty, Duty), whose: &str) -> Refused {
    let mut refused = refusal.at("verbs");
    refused.sentence = format!("{whose}含有“{}”和“{}”两种职责，不能由一人兼任", one.zh(), other.zh());
    refused
}

/// The refusal when the state of the role stands in the way.
#[must_use]
pub fn by_state(refusal: Refusal) -> Refused {
    let mut refused = refusal.refused();
    refused.by_state = true;
    refused
}
