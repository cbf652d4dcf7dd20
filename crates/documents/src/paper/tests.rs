//! The rules of drawing up, as sentences.

mod waiting;

use super::prefill::{self, Known, Taken, fit};
use super::rules::{self, Made};
use super::sources;
use super::state::{PaperAct, PaperState};
use crate::issue::state::{DocumentAct, DocumentState};
use authority::Halt;
use forms::{Field, FormName};
use lexicon::{CertifiedOfficer, LegalDay, OfficerId, Stage, Term, WorkCalendar, check_machine};
use proptest::prelude::*;
use serde_json::{Value, json};

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

fn form(code: &str) -> &'static forms::Form {
    forms::form(code.parse().unwrap())
}

fn name(code: &str) -> FormName {
    code.parse().unwrap()
}

fn made(issued: &[&str]) -> Made {
    Made {
        documents: issued.iter().map(|c| (name(c), DocumentState::Issued, 1)).collect(),
        drafts: Vec::new(),
        told: Vec::new(),
    }
}

fn code(ruling: lexicon::Ruling<()>) -> Option<(String, String)> {
    ruling.err().map(|r| (r.code, r.sentence))
}

/// Whether a paper may be begun, on a calendar of plain weeks.
fn draw_up(form: &forms::Form, made: &Made, today: LegalDay) -> lexicon::Ruling<()> {
    rules::may_draw_up(form, made, None, (today, &WorkCalendar::default()))
}

#[test]
fn the_state_table_is_sound() {
    check_machine::<PaperState>().unwrap();
}

/// 前提文书没有出具的不能制作，说明缺哪一份；组内有一种即可；撤销、作废的不算。
#[test]
fn a_paper_waits_for_the_papers_before_it() {
    let today = day("2026-05-20");
    let may = |made: &Made| code(draw_up(form("penalty_decision"), made, today));
    let (refusal, sentence) = may(&made(&[])).unwrap();
    assert_eq!(refusal, "paper.prerequisite");
    assert_eq!(sentence, "制作《行政处罚决定书》以前，应当先出具《行政处罚告知书》和《案件处理呈批表》");
    let one = may(&made(&["penalty_prior_notice"])).unwrap().1;
    assert_eq!(one, "制作《行政处罚决定书》以前，应当先出具《案件处理呈批表》");
    let both = made(&["penalty_prior_notice", "case_disposal_submission"]);
    assert_eq!(may(&both), None);
    for state in DocumentState::ALL {
        let mut other = both.clone();
        other.documents[1].1 = *state;
        assert_eq!(may(&other).is_none(), state.is_in_force(), "{}", state.zh());
    }
    let either = code(draw_up(form("coercion_approval"), &made(&["on_site_record"]), today));
    assert_eq!(either, None, "one of a group is enough");
    let neither = code(draw_up(form("coercion_approval"), &made(&[]), today)).unwrap().1;
    assert!(neither.ends_with("应当先出具《立案审批表》或者《现场检查记录》"), "{neither}");
}

/// 一案一份的不能再做，编制中的也算；可以多份的可以再做。
#[test]
fn a_second_copy_only_of_what_may_be_many() {
    let today = day("2026-05-20");
    let mut there = made(&["filing_approval", "on_site_record"]);
    assert_eq!(code(draw_up(form("filing_approval"), &there, today)).unwrap().0, "paper.once");
    there.documents[0].1 = DocumentState::Withdrawn;
    assert_eq!(code(draw_up(form("filing_approval"), &there, today)), None, "withdrawn: it may be made anew");
    there.drafts.push(name("filing_approval"));
    assert_eq!(code(draw_up(form("filing_approval"), &there, today)).unwrap().0, "paper.once");
    let many = Made { drafts: vec![name("inquiry_record")], ..made(&["inquiry_record"]) };
    assert_eq!(code(draw_up(form("inquiry_record"), &many, today)), None);
}

/// 方案、检查记录、指令书、复查意见书在各自的步骤中制作；式样不在启用期的不用。
#[test]
fn some_papers_have_their_own_page_and_an_edition_its_time() {
    for own in rules::OWN_PAGES {
        assert_eq!(code(draw_up(forms::form(own), &made(&[]), day("2026-05-20"))).unwrap().0, "paper.own_page");
    }
    let notice = form("administrative_inspection_notice");
    let scheme = made(&["inspection_scheme"]);
    assert_eq!(code(draw_up(notice, &scheme, day("2024-12-31"))).unwrap().0, "paper.edition");
    assert_eq!(code(draw_up(notice, &scheme, day("2025-01-01"))), None);
}

