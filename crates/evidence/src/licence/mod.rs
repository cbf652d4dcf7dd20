//! 证照 · the licences of an enterprise, as photographed or scanned
//!
//! 营业执照、许可证等的照片或者扫描件，连同证号和有效期。换发的另加一份；不再使用的撤下并说明原因，仍可查看。
//! 读法：store → list → add → withdraw → file
//! 不在这里：检查中取得的照片（见 attachment 和检查）

mod add;
mod file;
mod list;
mod store;
mod withdraw;

pub use store::in_use;

use crate::Attachment;
use lexicon::{EnterpriseId, Instant, LegalDay, LicenceId, refusals, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 证照种类
    pub enum LicenceKind {
        Business = "business", "营业执照";
        SafetyProduction = "safety_production", "安全生产许可证";
        SpecialEquipment = "special_equipment", "特种设备使用登记证";
        Fire = "fire", "消防验收（备案）凭证";
        Other = "other", "其他证照";
    }
}

terms! {
    /// 证照有效期
    pub enum LicenceValidity {
        LongTerm = "long_term", "长期有效";
        Valid = "valid", "有效";
        Expired = "expired", "已过期";
    }
}

/// 有效期到当日止，次日起为已过期；没有写有效期的长期有效。
#[must_use]
pub fn validity(valid_to: Option<LegalDay>, today: LegalDay) -> LicenceValidity {
    match valid_to {
        None => LicenceValidity::LongTerm,
        Some(last) if last < today => LicenceValidity::Expired,
        Some(_) => LicenceValidity::Valid,
    }
}

refusals! {
    /// 证照不能办理的情形
    pub enum Refusal in "licence" {
        Withdrawn = "withdrawn", "这份证照已经撤下", way_out "请刷新页面";
    }
}

/// One licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Licence {
    pub id: LicenceId,
    pub enterprise_id: EnterpriseId,
    pub kind: LicenceKind,
    /// 证号；没有的为空
    pub number: String,
    /// 有效期至；长期有效的为空
    pub valid_to: Option<LegalDay>,
    pub attachment: Attachment,
    pub added_at: Instant,
    pub added_by: String,
    /// 撤下的时间；在用的为空
    pub withdrawn_at: Option<Instant>,
    pub withdrawn_by: String,
    pub withdrawal_reason: String,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list::run))
        .routes(routes!(add::run))
        .routes(routes!(withdraw::run))
        .routes(routes!(file::run))
}

#[cfg(test)]
mod tests {
    use super::{LicenceValidity, validity};
    use lexicon::LegalDay;

    /// 有效期当日仍有效，次日过期；没有有效期的长期有效。
    #[test]
    fn a_licence_holds_through_its_last_day() {
        let day = |text: &str| LegalDay::parse(text).unwrap();
        let today = day("2026-05-20");
        assert_eq!(validity(Some(day("2026-05-20")), today), LicenceValidity::Valid);
        assert_eq!(validity(Some(day("2026-05-19")), today), LicenceValidity::Expired);
        assert_eq!(validity(None, today), LicenceValidity::LongTerm);
    }
}
