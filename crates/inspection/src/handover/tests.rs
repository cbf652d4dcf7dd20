use super::rules::{Refusal, may_take};
use super::{Hand, OpenWork, WorkKind};
use authority::Role;
use lexicon::{CertifiedOfficer, LegalDay, OfficerId, OrganisationId, UserId};
use proptest::prelude::*;
use uuid::Uuid;

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

fn hand(organ: OrganisationId, roles: &[Role], valid_to: Option<&str>) -> Hand {
    Hand {
        user_id: UserId::new(),
        name: "钱立诚".to_owned(),
        title: String::new(),
        organisation_id: organ,
        roles: roles.to_vec(),
        may_decide: false,
        is_enabled: true,
        is_certified: true,
        officer: valid_to.map(|to| CertifiedOfficer {
            id: OfficerId::new(),
            name: "钱立诚".to_owned(),
            certificate_no: "62100200002".to_owned(),
            valid_from: day("2024-01-01"),
            valid_to: day(to),
        }),
    }
}

fn work(role: Role, taken: Vec<Uuid>) -> OpenWork {
    let kind = if role == Role::Officer { WorkKind::Inspection } else { WorkKind::Approval };
    OpenWork { kind, id: Uuid::nil(), title: String::new(), is_blocking: false, taken, role }
}

fn refusal(work: &OpenWork, from: &Hand, to: &Hand) -> Option<String> {
    may_take(work, from, to, day("2026-05-20")).err().map(|r| r.code)
}

/// 检查、复查由执法证当天有效的同机关执法人员接手；有效期最后一天仍可接手，次日不可。
#[test]
fn an_officer_takes_over_while_the_certificate_is_valid() {
    let organ = OrganisationId::new();
    let from = hand(organ, &[Role::Officer], Some("2027-01-01"));
    let take = |to: &Hand| refusal(&work(Role::Officer, Vec::new()), &from, to);
    assert_eq!(take(&hand(organ, &[Role::Officer], Some("2026-05-20"))), None);
    assert_eq!(take(&hand(organ, &[Role::Officer], Some("2026-05-19"))).as_deref(), Some(Refusal::NotOfficer.code()));
    assert_eq!(take(&hand(organ, &[Role::Approver], None)).as_deref(), Some(Refusal::NotOfficer.code()));
    let elsewhere = hand(OrganisationId::new(), &[Role::Officer], Some("2027-01-01"));
    assert_eq!(take(&elsewhere).as_deref(), Some(Refusal::NotColleague.code()));
    let gone = Hand { is_enabled: false, ..hand(organ, &[Role::Officer], Some("2027-01-01")) };
    assert_eq!(take(&gone).as_deref(), Some(Refusal::NotColleague.code()));
    assert_eq!(take(&from).as_deref(), Some(Refusal::Himself.code()));
    let reviewer = hand(organ, &[Role::Reviewer], Some("2027-01-01"));
    assert_eq!(take(&reviewer).as_deref(), Some(Refusal::NotOfficer.code()), "a certificate alone opens no inspection");
}

/// 审核审批由有该角色、与该事项无关的人接手。
#[test]
fn a_signer_takes_over_what_he_has_no_part_in() {
    let organ = OrganisationId::new();
    let from = hand(organ, &[Role::Approver], None);
    let to = hand(organ, &[Role::Approver], None);
    assert_eq!(refusal(&work(Role::Approver, Vec::new()), &from, &to), None);
    assert_eq!(refusal(&work(Role::Reviewer, Vec::new()), &from, &to).as_deref(), Some(Refusal::NotRole.code()));
    let own = work(Role::Approver, vec![to.user_id.0]);
    assert_eq!(refusal(&own, &from, &to).as_deref(), Some(Refusal::HasPart.code()));
    let blocked = OpenWork { is_blocking: true, ..work(Role::Officer, Vec::new()) };
    assert_eq!(refusal(&blocked, &from, &to).as_deref(), Some(Refusal::Blocked.code()));
}

proptest! {
    /// 无论谁交给谁，接手人总是同一机关的另一个在用的人，且不在该事项中另有一份。
    #[test]
    fn whoever_takes_over_is_another_able_colleague(
        same_organ: bool, same_person: bool, is_enabled: bool, is_officer: bool, has_role: bool, wants_role: bool, has_part: bool,
    ) {
        let organ = OrganisationId::new();
        let from = hand(organ, &[Role::Approver], Some("2027-01-01"));
        let wanted = if wants_role { Role::Approver } else { Role::Officer };
        let roles: &[Role] = if has_role { &[Role::Approver, Role::Officer] } else { &[] };
        let mut to = hand(if same_organ { organ } else { OrganisationId::new() }, roles, is_officer.then_some("2027-01-01"));
        to.is_enabled = is_enabled;
        if same_person { to.user_id = from.user_id; }
        let taken = if has_part { vec![to.user_id.0] } else { Vec::new() };
        let able = has_role && (wants_role || is_officer);
        let may = refusal(&work(wanted, taken), &from, &to).is_none();
        prop_assert_eq!(may, same_organ && !same_person && is_enabled && able && !has_part);
    }
}
