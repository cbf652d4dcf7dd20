//! The rules of schemes, as sentences.

mod case;

use super::facts::Known;
use super::paper::{Signs, fill, opinion, period, with_openings};
use super::rules::{self, Asked, LONGEST_AHEAD, Refusal, Standing};
use super::{CheckMethod, OfflineApproval, SchemeOffer, SchemeState};
use authority::{FieldError, Halt, Role};
use case::{Case, TODAY, approved_on_paper, complete, day, fault_of, faults, pair};
use forms::{FormName, form};
use lexicon::*;
use registers::enterprise::EnterpriseState;

#[test]
fn the_state_table_is_sound() {
    check_machine::<SchemeState>().unwrap();
}

#[test]
fn a_complete_scheme_may_be_submitted_either_way() {
    assert_eq!(faults(&complete()), []);
    assert_eq!(faults(&approved_on_paper()), []);
}

/// 被检查单位须在管辖范围内、未核销，名称、地址、联系人齐全。
#[test]
fn the_enterprise_must_be_known_in_business_and_described() {
    let at = "draft.enterprise_id";
    let none = |c: &mut Case| (c.draft.enterprise_id, c.known.enterprise) = (None, None);
    assert_eq!(fault_of(complete, none), pair(at, "scheme.enterprise_missing"));
    assert_eq!(fault_of(complete, |c| c.known.enterprise = None), pair(at, "scheme.enterprise_unknown"));
    let off = |c: &mut Case| c.known.enterprise.as_mut().unwrap().state = EnterpriseState::StruckOff;
    assert_eq!(fault_of(complete, off), pair(at, "scheme.struck_off"));
    assert_eq!(fault_of(complete, |c| c.draft.party.clear()), pair("draft.party", "scheme.party_missing"));
    assert_eq!(fault_of(complete, |c| c.draft.address.clear()), pair("draft.address", "scheme.address_missing"));
    assert_eq!(fault_of(complete, |c| c.draft.contact.clear()), pair("draft.contact", "scheme.contact_missing"));
}

/// 检查时间不早于提交之日，首尾不颠倒，不超过提交之日起六十日。
#[test]
fn the_period_lies_ahead_but_not_too_far() {
    let (from, to) = ("draft.inspect_from", "draft.inspect_to");
    assert_eq!(fault_of(complete, |c| c.draft.inspect_from = None), pair(from, "scheme.from_missing"));
    assert_eq!(fault_of(complete, |c| c.draft.inspect_to = None), pair(to, "scheme.to_missing"));
    let past = |c: &mut Case| c.draft.inspect_from = Some(day(TODAY).plus(-1));
    assert_eq!(fault_of(complete, past), pair(from, "scheme.past"));
    let reversed = |c: &mut Case| c.draft.inspect_to = Some(day("2026-11-22"));
    assert_eq!(fault_of(complete, reversed), pair(to, "scheme.reversed"));
    let far = |c: &mut Case| c.draft.inspect_to = Some(day(TODAY).plus(LONGEST_AHEAD + 1));
    assert_eq!(fault_of(complete, far), pair(to, "scheme.too_far_ahead"));
    let mut edge = complete();
    (edge.draft.inspect_from, edge.draft.inspect_to) = (Some(day(TODAY)), Some(day(TODAY).plus(LONGEST_AHEAD)));
    assert_eq!(faults(&edge), []);
}

/// 两名以上本机关执法人员，证件在检查的每一天都有效。
#[test]
fn two_officers_hold_certificates_on_every_day_of_the_inspection() {
    let at = "draft.officers";
    let one = |c: &mut Case| c.staff.certified.as_mut().unwrap().truncate(1);
    assert_eq!(fault_of(complete, one), pair(at, "officers.one_officer"));
    let same = |c: &mut Case| {
        let officers = c.staff.certified.as_mut().unwrap();
        officers[1] = officers[0].clone();
    };
    assert_eq!(fault_of(complete, same), pair(at, "officers.same_officer"));
    let stranger = |c: &mut Case| c.staff.certified = Err(registers::officer::Refusal::NotOwn.at("officers"));
    assert_eq!(fault_of(complete, stranger), pair(at, "officers.not_own"));
    let until = |last: &'static str| move |c: &mut Case| c.staff.certified.as_mut().unwrap()[1].valid_to = day(last);
    assert_eq!(fault_of(complete, until("2026-11-23")), pair(at, "officers.certificate_expired"));
    let mut to_the_end = complete();
    until("2026-11-24")(&mut to_the_end);
    assert_eq!(faults(&to_the_end), []);
}

