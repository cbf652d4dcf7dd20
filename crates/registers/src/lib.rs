//! 一单两库 · registers
//!
//! 检查事项清单、执法人员库、执法对象库，连同行政区划和行业模型；以及检查事项与设备、场所的对应。
//! What inspections draw on: what is asked (checklists), who asks (officers), of whom and of what (enterprises with
//! workshops and equipment), and which item concerns which piece. Enterprises and equipment are never deleted, only
//! struck off.
//! Not here: accounts and organs (identity), import from workbooks (exchange), schemes and inspections.

pub mod checklist;
pub mod economic_class;
pub mod enterprise;
pub mod industry;
pub mod install;
pub mod officer;
pub mod region;
pub mod target;

use web::{OpenApiRouter, Routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .merge(region::routes())
        .merge(industry::routes())
        .merge(economic_class::routes())
        .merge(checklist::routes())
        .merge(officer::routes())
        .merge(enterprise::routes())
        .merge(target::routes())
}
