//! 文书状态 · states of a document
//!
//! 已出具的文书内容不变：送达、更正、撤销改变的是它的效力，不是它的字。

use lexicon::{Stage, terms};

terms! {
    /// 文书状态
    pub enum DocumentState {
        Numbered = "numbered", "已编号";
        Frozen = "frozen", "已定稿";
        Issued = "issued", "已出具";
        Served = "served", "已送达";
        Superseded = "superseded", "已更正";
        Withdrawn = "withdrawn", "已撤销";
        Voided = "voided", "文号作废";
    }
}

terms! {
    /// 文书办理
    pub enum DocumentAct {
        Freeze = "freeze", "定稿";
        Print = "print", "出具";
        Serve = "serve", "送达";
        Supersede = "supersede", "更正";
        Withdraw = "withdraw", "撤销";
        Void = "void", "作废文号";
    }
}

use DocumentAct::{Freeze, Print, Serve, Supersede, Void, Withdraw};
use DocumentState::{Frozen, Issued, Numbered, Served, Superseded, Voided, Withdrawn};

impl Stage for DocumentState {
    type Act = DocumentAct;
    const CHAPTER: &'static str = "document";
    const FIRST: Self = Numbered;
    const FINAL: &'static [Self] = &[Superseded, Withdrawn, Voided];
    #[rustfmt::skip]
    const TRANSITIONS: &'static [(Self, DocumentAct, Self)] = &[
        (Numbered, Freeze,    Frozen),
        (Numbered, Void,      Voided),
        (Frozen,   Print,     Issued),
        (Frozen,   Void,      Voided),
        (Issued,   Serve,     Served),
        (Issued,   Supersede, Superseded),
        (Issued,   Withdraw,  Withdrawn),
        (Served,   Serve,     Served),
        (Served,   Supersede, Superseded),
        (Served,   Withdraw,  Withdrawn),
    ];
}

impl DocumentState {
    /// Whether its file is kept; what happened to it later does not change the file.
    #[must_use]
    pub fn is_printed(self) -> bool {
        matches!(self, Issued | Served | Superseded | Withdrawn)
    }

    /// 有效：已经定稿，没有被更正、撤销、作废。A frozen paper is printed at the next look.
    #[must_use]
    pub fn is_in_force(self) -> bool {
        matches!(self, Frozen | Issued | Served)
    }
}
