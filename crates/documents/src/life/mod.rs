//! 文书的送达、撤销、更正 · what happens to a paper after it was issued
//!
//! 送达记方式、时间和收件人，一份文书可以向几个人送达；撤销由有审批权的人写明原因；编了号而没有印出的，文号作废并登记。
//! The bytes of an issued paper never change; only what it is worth does.
//! 依据：《行政处罚法》第六十一条（送达）；《行政处罚法》第五十七条
//! 读法：rules → store → serve → withdraw → void → show
//! 不在这里：更正的那一份怎样制作（见 paper）

pub mod rules;
pub mod serve;
pub mod show;
pub mod store;
pub mod void;
pub mod withdraw;

#[cfg(test)]
mod tests;

pub use rules::Refusal;

use crate::issue::state::DocumentAct;
use lexicon::{AttachmentId, Instant, LegalTime, ServiceId, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 送达方式
    pub enum ServiceMethod {
        Direct = "direct", "直接送达";
        Left = "left", "留置送达";
        Entrusted = "entrusted", "委托送达";
        Posted = "posted", "邮寄送达";
        Forwarded = "forwarded", "转交送达";
        Electronic = "electronic", "电子送达";
        Announced = "announced", "公告送达";
    }
}

/// What is written down of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ServiceFields {
    pub method: ServiceMethod,
    /// 送达时间
    pub served_at: LegalTime,
    /// 受送达人
    pub addressee: String,
    /// 收件人
    pub receiver: String,
    /// 收件人与受送达人的关系；本人签收的写“本人”
    pub relation: String,
    /// 送达地点；电子送达的写接收号码或者地址
    pub place: String,
    /// 备注：见证人、拒收事由、邮件号码等
    pub note: String,
    /// 回执照片、扫描件
    pub attachments: Vec<AttachmentId>,
}

/// A picture of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Receipt {
    pub id: AttachmentId,
    pub name: String,
}

/// A service on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Service {
    pub id: ServiceId,
    #[serde(flatten)]
    pub fields: ServiceFields,
    pub receipts: Vec<Receipt>,
    pub at: Instant,
    /// 送达人
    pub by: String,
}

/// The life of a paper.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DocumentLife {
    pub revision: i64,
    /// 送达，先送达的在前
    pub services: Vec<Service>,
    /// What the caller may do now.
    pub acts: Vec<DocumentAct>,
    /// 撤销以后怎样办
    pub after_withdrawal: String,
    /// 更正的是哪一份的文号
    pub supersedes_number: String,
    /// 更正为哪一份的文号
    pub superseded_by_number: String,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(show::run))
        .routes(routes!(serve::run))
        .routes(routes!(withdraw::run))
        .routes(routes!(void::run))
}
