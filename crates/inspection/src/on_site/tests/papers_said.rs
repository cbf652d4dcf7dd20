//! What the papers say, and when they are issued.

use super::*;

/// 文书日期不早于检查结束之日，不晚于今天；整改期限晚于指令书日期。
#[test]
fn a_paper_is_dated_between_the_check_and_today() {
    let signed = |on: &str| rules::signed(day(on), Some(day("2026-05-19")), today());
    assert_eq!(signed("2026-05-19"), Ok(()));
    assert_eq!(signed("2026-05-20"), Ok(()));
    is(signed("2026-05-21"), Refusal::SignedFuture, "particulars.signed_on");
    is(signed("2026-05-18"), Refusal::SignedBeforeCheck, "particulars.signed_on");
    assert_eq!(rules::deadlines(&[day("2026-05-21")], today()), Ok(()));
    is(rules::deadlines(&[day("2026-06-04"), today()], today()), Refusal::DueBeforeSigned, "");
}

/// 问题写明单元、车间、设备，描述和违法依据。
#[test]
fn a_problem_names_where_it_is_and_what_it_violates() {
    let place = ("炼铁", "高炉车间", "1号高炉");
    assert_eq!(
        text::problem(place, "炉前操作室设在影响范围内。", "《甲法》第三十六条、《乙规定》第五条"),
        "炼铁高炉车间1号高炉：炉前操作室设在影响范围内，不符合《甲法》第三十六条、《乙规定》第五条的规定"
    );
    assert_eq!(text::problem(("炼铁", "炼铁厂", "1号高炉"), "未检测", ""), "炼铁厂1号高炉：未检测");
    assert_eq!(
        text::problem(("", "", ""), "安全帽不足；", "《甲法》第四十五条"),
        "安全帽不足，不符合《甲法》第四十五条的规定"
    );
    let two = ["甲".to_owned(), "乙".to_owned()];
    assert_eq!(text::sentences(&two), ["甲。", "乙。"]);
    assert_eq!(text::enumeration(&two), ["甲；", "乙。"]);
}

/// 期限相同的问题并为一款。
#[test]
fn problems_with_one_deadline_share_a_clause() {
    let (june, july) = (day("2026-06-04"), day("2026-07-01"));
    let clauses = text::clauses(&[july, june, june, july, july, july]);
    let written: Vec<(&str, &str)> = clauses.iter().map(|c| (c.problems.as_str(), c.due_on_text.as_str())).collect();
    assert_eq!(written, [("2、3", "2026年6月4日"), ("1、4至6", "2026年7月1日")]);
    let all: Vec<usize> = (1..=200).step_by(2).collect();
    assert!(text::numbers(&all).chars().count() <= 400, "放得进指令书的栏目");
}

fn problem(due_on: Option<LegalDay>) -> Problem {
    Problem {
        text: "甲".to_owned(),
        unit_zh: String::new(),
        workshop: String::new(),
        target_name: String::new(),
        measure: Measure::Rectify,
        due_on,
        usual_days: 17,
        violated: String::new(),
    }
}

/// 整改期限：问题自己的优先，其次指令书的，再次建议日数；末日为休假日的顺延。
#[test]
fn a_deadline_is_the_problems_own_or_the_orders_or_the_usual_one() {
    let calendar = WorkCalendar::default();
    let order = PaperParticulars { due_on: Some(day("2026-06-10")), ..PaperParticulars::default() };
    let none = PaperParticulars::default();
    assert_eq!(due_on(&problem(Some(day("2026-06-01"))), &order, (today(), today()), &calendar), day("2026-06-01"));
    assert_eq!(due_on(&problem(None), &order, (today(), today()), &calendar), day("2026-06-10"));
    assert_eq!(day("2026-05-20").plus(17), day("2026-06-06"), "星期六");
    assert_eq!(due_on(&problem(None), &none, (today(), today()), &calendar), day("2026-06-08"), "顺延到星期一");
    let late = (today(), day("2026-06-01"));
    assert_eq!(
        due_on(&problem(Some(day("2026-06-01"))), &order, late, &calendar),
        day("2026-06-10"),
        "已过的以指令书为准"
    );
    let refused = rules::deadlines(&[due_on(&problem(Some(day("2026-06-01"))), &none, late, &calendar)], late.1);
    is(refused, Refusal::DueBeforeSigned, "");
}