/// 至少一种检查方式、一项内容、一处范围；选其他方式的写明；事项须为检查之日现行清单。
#[test]
fn methods_items_and_scope_are_chosen() {
    let method = |c: &mut Case| c.draft.methods.clear();
    assert_eq!(fault_of(complete, method), pair("draft.methods", "scheme.method_missing"));
    let other = |c: &mut Case| c.draft.methods.push(CheckMethod::Other);
    assert_eq!(fault_of(complete, other), pair("draft.method_other", "scheme.other_method_missing"));
    let items = |c: &mut Case| {
        c.draft.items.clear();
        c.known.items.clear();
    };
    assert_eq!(fault_of(complete, items), pair("draft.items", "scheme.item_missing"));
    let old = |c: &mut Case| c.known.no_items.push(registers::checklist::rules::Refusal::NotInForce.at("items"));
    assert_eq!(fault_of(complete, old), pair("draft.items", "checklist.not_in_force"));
    let scope = |c: &mut Case| c.draft.targets.clear();
    assert_eq!(fault_of(complete, scope), pair("draft.targets", "scheme.target_missing"));
    let gone = |c: &mut Case| c.draft.targets.push("equipment:3".into());
    assert_eq!(fault_of(complete, gone), pair("draft.targets", "scheme.target_unknown"));
}

/// 每一检查事项都要落到所选的设备或场所；没有落到的说出是哪一项。
#[test]
fn an_item_that_concerns_no_chosen_target_is_named() {
    let mut case = complete();
    case.draft.targets = vec!["equipment:1".into()];
    let asked = Asked {
        draft: &case.draft,
        known: &case.known,
        staff: &case.staff,
        author: (case.author, "郑编制"),
        created_on: case.created_on,
        today: day(TODAY),
    };
    let refused = rules::submission(&asked).unwrap_err();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].code, "scheme.item_without_target");
    assert!(refused[0].sentence.contains("G2"), "{}", refused[0].sentence);
}

/// 审核人、审批人是本机关有权人员，互不相同，都不是编制人。
#[test]
fn nobody_reviews_or_approves_what_he_wrote() {
    let (reviewer, approver) = ("draft.reviewer_id", "draft.approver_id");
    assert_eq!(fault_of(complete, |c| c.draft.reviewer_id = None), pair(reviewer, "scheme.reviewer_missing"));
    assert_eq!(fault_of(complete, |c| c.draft.approver_id = None), pair(approver, "scheme.approver_missing"));
    let unknown = |c: &mut Case| c.draft.reviewer_id = Some(UserId::new());
    assert_eq!(fault_of(complete, unknown), pair(reviewer, "approval.no_reviewer"));
    let no_role = |c: &mut Case| c.staff.colleagues[1].roles = vec![Role::Officer];
    assert_eq!(fault_of(complete, no_role), pair(approver, "approval.no_approver"));
    let mut own_role = complete();
    own_role.staff.colleagues[1].roles = vec![Role::Officer];
    own_role.staff.colleagues[1].may_decide = true;
    assert_eq!(faults(&own_role), [], "an own role with the verb will do");
    let own = |c: &mut Case| c.author = c.staff.colleagues[1].id;
    assert_eq!(fault_of(complete, own), pair(approver, "approval.own_work"));
    let same = |c: &mut Case| {
        c.staff.colleagues[0].roles = vec![Role::Reviewer, Role::Approver];
        c.draft.approver_id = c.draft.reviewer_id;
    };
    assert_eq!(fault_of(complete, same), pair(approver, "approval.same_person"));
}

