//! 机构与人员 · organs and people
//!
//! The demonstration line ministry → province → city → county, and its invented cast.
//! Not here: passwords (an account starts with a one-time slip), seals.

use lexicon::{LegalDay, RegionCode, RegionLevel, terms};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrganisationFile {
    pub(crate) organisation: Vec<Organisation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonFile {
    pub(crate) person: Vec<Person>,
}

/// 应急管理部门
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// English slug.
    pub key: String,
    /// 全称，印在文书落款
    pub name: String,
    /// 简称
    pub short_name: String,
    /// Level of the organ; `nation` for the ministry.
    pub level: RegionLevel,
    /// Where it sits; `000000` for the ministry.
    pub region_code: RegionCode,
    /// Key of the organ above; empty for the ministry.
    pub parent: String,
    /// 文号中的地区字，如 甘庆西
    pub number_region: String,
    /// 地址
    pub address: String,
    /// 电话
    pub phone: String,
    /// 邮编
    pub postcode: String,
    /// 复议机关（行政复议法第二十四条、第二十五条）
    pub reconsideration_organ: String,
    /// 有管辖权的人民法院
    pub litigation_court: String,
    /// 罚款缴纳银行
    pub fine_bank: String,
    /// 罚款缴纳账号
    pub fine_account: String,
    /// 跨区域查询企业的范围：own、city、province、nation；由上级设定，不写为 own
    #[serde(default = "own")]
    pub lookup_reach: String,
    /// First day the organ acts under this name.
    pub valid_from: LegalDay,
}

terms! {
    /// 角色
    pub enum Role {
        Officer = "officer", "执法人员";
        Reviewer = "reviewer", "审核人员";
        Approver = "approver", "审批人员";
        BusinessAdmin = "business_admin", "业务管理员";
        SystemAdmin = "system_admin", "系统管理员";
        SealUploader = "seal_uploader", "签章添加人员";
        SealReviewer = "seal_reviewer", "签章审核人员";
        CaseReporter = "case_reporter", "案例上报员";
        Auditor = "auditor", "审计员";
    }
}

/// A person with an account.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// English slug; fixed, tests and stories name people by it.
    pub key: String,
    /// 姓名
    pub name: String,
    /// Account; the form of a mobile number, in the unreal range.
    pub account: String,
    /// Key of the organ.
    pub organisation: String,
    /// 内设机构
    pub department: String,
    /// 职务
    pub title: String,
    /// 角色
    pub roles: Vec<Role>,
    /// 执法证件；执法人员必有
    pub certificate: Option<Certificate>,
}

/// 执法证件
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// 证号，格式由发证机关定
    pub number: String,
    /// 证件种类
    pub kind: String,
    /// First valid day.
    pub valid_from: LegalDay,
    /// Last valid day.
    pub valid_to: LegalDay,
}

fn own() -> String {
    "own".to_owned()
}
