//! 疑似重复 · enterprises that may be on record twice
//!
//! 企业登记或修改后排队，由程序在索引里找出可能重复的企业，逐对计分并写明理由（代码、名称、地址、电话）；业务管理员
//! 逐项比对，核实不是重复的记下理由不再提示，确是重复的合并：选定保留的一家和每一项取哪一家的内容，另一家并入，档案
//! 仍在，以往的检查和文书仍用原来的名称。合并可以撤销；其后又有修改的不能撤销。
//! 读法：rules → look → list → show → dismiss → merge → undo
//! Not here: the searchable text (enterprise's index_store), inspections of both firms (inspection).

pub mod dismiss;
pub mod list;
pub mod look;
pub mod merge;
pub mod merge_store;
pub mod rules;
pub mod show;
pub mod store;
pub mod undo;

#[cfg(test)]
mod tests;

use crate::enterprise::{Enterprise, EnterpriseState};
use lexicon::{DuplicateId, EnterpriseId, Instant, MergeId, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 疑似重复的核对状态
    pub enum DuplicateState {
        Suspected = "suspected", "疑似重复";
        Dismissed = "dismissed", "不是重复";
        Merged = "merged", "已合并";
    }
}

terms! {
    /// 疑似重复的理由
    pub enum DuplicateReason {
        CodeOneOff = "code_one_off", "统一社会信用代码只差一位";
        CodeSwapped = "code_swapped", "统一社会信用代码相邻两位颠倒";
        NameSame = "name_same", "名称相同";
        NameCore = "name_core", "字号和行业相同";
        NameAlike = "name_alike", "名称相近";
        AddressSame = "address_same", "地址相同";
        AddressAlike = "address_alike", "地址相近";
        PhoneShared = "phone_shared", "电话相同";
        PersonSame = "person_same", "法定代表人相同";
    }
}

terms! {
    /// 对疑似重复可以做的事
    pub enum DuplicateAct {
        Dismiss = "dismiss", "不是重复";
        Reopen = "reopen", "重新列为疑似";
        Merge = "merge", "合并";
    }
}

terms! {
    /// 合并的状态
    pub enum MergeState {
        Merged = "merged", "已合并";
        Undone = "undone", "已撤销";
    }
}

terms! {
    /// 合并时逐项选择的内容
    pub enum MergeField {
        Name = "name", "企业名称";
        Region = "region", "所在地区";
        Address = "address", "生产经营地址";
        LegalPerson = "legal_person", "法定代表人及职务";
        Phone = "phone", "联系电话";
        Contact = "contact", "联系人及职务";
        ContactPhone = "contact_phone", "联系人电话";
        Industries = "industries", "行业类型";
        Element = "element", "安全生产要素";
        Gb4754 = "gb4754", "国民经济行业";
        Scale = "scale", "规模";
        Capacity = "capacity", "产能";
        Employees = "employees", "从业人数";
        Location = "location", "经纬度";
        BusinessKind = "business_kind", "企业类型";
        Postcode = "postcode", "邮政编码";
        StandardGrade = "standard_grade", "标准化等级";
        RiskLevel = "risk_level", "风险等级";
        Supervision = "supervision", "监管层级和机构";
    }
}

impl MergeField {
    /// The base facts it stands for, by their names.
    #[must_use]
    pub fn facts(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["name"],
            Self::Region => &["region_code", "region_name", "keys"],
            Self::Address => &["address"],
            Self::LegalPerson => &["legal_person", "legal_title"],
            Self::Phone => &["phone"],
            Self::Contact => &["contact", "contact_title"],
            Self::ContactPhone => &["contact_phone"],
            // 行业属性随行业类型走。
            Self::Industries => &["industries", "is_special", "attributes"],
            Self::Element => &["element"],
            Self::Gb4754 => &["gb4754"],
            Self::Scale => &["scale"],
            Self::Capacity => &["capacity"],
            Self::Employees => &["employees"],
            Self::Location => &["longitude", "latitude"],
            Self::BusinessKind => &["business_kind"],
            Self::Postcode => &["postcode"],
            Self::StandardGrade => &["standard_grade"],
            Self::RiskLevel => &["risk_level"],
            Self::Supervision => &["supervision_level", "supervision_organ"],
        }
    }
}

/// One of the two, in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DuplicateFirm {
    pub id: EnterpriseId,
    pub name: String,
    /// 统一社会信用代码
    pub credit_code: String,
    pub region_name: String,
    pub address: String,
    pub state: EnterpriseState,
}

/// Two enterprises that may be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Duplicate {
    pub id: DuplicateId,
    /// 得分，满分一百
    pub score: i64,
    pub reasons: Vec<DuplicateReason>,
    pub state: DuplicateState,
    /// 核对结论的理由
    pub reason: String,
    pub left: DuplicateFirm,
    pub right: DuplicateFirm,
    pub revision: i64,
    pub updated_at: Instant,
    pub updated_by: String,
}

/// One line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldPair {
    pub field: MergeField,
    pub left: String,
    pub right: String,
    pub is_same: bool,
}

/// The two side by side.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DuplicateComparison {
    #[serde(flatten)]
    pub pair: Duplicate,
    pub left_file: Enterprise,
    pub right_file: Enterprise,
    pub fields: Vec<FieldPair>,
    /// What the caller may do now.
    pub acts: Vec<DuplicateAct>,
}

/// A merge of two enterprises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EnterpriseMerge {
    pub id: MergeId,
    pub survivor_id: EnterpriseId,
    /// 合并时保留企业的名称
    pub survivor_name: String,
    pub merged_id: EnterpriseId,
    /// 合并时并入企业的名称
    pub merged_name: String,
    pub reason: String,
    pub state: MergeState,
    /// 撤销的原因
    pub undo_reason: String,
    pub created_at: Instant,
    pub created_by: String,
    pub updated_at: Instant,
    pub updated_by: String,
    pub revision: i64,
    /// 本人可以撤销
    pub may_undo: bool,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list::run))
        .routes(routes!(show::run))
        .routes(routes!(look::run))
        .routes(routes!(dismiss::run))
        .routes(routes!(dismiss::reopen))
        .routes(routes!(merge::run))
        .routes(routes!(merge::list))
        .routes(routes!(undo::run))
}
