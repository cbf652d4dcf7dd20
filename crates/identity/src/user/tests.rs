//! The rules of passwords and locks, as sentences.

use super::rules::{after_failure, new_password, not_locked};
use lexicon::Instant;

/// 新密码至少十位，四类字符中至少三类，不同于原密码，不含账号。
#[test]
fn a_weak_password_is_refused_by_what_it_lacks() {
    let code = |new: &str| new_password("12000000001", "Old-password-1", new).map_err(|r| r.code);
    assert_eq!(code("Ab1-"), Err("session.password_short".into()));
    assert_eq!(code("abcdefghijkl"), Err("session.password_simple".into()));
    assert_eq!(code("Old-password-1"), Err("session.password_same".into()));
    assert_eq!(code("Aa-12000000001"), Err("session.password_account".into()));
    assert_eq!(code("西峰区2026-Abc"), Ok(()));
}

/// 连续输错五次锁定十五分钟，期满自动解除。
#[test]
fn the_fifth_failure_locks_for_fifteen_minutes() {
    let now = Instant(1_000_000);
    assert_eq!(after_failure(3, now), (4, None));
    let (count, until) = after_failure(4, now);
    assert_eq!((count, until), (0, Some(Instant(1_900_000))));
    assert_eq!(not_locked(until, Instant(1_899_999)).unwrap_err().code, "session.locked");
    assert_eq!(not_locked(until, Instant(1_900_000)), Ok(()));
}
