//! 临时查看 · when a record may be opened

use lexicon::{Instant, Refused, refusals};

/// How long a record stays open, in hours.
pub const HOURS: i64 = 3;
const REASON_CHARS: usize = 200;

refusals! {
    /// 临时查看不准的情形
    pub enum Refusal in "access" {
        NoReason = "no_reason", "请写明查看理由", way_out "理由会告知企业所在地机关，请写清办理的案件或事项";
        LongReason = "long_reason", "查看理由不能超过200字", way_out "请精简理由";
        WithinScope = "within_scope", "这家企业在您的管辖范围内，不需要申请", way_out "请直接在执法对象中查看";
        NotOwner = "not_owner", "临时查看由企业所在地机关确认已阅，查看人和上级机关不能代为确认", way_out "由企业所在地机关的业务管理员或审计员确认";
    }
}

/// 申请须有理由，且企业在本人管辖范围以外。
///
/// # Errors
/// `access.no_reason`, `access.long_reason`, `access.within_scope`.
pub fn may_open(reason: &str, is_within_scope: bool) -> Result<(), Refused> {
    if is_within_scope {
        return Err(Refusal::WithinScope.at("enterprise_id"));
    }
    match reason.trim().chars().count() {
        0..4 => Err(Refusal::NoReason.at("reason")),
        n if n > REASON_CHARS => Err(Refusal::LongReason.at("reason")),
        _ => Ok(()),
    }
}

/// When an access that is opened now ends.
#[must_use]
pub fn expires(now: Instant) -> Instant {
    Instant(now.0 + HOURS * 3_600_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 管辖范围内的不需要申请；范围外的须写明理由；三小时后失效。
    #[test]
    fn a_reason_opens_what_lies_outside_for_three_hours() {
        let code = |reason: &str, within| may_open(reason, within).err().map(|r| r.code);
        assert_eq!(code("移送案件核实设备情况", false), None);
        assert_eq!(code("移送案件核实设备情况", true).as_deref(), Some("access.within_scope"));
        assert_eq!(code("  看看 ", false).as_deref(), Some("access.no_reason"));
        assert_eq!(code(&"长".repeat(201), false).as_deref(), Some("access.long_reason"));
        assert_eq!(expires(Instant(1_000)).0 - 1_000, 3 * 3_600_000);
    }
}
