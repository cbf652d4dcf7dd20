//! 责令限期整改指令书 · rectification order
//!
//! Orders problems that were not put right on the spot to be put right by a day. It is not a penalty.
//! 依据：《安全生产法》第六十五条第一款第二项；《行政复议法》（2023修订）第二十四条、第二十五条（2024年起一个复议机关）。

use serde::{Deserialize, Serialize};

use crate::{FormName, Officer, common::fills};

/// 一组问题及其整改期限。期限不同的问题分列。
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// 问题的序号，如“1、2”。
    pub problems: String,
    /// 期限，如 2026年12月8日。
    pub due_on_text: String,
}

/// A filled rectification order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RectificationOrder {
    /// 文号；没有的印“待编号”。
    pub number: Option<String>,
    /// 作出指令的机关
    pub organisation: String,
    /// 被检查单位
    pub party: String,
    /// 存在的问题，已写明违反的条款。
    pub problems: Vec<String>,
    /// 整改期限
    pub clauses: Vec<Clause>,
    /// 责令整改的依据，见 [`RectificationOrder::BASIS`]。
    pub measures_basis: String,
    /// 行政复议机关。2024年1月1日起只有一个，一般为本级人民政府。
    pub reconsideration_organ: String,
    /// 受理行政诉讼的人民法院全称
    pub litigation_court: String,
    /// 签发日期
    pub issued_on: String,
    /// 行政执法人员
    pub officers: Vec<Officer>,
}

impl RectificationOrder {
    /// 责令限期整改的法律依据。
    pub const BASIS: &'static str = "《中华人民共和国安全生产法》第六十五条第一款第二项";
}

fills!(RectificationOrder, FormName::RECTIFICATION_ORDER);
