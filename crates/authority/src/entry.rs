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
        EnterpriseDraft = "enterprise_draft", "企业草稿";
        EnterpriseImport = "enterprise_import", "执法对象导入";
        Plan = "plan", "专项计划";
        Scheme = "scheme", "现场检查方案";
        Approval = "approval", "审核审批";
        Inspection = "inspection", "现场执法检查";
        Document = "document", "文书";
        Paper = "paper", "文书草稿";
        Attachment = "attachment", "附件";
        Seal = "seal", "签章";
        Rectification = "rectification", "整改复查";
        Organisation = "organisation", "机构";
        Department = "department", "内设机构";
        OwnRole = "own_role", "自定义角色";
        Officer = "officer", "执法人员";
        Checklist = "checklist", "检查事项清单";
        TypicalCase = "typical_case", "典型案例";
        Setting = "setting", "系统参数";
        Audit = "audit", "审计记录";
        System = "system", "系统";
    }
}

terms! {
    /// 留痕类别
    pub enum EntryClass {
        Act = "act", "办理";
        Login = "login", "登录";
        Failure = "failure", "失败";
        Reading = "reading", "查看";
        Download = "download", "下载";
        Export = "export", "导出";
        Access = "access", "临时查看";
    }
}

/// One line of the trail.
#[derive(Debug, Clone)]
pub struct Entry {
    pub(crate) class: EntryClass,
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
            class: EntryClass::Act,
            kind,
            subject: subject.into(),
            act: act.into(),
            reason: String::new(),
            before: Value::Null,
            after: Value::Null,
        }
    }
    /// Puts the entry into another class than 办理.
    #[must_use]
    pub fn class(mut self, class: EntryClass) -> Self {
        self.class = class;
        self
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
