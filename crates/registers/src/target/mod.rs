//! 检查对象 · what can be checked at an enterprise
//!
//! 选定检查内容后，自动选中其涉及的设备和场所，执法人员可以增减。A target is a piece of equipment, a place in a
//! workshop, or the enterprise as a whole.
//! Not here: what was found (inspection).

pub mod propose;
pub mod rules;

#[cfg(test)]
mod tests;

pub use rules::{by_key, concerns, groups, groups_in, mark, matrix, pieces_in};

use lexicon::{WorkshopId, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 检查对象种类
    pub enum TargetKind {
        Equipment = "equipment", "设备";
        Place = "place", "场所";
        Enterprise = "enterprise", "企业整体";
    }
}

/// The targets of one workshop; or the enterprise as a whole, with empty keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TargetGroup {
    /// Key of the industry.
    pub industry: String,
    pub industry_zh: String,
    /// Key of the production unit.
    pub unit: String,
    pub unit_zh: String,
    pub workshop_id: Option<WorkshopId>,
    /// 厂、分厂、车间名称
    pub workshop: String,
    pub targets: Vec<Target>,
}

/// One thing that can be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Target {
    /// `equipment:<id>`, `place:<workshop id>:<place>` or `enterprise`
    pub key: String,
    pub kind: TargetKind,
    pub name: String,
    /// Key of the kind of equipment or place; empty for the enterprise.
    pub kind_key: String,
    /// A chosen item concerns it.
    pub proposed: bool,
    /// It is in the scope of the scheme or inspection.
    pub chosen: bool,
    /// Every item that concerns it is answered.
    pub checked: bool,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(propose::run))
}
