//! The bounds of the settings, as sentences.

use super::Settings;
use super::rules::{NUMBERS, faults};

/// 默认参数都在上下限之内；超出的逐项指出。
#[test]
fn the_defaults_keep_the_bounds_and_each_bound_holds() {
    assert_eq!(faults(&Settings::default()), []);
    for number in NUMBERS {
        for wrong in [number.min - 1, number.max + 1] {
            let mut settings = Settings::default();
            *(number.at)(&mut settings) = wrong;
            assert_eq!(faults(&settings).first().map(|f| f.field.as_str()), Some(number.key));
        }
    }
}

/// 一次登录最长时间不短于无操作退出时间。
#[test]
fn a_login_lasts_at_least_as_long_as_its_pause() {
    let settings = Settings { session_longest_hours: 1, session_idle_minutes: 120, ..Settings::default() };
    assert_eq!(faults(&settings).len(), 1);
}

/// 存取后不变；没有存过的取默认值。
#[test]
fn every_setting_is_stored_under_its_key() {
    let changed = Settings { lock_failures: 7, password_days: 0, detached_signature: false, ..Settings::default() };
    let stored = super::store::pairs(&changed).unwrap();
    assert_eq!(stored.len(), NUMBERS.len() + 3, "numbers, initial passwords, the public address, the second signature");
    assert_eq!(super::store::read(&stored), changed);
    assert_eq!(super::store::read(&[]), Settings::default());
}
