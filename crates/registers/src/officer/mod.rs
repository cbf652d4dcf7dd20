//! 执法人员 · officers
//!
//! 姓名、执法证号和有效期。An officer acts for the own organ only; the record of a paper may show officers of others.
//! 依据：《行政处罚法》第四十二条（执法人员应当具有行政执法资格）
//! Not here: accounts (identity), how many officers an act needs (lexicon's pair).

pub mod list;
pub mod store;

pub use store::{certified, follow, names, officers};

use authority::row;
use lexicon::refusals;
use lexicon::{LegalDay, OfficerId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

refusals! {
    /// 选用执法人员不准的情形
    pub enum Refusal in "officers" {
        NotOwn = "not_own", "所选执法人员不在本机关执法人员库中", way_out "请从本机关的执法人员中重新选择";
    }
}

/// An officer as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Officer {
    pub id: OfficerId,
    /// 姓名
    pub name: String,
    /// 执法证号
    pub certificate_no: String,
    /// 证件种类
    pub certificate_kind: String,
    /// First valid day.
    pub valid_from: LegalDay,
    /// Last valid day.
    pub valid_to: LegalDay,
    /// Whether the certificate is valid on the day of the answer.
    pub is_valid: bool,
    /// 执法单位
    pub organisation_name: String,
    /// Account, when the officer has one.
    pub user_id: Option<UserId>,
}

row! {
    /// An officer on record.
    #[derive(Debug, Clone)]
    pub struct OfficerRecord {
        id: OfficerId, user_id: Option<UserId>, name: String, organisation_name: String, certificate_no: String,
        certificate_kind: String, valid_from: LegalDay, valid_to: LegalDay,
    }
}

impl OfficerRecord {
    /// The officer as shown on a day.
    #[must_use]
    pub fn shown(self, on: LegalDay) -> Officer {
        Officer {
            is_valid: (self.valid_from..=self.valid_to).contains(&on),
            id: self.id,
            name: self.name,
            certificate_no: self.certificate_no,
            certificate_kind: self.certificate_kind,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            organisation_name: self.organisation_name,
            user_id: self.user_id,
        }
    }
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(list::run))
}
