//! 整改复查意见书 · re-check opinion
//!
//! After the day set by an order — or sooner, if the enterprise asks — two officers look again at every problem.
//! 依据：《安全生产法》第六十五条。

use serde::{Deserialize, Serialize};

use crate::{FormName, Officer, common::fills};

/// 复查结论。
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// 已整改
    #[serde(rename = "已整改")]
    Corrected,
    /// 未整改
    #[serde(rename = "未整改")]
    NotCorrected,
}

/// 一项问题的复查意见。
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// 问题
    pub problem: String,
    /// 复查结论
    pub verdict: Verdict,
    /// 说明，可以为空
    pub remark: String,
}

/// A filled re-check opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReCheckOpinion {
    /// 文号；没有的印“待编号”。
    pub number: Option<String>,
    /// 复查机关
    pub organisation: String,
    /// 被复查单位
    pub party: String,
    /// 原决定日期，如 2026年11月23日
    pub ordered_on_text: String,
    /// 原决定的名称，如“责令限期整改”
    pub order_name: String,
    /// 原决定的文号
    pub order_number: String,
    /// 逐项意见
    pub opinions: Vec<Opinion>,
    /// 总的复查意见
    pub conclusion: String,
    /// 行政执法人员
    pub officers: Vec<Officer>,
    /// 签发日期
    pub issued_on: String,
}

fills!(ReCheckOpinion, FormName::RE_CHECK_OPINION);
