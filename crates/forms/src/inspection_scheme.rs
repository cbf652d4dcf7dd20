//! 现场检查方案 · inspection scheme
//!
//! Made before the officers go on site: whom, when, who, what and how. Reviewed and approved inside the authority.
//! 依据：《安全生产执法程序规定》第六条；《安全生产法》第六十五条。

use serde::{Deserialize, Serialize};

use crate::{FormName, Officer, common::fills};

/// 检查方式及是否选用。
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// 方式名称，如“查阅资料”。
    pub label: String,
    /// 选用的打√。
    pub chosen: bool,
}

/// 检查内容的一项。
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// 出自哪份检查事项清单。
    pub list: String,
    /// 检查内容。
    pub content: String,
}

/// 检查范围：一类设备设施或者场所及其名称。
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// 类别，如“高炉”。
    pub group: String,
    /// 该类别下列入检查的设备设施。
    pub names: Vec<String>,
}

/// 审核或者审批意见。
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// 意见。
    pub text: String,
    /// 签署人。
    pub name: String,
    /// 签署日期，如 2026年11月20日。
    pub on: String,
}

/// A filled inspection scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionScheme {
    /// 文号；没有的印“待编号”。
    pub number: Option<String>,
    /// 编制机关
    pub organisation: String,
    /// 被检查单位
    pub party: String,
    /// 地址
    pub address: String,
    /// 联系人、职务和电话
    pub contact: String,
    /// 所属行业
    pub industry: String,
    /// 检查来源
    pub source: String,
    /// 检查时间，如“2026年11月23日至11月24日”
    pub inspect_on_text: String,
    /// 行政执法人员
    pub officers: Vec<Officer>,
    /// 检查方式
    pub methods: Vec<Method>,
    /// 检查内容
    pub items: Vec<Item>,
    /// 检查范围
    pub scope: Vec<Scope>,
    /// 审核意见；没有的留空白待签。
    pub review: Option<Opinion>,
    /// 审批意见；没有的留空白待签。
    pub approval: Option<Opinion>,
    /// 备注
    pub remark: String,
    /// 线下审批：审核、审批在纸质材料上完成。
    pub offline_approval: bool,
}

fills!(InspectionScheme, FormName::INSPECTION_SCHEME);
