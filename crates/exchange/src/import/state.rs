//! 导入状态 · states of an import
//!
//! 先校验、后写入；写入之后，没有人用过、改过的，可以整批撤销。

use lexicon::{Stage, terms};

terms! {
    /// 导入状态
    pub enum ImportState {
        Uploaded = "uploaded", "已上传";
        Checking = "checking", "正在校验";
        Checked = "checked", "已校验";
        Importing = "importing", "正在导入";
        Imported = "imported", "已导入";
        Undoing = "undoing", "正在撤销";
        Undone = "undone", "已撤销";
        Cancelled = "cancelled", "已取消";
        Failed = "failed", "校验失败";
    }
}

terms! {
    /// 导入办理
    pub enum ImportAct {
        Begin = "begin", "开始校验";
        Report = "report", "校验完成";
        Fail = "fail", "校验失败";
        Cancel = "cancel", "取消导入";
        Confirm = "confirm", "确认导入";
        Finish = "finish", "导入完成";
        Undo = "undo", "撤销导入";
        TakeBack = "take_back", "撤销完成";
    }
}

use ImportAct::{Begin, Cancel, Confirm, Fail, Finish, Report, TakeBack, Undo};
use ImportState::{Cancelled, Checked, Checking, Failed, Imported, Importing, Undoing, Undone, Uploaded};

impl Stage for ImportState {
    type Act = ImportAct;
    const CHAPTER: &'static str = "exchange";
    const FIRST: Self = Uploaded;
    const FINAL: &'static [Self] = &[Undone, Cancelled, Failed];
    #[rustfmt::skip]
    const TRANSITIONS: &'static [(Self, ImportAct, Self)] = &[
        (Uploaded,  Begin,    Checking),
        (Uploaded,  Cancel,   Cancelled),
        (Checking,  Report,   Checked),
        (Checking,  Fail,     Failed),
        (Checking,  Cancel,   Cancelled),
        (Checked,   Confirm,  Importing),
        (Checked,   Cancel,   Cancelled),
        (Importing, Finish,   Imported),
        (Imported,  Undo,     Undoing),
        (Undoing,   TakeBack, Undone),
    ];
}

impl ImportState {
    /// The program itself has work to do.
    #[must_use]
    pub fn is_under_way(self) -> bool {
        matches!(self, Uploaded | Checking | Importing | Undoing)
    }
}

terms! {
    /// 导入行的状态
    pub enum RowState {
        New = "new", "新增";
        Changed = "changed", "更新";
        Unchanged = "unchanged", "没有变化";
        Attached = "attached", "随企业导入";
        Faulty = "faulty", "有错误";
        Written = "written", "已写入";
        Conflict = "conflict", "没有写入";
        TakenBack = "taken_back", "已撤销";
        Kept = "kept", "没有撤销";
    }
}
