//! 企业基础信息 · the ledger of enterprises with their equipment by kind
//!
//! 辖区内企业的台账：按地区、行业、状态、设备种类查询，列出各种设备的数量。
//! 不在这里：企业档案本身和修改（见 registers 的 enterprise），导出（exchange 的 export）

pub mod list;

use registers::enterprise::EnterpriseRow;
use serde::Serialize;
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LedgerRow {
    #[serde(flatten)]
    pub enterprise: EnterpriseRow,
    /// 规模
    pub scale: String,
    /// 产能
    pub capacity: String,
    /// 从业人数
    pub employees: i64,
    /// 各种设备的数量，按行业模型的次序
    pub equipment: Vec<KindCount>,
}

/// How many pieces of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct KindCount {
    /// 设备种类代码
    pub kind: String,
    /// 设备种类
    pub kind_zh: String,
    /// 数量
    pub count: i64,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(list::run))
}