/// 须经审批的文书，没有同意不能出具。
#[test]
fn what_needs_approval_is_not_issued_without() {
    let approval = form("filing_approval");
    for state in PaperState::ALL {
        let may = state.after(PaperAct::Issue).is_ok() && rules::may_issue(approval, *state).is_ok();
        assert_eq!(may, *state == PaperState::Approved, "{}", state.zh());
    }
    assert!(rules::may_issue(form("inquiry_record"), PaperState::Draft).is_ok());
}

fn officer(name: &str, no: &str, valid_to: &str) -> CertifiedOfficer {
    CertifiedOfficer {
        id: OfficerId::new(),
        name: name.into(),
        certificate_no: no.into(),
        valid_from: day("2024-01-01"),
        valid_to: day(valid_to),
    }
}

/// 文书上的执法人员：两人以上，本机关的在名册中，证件在文书之日有效；最后一日有效，次日无效。
#[test]
fn officers_on_a_paper_hold_certificates_on_its_day() {
    let own = [officer("赵明远", "62100200001", "2026-05-20"), officer("钱立诚", "62100200002", "2027-01-01")];
    let record = form("inquiry_record");
    let one = |name: &str, no: &str, organ: &str| json!({"name": name, "certificate_no": no, "organisation": organ});
    let ask = |officers: Value, on: &str| {
        let data = json!({"officers": officers});
        match rules::officers(record, &data, ("西峰区应急管理局", &own), day(on)) {
            Ok(()) => "ok".to_owned(),
            Err(Halt::Refused(refused)) => refused.code,
            Err(Halt::Invalid(faults)) => faults[0].field.clone(),
            Err(other) => panic!("{other:?}"),
        }
    };
    let ours = "西峰区应急管理局";
    let (zhao, qian) = (one("赵明远", "62100200001", ours), one("钱立诚", "62100200002", ours));
    assert_eq!(ask(json!([zhao, qian]), "2026-05-20"), "ok");
    assert_eq!(ask(json!([zhao, qian]), "2026-05-21"), "officers.certificate_expired");
    assert_eq!(ask(json!([qian]), "2026-05-20"), "officers.one_officer");
    assert_eq!(ask(json!([qian, qian]), "2026-05-20"), "officers.one_officer", "the same one twice is one");
    assert_eq!(ask(json!([qian, one("某某", "62100299999", ours)]), "2026-05-20"), "inquiry_record.officers.1");
    assert_eq!(ask(json!([qian, one("王海", "62102700001", "镇原县应急管理局")]), "2026-05-20"), "ok");
}

/// 文书日期不能晚于今天；没有写的为出具之日。
#[test]
fn a_paper_is_not_dated_ahead() {
    let decision = form("penalty_decision");
    let today = day("2026-05-20");
    let dated = |text: &str| rules::not_ahead(decision, &json!({"issued_on": text}), today).is_ok();
    assert!(dated("2026年5月20日") && !dated("2026年5月21日"));
    let filled = rules::with_today(decision, json!({"party": "甲", "issued_on": " "}), today);
    assert_eq!(filled["issued_on"], "2026年5月20日");
    assert_eq!(rules::with_today(decision, json!({"issued_on": "2026年5月1日"}), today)["issued_on"], "2026年5月1日");
}

/// 审核、审批意见由审核人、审批人写，编制人写的不算，缺了也不算缺项。
#[test]
fn opinions_are_not_the_authors_to_write() {
    let approval = form("filing_approval");
    let opinion = json!({"text": "同意", "name": "孙正", "on": "2026年5月20日"});
    let mut sample: Value = serde_json::from_str(approval.sample()).unwrap();
    sample["review"] = opinion.clone();
    let kept = rules::tidied(approval, sample).unwrap();
    assert!(kept.get("review").is_none() && kept.get("approval").is_none() && kept.get("number").is_none());
    assert_eq!(rules::faults(approval, &kept), Vec::new());
    assert!(rules::tidied(approval, json!([])).is_err());
    assert!(rules::tidied(approval, json!({"party": "甲".repeat(400_000)})).is_err());
}

/// 凡是别人签署的意见，编制人一栏也写不进去：审批时写入，或者印成空白手写；没有哪一种文书的意见栏由编制人填。
#[test]
fn no_opinion_of_the_catalogue_can_be_typed_by_the_author() {
    for form in forms::catalogue().iter().filter(|f| !rules::OWN_PAGES.contains(&f.name())) {
        let sample: Value = serde_json::from_str(form.sample()).unwrap();
        let kept = rules::tidied(form, sample).unwrap();
        for field in
            form.fields().iter().filter(|f| f.kind == forms::Kind::Opinion || f.source.starts_with("approval."))
        {
            assert!(kept.get(&field.key).is_none(), "{}.{}", form.name(), field.key);
            assert!(
                rules::by_approval(form, &field.key) != rules::by_hand(form, &field.key),
                "{}.{}",
                form.name(),
                field.key
            );
        }
        assert_eq!(rules::faults(form, &kept), Vec::new(), "{}", form.zh());
    }
    let hold = form("evidence_hold_approval");
    assert!(rules::by_hand(hold, "unit_opinion") && rules::by_approval(hold, "review"));
    assert!(rules::by_approval(form("court_enforcement_application"), "signer"));
}

