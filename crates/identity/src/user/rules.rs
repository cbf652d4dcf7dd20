//! 用户 · rules of passwords and locks

use lexicon::{Instant, Refused, refusals};

refusals! {
    /// 登录与口令不准的情形
    pub enum Refusal in "session" {
        WrongPassword = "wrong_password", "账号或密码不正确", way_out "请核对后重新输入；忘记密码请联系本级系统管理员重置";
        Locked = "locked", "密码连续输错五次，账号已锁定", way_out "请在锁定期满后再试，或联系本级系统管理员解锁";
        Busy = "busy", "登录的人太多", way_out "请稍候几秒再试";
        PasswordMustChange = "password_must_change", "首次登录须先修改初始密码", way_out "请设置新密码后继续";
        TooShort = "password_short", "新密码至少10位", way_out "请设置更长的密码";
        TooSimple = "password_simple", "新密码须包含大写字母、小写字母、数字、符号中的至少三类", way_out "请换一个更复杂的密码";
        SameAsOld = "password_same", "新密码不能与原密码相同", way_out "请换一个密码";
        HoldsAccount = "password_account", "新密码不能包含账号", way_out "请换一个密码";
        WrongOldPassword = "wrong_old_password", "原密码不正确", way_out "请重新输入原密码";
    }
}

/// Failures in a row that lock an account.
pub const FAILURES: i64 = 5;
/// How long a lock lasts, in milliseconds.
pub const LOCK_MS: i64 = 15 * 60 * 1000;

/// Whether the account is locked at a moment; the sentence says until when.
///
/// # Errors
/// `session.locked`.
pub fn not_locked(locked_until: Option<Instant>, now: Instant) -> Result<(), Refused> {
    match locked_until {
        Some(until) if until > now => {
            let minutes = (until.0 - now.0 + 59_999) / 60_000;
            let mut refused = Refusal::Locked.refused();
            refused.sentence = format!("密码连续输错五次，账号已锁定，还剩{minutes}分钟");
            Err(refused)
        }
        _ => Ok(()),
    }
}

/// The count and the lock after one more failure.
#[must_use]
pub fn after_failure(failed_count: i64, now: Instant) -> (i64, Option<Instant>) {
    let count = failed_count + 1;
    if count >= FAILURES { (0, Some(Instant(now.0 + LOCK_MS))) } else { (count, None) }
}

/// 新密码：至少十位，四类字符中至少三类，不同于原密码，不含账号。
///
/// # Errors
/// What is missing, at the field `new_password`.
pub fn new_password(account: &str, old: &str, new: &str) -> Result<(), Refused> {
    let at = |r: Refusal| Err(r.at("new_password"));
    if new.chars().count() < 10 {
        return at(Refusal::TooShort);
    }
    let kinds = [
        new.chars().any(|c| c.is_ascii_uppercase()),
        new.chars().any(|c| c.is_ascii_lowercase()),
        new.chars().any(|c| c.is_ascii_digit()),
        new.chars().any(|c| !c.is_ascii_alphanumeric()),
    ];
    if kinds.into_iter().filter(|k| *k).count() < 3 {
        return at(Refusal::TooSimple);
    }
    if new == old {
        return at(Refusal::SameAsOld);
    }
    if !account.is_empty() && new.contains(account) {
        return at(Refusal::HoldsAccount);
    }
    Ok(())
}
