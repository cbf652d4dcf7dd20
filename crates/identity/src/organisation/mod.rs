//! 机构 · organisations
//!
//! 部、省、市、县各级应急管理部门。Each has its own number series, remedy organs and court. Organs are never deleted.
//! 依据：《行政复议法》第二十四条（对本级部门不服的，向本级人民政府申请复议）

pub mod store;

use authority::row;
use lexicon::{OrganisationId, RegionKeys, RegionLevel};
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

row! {
    /// What the papers need to know of an organ.
    #[derive(Debug, Clone)]
    pub struct Profile {
        id: OrganisationId, name: String, short_name: String, level: RegionLevel = term, region_code: String,
        region_name: String, prov: String, city: String, county: String, number_region: String, address: String,
        phone: String, reconsideration_organ: String, litigation_court: String,
    }
}

impl Profile {
    /// The region keys of the organ.
    #[must_use]
    pub fn keys(&self) -> RegionKeys {
        RegionKeys { prov: self.prov.clone(), city: self.city.clone(), county: self.county.clone() }
    }
}

impl From<Profile> for Organisation {
    fn from(p: Profile) -> Self {
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