/// 线下审批须登记两人姓名、意见和审批日期；日期不早于编制之日，不晚于今天。
#[test]
fn a_paper_approval_is_entered_with_names_opinions_and_day() {
    let fault = |spoil: fn(&mut OfflineApproval)| {
        let (field, code) = fault_of(approved_on_paper, |c| spoil(&mut c.draft.offline));
        (field.trim_start_matches("draft.offline.").to_owned(), code)
    };
    assert_eq!(fault(|o| o.reviewer_name.clear()), pair("reviewer_name", "scheme.reviewer_name_missing"));
    assert_eq!(fault(|o| o.approver_name.clear()), pair("approver_name", "scheme.approver_name_missing"));
    assert_eq!(fault(|o| o.approver_name = "孙悦".into()), pair("approver_name", "scheme.same_name"));
    assert_eq!(fault(|o| o.approver_name = "郑编制".into()), pair("approver_name", "scheme.own_name"));
    assert_eq!(fault(|o| o.review_opinion.clear()), pair("review_opinion", "scheme.opinion_missing"));
    assert_eq!(fault(|o| o.approval_opinion.clear()), pair("approval_opinion", "scheme.opinion_missing"));
    assert_eq!(fault(|o| o.approved_on = None), pair("approved_on", "scheme.approved_on_missing"));
    assert_eq!(fault(|o| o.approved_on = Some(day("2026-11-21"))), pair("approved_on", "scheme.approved_ahead"));
    assert_eq!(fault(|o| o.approved_on = Some(day("2026-11-17"))), pair("approved_on", "scheme.approved_before"));
    let lost = fault_of(approved_on_paper, |c| c.staff.has_attachment = false);
    assert_eq!(lost, pair("draft.offline.attachment_id", "scheme.attachment_unknown"));
}

#[test]
fn an_empty_draft_is_told_everything_at_once_with_the_way_out() {
    let mut case = complete();
    case.known = Known::default();
    case.staff.certified = Ok(vec![]);
    (case.draft.party, case.draft.address, case.draft.contact) = Default::default();
    (case.draft.enterprise_id, case.draft.inspect_from, case.draft.inspect_to) = (None, None, None);
    (case.draft.reviewer_id, case.draft.approver_id) = (None, None);
    (case.draft.methods, case.draft.items, case.draft.targets) = Default::default();
    let fields: Vec<String> = faults(&case).into_iter().map(|(field, _)| field.replace("draft.", "")).collect();
    #[rustfmt::skip]
    assert_eq!(fields, ["enterprise_id", "party", "address", "contact", "inspect_from", "inspect_to", "officers",
        "methods", "items", "targets", "reviewer_id", "approver_id"]);
    let Halt::Invalid(said) = rules::invalid(vec![PairRefusal::OneOfficer.at("draft.officers")]) else { panic!() };
    let sentence = "执法须由两名以上执法人员进行（《中华人民共和国行政处罚法》第四十二条），请补选第二名执法人员";
    assert_eq!(said, [FieldError::new("draft.officers", sentence)]);
}

/// 草稿随时可存，只限长短；文字去掉首尾空白，单行栏目不留换行，同一项只记一次。
#[test]
fn a_draft_is_tidied_and_only_its_sizes_are_checked() {
    let mut draft = complete().draft;
    draft.party = "  西峰燊垚\n钢铁 ".into();
    draft.remark = "一\r\n二\u{0}".into();
    draft.items.push("steel_8@2021/G1".into());
    let mut draft = draft.tidied();
    assert_eq!((draft.party.as_str(), draft.remark.as_str(), draft.items.len()), ("西峰燊垚 钢铁", "一\n二", 2));
    assert_eq!(draft.sizes(), Ok(()));
    (draft.party, draft.remark) = ("字".repeat(101), "字".repeat(501));
    draft.items = (0..301).map(|n| n.to_string()).collect();
    let long = draft.sizes().unwrap_err();
    assert!(long.iter().all(|r| r.code == "scheme.too_long"));
    let fields: Vec<_> = long.iter().filter_map(|r| r.field.as_deref()).collect();
    assert_eq!(fields, ["draft.party", "draft.remark", "draft.items"]);
}

fn standing(state: SchemeState, round: i64, author: UserId) -> Standing<'static> {
    Standing {
        state,
        round,
        author,
        number: if round > 0 { "（甘庆西）应急检查〔2026〕0001号" } else { "" },
        enterprise: None,
    }
}

