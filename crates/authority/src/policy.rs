//! 权限表 · the permission table, on one page

use lexicon::terms;

terms! {
    /// 角色
    pub enum Role {
        Officer = "officer", "执法人员";
        Reviewer = "reviewer", "审核人员";
        Approver = "approver", "审批人员";
        BusinessAdmin = "business_admin", "业务管理员";
        SystemAdmin = "system_admin", "系统管理员";
        SealUploader = "seal_uploader", "签章添加人员";
        SealReviewer = "seal_reviewer", "签章审核人员";
        CaseReporter = "case_reporter", "案例上报员";
        Auditor = "auditor", "审计员";
    }
}

terms! {
    /// 权限
    pub enum Verb {
        ReadWorkbench = "read_workbench", "查看工作台";
        ReadReference = "read_reference", "查看基础资料";
        ReadEnterprise = "read_enterprise", "查看执法对象";
        EditEquipment = "edit_equipment", "核对设备信息";
        ImportEnterprise = "import_enterprise", "批量导入执法对象";
        ReadScheme = "read_scheme", "查看现场检查方案";
        DraftScheme = "draft_scheme", "编制现场检查方案";
        SubmitScheme = "submit_scheme", "提交现场检查方案";
        ReadApproval = "read_approval", "查看审核审批";
        DecideApproval = "decide_approval", "审核审批";
        ReadInspection = "read_inspection", "查看现场执法检查";
        Inspect = "inspect", "现场执法检查";
        IssueDocument = "issue_document", "出具文书";
        ConcludeInspection = "conclude_inspection", "检查完结";
        ReadDocument = "read_document", "查看文书";
        ReadRectification = "read_rectification", "查看整改复查";
        ExtendRectification = "extend_rectification", "延期";
        ReCheck = "re_check", "整改复查";
        TerminateRectification = "terminate_rectification", "终止";
        UploadAttachment = "upload_attachment", "上传附件";
        ReadAttachment = "read_attachment", "查看附件";
        ReadEntries = "read_entries", "查看留痕";
        ChangeOwnPassword = "change_own_password", "修改密码";
    }
}

use Role::{
    Approver, Auditor, BusinessAdmin, CaseReporter, Officer, Reviewer, SealReviewer, SealUploader, SystemAdmin,
};

const EVERYBODY: &[Role] =
    &[Officer, Reviewer, Approver, BusinessAdmin, SystemAdmin, SealUploader, SealReviewer, CaseReporter, Auditor];
/// 办案与管理人员。系统管理员不看案件内容（职责分离）。
const BUSINESS: &[Role] = &[Officer, Reviewer, Approver, BusinessAdmin];
const OFFICERS: &[Role] = &[Officer];

/// Which role may do what. One line per verb.
#[rustfmt::skip]
pub const POLICY: &[(Verb, &[Role])] = &[
    (Verb::ReadWorkbench,          EVERYBODY),
    (Verb::ReadReference,          EVERYBODY),
    (Verb::ReadEnterprise,         BUSINESS),
    (Verb::EditEquipment,          &[Officer, BusinessAdmin]),
    (Verb::ImportEnterprise,       &[BusinessAdmin]),
    (Verb::ReadScheme,             BUSINESS),
    (Verb::DraftScheme,            OFFICERS),
    (Verb::SubmitScheme,           OFFICERS),
    (Verb::ReadApproval,           &[Reviewer, Approver]),
    (Verb::DecideApproval,         &[Reviewer, Approver]),
    (Verb::ReadInspection,         BUSINESS),
    (Verb::Inspect,                OFFICERS),
    (Verb::IssueDocument,          OFFICERS),
    (Verb::ConcludeInspection,     OFFICERS),
    (Verb::ReadDocument,           BUSINESS),
    (Verb::ReadRectification,      BUSINESS),
    (Verb::ExtendRectification,    OFFICERS),
    (Verb::ReCheck,                OFFICERS),
    (Verb::TerminateRectification, OFFICERS),
    (Verb::UploadAttachment,       OFFICERS),
    (Verb::ReadAttachment,         BUSINESS),
    (Verb::ReadEntries,            &[Officer, Reviewer, Approver, BusinessAdmin, Auditor]),
    (Verb::ChangeOwnPassword,      EVERYBODY),
];

/// The roles that hold a verb; none when the table forgot it.
#[must_use]
pub fn roles_for(verb: Verb) -> &'static [Role] {
    POLICY.iter().find(|(v, _)| *v == verb).map_or(&[], |(_, roles)| roles)
}
