//! 职责分离 · the permission tree, and which duties one person must not unite
//!
//! 系统管理、审计、业务三类职责分开；签章的添加与审核分开。
//! 依据：GB/T 22239-2019 第三级（系统管理员、安全管理员、审计管理员分设）

use crate::{Role, Verb, roles_for};
use lexicon::{Term, terms};

terms! {
    /// 职责
    pub enum Duty {
        Administration = "administration", "系统管理";
        Oversight = "oversight", "审计";
        Business = "business", "执法业务";
        SealUpload = "seal_upload", "签章添加";
        SealReview = "seal_review", "签章审核";
    }
}

terms! {
    /// 权限分组
    pub enum Menu {
        Common = "common", "公共";
        Enterprise = "enterprise", "执法对象";
        Checklist = "checklist", "检查事项";
        Plan = "plan", "专项计划编制";
        Scheme = "scheme", "现场检查方案";
        Approval = "approval", "审核审批管理";
        Inspection = "inspection", "现场执法检查";
        Rectification = "rectification", "整改复查任务";
        Document = "document", "文书与附件";
        Seal = "seal", "签章管理";
        Officer = "officer", "执法人员库";
        TypicalCase = "typical_case", "典型案例";
        Trail = "trail", "留痕与临时查看";
        Administration = "administration", "系统管理";
        Audit = "audit", "审计";
    }
}

/// 权限树：分组下的权限及其职责。Every verb stands here once; what has no duty goes with any.
pub const TREE: &[(Menu, Option<Duty>, &[Verb])] = &[
    (Menu::Common, None, &[Verb::ReadWorkbench, Verb::ReadReference, Verb::ChangeOwnPassword, Verb::EndOwnSessions]),
    (
        Menu::Enterprise,
        Some(Duty::Business),
        &[
            Verb::ReadEnterprise,
            Verb::EditEnterprise,
            Verb::StrikeOffEnterprise,
            Verb::EditEquipment,
            Verb::ImportEnterprise,
            Verb::ResolveDuplicate,
            Verb::LookUpEnterprise,
        ],
    ),
    (Menu::Checklist, Some(Duty::Business), &[Verb::EditChecklist]),
    (Menu::Plan, Some(Duty::Business), &[Verb::ReadPlan, Verb::EditPlan, Verb::FilePlan]),
    (Menu::Scheme, Some(Duty::Business), &[Verb::ReadScheme, Verb::DraftScheme, Verb::SubmitScheme]),
    (Menu::Approval, Some(Duty::Business), &[Verb::ReadApproval, Verb::DecideApproval]),
    (
        Menu::Inspection,
        Some(Duty::Business),
        &[Verb::ReadInspection, Verb::Inspect, Verb::IssueDocument, Verb::ConcludeInspection],
    ),
    (
        Menu::Rectification,
        Some(Duty::Business),
        &[Verb::ReadRectification, Verb::ExtendRectification, Verb::ReCheck, Verb::TerminateRectification],
    ),
    (
        Menu::Document,
        Some(Duty::Business),
        &[
            Verb::ReadDocument,
            Verb::DrawUpPaper,
            Verb::ServeDocument,
            Verb::WithdrawDocument,
            Verb::UploadAttachment,
            Verb::ReadAttachment,
            Verb::RequestAccess,
            Verb::EditRemedyPlace,
            Verb::MakeVolume,
            Verb::ReadNumbering,
            Verb::EditNumbering,
            Verb::ReserveNumbers,
            Verb::EditTemplate,
        ],
    ),
    (Menu::Seal, Some(Duty::SealUpload), &[Verb::UploadSeal]),
    (Menu::Seal, Some(Duty::SealReview), &[Verb::ReviewSeal]),
    (Menu::Seal, None, &[Verb::ReadSeal, Verb::StopSeal]),
    (Menu::Officer, Some(Duty::Business), &[Verb::EditOfficer, Verb::ExportOfficer]),
    (Menu::Officer, None, &[Verb::ReadOfficer]),
    (Menu::TypicalCase, Some(Duty::Business), &[Verb::ReadCaseReport, Verb::ReportCase, Verb::AdoptCase]),
    // 记录的留痕有修改前后的案件内容，归执法业务；审计员另有审计查询。
    (Menu::Trail, Some(Duty::Business), &[Verb::ReadEntries]),
    (Menu::Trail, None, &[Verb::ReadAccess, Verb::ReadOrganisation]),
    (
        Menu::Administration,
        Some(Duty::Administration),
        &[
            Verb::EditOrganisation,
            Verb::ReadUser,
            Verb::EditUser,
            Verb::ResetPassword,
            Verb::TransferUser,
            Verb::ExportUser,
            Verb::EditRole,
            Verb::EditSetting,
        ],
    ),
    (Menu::Audit, Some(Duty::Oversight), &[Verb::ReadAudit, Verb::ExportAudit]),
];

