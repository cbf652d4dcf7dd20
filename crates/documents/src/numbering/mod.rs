//! 文书编号 · numbering
//!
//! （甘庆西）应急检查〔2026〕0005号: region word, organ word and kind word, year in hexagonal brackets, serial. One
//! series per organ, kind and year; a number is given once, in the transaction that needs it, and never again.
//! 规则按启用日期分版本；随检查编号的文书沿用方案的年份和序号，随案件编号的沿用立案审批表的，
//! 同一检查、同一案件的第二份加分号。离线设备先领一段号，退回时未用的逐号作废。
//! 依据：《行政处罚法》第五十二条（当场处罚决定书预定格式、编有号码）；文号写法见 GB/T 9704-2012
//! 读法：rules → store → list → edit → ledger → block
//! 不在这里：文书本身（issue）

mod block;
pub(crate) mod block_store;
mod edit;
mod ledger;
mod list;
mod rules;
pub mod store;

#[cfg(test)]
mod tests;

pub use rules::{Refusal, write};

use authority::row;
use lexicon::{LegalDay, terms};
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 序号方式
    pub enum SerialMode {
        Own = "own", "独立流水";
        Inspection = "inspection", "随检查方案";
        Case = "case", "随案件";
    }
}

terms! {
    /// 地区字样的括号
    pub enum Brackets {
        Full = "full", "（）";
        Half = "half", "()";
    }
}

row! {
    /// How an organ writes the numbers of one kind of paper from a day on.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct NumberingRule {
        region_word: String, organ_word: String, kind_word: String, serial_mode: SerialMode = term, start_serial: i64,
        digits: i64, brackets: Brackets = term, valid_from: LegalDay,
    }
}

/// A number that has been given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// As printed.
    pub text: String,
    pub year: i64,
    pub serial: i64,
    /// 分号：随检查、随案件编号时，其中的第几份，从1起
    pub part: i64,
    /// 所随方案的年份和序号；方案自己的就是它本身
    pub lead: (i64, i64),
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list::run))
        .routes(routes!(edit::run))
        .routes(routes!(ledger::run))
        .routes(routes!(block::list))
        .routes(routes!(block::reserve))
        .routes(routes!(block::hand_back))
}
