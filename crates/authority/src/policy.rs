//! 权限表 · the permission table, on one page
//!
//! Not here: which verbs exclude each other (duty), the roles an organ makes for itself (identity).

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
        EditEnterprise = "edit_enterprise", "维护执法对象";
        StrikeOffEnterprise = "strike_off_enterprise", "核销、恢复执法对象";
        EditEquipment = "edit_equipment", "核对设备信息";
        EditChecklist = "edit_checklist", "检查事项维护";
        ImportEnterprise = "import_enterprise", "批量导入执法对象";
        ResolveDuplicate = "resolve_duplicate", "核对、合并重复企业";
        ReadPlan = "read_plan", "查看专项计划";
        EditPlan = "edit_plan", "编制专项计划";
        FilePlan = "file_plan", "专项计划备案";
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
        DrawUpPaper = "draw_up_paper", "制作文书";
        ServeDocument = "serve_document", "送达文书";
        WithdrawDocument = "withdraw_document", "撤销文书";
        MakeVolume = "make_volume", "制作卷宗";
        ReadNumbering = "read_numbering", "查看文书编号";
        EditNumbering = "edit_numbering", "文书编号规则";
        ReserveNumbers = "reserve_numbers", "领取文号号段";
        EditTemplate = "edit_template", "文书模板管理";
        ReadSeal = "read_seal", "查看签章";
        UploadSeal = "upload_seal", "签章上传";
        ReviewSeal = "review_seal", "签章审核";
        StopSeal = "stop_seal", "签章停用";
        ReadRectification = "read_rectification", "查看整改复查";
        ExtendRectification = "extend_rectification", "延期";
        ReCheck = "re_check", "整改复查";
        TerminateRectification = "terminate_rectification", "终止";
        UploadAttachment = "upload_attachment", "上传附件";
        ReadAttachment = "read_attachment", "查看附件";
        ReadEntries = "read_entries", "查看留痕";
        ChangeOwnPassword = "change_own_password", "修改密码";
        EndOwnSessions = "end_own_sessions", "管理本人登录";
        LookUpEnterprise = "look_up_enterprise", "跨区域查询企业";
        RequestAccess = "request_access", "申请临时查看";
        ReadAccess = "read_access", "查看临时查看记录";
        ReadOrganisation = "read_organisation", "查看机构部门";
        EditOrganisation = "edit_organisation", "机构部门管理";
        EditRemedyPlace = "edit_remedy_place", "行政复议、行政诉讼地点";
        ReadUser = "read_user", "查看用户";
        EditUser = "edit_user", "统一用户管理";
        ResetPassword = "reset_password", "密码重置";
        TransferUser = "transfer_user", "人员调动";
        ExportUser = "export_user", "导出用户";
        EditRole = "edit_role", "业务角色授权";
        EditSetting = "edit_setting", "系统参数";
        ReadOfficer = "read_officer", "查看执法人员";
        EditOfficer = "edit_officer", "执法人员维护";
        ExportOfficer = "export_officer", "导出执法人员";
        ReadCaseReport = "read_case_report", "查看案例上报";
        ReportCase = "report_case", "案例上报";
        AdoptCase = "adopt_case", "案例采用";
        ReadAudit = "read_audit", "审计查询";
        ExportAudit = "export_audit", "导出审计记录";
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
    (Verb::EditEnterprise,         &[Officer, BusinessAdmin]),
    (Verb::StrikeOffEnterprise,    &[BusinessAdmin]),
    (Verb::EditEquipment,          &[Officer, BusinessAdmin]),
    (Verb::EditChecklist,          &[BusinessAdmin]),
    (Verb::ImportEnterprise,       &[BusinessAdmin]),
    (Verb::ResolveDuplicate,       &[BusinessAdmin]),
    (Verb::ReadPlan,               BUSINESS),
    (Verb::EditPlan,               &[BusinessAdmin]),
    (Verb::FilePlan,               &[BusinessAdmin]),
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
    (Verb::DrawUpPaper,            OFFICERS),
    (Verb::ServeDocument,          OFFICERS),
    (Verb::WithdrawDocument,       &[Approver]),
    (Verb::MakeVolume,             &[Officer, BusinessAdmin]),
    (Verb::ReadNumbering,          &[Officer, BusinessAdmin]),
    (Verb::EditNumbering,          &[BusinessAdmin]),
    (Verb::ReserveNumbers,         OFFICERS),
    (Verb::EditTemplate,           &[BusinessAdmin]),
    (Verb::ReadSeal,               &[SealUploader, SealReviewer, BusinessAdmin]),
    (Verb::UploadSeal,             &[SealUploader]),
    (Verb::ReviewSeal,             &[SealReviewer]),
    (Verb::StopSeal,               &[SealUploader, SealReviewer]),
    (Verb::ReadRectification,      BUSINESS),
    (Verb::ExtendRectification,    OFFICERS),
    (Verb::ReCheck,                OFFICERS),
    (Verb::TerminateRectification, OFFICERS),
    (Verb::UploadAttachment,       &[Officer, CaseReporter]),
    (Verb::ReadAttachment,         BUSINESS),
    (Verb::ReadEntries,            BUSINESS),
    (Verb::ChangeOwnPassword,      EVERYBODY),
    (Verb::EndOwnSessions,         EVERYBODY),
    (Verb::LookUpEnterprise,       BUSINESS),
    (Verb::RequestAccess,          BUSINESS),
    (Verb::ReadAccess,             &[BusinessAdmin, Auditor]),
    (Verb::ReadOrganisation,       &[SystemAdmin, BusinessAdmin, Auditor]),
    (Verb::EditOrganisation,       &[SystemAdmin]),
    (Verb::EditRemedyPlace,        &[BusinessAdmin]),
    (Verb::ReadUser,               &[SystemAdmin]),
    (Verb::EditUser,               &[SystemAdmin]),
    (Verb::ResetPassword,          &[SystemAdmin]),
    (Verb::TransferUser,           &[SystemAdmin]),
    (Verb::ExportUser,             &[SystemAdmin]),
    (Verb::EditRole,               &[SystemAdmin]),
    (Verb::EditSetting,            &[SystemAdmin]),
    (Verb::ReadOfficer,            &[Officer, Reviewer, Approver, BusinessAdmin, SystemAdmin]),
    (Verb::EditOfficer,            &[BusinessAdmin]),
    (Verb::ExportOfficer,          &[BusinessAdmin]),
    (Verb::ReadCaseReport,         &[CaseReporter, BusinessAdmin]),
    (Verb::ReportCase,             &[CaseReporter]),
    (Verb::AdoptCase,              &[BusinessAdmin]),
    (Verb::ReadAudit,              &[Auditor]),
    (Verb::ExportAudit,            &[Auditor]),
];

/// The roles that hold a verb; none when the table forgot it.
#[must_use]
pub fn roles_for(verb: Verb) -> &'static [Role] {
    POLICY.iter().find(|(v, _)| *v == verb).map_or(&[], |(_, roles)| roles)
}