/// 不能由一人兼任的职责。
pub const EXCLUSIVE: &[(Duty, Duty)] = &[
    (Duty::Administration, Duty::Oversight),
    (Duty::Administration, Duty::Business),
    (Duty::Oversight, Duty::Business),
    (Duty::SealUpload, Duty::SealReview),
];

/// A set of verbs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verbs(u128);

impl Verbs {
    /// What these roles hold by the permission table.
    #[must_use]
    pub fn of_roles(roles: &[Role]) -> Self {
        let held = Verb::ALL.iter().filter(|verb| roles.iter().any(|role| roles_for(**verb).contains(role)));
        held.copied().collect()
    }
    /// Whether a verb is in the set.
    #[must_use]
    pub fn holds(self, verb: Verb) -> bool {
        self.0 & bit(verb) != 0
    }
    /// Both sets together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    /// The verbs in the order of the table.
    pub fn list(self) -> impl Iterator<Item = Verb> {
        Verb::ALL.iter().copied().filter(move |verb| self.holds(*verb))
    }
}

impl FromIterator<Verb> for Verbs {
    fn from_iter<I: IntoIterator<Item = Verb>>(verbs: I) -> Self {
        Self(verbs.into_iter().fold(0, |set, verb| set | bit(verb)))
    }
}

fn bit(verb: Verb) -> u128 {
    1_u128 << (verb as u32)
}

/// 一人所任的职责：内置角色各有其职责，权限按权限树归入职责。A seal role has its duty by name.
#[must_use]
pub fn duties(roles: &[Role], verbs: Verbs) -> Vec<Duty> {
    let by_name = roles.iter().filter_map(|role| match role {
        Role::SealUploader => Some(Duty::SealUpload),
        Role::SealReviewer => Some(Duty::SealReview),
        _ => None,
    });
    let by_verb = TREE.iter().filter(|(_, _, list)| list.iter().any(|verb| verbs.holds(*verb)));
    let mut all: Vec<Duty> = by_verb.filter_map(|(_, duty, _)| *duty).chain(by_name).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The first two of these duties that exclude each other.
#[must_use]
pub fn conflict(duties: &[Duty]) -> Option<(Duty, Duty)> {
    EXCLUSIVE.iter().copied().find(|(one, other)| duties.contains(one) && duties.contains(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_stands_in_the_tree_once() {
        for verb in Verb::ALL {
            let places = TREE.iter().flat_map(|(_, _, list)| *list).filter(|v| *v == verb).count();
            assert_eq!(places, 1, "{}", verb.zh());
        }
        assert!(Verb::ALL.len() <= 128);
    }

    #[test]
    fn no_role_of_the_table_unites_duties_that_exclude_each_other() {
        for role in Role::ALL {
            let held = duties(&[*role], Verbs::of_roles(&[*role]));
            assert_eq!(conflict(&held), None, "{}: {held:?}", role.zh());
        }
    }

    /// 看得到案件修改前后内容的，是执法业务，系统管理员不能兼有。
    #[test]
    fn who_reads_what_a_case_was_before_and_after_does_business() {
        let held: Verbs = [Verb::ReadEntries, Verb::EditUser].into_iter().collect();
        assert_eq!(conflict(&duties(&[], held)), Some((Duty::Administration, Duty::Business)));
    }

    /// 系统管理、审计、业务互不兼任；签章添加与审核互不兼任；审核与审批可以由一人担任。
    #[test]
    fn the_three_administrators_are_three_people() {
        let together = |roles: &[Role]| conflict(&duties(roles, Verbs::of_roles(roles)));
        assert_eq!(together(&[Role::SystemAdmin, Role::Auditor]), Some((Duty::Administration, Duty::Oversight)));
        assert_eq!(together(&[Role::SystemAdmin, Role::Officer]), Some((Duty::Administration, Duty::Business)));
        assert_eq!(together(&[Role::Auditor, Role::BusinessAdmin]), Some((Duty::Oversight, Duty::Business)));
        assert_eq!(together(&[Role::SealUploader, Role::SealReviewer]), Some((Duty::SealUpload, Duty::SealReview)));
        assert_eq!(together(&[Role::Reviewer, Role::Approver, Role::Officer]), None);
    }
}
