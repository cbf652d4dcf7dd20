//! The rules of the register of officers, as sentences.

use super::state::{Validity, validity};
use super::{OfficerFields, OfficerState, photo, rules};
use lexicon::LegalDay;

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

fn zhao() -> OfficerFields {
    OfficerFields {
        name: "赵明远".into(),
        certificate_no: "甘M10029001".into(),
        certificate_kind: "行政执法证".into(),
        valid_from: day("2023-01-01"),
        valid_to: day("2026-08-18"),
        phone: String::new(),
        remark: String::new(),
    }
}

/// 到期之日仍有效；到期前90日、30日提醒。
#[test]
fn a_certificate_is_told_ninety_and_thirty_days_before_it_ends_and_holds_on_its_last_day() {
    let on = |text: &str| validity(day("2026-01-01"), day("2026-12-31"), day(text));
    assert_eq!(on("2025-12-31"), Validity::NotYet);
    assert_eq!(on("2026-01-01"), Validity::Valid);
    assert_eq!(on("2026-10-01"), Validity::Valid, "还有91日");
    assert_eq!(on("2026-10-02"), Validity::Within90, "还有90日");
    assert_eq!(on("2026-11-30"), Validity::Within90, "还有31日");
    assert_eq!(on("2026-12-01"), Validity::Within30, "还有30日");
    assert_eq!(on("2026-12-31"), Validity::Within30, "最后一日");
    assert_eq!(on("2027-01-01"), Validity::Expired);
}

/// 只有已提交的可以选用；已提交的先撤回再编辑。
#[test]
fn a_draft_cannot_be_chosen_and_a_submitted_record_cannot_be_edited() {
    let refused = rules::chosen("赵明远", OfficerState::Draft).unwrap_err();
    assert_eq!((refused.code.as_str(), refused.sentence.contains("赵明远")), ("officers.not_submitted", true));
    assert_eq!(rules::chosen("赵明远", OfficerState::Submitted), Ok(()));
    assert_eq!(rules::editable(OfficerState::Submitted).unwrap_err().code, "officers.withdraw_first");
    assert_eq!(rules::editable(OfficerState::Draft), Ok(()));
    let turned = |from, to| rules::turned(from, to).map_err(|r| (r.code, r.by_state));
    assert_eq!(turned(OfficerState::Draft, OfficerState::Draft), Err(("officers.is_draft".into(), true)));
    assert_eq!(turned(OfficerState::Submitted, OfficerState::Submitted), Err(("officers.is_submitted".into(), true)));
    assert_eq!(turned(OfficerState::Draft, OfficerState::Submitted), Ok(()));
}

/// 姓名、证号、种类必填；有效期不得颠倒。
#[test]
fn every_field_that_does_not_fit_is_named_at_once() {
    assert_eq!(rules::faults(&zhao()), []);
    let wrong = OfficerFields {
        name: " ".into(),
        certificate_no: String::new(),
        certificate_kind: "证".repeat(21),
        valid_to: day("2022-12-31"),
        remark: "一\n二".into(),
        ..zhao()
    };
    let named: Vec<String> = rules::faults(&wrong).into_iter().map(|e| e.field).collect();
    assert_eq!(named, ["name", "certificate_no", "certificate_kind", "remark", "valid_to"]);
    let mistyped = OfficerFields { valid_to: day("2199-08-18"), ..zhao() };
    assert_eq!(rules::faults(&mistyped).len(), 1);
}

/// 电话相同胜过姓名相同。
#[test]
fn the_account_with_the_same_telephone_fits_better_than_a_namesake() {
    let officer = ("赵明远", "12000000001");
    let fit = |name, account| rules::likeness(officer, (name, account));
    assert!(fit("赵明远", "12000000001") > fit("钱立诚", "12000000001"));
    assert!(fit("钱立诚", "12000000001") > fit("赵明远", "12000000002"));
    assert_eq!(fit("钱立诚", "12000000002"), 0);
    assert_eq!(rules::likeness(("甲", ""), ("乙", "")), 0, "两个空白不算相同");
}

/// 照片按内容辨认。
#[test]
fn a_photo_is_known_by_its_first_bytes() {
    assert_eq!(photo::media_type(&[0xFF, 0xD8, 0xFF, 0xE0]), Some("image/jpeg"));
    assert_eq!(photo::media_type(b"\x89PNG\r\n\x1a\n0000"), Some("image/png"));
    assert_eq!(photo::media_type(b"<svg onload=alert(1)>"), None);
}
