//! 系统参数 · bounds of the settings

use super::Settings;
use authority::FieldError;
use lexicon::refusals;

refusals! {
    /// 系统参数不准修改的情形
    pub enum Refusal in "setting" {
        NotTop = "not_top", "系统参数全系统适用，只能由本系统中最上级机构的系统管理员修改", way_out "请与上级机构的系统管理员联系";
    }
}

/// One setting that is a number: its name, unit, bounds and why.
pub struct Number {
    /// Key, as in [`Settings`].
    pub key: &'static str,
    /// 名称
    pub zh: &'static str,
    /// 单位
    pub unit: &'static str,
    /// The least it may be.
    pub min: i64,
    /// The most it may be.
    pub max: i64,
    /// 说明
    pub note: &'static str,
    /// Where it stands.
    pub at: fn(&mut Settings) -> &mut i64,
}

/// 全部数值参数及其上下限。
#[rustfmt::skip]
pub const NUMBERS: &[Number] = &[
    Number { key: "initial_password_days", zh: "初始密码有效期", unit: "天", min: 1, max: 90, note: "过期未首次登录的，须由管理员重新重置", at: |s| &mut s.initial_password_days },
    Number { key: "password_min_length", zh: "密码最短长度", unit: "位", min: 8, max: 32, note: "", at: |s| &mut s.password_min_length },
    Number { key: "password_kinds", zh: "密码字符种类", unit: "类", min: 2, max: 4, note: "大写字母、小写字母、数字、符号中至少几类", at: |s| &mut s.password_kinds },
    Number { key: "password_history", zh: "不得重复最近的密码", unit: "次", min: 0, max: 24, note: "0 为不限", at: |s| &mut s.password_history },
    Number { key: "password_days", zh: "密码有效期", unit: "天", min: 0, max: 365, note: "到期后登录须先修改密码；0 为长期有效", at: |s| &mut s.password_days },
    Number { key: "lock_failures", zh: "连续输错几次锁定", unit: "次", min: 3, max: 20, note: "", at: |s| &mut s.lock_failures },
    Number { key: "lock_minutes", zh: "锁定时间", unit: "分钟", min: 1, max: 1440, note: "期满自动解除，管理员也可以提前解锁", at: |s| &mut s.lock_minutes },
    Number { key: "session_idle_minutes", zh: "无操作自动退出", unit: "分钟", min: 10, max: 1440, note: "", at: |s| &mut s.session_idle_minutes },
    Number { key: "session_longest_hours", zh: "一次登录最长", unit: "小时", min: 1, max: 72, note: "到时须重新登录", at: |s| &mut s.session_longest_hours },
];

/// 参数须在上下限之内，一次登录不得短于无操作退出的时间。
#[must_use]
pub fn faults(settings: &Settings) -> Vec<FieldError> {
    let mut settings = settings.clone();
    let mut out = Vec::new();
    for number in NUMBERS {
        let value = *(number.at)(&mut settings);
        if !(number.min..=number.max).contains(&value) {
            let sentence = format!("{}应在{}至{}{}之间", number.zh, number.min, number.max, number.unit);
            out.push(FieldError::new(number.key, sentence));
        }
    }
    if !is_address(&settings.public_address) {
        let sentence = "应形如 https://zf.example.gov.cn，不带路径和末尾的斜线，不超过80个字符；没有对外网址的留空";
        out.push(FieldError::new("public_address", sentence));
    }
    if out.is_empty() && settings.session_longest_hours * 60 < settings.session_idle_minutes {
        out.push(FieldError::new("session_longest_hours", "一次登录最长时间不能短于无操作自动退出的时间"));
    }
    out
}

/// 对外网址：空的，或者只有协议、域名和端口。
fn is_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    text.is_empty() || (text.len() <= 80 && host.is_some_and(|host| !host.is_empty() && host.chars().all(good)))
}