fn document(form: PaperForm, state: DocumentState) -> Document {
    Document {
        id: DocumentId::new(),
        form: form.code().to_owned(),
        zh: form.zh().to_owned(),
        number: "（滨）应急责改〔2026〕0001号".to_owned(),
        state,
        organisation_name: String::new(),
        enterprise_name: String::new(),
        issued_at: None,
        issued_by: String::new(),
        sha256: String::new(),
        pages: 1,
        file_name: String::new(),
        revision: 3,
        subject_kind: authority::SubjectKind::Inspection,
        subject_id: uuid::Uuid::nil(),
        supersedes: None,
        superseded_by: None,
        ended_reason: String::new(),
        ended_by: String::new(),
        ended_at: None,
    }
}

fn material(answers: &[Answer], others: &[Other], documents: Vec<Document>) -> Material {
    let officer = |id, name: &str| Officer {
        id,
        name: name.to_owned(),
        certificate_no: "冀C19V39".to_owned(),
        certificate_kind: "行政执法证".to_owned(),
        valid_from: day("2022-01-01"),
        valid_to: day("2030-01-01"),
        is_valid: true,
        organisation_name: "滨江县应急管理局".to_owned(),
        organisation_id: ORGAN,
        is_submitted: true,
        user_id: None,
    };
    let row = row();
    Material {
        problems: papers::problems(&row, answers, others),
        row,
        documents,
        officers: vec![officer(ZHAO, "赵明远"), officer(QIAN, "钱立诚")],
        profile: Profile {
            id: ORGAN,
            name: "滨江县应急管理局".to_owned(),
            short_name: "县应急局".to_owned(),
            level: RegionLevel::County,
            region_code: "620402".to_owned(),
            region_name: "滨江县".to_owned(),
            prov: String::new(),
            city: String::new(),
            county: String::new(),
            number_region: "滨".to_owned(),
            address: String::new(),
            phone: String::new(),
            postcode: String::new(),
            fine_bank: String::new(),
            fine_account: String::new(),
            reconsideration_organ: "滨江县人民政府".to_owned(),
            litigation_court: "滨江县人民法院".to_owned(),
            complaint_phone: String::new(),
            defence_days: 3,
            kept_for: identity::organisation::KeptFor::TenYears,
        },
    }
}

/// 现场检查记录总要制作；有责令限期整改的问题才有指令书。
#[test]
fn an_order_is_owed_only_when_something_has_to_be_put_right_by_a_day() {
    let fixed = material(&[answer("G1", "t1", Verdict::Defective, "fix_now")], &[], Vec::new());
    let owed: Vec<bool> = fixed.shown().iter().map(|p| p.is_owed).collect();
    assert_eq!(owed, [true, false]);
    is(papers::owed(PaperForm::RectificationOrder, &fixed.problems), Refusal::NotOwed, "");
    let other = material(&[], &[other(Measure::Rectify, None)], Vec::new());
    let shown = other.shown();
    assert!(shown[1].is_owed && shown[1].why.contains("1个问题"));
    assert_eq!(papers::owed(PaperForm::RectificationOrder, &other.problems), Ok(()));
    let issued = [document(PaperForm::OnSiteRecord, DocumentState::Issued)];
    assert!(is(papers::untouched(PaperForm::OnSiteRecord, &issued), Refusal::AlreadyIssued, "").by_state);
    assert_eq!(papers::untouched(PaperForm::RectificationOrder, &issued), Ok(()));
}

/// 记录写全部问题，指令书只写责令限期整改的问题；两份文书都合式样。
#[test]
fn both_papers_fit_their_forms() {
    let answers = [
        answer("G2", "t2", Verdict::Defective, "rectify"),
        answer("G1", "t2", Verdict::Defective, "fix_now"),
        answer("G1", "t1", Verdict::Defective, "rectify"),
    ];
    let m = material(&answers, &[other(Measure::Rectify, Some(day("2026-07-01")))], Vec::new());
    let calendar = WorkCalendar::default();
    for form in PaperForm::ALL {
        let data = m.data(*form, &calendar, today());
        assert_eq!(forms::form(form.name()).validate(&data), Ok(()), "{form:?}");
    }
    let record = m.data(PaperForm::OnSiteRecord, &calendar, today());
    assert_eq!(record["problems"].as_array().unwrap().len(), 4);
    assert_eq!(
        record["problems"][0], "炼铁高炉车间t1号高炉：未检测，不符合《甲法》第三十六条、《乙规定》第五条的规定。",
        "按事项和对象的次序"
    );
    let order = m.data(PaperForm::RectificationOrder, &calendar, today());
    assert_eq!(order["problems"].as_array().unwrap().len(), 3);
    assert_eq!(order["clauses"][0]["problems"], "1、2");
    assert_eq!(order["clauses"][1]["due_on_text"], "2026年7月1日");
    let empty = material(&[], &[], Vec::new());
    let data = empty.data(PaperForm::OnSiteRecord, &calendar, today());
    assert_eq!(forms::form(PaperForm::OnSiteRecord.name()).validate(&data), Ok(()), "没有问题也有记录");
}

