//! 种子数据 · seed data
//!
//! The versioned facts under `seed/` — regions, calendars, organs, people, law registry, industry models,
//! checklists, demonstration enterprises — parsed into types and checked against each other. The files are embedded,
//! so the program needs none of them on disk.
//! Not here: any table, any import; the law texts themselves.
#![deny(missing_docs)]

mod calendars;
mod check;
mod checklists;
mod economic_classes;
mod enterprises;
mod files;
mod industries;
mod law;
mod organisations;
mod regions;

pub use calendars::Calendar;
pub use checklists::{Checklist, ChecklistItem, HazardLevel, Measure};
pub use economic_classes::{EconomicClass, EconomicClasses, NotAClass};
pub use enterprises::{Enterprise, PieceOfEquipment, Workshop};
pub use industries::{
    Attribute, AttributeScope, Choice, EquipmentKind, Industry, Place, ProductionUnit, Specification,
};
pub use law::{Article, Statute, StatuteKind};
pub use organisations::{Certificate, Organisation, Person, Role};
pub use regions::{Division, Divisions};

/// Why the seed data cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// A file does not have the shape its type asks for.
    #[error("{file}：{message}")]
    Shape {
        /// Path below `seed/`.
        file: &'static str,
        /// What the parser says.
        message: String,
    },
    /// The files contradict each other or a rule; one sentence per problem.
    #[error("种子数据有 {} 处错误：{}", .0.len(), .0.join("；"))]
    Contradiction(Vec<String>),
}

/// Everything under `seed/`.
#[derive(Debug, Clone)]
pub struct Seed {
    /// 行政区划
    pub divisions: Divisions,
    /// 工作日历
    pub calendars: Vec<Calendar>,
    /// 机构
    pub organisations: Vec<Organisation>,
    /// 人员
    pub people: Vec<Person>,
    /// 法规（每个版本一条）
    pub statutes: Vec<Statute>,
    /// 条款
    pub articles: Vec<Article>,
    /// 国民经济行业分类
    pub economic_classes: EconomicClasses,
    /// 行业模型
    pub industries: Vec<Industry>,
    /// 检查事项清单
    pub checklists: Vec<Checklist>,
    /// 企业
    pub enterprises: Vec<Enterprise>,
}

/// Reads every file and checks them against each other.
///
/// # Errors
/// [`SeedError`]: a file that does not parse, or all the contradictions found at once.
pub fn all() -> Result<Seed, SeedError> {
    let seed = files::read()?;
    let problems = seed.problems();
    if problems.is_empty() { Ok(seed) } else { Err(SeedError::Contradiction(problems)) }
}

#[cfg(test)]
mod tests;
