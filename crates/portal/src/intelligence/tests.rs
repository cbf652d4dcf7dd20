//! What recurs, as sentences.

use super::rules::{Fault, Look, holds, measures, memory, nth, penalty, recurrences};
use super::store::{DECISIONS, Decision};
use documents::issue::state::DocumentState;
use lexicon::{DocumentId, EquipmentId, InspectionId, Instant, LegalDay, Term};
use registers::checklist::Measure;
use std::collections::HashSet;

fn fault(inspection: InspectionId, day: &str, item: &str, target: &str) -> Fault {
    Fault {
        inspection_id: inspection,
        found_on: LegalDay::parse(day).unwrap(),
        item_id: item.to_owned(),
        item: format!("事项{item}"),
        target: target.to_owned(),
        target_name: target.to_owned(),
        workshop: "炼钢厂".to_owned(),
        description: format!("{day}的问题"),
        measure: Some(Measure::Rectify),
    }
}

/// 同一事项在同一设备两次检查都有问题，才是反复出现；一次检查中的两处不是。
#[test]
fn a_problem_recurs_when_two_inspections_found_it() {
    let (first, second) = (InspectionId::new(), InspectionId::new());
    let once = [fault(first, "2026-01-05", "G1", "a"), fault(first, "2026-01-05", "G1", "b")];
    assert_eq!(recurrences(&once), []);
    let mut again = once.to_vec();
    again.push(fault(second, "2026-05-06", "G1", "a"));
    let found = recurrences(&again);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].times, found[0].is_same_target, found[0].target_name.as_str()), (2, true, "a"));
    assert_eq!(
        (found[0].first_on.to_string(), found[0].last_on.to_string()),
        ("2026-01-05".into(), "2026-05-06".into())
    );
    let elsewhere = [fault(first, "2026-01-05", "G1", "a"), fault(second, "2026-05-06", "G1", "b")];
    let found = recurrences(&elsewhere);
    assert_eq!((found.len(), found[0].is_same_target, found[0].target_name.as_str()), (1, false, ""));
}

/// 检查内容以外的问题没有事项，不计反复。
#[test]
fn a_problem_beyond_the_lists_never_recurs() {
    let faults = [fault(InspectionId::new(), "2026-01-05", "", "a"), fault(InspectionId::new(), "2026-02-05", "", "a")];
    assert_eq!(recurrences(&faults), []);
    assert_eq!(nth(&faults), [1, 1]);
}

#[test]
fn each_problem_says_the_how_manieth_time_it_is_whatever_the_order_of_the_list() {
    let (first, second, third) = (InspectionId::new(), InspectionId::new(), InspectionId::new());
    let newest_first = [
        fault(third, "2026-05-06", "G1", "a"),
        fault(second, "2026-03-06", "G1", "a"),
        fault(second, "2026-03-06", "G2", "a"),
        fault(first, "2026-01-05", "G1", "a"),
    ];
    assert_eq!(nth(&newest_first), [3, 2, 1, 1]);
}

/// 设备的历史按检查次数计，有过问题的在前；不在册的也列出。
#[test]
fn a_piece_remembers_its_inspections_and_its_last_fault() {
    let (crane, furnace) = (EquipmentId::new(), EquipmentId::new());
    let look = |id: EquipmentId, inspections| Look {
        target: format!("equipment:{id}"),
        target_name: "设备".to_owned(),
        workshop: "炼钢厂".to_owned(),
        inspections,
        last_at: Instant(5),
    };
    let (first, second) = (InspectionId::new(), InspectionId::new());
    let key = format!("equipment:{crane}");
    let faults = [
        fault(first, "2026-01-05", "G1", &key),
        fault(first, "2026-01-05", "G2", &key),
        fault(second, "2026-03-05", "G1", &key),
    ];
    let looks = [look(furnace, 9), look(crane, 4), Look { target: "enterprise".to_owned(), ..look(crane, 1) }];
    let known = memory(&looks, &faults, &HashSet::from([furnace]));
    assert_eq!(known.iter().map(|m| m.id).collect::<Vec<_>>(), [crane, furnace]);
    assert_eq!((known[0].checked, known[0].defective, known[0].is_standing), (4, 2, false));
    assert_eq!(known[0].last_description, "2026-03-05的问题");
    assert_eq!((known[1].defective, known[1].is_standing, known[1].last_defective_on), (0, true, None));
    let taken = measures(&faults);
    assert_eq!((taken.len(), taken[0].times, taken[0].last_on.to_string()), (1, 3, "2026-03-05".to_owned()));
}

/// 处罚以决定书为准；更正、撤销以后不再有效；没有罚款的不写零元。
#[test]
fn a_penalty_is_what_its_decision_says_while_it_stands() {
    let decision = |data: serde_json::Value| Decision {
        id: DocumentId::new(),
        form: "penalty_decision".to_owned(),
        number: "（甘庆西）应急罚〔2026〕1号".to_owned(),
        organisation_name: "庆阳市西峰区应急管理局".to_owned(),
        issued_at: Some(Instant(0)),
        state: DocumentState::Served,
        data_json: data,
    };
    let fined =
        penalty(decision(serde_json::json!({"party": "孙悦", "penalty": "罚款人民币30000元", "fine": 3_000_000})));
    assert_eq!(
        (fined.form_zh.as_str(), fined.party.as_str(), fined.fine_fen),
        ("行政处罚决定书", "孙悦", Some(3_000_000))
    );
    let warned = penalty(decision(serde_json::json!({"party": "孙悦", "penalty": "警告", "fine": 0})));
    assert_eq!((warned.penalty.as_str(), warned.fine_fen), ("警告", None));
    assert!(DECISIONS.iter().all(|form| form.parse::<forms::FormName>().is_ok()), "both are forms of the catalogue");
    let standing: Vec<DocumentState> = DocumentState::ALL.iter().copied().filter(|state| holds(*state)).collect();
    assert_eq!(standing, [DocumentState::Issued, DocumentState::Served]);
}