/// 清单、延长、处理等随文一份：有几份决定书、通知书，就有几份；编制中的也算。
#[test]
fn a_list_for_every_seizure_and_one_disposal_for_each() {
    let today = day("2026-05-20");
    let children = [
        ("seizure_list", "seizure_decision"),
        ("seizure_extension", "seizure_decision"),
        ("seizure_disposal", "seizure_decision"),
        ("power_restore_notice", "power_cut_notice"),
        ("evidence_list", "evidence_hold_notice"),
        ("evidence_disposal_decision", "evidence_hold_notice"),
    ];
    for (child, parent) in children {
        let with = |parents: i64, issued: i64, drafts: usize| {
            let documents =
                vec![(name(parent), DocumentState::Served, parents), (name(child), DocumentState::Issued, issued)];
            let there = Made { documents, drafts: vec![name(child); drafts], told: Vec::new() };
            code(draw_up(form(child), &there, today)).map(|(code, _)| code)
        };
        assert_eq!(with(0, 0, 0).as_deref(), Some("paper.prerequisite"), "{child}");
        assert_eq!(with(1, 0, 0), None, "{child}");
        assert_eq!(with(1, 1, 0).as_deref(), Some("paper.one_per"), "{child}");
        assert_eq!(with(1, 0, 1).as_deref(), Some("paper.one_per"), "{child}: one is being drawn up");
        assert_eq!(with(2, 1, 0), None, "{child}: the second parent has its own");
        assert_eq!(with(2, 2, 0).as_deref(), Some("paper.one_per"), "{child}");
    }
    let one = made(&["seizure_decision", "seizure_list"]);
    let sentence = code(draw_up(form("seizure_list"), &one, today)).unwrap().1;
    assert_eq!(sentence, "每份《查封扣押决定书》只制作一份《查封扣押（场所、设施、财物）清单》，现有1份，1份已经制作");
}

/// 移送以后也可以结案。
#[test]
fn a_case_that_was_handed_over_may_be_closed() {
    let today = day("2026-05-20");
    assert_eq!(code(draw_up(form("closing_approval"), &made(&["transfer_letter"]), today)), None);
    assert_eq!(code(draw_up(form("closing_approval"), &made(&[]), today)).unwrap().0, "paper.prerequisite");
}

/// 停止供电由主要负责人批准：没有填写负责人的、选了别人的，都不行。
#[test]
fn the_chief_alone_approves_a_cut_of_supply() {
    assert!(form("power_cut_notice").facts().by_chief && form("power_cut_decision").facts().by_chief);
    assert_eq!(code(rules::chief("", "孙国栋")).unwrap().0, "paper.no_chief");
    assert_eq!(code(rules::chief("马局长", "孙国栋")).unwrap().0, "paper.not_chief");
    assert_eq!(code(rules::chief(" 孙国栋 ", "孙国栋")), None);
}

/// 机关资料变更以后，仍写着旧资料的文书不能出具；编制人另写的不管。
#[test]
fn a_paper_does_not_print_a_court_that_has_changed() {
    let decision = form("penalty_decision");
    let court = |court: &str| Known::from([("organisation.litigation_court", json!(court))]);
    let taken = Taken::by(decision, &court("西峰区人民法院"));
    let drift = |says: &str, now: &str| {
        taken
            .drift(decision, &json!({"litigation_court": says}), &court(now))
            .into_iter()
            .map(|d| d.now)
            .collect::<Vec<_>>()
    };
    assert_eq!(drift("西峰区人民法院", "西峰区人民法院"), [""; 0]);
    assert_eq!(drift("西峰区人民法院", "庆阳林区基层法院"), ["庆阳林区基层法院"]);
    assert_eq!(drift("庆阳林区基层法院", "庆阳林区基层法院"), [""; 0]);
    let faults = rules::up_to_date(
        decision,
        &taken.drift(decision, &json!({"litigation_court": "西峰区人民法院"}), &court("庆阳林区基层法院")),
    );
    let Err(Halt::Invalid(faults)) = faults else { panic!("it was not refused") };
    assert_eq!(faults[0].field, "penalty_decision.litigation_court");
}

fn field(kind: &str, max_chars: usize) -> Field {
    let choices = if kind == "choice" { json!(["单位", "个人"]) } else { json!([]) };
    serde_json::from_value(json!({"key": "x", "zh": "某栏", "type": kind, "max_chars": max_chars, "choices": choices}))
        .unwrap()
}

