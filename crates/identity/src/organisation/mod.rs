//! 机构 · organisations
//!
//! 部、省、市、县各级应急管理部门，按行政区划代码成树；一个县也可以单独使用。Organs are never deleted: they end on a day,
//! and old cases keep the old organ. What papers print of an organ (profile, remedy places) is dated.
//! 依据：《行政复议法》第二十四条（对本级部门不服的，向本级人民政府申请复议）
//! Not here: the departments inside (department), accounts (user).

pub mod change_remedy_place;
pub mod create;
pub mod edit;
pub mod end;
pub(crate) mod fields;
pub mod list;
pub mod profile;
pub mod remedy_place;
pub mod rules;
pub mod show;
pub mod store;
pub mod tree_store;

#[cfg(test)]
mod tests;

use authority::row;
use lexicon::{Instant, LegalDay, OrganisationId, RegionKeys, RegionLevel, RemedyPlaceId, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

/// An organ as shown to its people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Organisation {
    pub id: OrganisationId,
    /// 机构全称
    pub name: String,
    /// 简称
    pub short_name: String,
    /// 层级
    pub level: RegionLevel,
    pub region_code: String,
    /// 所在行政区划全称
    pub region_name: String,
}

terms! {
    /// 机构状态
    pub enum OrganisationState {
        Active = "active", "在用";
        Abolished = "abolished", "已撤销";
        Merged = "merged", "已合并";
    }
}

terms! {
    /// 企业查询范围
    pub enum LookupReach {
        Own = "own", "本辖区";
        City = "city", "全市";
        Province = "province", "全省";
        Nation = "nation", "全国";
    }
}

terms! {
    /// 救济地点种类
    pub enum RemedyKind {
        Reconsideration = "reconsideration", "行政复议机关";
        Litigation = "litigation", "行政诉讼法院";
    }
}

terms! {
    /// 保存期限
    pub enum KeptFor {
        TenYears = "ten_years", "10年";
        ThirtyYears = "thirty_years", "30年";
        Permanent = "permanent", "永久";
    }
}

row! {
    /// What the papers of one day need to know of an organ.
    #[derive(Debug, Clone)]
    pub struct Profile {
        id: OrganisationId, name: String, short_name: String, level: RegionLevel = term, region_code: String,
        region_name: String, prov: String, city: String, county: String, number_region: String, address: String,
        phone: String, postcode: String, fine_bank: String, fine_account: String, reconsideration_organ: String,
        litigation_court: String, complaint_phone: String, defence_days: i64, kept_for: KeptFor = term,
    }
}

row! {
    /// What the gate needs to know of an organ.
    #[derive(Debug, Clone)]
    pub struct Standing {
        id: OrganisationId, name: String, short_name: String, level: RegionLevel = term, region_code: String,
        region_name: String, prov: String, city: String, county: String, state: OrganisationState = term,
        ended_on: Option<LegalDay>, lookup_reach: LookupReach = term,
    }
}

impl Standing {
    /// The region keys of the organ.
    #[must_use]
    pub fn keys(&self) -> RegionKeys {
        RegionKeys { prov: self.prov.clone(), city: self.city.clone(), county: self.county.clone() }
    }

    /// 自撤销、合并之日起不再行使职权。
    #[must_use]
    pub fn acts_on(&self, day: LegalDay) -> bool {
        self.ended_on.is_none_or(|ended| day < ended)
    }
}

impl From<Standing> for Organisation {
    fn from(p: Standing) -> Self {
        Self {
            id: p.id,
            name: p.name,
            short_name: p.short_name,
            level: p.level,
            region_code: p.region_code,
            region_name: p.region_name,
        }
    }
}

/// An organ in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrganisationRow {
    pub id: OrganisationId,
    /// The organ above; the tree may begin with one whose parent the caller does not see.
    pub parent_id: Option<OrganisationId>,
    pub name: String,
    pub short_name: String,
    pub level: RegionLevel,
    pub region_code: String,
    pub region_name: String,
    pub state: OrganisationState,
    /// 撤销、合并之日；从这一天起不再行使职权
    pub ended_on: Option<LegalDay>,
    pub ordinal: i64,
    /// 负责人
    pub leader: String,
    /// 联系人
    pub contact: String,
    /// 联系电话；名单上只显示一部分
    pub contact_phone: String,
    /// Accounts that are enabled.
    pub users: i64,
}

/// An organ with everything an administrator keeps of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrganisationDetail {
    #[serde(flatten)]
    pub row: OrganisationRow,
    /// 上级机构
    pub parent_name: String,
    /// 承继的机构
    pub successor_name: String,
    pub lookup_reach: LookupReach,
    pub revision: i64,
    pub updated_at: Instant,
    pub updated_by: String,
    /// 文书资料，新的在前
    pub profiles: Vec<DatedProfile>,
    /// 行政复议、行政诉讼地点，新的在前
    pub remedy_places: Vec<RemedyPlace>,
    /// The caller may edit the organ, its departments and its profile.
    pub may_edit: bool,
    /// The caller may take back that the organ ends.
    pub may_resume: bool,
    /// The caller may edit the remedy places: the business administrator of this very organ.
    pub may_edit_places: bool,
}

row! {
    /// 文书资料：从某日起文书上印的内容
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
    pub struct DatedProfile {
        /// First day.
        valid_from: LegalDay,
        /// 文号中的地区字
        number_region: String,
        address: String,
        phone: String,
        postcode: String,
        /// 罚款缴纳银行
        fine_bank: String,
        /// 罚款缴纳账号
        fine_account: String,
        /// 监督投诉电话
        complaint_phone: String,
        /// 陈述申辩期限（日）
        defence_days: i64,
        /// 案卷保存期限
        kept_for: KeptFor = term,
        updated_at: Instant,
        updated_by: String,
    }
}

row! {
    /// 行政复议、行政诉讼地点
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
    pub struct RemedyPlace {
        id: RemedyPlaceId,
        kind: RemedyKind = term,
        name: String,
        address: String,
        /// 默认印在文书上
        is_default: bool,
        /// First day.
        valid_from: LegalDay,
        /// Last day; none while it is open.
        valid_to: Option<LegalDay>,
        revision: i64,
        updated_at: Instant,
        updated_by: String,
    }
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list::run, create::run))
        .routes(routes!(show::run, edit::run))
        .routes(routes!(profile::run))
        .routes(routes!(remedy_place::run))
        .routes(routes!(change_remedy_place::run))
}
