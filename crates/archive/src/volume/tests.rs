use super::PaperOrder;
use super::plan::{ordered, pages, remark};
use super::rules;
use documents::issue::Document;
use documents::issue::state::DocumentState;
use lexicon::{DocumentId, Instant};
use proptest::prelude::*;

fn paper(form: &str, at: i64, pages: i64) -> Document {
    Document {
        id: DocumentId::new(),
        form: form.into(),
        zh: String::new(),
        number: String::new(),
        state: DocumentState::Issued,
        organisation_name: String::new(),
        enterprise_name: String::new(),
        issued_at: Some(Instant(at)),
        issued_by: String::new(),
        sha256: "a".into(),
        pages,
        file_name: String::new(),
        revision: 0,
        subject_kind: authority::SubjectKind::Inspection,
        subject_id: uuid::Uuid::nil(),
        supersedes: None,
        superseded_by: None,
        ended_reason: String::new(),
        ended_by: String::new(),
        ended_at: None,
    }
}

proptest! {
    /// 卷内次序：方案、记录、决定、指令书、复查意见书，然后立案、决定、结案；同一种按出具先后。
    #[test]
    fn papers_stand_in_the_order_of_the_procedure(seed in prop::collection::vec(any::<prop::sample::Index>(), 8)) {
        let forms = ["inspection_scheme", "on_site_record", "on_site_measures_decision", "rectification_order",
            "re_check_opinion", "filing_approval", "penalty_decision", "closing_approval"];
        let mut papers: Vec<Document> = forms.iter().map(|form| paper(form, 1, 1)).collect();
        for (at, index) in seed.iter().enumerate() {
            let other = index.index(papers.len());
            papers.swap(at, other);
        }
        let found: Vec<String> = ordered(papers, PaperOrder::ByPhase).into_iter().map(|p| p.form).collect();
        prop_assert_eq!(found, forms);
    }
}

#[test]
fn papers_of_one_kind_stand_in_the_order_of_their_issue() {
    let papers = vec![paper("re_check_opinion", 9, 1), paper("re_check_opinion", 3, 1), paper("no_form", 1, 1)];
    let found = ordered(papers, PaperOrder::ByPhase);
    let days: Vec<i64> = found.iter().map(|p| p.issued_at.unwrap().0).collect();
    assert_eq!(days, [3, 9, 1], "what no form knows comes last");
}

#[test]
fn a_place_of_several_pages_is_said_from_to() {
    assert_eq!([pages(1, 1), pages(2, 3), pages(10, 2)], ["1", "2—4", "10—11"]);
}

/// 各地立卷标准不一：也可以只按出具先后。
#[test]
fn papers_stand_by_date_where_the_organ_wants_it_so() {
    let papers = vec![paper("closing_approval", 2, 1), paper("re_check_opinion", 9, 1), paper("no_form", 5, 1)];
    let found: Vec<i64> = ordered(papers, PaperOrder::ByDate).iter().map(|p| p.issued_at.unwrap().0).collect();
    assert_eq!(found, [2, 5, 9]);
}

/// 更正、撤销的写在备注里，其他状态不写。
#[test]
fn the_directory_remarks_what_no_longer_holds() {
    let said = |state| remark(&Document { state, ..paper("inquiry_notice", 1, 1) });
    assert_eq!(said(DocumentState::Superseded), "已更正");
    assert_eq!(said(DocumentState::Withdrawn), "已撤销");
    assert_eq!([DocumentState::Issued, DocumentState::Served].map(said), ["", ""]);
}

/// 没有出具的文书不成卷；一卷不超过1000页，照片每张一页。
#[test]
fn a_volume_holds_something_and_not_too_much() {
    assert_eq!(rules::makeable(&[], 3).unwrap_err().code, rules::Refusal::Nothing.code());
    assert!(rules::makeable(&[paper("on_site_record", 1, 900)], 100).is_ok());
    assert_eq!(
        rules::makeable(&[paper("on_site_record", 1, 900)], 101).unwrap_err().code,
        rules::Refusal::TooLong.code()
    );
}