/// 方案由编制人本人办理；编号后不改换企业；提交过的不能删除；撤回须写明理由。
#[test]
fn only_the_author_handles_a_scheme_and_only_in_turn() {
    let (me, other) = (UserId::new(), UserId::new());
    let draft = complete().draft;
    let save = |now, me| rules::save(&now, me, &draft).map_err(|r| r.code);
    assert_eq!(save(standing(SchemeState::Draft, 0, me), me), Ok(SchemeState::Draft));
    assert_eq!(save(standing(SchemeState::Draft, 0, me), other), Err("scheme.not_author".into()));
    assert_eq!(save(standing(SchemeState::Completed, 1, me), me), Err("scheme.not_now".into()));
    assert_eq!(save(standing(SchemeState::Returned, 1, me), me), Err("scheme.other_enterprise".into()));
    let same = Standing { enterprise: draft.enterprise_id, ..standing(SchemeState::Returned, 1, me) };
    assert_eq!(save(same, me), Ok(SchemeState::Returned));

    let delete = |now, me| rules::delete(&now, me).map_err(|r| (r.code, r.by_state));
    assert_eq!(delete(standing(SchemeState::Draft, 0, me), me), Ok(()));
    assert_eq!(delete(standing(SchemeState::Draft, 1, me), me), Err(("scheme.submitted".into(), true)));
    assert_eq!(delete(standing(SchemeState::Returned, 1, me), me), Err(("scheme.submitted".into(), true)));

    let withdraw = |state, reason: &str| rules::withdraw(&standing(state, 1, me), me, reason).map_err(|r| r.code);
    assert_eq!(withdraw(SchemeState::AwaitingReview, "补充范围"), Ok(SchemeState::Draft));
    assert_eq!(withdraw(SchemeState::AwaitingApproval, ""), Err("scheme.reason_missing".into()));
    assert_eq!(withdraw(SchemeState::AwaitingReview, &"字".repeat(501)), Err("scheme.reason_long".into()));
    assert_eq!(withdraw(SchemeState::Completed, "补充范围"), Err("scheme.not_now".into()));
}

#[test]
fn what_is_offered_follows_the_state_and_the_author() {
    use SchemeOffer::{Delete, Save, Submit, Withdraw};
    let (me, other) = (UserId::new(), UserId::new());
    let offers = |state, round| rules::offers(&standing(state, round, me), me, (true, true));
    assert_eq!(offers(SchemeState::Draft, 0), [Save, Submit, Delete]);
    assert_eq!(offers(SchemeState::Draft, 1), [Save, Submit]);
    assert_eq!(offers(SchemeState::Returned, 1), [Save, Submit]);
    assert_eq!(offers(SchemeState::AwaitingReview, 1), [Withdraw]);
    assert_eq!(offers(SchemeState::AwaitingApproval, 1), [Withdraw]);
    assert_eq!(offers(SchemeState::Completed, 1), []);
    assert_eq!(rules::offers(&standing(SchemeState::Draft, 0, me), other, (true, true)), []);
    assert_eq!(rules::offers(&standing(SchemeState::Draft, 0, me), me, (false, false)), []);
}

/// 检查时间已经过去的方案不能再同意。
#[test]
fn a_scheme_whose_days_are_over_is_not_agreed_any_more() {
    assert_eq!(rules::still_ahead(Some(day(TODAY)), day(TODAY)), Ok(()));
    let over = rules::still_ahead(Some(day("2026-11-19")), day(TODAY)).unwrap_err();
    assert_eq!(over.code, Refusal::PeriodPassed.code());
}

#[test]
fn the_paper_is_filled_from_the_draft_and_the_frozen_facts() {
    let case = approved_on_paper();
    let signs = Signs::offline(&case.draft);
    let filled = fill("西峰区应急管理局", &case.draft, &case.known.clone().snapshot(), signs);
    assert_eq!(filled.contact, "吴昇（安全部部长），12000000001");
    assert_eq!(filled.inspect_on_text, "2026年11月23日至11月24日");
    assert_eq!(filled.approval.as_ref().unwrap().on, "2026年11月19日");
    assert!(filled.offline_approval);
    let chosen: Vec<bool> = filled.methods.iter().map(|m| m.chosen).collect();
    assert_eq!(chosen, [true, true, false, false]);
    form(FormName::INSPECTION_SCHEME).validate(&filled.into_job_data()).unwrap();
    assert_eq!(period(day("2026-12-31"), day("2027-01-02")), "2026年12月31日至2027年1月2日");
    assert_eq!(period(day(TODAY), day(TODAY)), "2026年11月20日");
    assert_eq!(opinion(" ", "李衡", day(TODAY)).text, "同意");
}

#[test]
fn an_empty_draft_can_be_previewed() {
    let mut draft = complete().draft;
    (draft.party, draft.address, draft.contact) = Default::default();
    (draft.inspect_from, draft.inspect_to, draft.methods) = Default::default();
    let empty = fill("西峰区应急管理局", &draft, &Known::default().snapshot(), Signs::default());
    assert!(form(FormName::INSPECTION_SCHEME).validate(&empty.clone().into_job_data()).is_err());
    form(FormName::INSPECTION_SCHEME).validate(&with_openings(empty).into_job_data()).unwrap();
}
