//! 执法人员 · officers
//!
//! 姓名、执法证号和有效期。An officer acts for the own organ only; the record of a paper may show officers of others. A
//! record is a draft until it is submitted, and again when it is withdrawn (撤回); only submitted officers whose
//! certificate is valid on the day of an act can be chosen, sign or stand on a paper.
//! 依据：《行政处罚法》第四十二条（执法人员应当具有行政执法资格）
//! Not here: accounts (identity), how many officers an act needs (lexicon's pair), workbooks (exchange).

pub mod create;
pub mod edit;
pub mod link;
pub mod list;
pub mod photo;
pub mod record_store;
pub mod records;
pub mod rules;
pub mod show;
pub mod state;
pub mod store;
pub mod submit;

#[cfg(test)]
mod tests;

pub use rules::Refusal;
pub use state::{OfficerState, Validity};
pub use store::{certified, follow, names, officers};

use authority::row;
use lexicon::{Instant, LegalDay, OfficerId, OrganisationId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

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
    #[serde(default = "unknown_organ")]
    pub organisation_id: OrganisationId,
    /// Submitted and not withdrawn.
    #[serde(default = "yes")]
    pub is_submitted: bool,
    /// Account, when the officer has one.
    pub user_id: Option<UserId>,
}

/// What was frozen before the organ was kept beside its name.
fn unknown_organ() -> OrganisationId {
    OrganisationId(uuid::Uuid::nil())
}
/// What was frozen before officers could be withdrawn had been submitted.
fn yes() -> bool {
    true
}

row! {
    /// An officer on record.
    #[derive(Debug, Clone)]
    pub struct OfficerRecord {
        id: OfficerId, user_id: Option<UserId>, name: String, organisation_id: OrganisationId,
        organisation_name: String, certificate_no: String, certificate_kind: String, valid_from: LegalDay,
        valid_to: LegalDay, state: OfficerState = term,
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
            organisation_id: self.organisation_id,
            is_submitted: self.state == OfficerState::Submitted,
            user_id: self.user_id,
        }
    }
}

/// An officer in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OfficerRow {
    pub id: OfficerId,
    /// 姓名
    pub name: String,
    pub organisation_id: OrganisationId,
    /// 执法单位
    pub organisation_name: String,
    /// 执法证号
    pub certificate_no: String,
    /// 证件种类
    pub certificate_kind: String,
    pub valid_from: LegalDay,
    pub valid_to: LegalDay,
    /// 今天的证件效力
    pub validity: Validity,
    pub state: OfficerState,
    /// 联系电话；名单上只显示一部分
    pub phone: String,
    /// 已关联登录账号
    pub has_account: bool,
    pub has_photo: bool,
    pub updated_at: Instant,
    /// 可以办理的行为
    pub acts: Vec<state::OfficerAct>,
}

/// An officer with everything on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OfficerDetail {
    #[serde(flatten)]
    pub row: OfficerRow,
    pub remark: String,
    /// Account, when there is one.
    pub user_id: Option<UserId>,
    /// 账号姓名
    pub user_name: String,
    pub revision: i64,
    pub updated_by: String,
}

/// What is filled in of an officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OfficerFields {
    pub name: String,
    pub certificate_no: String,
    pub certificate_kind: String,
    pub valid_from: LegalDay,
    pub valid_to: LegalDay,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub remark: String,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list::run))
        .routes(routes!(records::run, create::run))
        .routes(routes!(records::warnings))
        .routes(routes!(show::run, edit::run))
        .routes(routes!(submit::submit))
        .routes(routes!(submit::withdraw))
        .routes(routes!(link::candidates))
        .routes(routes!(photo::show, photo::upload))
}