/// 前一份文书怎样写，后一份就怎样写；放不下的、种类不合的留空。
#[test]
fn a_value_that_does_not_fit_is_left_out() {
    assert_eq!(fit(&field("text", 10), &json!("甲\n乙")), Some(json!("甲；乙")));
    assert_eq!(fit(&field("text", 2), &json!("甲乙丙")), None);
    assert_eq!(fit(&field("long_text", 10), &json!(["甲。", "乙。"])), Some(json!("甲。\n乙。")));
    assert_eq!(fit(&field("problems", 10), &json!("甲。\n乙。")), Some(json!(["甲。", "乙。"])));
    assert_eq!(fit(&field("choice", 10), &json!("单位")), Some(json!("单位")));
    assert_eq!(fit(&field("choice", 10), &json!("别的")), None);
    assert_eq!(fit(&field("amount", 10), &json!("三千")), None);
    assert_eq!(fit(&field("amount", 10), &json!(300_000)), Some(json!(300_000)));
}

/// 预填的内容都合乎式样：除缺项外没有别的毛病。
#[test]
fn what_is_filled_by_itself_always_fits_its_form() {
    let long = "很长的内容".repeat(200);
    let known = Known::from([
        ("organisation.name", json!("西峰区应急管理局")),
        ("case.party", json!("庆阳昆新钢铁有限公司")),
        ("case.party_kind", json!("单位")),
        ("case.facts", json!(["一。", "二。"])),
        ("record.problems", json!([long, "短。"])),
        ("enterprise.address", json!(long)),
        ("visit.from", json!("2026年5月20日9时0分")),
    ]);
    for form in forms::catalogue() {
        let data = prefill::fill(form, &known, &[], day("2026-05-20"));
        assert_eq!(rules::misfits(form, &data), Vec::new(), "{}", form.zh());
    }
}

proptest! {
    /// 无论怎样办理：出具只能从编制中（不须审批的）或已同意来；出具以后不再变；没有审批同意不会是已同意。
    #[test]
    fn however_it_is_handled_nothing_is_issued_past_the_table(acts in prop::collection::vec(0_usize..PaperAct::ALL.len(), 0..40)) {
        let mut state = PaperState::FIRST;
        let mut agreed = 0;
        for n in acts {
            let act = PaperAct::ALL[n];
            match state.after(act) {
                Ok(after) => {
                    agreed = match act { PaperAct::Review => 1, PaperAct::Approve => agreed + 1, PaperAct::Save | PaperAct::Issue => agreed, _ => 0 };
                    if after == PaperState::Approved { prop_assert_eq!(agreed, 2); }
                    if act == PaperAct::Issue { prop_assert!(matches!(state, PaperState::Draft | PaperState::Approved)); }
                    state = after;
                }
                Err(_) => prop_assert!(state != PaperState::FIRST || !matches!(act, PaperAct::Save | PaperAct::Submit | PaperAct::Issue)),
            }
            if state == PaperState::Issued {
                prop_assert!(PaperAct::ALL.iter().all(|act| state.after(*act).is_err()));
            }
        }
    }

    /// 无论怎样办理：没有印出的文书不送达、不更正、不撤销，只能作废文号；印出的文号不作废；终结的不再变。
    #[test]
    fn however_a_document_lives_its_file_is_there_before_it_is_served(acts in prop::collection::vec(0_usize..DocumentAct::ALL.len(), 0..30)) {
        let mut state = DocumentState::FIRST;
        let mut is_printed = false;
        for n in acts {
            let act = DocumentAct::ALL[n];
            let Ok(after) = state.after(act) else { continue };
            is_printed |= act == DocumentAct::Print;
            if act == DocumentAct::Void { prop_assert!(!is_printed); }
            if matches!(act, DocumentAct::Serve | DocumentAct::Supersede | DocumentAct::Withdraw) { prop_assert!(is_printed); }
            prop_assert!(!DocumentState::FINAL.contains(&state));
            state = after;
            prop_assert_eq!(state.is_printed(), is_printed);
        }
    }
}

/// 每一栏写明的来源，都有地方来：事项的情况、前面的文书、出具时；写了而没有来处的，要么补上，要么不写。
#[test]
fn every_source_of_the_catalogue_can_fill_its_field() {
    let mut unknown = Vec::new();
    for form in forms::catalogue() {
        let sourced = form.fields().iter().filter(|f| !f.source.is_empty() && !sources::is_known(form, &f.source));
        unknown.extend(sourced.map(|f| format!("{}.{}: {}", form.name(), f.key, f.source)));
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
    assert!(!sources::is_known(form("penalty_decision"), "decision.nowhere"), "the test can fail");
    assert!(!sources::is_known(form("evidence_hold_approval"), "approval.unit"), "nobody of that name is asked");
}
