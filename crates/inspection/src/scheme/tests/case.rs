//! A scheme that lacks nothing, to be spoiled by the tests.

use crate::scheme::facts::{Known, Staff};
use crate::scheme::rules::{self, Asked};
use crate::scheme::{ApprovalMode, CheckMethod, OfflineApproval, SchemeDraft, SchemeSource};
use forms::inspection_scheme::Scope;
use identity::user::store::{Colleague, read_roles};
use lexicon::*;
use registers::checklist::{AppliesTo, CheckItem, HazardLevel};
use registers::enterprise::{EnterpriseRow, EnterpriseState};
use registers::officer::Officer;
use registers::target::{Target, TargetGroup, TargetKind};

pub fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

pub const TODAY: &str = "2026-11-20";

pub struct Case {
    pub draft: SchemeDraft,
    pub known: Known,
    pub staff: Staff,
    pub author: UserId,
    pub created_on: LegalDay,
}

pub fn item(code: &str, equipment: &str) -> CheckItem {
    CheckItem {
        id: format!("steel_8@2021/{code}"),
        list_key: "steel_8".into(),
        list_zh: "钢铁企业检查事项清单".into(),
        code: code.into(),
        ordinal: 1,
        content: "吊运铁水的起重机是否使用固定式龙门钩".into(),
        method: "现场查看".into(),
        violated: vec![],
        penalised: vec![],
        hazard_level: HazardLevel::Major,
        measures: vec![],
        suggested_problem: String::new(),
        suggested_measure: String::new(),
        suggested_days: 10,
        note: String::new(),
        applies_to: AppliesTo {
            industry: "steel".into(),
            units: vec!["ironmaking".into()],
            equipment: vec![equipment.into()],
            places: vec![],
        },
    }
}

pub fn groups() -> Vec<TargetGroup> {
    let target = |key: &str, kind: &str| Target {
        key: key.into(),
        kind: TargetKind::Equipment,
        name: "1号".into(),
        kind_key: kind.into(),
        proposed: true,
        chosen: true,
        checked: false,
    };
    vec![TargetGroup {
        industry: "steel".into(),
        industry_zh: "钢铁企业".into(),
        unit: "ironmaking".into(),
        unit_zh: "炼铁".into(),
        workshop_id: None,
        workshop: "炼铁车间".into(),
        targets: vec![target("equipment:1", "crane"), target("equipment:2", "furnace")],
    }]
}

pub fn officer(name: &str, valid_to: &str) -> CertifiedOfficer {
    CertifiedOfficer {
        id: OfficerId::new(),
        name: name.into(),
        certificate_no: format!("证{name}"),
        valid_from: day("2024-01-01"),
        valid_to: day(valid_to),
    }
}

pub fn colleague(name: &str, roles: &str) -> Colleague {
    Colleague {
        id: UserId::new(),
        name: name.into(),
        title: "科长".into(),
        department: String::new(),
        roles: read_roles(roles),
        may_decide: false,
    }
}

/// A scheme that lacks nothing, for online approval.
pub fn complete() -> Case {
    let officers = vec![officer("赵明远", "2028-12-31"), officer("钱立诚", "2028-12-31")];
    let colleagues = vec![colleague("孙悦", "reviewer"), colleague("李衡", "approver,officer")];
    let id = EnterpriseId::new();
    let shown = officers.iter().map(|o| Officer {
        id: o.id,
        name: o.name.clone(),
        certificate_no: o.certificate_no.clone(),
        certificate_kind: "行政执法证".into(),
        valid_from: o.valid_from,
        valid_to: o.valid_to,
        is_valid: true,
        organisation_name: "西峰区应急管理局".into(),
        organisation_id: lexicon::OrganisationId::new(),
        is_submitted: true,
        user_id: None,
    });
    let enterprise = EnterpriseRow {
        id,
        name: "西峰燊垚钢铁有限公司".into(),
        credit_code: String::new(),
        region_code: "621002".into(),
        region_name: "甘肃省庆阳市西峰区".into(),
        address: "工业大道1号".into(),
        business_kind: registers::enterprise::BusinessKind::Company,
        industries: vec!["steel".into()],
        is_special: true,
        risk_level: registers::enterprise::RiskLevel::Unrated,
        element: String::new(),
        legal_person: "周正平".into(),
        state: EnterpriseState::Normal,
        equipment_count: 2,
        merged_into: None,
        updated_at: Instant(0),
    };
    Case {
        draft: SchemeDraft {
            source: SchemeSource::Register,
            enterprise_id: Some(id),
            party: "西峰燊垚钢铁有限公司".into(),
            address: "工业大道1号".into(),
            contact: "吴昇".into(),
            contact_title: "安全部部长".into(),
            contact_phone: "12000000001".into(),
            inspect_from: Some(day("2026-11-23")),
            inspect_to: Some(day("2026-11-24")),
            methods: vec![CheckMethod::Documents, CheckMethod::OnSite],
            method_other: String::new(),
            officers: officers.iter().map(|o| o.id).collect(),
            items: vec!["steel_8@2021/G1".into(), "steel_8@2021/G2".into()],
            targets: vec!["equipment:1".into(), "equipment:2".into()],
            approval_mode: ApprovalMode::Online,
            reviewer_id: Some(colleagues[0].id),
            approver_id: Some(colleagues[1].id),
            remark: String::new(),
            offline: OfflineApproval::default(),
        },
        known: Known {
            enterprise: Some(enterprise),
            industry: "钢铁企业".into(),
            officers: shown.collect(),
            items: vec![item("G1", "crane"), item("G2", "furnace")],
            no_items: vec![],
            groups: groups(),
            scope: vec![Scope { group: "高炉".into(), names: vec!["炼铁车间1号高炉".into()] }],
        },
        staff: Staff { certified: Ok(officers), colleagues, has_attachment: true },
        author: UserId::new(),
        created_on: day("2026-11-18"),
    }
}

/// The same scheme with a paper approval.
pub fn approved_on_paper() -> Case {
    let mut case = complete();
    case.draft.approval_mode = ApprovalMode::Offline;
    case.draft.offline = OfflineApproval {
        reviewer_name: "孙悦".into(),
        review_opinion: "同意报批".into(),
        approver_name: "李衡".into(),
        approval_opinion: "同意".into(),
        approved_on: Some(day("2026-11-19")),
        attachment_id: None,
    };
    case
}

/// What a submission today is refused for: field and code, in the order of the form.
pub fn faults(case: &Case) -> Vec<(String, String)> {
    let asked = Asked {
        draft: &case.draft,
        known: &case.known,
        staff: &case.staff,
        author: (case.author, "郑编制"),
        created_on: case.created_on,
        today: day(TODAY),
    };
    let refused = rules::submission(&asked).err().unwrap_or_default();
    refused.into_iter().map(|r| (r.field.unwrap_or_default(), r.code)).collect()
}

/// The one fault of a scheme that was complete before `spoil`.
pub fn fault_of(make: fn() -> Case, spoil: impl FnOnce(&mut Case)) -> (String, String) {
    let mut case = make();
    spoil(&mut case);
    let found = faults(&case);
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().unwrap()
}

pub fn pair(field: &str, code: &str) -> (String, String) {
    (field.to_owned(), code.to_owned())
}
