//! 留痕 · who did what to which record, before and after
//!
//! An entry is written in the same transaction as the change. `Recorded` is the only ticket to a commit.

use lexicon::terms;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

terms! {
    /// 记录种类
    pub enum SubjectKind {
        User = "user", "用户";
        Enterprise = "enterprise", "执法对象";
        EnterpriseImport = "enterprise_import", "执法对象导入";
        Scheme = "scheme", "现场检查方案";
        Approval = "approval", "审核审批";
        Inspection = "inspection", "现场执法检查";
        Document = "document", "文书";
        Attachment = "attachment", "附件";
        Rectification = "rectification", "整改复查";
        System = "system", "系统";
    }
}

/// One line of the trail.
#[derive(Debug, Clone)]
pub struct Entry {
    pub(crate) kind: SubjectKind,
    pub(crate) subject: Uuid,
    pub(crate) act: String,
    pub(crate) reason: String,
    pub(crate) before: Value,
    pub(crate) after: Value,
}

impl Entry {
    /// An act, in its Chinese term, on a record.
    pub fn on(kind: SubjectKind, subject: impl Into<Uuid>, act: impl Into<String>) -> Self {
        Self {
            kind,
            subject: subject.into(),
            act: act.into(),
            reason: String::new(),
            before: Value::Null,
            after: Value::Null,
        }
    }
    /// The reason the person gave.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }
    /// What changed: the record before and after, as far as the act touches it.
    #[must_use]
    pub fn change(mut self, before: &impl Serialize, after: &impl Serialize) -> Self {
        self.before = serde_json::to_value(before).unwrap_or_default();
        self.after = serde_json::to_value(after).unwrap_or_default();
        self
    }
    /// What the act brought.
    #[must_use]
    pub fn with(mut self, after: &impl Serialize) -> Self {
        self.after = serde_json::to_value(after).unwrap_or_default();
        self
    }
}

/// The answer of an act whose entry is written; without it a transaction cannot be committed.
#[derive(Debug)]
pub struct Recorded<T>(pub(crate) T);
