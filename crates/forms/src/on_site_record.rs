//! 现场检查记录 · on-site inspection record
//!
//! Written during or right after the visit; signed by the officers and the person in charge on site.
//! 依据：《安全生产法》第六十八条（检查记录；拒绝签字的记录在案并报告）。

use serde::{Deserialize, Serialize};

use crate::{FormName, Officer, common::fills};

/// A filled on-site record. No problem at all is an empty list: the paper then says so in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnSiteRecord {
    /// 文号；没有的印“待编号”。
    pub number: Option<String>,
    /// 检查机关
    pub organisation: String,
    /// 被检查单位
    pub party: String,
    /// 地址
    pub address: String,
    /// 法定代表人（负责人）
    pub legal_person: String,
    /// 职务
    pub legal_title: String,
    /// 联系电话
    pub phone: String,
    /// 检查场所
    pub places: String,
    /// 检查起始时间，如 2026年11月23日9时30分
    pub time_from: String,
    /// 检查结束时间
    pub time_to: String,
    /// 检查人员
    pub officers: Vec<Officer>,
    /// 参加检查的专家
    pub experts: Vec<String>,
    /// 是否联合检查
    pub is_joint: bool,
    /// 现场检查方案的文号
    pub scheme_number: String,
    /// 检查发现的问题；没有问题为空。
    pub problems: Vec<String>,
    /// 拒绝签字等情况的说明
    pub refusal_note: Option<String>,
    /// 签署日期
    pub signed_on: String,
}

fills!(OnSiteRecord, FormName::ON_SITE_RECORD);
