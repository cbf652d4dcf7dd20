//! The rules of passwords, locks and grants, as sentences.

use super::grant::{self, Granted};
use super::initial;
use super::rules::{
    DAY_MS, MustChange, PasswordPolicy, after_failure, initial_not_over, must_change, new_password, not_locked,
};
use crate::setting::Settings;
use authority::{Role, Verb, Verbs};
use lexicon::Instant;

fn settings() -> Settings {
    Settings::default()
}

/// 新密码至少十位，四类字符中至少三类，不同于原密码，不含账号；长度和种类按系统参数。
#[test]
fn a_weak_password_is_refused_by_what_it_lacks() {
    let policy = PasswordPolicy::from(&settings());
    let code = |new: &str| new_password(policy, "12000000001", "Old-password-1", new).map_err(|r| r.code);
    assert_eq!(code("Ab1-"), Err("session.password_short".into()));
    assert_eq!(code("abcdefghijkl"), Err("session.password_simple".into()));
    assert_eq!(code("Old-password-1"), Err("session.password_same".into()));
    assert_eq!(code("Aa-12000000001"), Err("session.password_account".into()));
    assert_eq!(code(&format!("Ab1-{}", "x".repeat(130))), Err("session.password_long".into()));
    assert_eq!(code("西峰区2026-Abc"), Ok(()));
    let strict = PasswordPolicy { min_length: 16, kinds: 4, ..policy };
    let code = |new: &str| new_password(strict, "", "", new).map_err(|r| r.code);
    assert_eq!(code("Xifeng-Abc-2026"), Err("session.password_short".into()));
    assert_eq!(code("Xifeng2026Abcdefg"), Err("session.password_simple".into()));
    assert_eq!(code("Xifeng-Abcdef-2026"), Ok(()));
}

/// 连续输错五次锁定十五分钟，期满自动解除。
#[test]
fn the_fifth_failure_locks_for_fifteen_minutes() {
    let (now, s) = (Instant(1_000_000), settings());
    assert_eq!(after_failure(3, now, &s), (4, None));
    let (count, until) = after_failure(4, now, &s);
    assert_eq!((count, until), (0, Some(Instant(1_900_000))));
    assert_eq!(not_locked(until, Instant(1_899_999), &s).unwrap_err().code, "session.locked");
    assert_eq!(not_locked(until, Instant(1_900_000), &s), Ok(()));
    let patient = Settings { lock_failures: 7, lock_minutes: 1, ..s };
    assert_eq!(after_failure(4, now, &patient), (5, None));
    assert_eq!(after_failure(6, now, &patient), (0, Some(Instant(1_060_000))));
}

/// 密码九十日到期；设为零则长期有效；不知何时设定的，从下次登录起算。
#[test]
fn a_password_lasts_ninety_days_and_an_initial_one_not_beyond_the_first_login() {
    let (set, s) = (Instant(DAY_MS), settings());
    let on = |days: i64| Instant(DAY_MS + days * DAY_MS);
    assert_eq!(must_change(false, set, on(89), &s), None);
    assert_eq!(must_change(false, set, on(90), &s), Some(MustChange::Expired));
    assert_eq!(must_change(false, set, on(900), &Settings { password_days: 0, ..s.clone() }), None);
    assert_eq!(must_change(false, Instant(0), on(900), &s), None);
    assert_eq!(must_change(true, set, on(0), &s), Some(MustChange::Initial));
    assert_eq!(initial_not_over(true, Some(on(7)), on(6)), Ok(()));
    assert_eq!(initial_not_over(true, Some(on(7)), on(7)).unwrap_err().code, "session.initial_over");
    assert_eq!(initial_not_over(false, Some(on(7)), on(8)), Ok(()));
}

/// 一次性初始密码满足任何一种口令要求，没有易混淆的字符，每次不同。
#[test]
fn a_one_time_password_meets_every_policy_and_reads_well() {
    let mut seen = std::collections::HashSet::new();
    for min_length in 8..=32 {
        let policy = PasswordPolicy { min_length, kinds: 4, history: 5, days: 90 };
        for _ in 0..40 {
            let password = initial::random(policy).unwrap();
            assert_eq!(new_password(policy, "12000000001", "", &password), Ok(()), "{password}");
            assert!(!password.contains(['0', 'O', 'o', '1', 'l', 'I', 'i']), "{password}");
            assert!(seen.insert(password));
        }
    }
}

/// 系统管理、审计、业务不得由一人兼任，自定角色所含的权限一并计算；至少要有一个角色。
#[test]
fn roles_that_unite_exclusive_duties_are_not_granted() {
    let judge = |roles: &[Role], own: &[Verb]| {
        let own: Verbs = own.iter().copied().collect();
        grant::compatible(&Granted { roles: roles.to_vec(), own, own_count: i64::from(own != Verbs::default()) })
            .map_err(|r| r.code)
    };
    assert_eq!(judge(&[Role::SystemAdmin, Role::Auditor], &[]), Err("user.duty_conflict".into()));
    assert_eq!(judge(&[Role::Auditor], &[Verb::Inspect]), Err("user.duty_conflict".into()));
    assert_eq!(judge(&[], &[]), Err("user.no_role".into()));
    assert_eq!(judge(&[Role::Officer, Role::Reviewer, Role::Approver], &[Verb::EditOfficer]), Ok(()));
    assert_eq!(judge(&[], &[Verb::ReadAudit]), Ok(()));
}

/// 账号是手机号：十一位数字，以 1 开头。
#[test]
fn an_account_is_a_mobile_number() {
    assert!(super::is_account("12000000001"));
    for wrong in ["", "1200000000", "120000000011", "22000000001", "1200000000a", "１２０００００００01"] {
        assert!(!super::is_account(wrong), "{wrong}");
    }
    assert_eq!(super::store::masked("12000000001"), "120****0001");
    assert_eq!(super::store::masked("Secret-1"), "***");
    assert_eq!(super::store::masked("不是号码"), "***");
}
