//! 文书状态 · states of a document

use lexicon::{Stage, terms};

terms! {
    /// 文书状态
    pub enum DocumentState {
        Numbered = "numbered", "已编号";
        Frozen = "frozen", "已定稿";
        Issued = "issued", "已出具";
    }
}

terms! {
    /// 文书办理
    pub enum DocumentAct {
        Freeze = "freeze", "定稿";
        Print = "print", "出具";
    }
}

use DocumentAct::{Freeze, Print};
use DocumentState::{Frozen, Issued, Numbered};

impl Stage for DocumentState {
    type Act = DocumentAct;
    const CHAPTER: &'static str = "document";
    const FIRST: Self = Numbered;
    const FINAL: &'static [Self] = &[Issued];
    #[rustfmt::skip]
    const TRANSITIONS: &'static [(Self, DocumentAct, Self)] = &[
        (Numbered, Freeze, Frozen),
        (Frozen,   Print,  Issued),
    ];
}
