//! 执法情报 · everything the authority knows of how an enterprise was inspected
//!
//! 检查、问题和反复出现的问题、整改和复查、处罚、文书、每台设备的历史、照片、在用的证照，各以本人的管辖范围为限。
//! 读法：rules → store → show
//! 不在这里：企业档案（见 registers 的 enterprise），证照的添加和撤下（见 evidence 的 licence），档案的修改（见 enterprise_change），处罚的办理（见 inspection 的 paper）

pub mod rules;
mod show;
mod store;

use documents::issue::state::DocumentState;
use evidence::licence::{LicenceKind, LicenceValidity};
use inspection::on_site::state::InspectionState;
use inspection::rectification::ReminderLevel;
use inspection::rectification::state::RectificationState;
use lexicon::{
    AttachmentId, DocumentId, EquipmentId, InspectionId, Instant, LegalDay, LegalTime, LicenceId, RectificationId,
};
use registers::checklist::Measure;
use registers::enterprise::EnterpriseRow;
use serde::Serialize;
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

/// The whole story of an enterprise.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Intelligence {
    pub enterprise: EnterpriseRow,
    pub counts: Counts,
    /// 检查，新的在前
    pub inspections: Vec<InspectionLine>,
    /// 问题，新的在前
    pub problems: Vec<ProblemLine>,
    /// 反复出现的问题，次数多的在前
    pub recurrences: Vec<Recurrence>,
    /// 整改，新的在前
    pub orders: Vec<OrderLine>,
    /// 采取过的处理措施
    pub measures: Vec<MeasureCount>,
    /// 处罚，新的在前
    pub penalties: Vec<PenaltyLine>,
    /// 文书，新的在前
    pub documents: Vec<DocumentLine>,
    /// 检查过的设备，有过问题的在前
    pub equipment: Vec<EquipmentMemory>,
    /// 问题照片，新的在前，最多六十张
    pub photos: Vec<Photo>,
    /// 在用的证照，先过期的在前，长期有效的在后
    pub licences: Vec<LicenceLine>,
    /// 只列出最近的一部分
    pub is_shortened: bool,
    /// 截至
    pub at: Instant,
}

/// The figures on top.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Counts {
    pub inspections: i64,
    /// 最近一次检查开始的日期
    pub last_inspected_on: Option<LegalDay>,
    pub problems: i64,
    pub recurrences: i64,
    /// 待复查
    pub orders_open: i64,
    /// 其中已逾期
    pub orders_overdue: i64,
    /// 复查不合格
    pub orders_failed: i64,
    /// 现行有效的处罚决定
    pub penalties: i64,
    pub documents: i64,
    /// 有过问题的设备
    pub equipment_defective: i64,
}

/// 一次检查
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InspectionLine {
    pub id: InspectionId,
    pub inspect_from: LegalDay,
    pub inspect_to: LegalDay,
    pub organisation_name: String,
    pub officers: String,
    pub state: InspectionState,
    /// 现场检查记录文号；没有出具的为空
    pub number: String,
    pub problems: i64,
    pub rectification_id: Option<RectificationId>,
}

/// 一个问题
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProblemLine {
    pub inspection_id: InspectionId,
    pub found_on: LegalDay,
    /// 检查事项；检查内容以外的问题为空
    pub item: String,
    pub workshop: String,
    /// 设备或场所
    pub target_name: String,
    pub description: String,
    pub measure: Option<Measure>,
    /// 同一事项在同一设备或场所第几次发现，从 1 起
    pub nth: i64,
    pub photos: Vec<AttachmentId>,
}

/// 反复出现的问题
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Recurrence {
    pub item: String,
    /// 设备或场所；不是同一处的为空
    pub target_name: String,
    pub workshop: String,
    /// 同一设备或场所再次出现
    pub is_same_target: bool,
    /// 几次检查中发现
    pub times: i64,
    pub first_on: LegalDay,
    pub last_on: LegalDay,
}

/// 一份责令限期整改
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrderLine {
    pub id: RectificationId,
    pub order_number: String,
    pub order_document_id: DocumentId,
    pub ordered_on: LegalDay,
    pub due_on: LegalDay,
    pub is_extended: bool,
    pub state: RectificationState,
    /// 提醒；已办结的为空
    pub level: Option<ReminderLevel>,
    /// 距期限的天数，已过为负
    pub days_left: i64,
    pub problems: i64,
    pub re_check: Option<ReCheckLine>,
    /// 终止的原因
    pub termination_reason: String,
}

/// 复查结果
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReCheckLine {
    pub checked_at: LegalTime,
    pub conclusion: String,
    pub document_id: DocumentId,
    pub document_number: String,
}

/// 一种处理措施采取过几次
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MeasureCount {
    pub measure: Measure,
    pub times: i64,
    pub last_on: LegalDay,
}

/// 一份文书
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DocumentLine {
    pub id: DocumentId,
    /// 文书名称
    pub form_zh: String,
    pub number: String,
    pub organisation_name: String,
    pub issued_at: Option<Instant>,
    pub pages: i64,
    /// 已更正、已撤销的不再有效
    pub state: DocumentState,
}

/// 一次处罚，以处罚决定书为准
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PenaltyLine {
    pub document_id: DocumentId,
    /// 文书名称
    pub form_zh: String,
    pub number: String,
    /// 当事人：企业，或者受处罚的个人
    pub party: String,
    /// 决定书写明的处罚
    pub penalty: String,
    /// 罚款，分；没有罚款的为空
    pub fine_fen: Option<i64>,
    pub organisation_name: String,
    pub issued_at: Option<Instant>,
    /// 已更正、已撤销的不再有效
    pub state: DocumentState,
}

/// 一台设备的历史
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EquipmentMemory {
    pub id: EquipmentId,
    pub workshop: String,
    pub name: String,
    /// 仍在册
    pub is_standing: bool,
    /// 检查过几次
    pub checked: i64,
    /// 几次有问题
    pub defective: i64,
    pub last_checked_at: Instant,
    pub last_defective_on: Option<LegalDay>,
    /// 最近一次的问题
    pub last_description: String,
}

/// 一份在用的证照
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LicenceLine {
    pub id: LicenceId,
    pub kind: LicenceKind,
    /// 证号；没有的为空
    pub number: String,
    /// 有效期至；长期有效的为空
    pub valid_to: Option<LegalDay>,
    pub validity: LicenceValidity,
    /// 距到期的天数，已过为负；长期有效的为空
    pub days_left: Option<i64>,
    /// 登记在并入本企业的哪一家名下；登记在本企业名下的为空
    pub merged_name: String,
    pub added_at: Instant,
}

/// 一张问题照片
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Photo {
    pub id: AttachmentId,
    pub name: String,
    pub uploaded_at: Instant,
    pub inspection_id: InspectionId,
    /// 拍的是什么问题
    pub caption: String,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(show::run))
}

#[cfg(test)]
mod tests;