/// 文书齐了才能完结；有指令书的转入整改。
#[test]
fn an_inspection_is_concluded_when_its_papers_are_issued() {
    let defect = [answer("G1", "t1", Verdict::Defective, "rectify")];
    let record = || document(PaperForm::OnSiteRecord, DocumentState::Issued);
    let refused = is(conclude::complete(&material(&defect, &[], vec![record()])), Refusal::PapersOwed, "");
    assert!(refused.by_state && refused.sentence.contains("责令限期整改指令书"));
    let frozen = vec![record(), document(PaperForm::RectificationOrder, DocumentState::Frozen)];
    is(conclude::complete(&material(&defect, &[], frozen)), Refusal::PapersOwed, "");
    let both = material(&defect, &[], vec![record(), document(PaperForm::RectificationOrder, DocumentState::Issued)]);
    assert_eq!(conclude::complete(&both), Ok(()));
    let mut both = both;
    both.row.papers_json.ordered = vec![day("2026-06-04")];
    let opened = conclude::ordered(&both, today()).unwrap();
    assert_eq!((opened.problems.len(), opened.inspected_on), (1, today()));
    assert_eq!(opened.problems[0].due_on, day("2026-06-04"), "与指令书所印一致");
    let none = material(&[], &[], vec![record()]);
    assert_eq!(conclude::complete(&none), Ok(()));
    assert!(conclude::ordered(&none, today()).is_none(), "没有问题不转入整改");
}

/// 指令书在现场检查记录之后出具；没有救济途径可写、检查人员已撤回的，不能出具。
#[test]
fn the_record_is_issued_before_the_order() {
    let defect = [answer("G1", "t1", Verdict::Defective, "rectify")];
    let calendar = WorkCalendar::default();
    let form = PaperForm::RectificationOrder;
    let may = |m: &Material| super::super::issue::may_issue(m, form, &calendar, today());
    is(may(&material(&defect, &[], Vec::new())), Refusal::RecordFirst, "");
    assert_eq!(may(&material(&defect, &[], vec![document(PaperForm::OnSiteRecord, DocumentState::Issued)])), Ok(()));
    let mut nowhere = material(&defect, &[], vec![document(PaperForm::OnSiteRecord, DocumentState::Issued)]);
    nowhere.profile.litigation_court.clear();
    is(may(&nowhere), Refusal::NoRemedy, "");
    let mut withdrawn = material(&defect, &[], vec![document(PaperForm::OnSiteRecord, DocumentState::Issued)]);
    withdrawn.officers[1].is_submitted = false;
    assert_eq!(may(&withdrawn).unwrap_err().code, "officers.not_submitted");
}

/// 页面只给出检查人员在当前状态下能办的事。
#[test]
fn acts_follow_from_the_state_and_the_caller() {
    let zhao = caller(Some(ZHAO), ORGAN);
    let acts = |documents: Vec<Document>, who: &Actor| {
        let m = material(&[], &[], documents);
        show::acts(&m.row, who, &m.shown())
    };
    assert_eq!(acts(Vec::new(), &zhao), [InspectionAct::Reopen, InspectionAct::Issue]);
    let issued = || vec![document(PaperForm::OnSiteRecord, DocumentState::Issued)];
    assert_eq!(acts(issued(), &zhao), [InspectionAct::Conclude]);
    assert_eq!(acts(issued(), &caller(Some(LI), ORGAN)), []);
    assert_eq!(acts(issued(), &caller(Some(ZHAO), OrganisationId::new())), [], "上级和其他机关只能查看");
}

/// 进度按事项和对象计算；全部有结果的对象打勾。
#[test]
fn progress_counts_items_at_targets() {
    let given = [answer("G1", "t1", Verdict::InOrder, ""), answer("G1", "t2", Verdict::Defective, "rectify")];
    let progress = show::progress(&matrix(), &given);
    assert_eq!((progress.answered, progress.total, progress.defective), (2, 3, 1));
    let gone = [answer("G1", "gone", Verdict::Defective, "rectify")];
    assert_eq!(show::progress(&matrix(), &gone).answered, 0, "核销设备的结果不计入进度");
}
