//! 机构 · organisations
//!
//! 部、省、市、县各级应急管理部门。Each has its own number series, remedy organs and court. Organs are never deleted.
//! 依据：《行政复议法》第二十四条（对本级部门不服的，向本级人民政府申请复议）

pub mod store;

use authority::row;
use lexicon::{LegalDay, OrganisationId, RegionKeys, RegionLevel, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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

row! {
    /// What the papers of one day need to know of an organ.
    #[derive(Debug, Clone)]
    pub struct Profile {
        id: OrganisationId, name: String, short_name: String, level: RegionLevel = term, region_code: String,
        region_name: String, prov: String, city: String, county: String, number_region: String, address: String,
        phone: String, postcode: String, fine_bank: String, fine_account: String, reconsideration_organ: String,
        litigation_court: String,
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
