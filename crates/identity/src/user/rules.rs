//! 用户 · rules of passwords and locks

use crate::setting::Settings;
use lexicon::{Instant, Refused, refusals, terms};
use serde::Serialize;
use utoipa::ToSchema;

refusals! {
    /// 登录与口令不准的情形
    pub enum Refusal in "session" {
        WrongPassword = "wrong_password", "账号或密码不正确", way_out "请核对后重新输入；忘记密码请联系本级系统管理员重置";
        Locked = "locked", "密码连续输错次数过多，账号已锁定", way_out "请在锁定期满后再试，或联系本级系统管理员解锁";
        Busy = "busy", "登录的人太多", way_out "请稍候几秒再试";
        InitialOver = "initial_over", "初始密码已过期", way_out "请联系本级系统管理员重置密码";
        PasswordMustChange = "password_must_change", "须先修改密码：首次登录、密码被重置或者已到期", way_out "请设置新密码后继续";
        TooShort = "password_short", "新密码太短", way_out "请设置更长的密码";
        TooSimple = "password_simple", "新密码包含的字符种类太少（大写字母、小写字母、数字、符号）", way_out "请换一个更复杂的密码";
        TooLong = "password_long", "新密码不能超过128位", way_out "请换一个短一些的密码";
        SameAsOld = "password_same", "新密码不能与原密码相同", way_out "请换一个密码";
        UsedBefore = "password_used", "新密码最近用过", way_out "请换一个最近没有用过的密码";
        HoldsAccount = "password_account", "新密码不能包含账号", way_out "请换一个密码";
        WrongOldPassword = "wrong_old_password", "原密码不正确", way_out "请重新输入原密码";
    }
}

terms! {
    /// 须修改密码的原因
    pub enum MustChange {
        Initial = "initial", "首次登录或密码被重置后，须先修改密码";
        Expired = "expired", "密码已到期，须先修改密码";
    }
}

/// What a new password must be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct PasswordPolicy {
    /// 最短长度
    pub min_length: i64,
    /// 字符种类
    pub kinds: i64,
    /// 不得与最近几次相同
    pub history: i64,
    /// 有效天数；0 为长期有效
    pub days: i64,
}

impl From<&Settings> for PasswordPolicy {
    fn from(s: &Settings) -> Self {
        Self {
            min_length: s.password_min_length,
            kinds: s.password_kinds,
            history: s.password_history,
            days: s.password_days,
        }
    }
}

/// Milliseconds of a day.
pub const DAY_MS: i64 = 24 * 3600 * 1000;
const LONGEST: usize = 128;

/// Whether the account is locked at a moment; the sentence says how much longer.
///
/// # Errors
/// `session.locked`.
pub fn not_locked(locked_until: Option<Instant>, now: Instant, settings: &Settings) -> Result<(), Refused> {
    match locked_until {
        Some(until) if until > now => {
            let minutes = (until.0 - now.0 + 59_999) / 60_000;
            let mut refused = Refusal::Locked.refused();
            refused.sentence = format!("密码连续输错{}次，账号已锁定，还剩{minutes}分钟", settings.lock_failures);
            Err(refused)
        }
        _ => Ok(()),
    }
}

/// The count and the lock after one more failure.
#[must_use]
pub fn after_failure(failed_count: i64, now: Instant, settings: &Settings) -> (i64, Option<Instant>) {
    let count = failed_count + 1;
    if count >= settings.lock_failures {
        (0, Some(Instant(now.0 + settings.lock_minutes * 60_000)))
    } else {
        (count, None)
    }
}

/// 他人发给的初始密码过期作废。
///
/// # Errors
/// `session.initial_over`.
pub fn initial_not_over(is_initial: bool, until: Option<Instant>, now: Instant) -> Result<(), Refused> {
    match until {
        Some(until) if is_initial && until <= now => Err(Refusal::InitialOver.refused()),
        _ => Ok(()),
    }
}

/// 须修改密码：初始密码，或者超过有效期的密码。A password of unknown age counts from the next login.
#[must_use]
pub fn must_change(is_initial: bool, set_at: Instant, now: Instant, settings: &Settings) -> Option<MustChange> {
    if is_initial {
        return Some(MustChange::Initial);
    }
    let is_over = settings.password_days > 0 && set_at.0 > 0 && now.0 - set_at.0 >= settings.password_days * DAY_MS;
    is_over.then_some(MustChange::Expired)
}

/// 新密码：够长，字符种类够多，不同于原密码，不含账号。
///
/// # Errors
/// What is missing, at the field `new_password`.
pub fn new_password(policy: PasswordPolicy, account: &str, old: &str, new: &str) -> Result<(), Refused> {
    let said = |r: Refusal, sentence: String| {
        let mut refused = r.at("new_password");
        refused.sentence = sentence;
        Err(refused)
    };
    let at = |r: Refusal| Err(r.at("new_password"));
    let length = new.chars().count();
    if (length as i64) < policy.min_length {
        return said(Refusal::TooShort, format!("新密码至少{}位", policy.min_length));
    }
    if length > LONGEST {
        return at(Refusal::TooLong);
    }
    if kinds(new) < policy.kinds {
        let sentence = format!("新密码须包含大写字母、小写字母、数字、符号中的至少{}类", policy.kinds);
        return said(Refusal::TooSimple, sentence);
    }
    if new == old {
        return at(Refusal::SameAsOld);
    }
    if !account.is_empty() && new.contains(account) {
        return at(Refusal::HoldsAccount);
    }
    Ok(())
}

/// 最近几次用过的密码不得再用。
#[must_use]
pub fn used_before(policy: PasswordPolicy) -> Refused {
    let mut refused = Refusal::UsedBefore.at("new_password");
    refused.sentence = format!("新密码不能与最近{}次用过的密码相同", policy.history);
    refused
}

fn kinds(text: &str) -> i64 {
    let kinds = [
        text.chars().any(|c| c.is_ascii_uppercase()),
        text.chars().any(|c| c.is_ascii_lowercase()),
        text.chars().any(|c| c.is_ascii_digit()),
        text.chars().any(|c| !c.is_ascii_alphanumeric()),
    ];
    kinds.into_iter().map(i64::from).sum()
}
