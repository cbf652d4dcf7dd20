//! The rules of typical cases, as sentences.

use super::anonymity::{candidates, numbers};
use super::{CaseFields, TypicalCaseState, rules};
use authority::{FieldError, Scope};
use lexicon::{LegalDay, check_machine};
use proptest::prelude::*;

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

/// 一件写好的案例
fn case() -> CaseFields {
    CaseFields {
        title: "某钢铁企业未设置煤气报警装置案".to_owned(),
        firm: "某钢铁企业".to_owned(),
        region_code: "621002".to_owned(),
        happened_on: Some(day("2026-04-10")),
        industry: "steel".to_owned(),
        facts: "检查发现该企业2号高炉炉前操作室未设置固定式一氧化碳监测报警装置。".to_owned(),
        basis: vec!["《中华人民共和国安全生产法》第九十九条第二项".to_owned()],
        penalty: "责令限期改正，处三万元罚款。".to_owned(),
        attachments: Vec::new(),
    }
}

fn faults(fields: &CaseFields) -> Vec<String> {
    let seed = seed::all().unwrap();
    let scope = Scope::County("621002".to_owned());
    rules::faults(fields, &seed, &scope, day("2026-05-20")).into_iter().map(|fault| fault.field).collect()
}

fn missing(fields: &CaseFields) -> Vec<String> {
    rules::gaps(fields).into_iter().map(|gap| gap.field).collect()
}

#[test]
fn the_state_table_is_sound() {
    check_machine::<TypicalCaseState>().unwrap();
}

/// 写好的案例可以上报；缺哪一栏，指出哪一栏。
#[test]
fn a_case_is_reported_only_when_every_field_is_filled_in() {
    assert_eq!((faults(&case()), missing(&case())), (vec![], vec![]));
    let empty = CaseFields { title: "标题".to_owned(), ..CaseFields::default() };
    assert_eq!(faults(&empty), Vec::<String>::new(), "草稿可以只有标题");
    assert_eq!(missing(&empty), ["firm", "happened_on", "industry", "facts", "basis", "penalty"]);
    assert_eq!(missing(&CaseFields { facts: "太短".to_owned(), ..case() }), ["facts"]);
}

/// 草稿也不能没有标题、超过字数、写不存在的行业、别处的地区、将来的日期。
#[test]
fn no_draft_is_of_a_place_or_a_day_it_cannot_be_of() {
    for (fields, field) in [
        (CaseFields { title: String::new(), ..case() }, "title"),
        (CaseFields { title: "长".repeat(61), ..case() }, "title"),
        (CaseFields { facts: "长".repeat(5001), ..case() }, "facts"),
        (CaseFields { industry: "mining".to_owned(), ..case() }, "industry"),
        (CaseFields { region_code: "622925".to_owned(), ..case() }, "region_code"),
        (CaseFields { region_code: "621099".to_owned(), ..case() }, "region_code"),
        (CaseFields { region_code: "西峰".to_owned(), ..case() }, "region_code"),
        (CaseFields { happened_on: Some(day("2026-05-21")), ..case() }, "happened_on"),
        (CaseFields { basis: vec!["《中华人民共和国安全生产法》第九百条".to_owned()], ..case() }, "basis[0]"),
        (CaseFields { basis: vec!["安全生产法第九十九条".to_owned()], ..case() }, "basis[0]"),
        (CaseFields { basis: vec![case().basis[0].clone(); 21], ..case() }, "basis"),
    ] {
        assert_eq!(faults(&fields), [field]);
    }
}

/// 依据按查处当日有效的版本：2021-08-31 以前没有第九十九条第二项。
#[test]
fn the_basis_is_of_the_edition_in_force_on_the_day() {
    let on = |on: &str| faults(&CaseFields { happened_on: Some(day(on)), ..case() });
    assert_eq!(on("2021-08-31"), ["basis[0]"]);
    assert_eq!(on("2021-09-01"), Vec::<String>::new());
}

/// 信用代码、公民身份号码、电话写进案情，逐个指出；全角和分段写的也算。
#[test]
fn codes_and_numbers_that_tell_who_it_was_are_found() {
    let found = |text: &str| numbers(text).into_iter().map(|(what, _)| what).collect::<Vec<_>>();
    for (text, what) in [
        ("代码91621002000001011Q。", "统一社会信用代码"),
        ("代码９１６２１００２０００００１０１１Ｑ", "统一社会信用代码"),
        ("身份证11010519491231002X", "公民身份号码"),
        ("电话12000000001联系", "电话号码"),
        ("电话120 0000 0001", "电话号码"),
        ("电话120-0000-0001", "电话号码"),
        ("电话0934-8210000", "电话号码"),
        ("电话０９３４—８２１００００", "电话号码"),
    ] {
        assert_eq!(found(text), [what], "{text}");
    }
    for text in ["2026-05-20至2026-06-20", "罚款30000元", "有效容积1080立方米", "11010519491231002", "第3、4、5项", ""]
    {
        assert_eq!(found(text), Vec::<&str>::new(), "{text}");
    }
}

/// 企业全称夹在句子里也找得到；括号是名称的一部分，标点不是。
#[test]
fn a_full_name_inside_a_sentence_is_a_candidate() {
    let pieces = candidates("经查，庆阳鸿晟特种钢有限公司（以下简称该公司）未落实制度");
    assert!(pieces.contains("庆阳鸿晟特种钢有限公司"));
    assert!(candidates("甲乙（西峰）铝业有限公司").contains("甲乙（西峰）铝业有限公司"));
    assert!(candidates("庆阳鸿晟，特种钢").iter().all(|piece| !piece.contains('，')));
    assert!(candidates("三个字").is_empty());
}

/// 退回须写明理由。
#[test]
fn a_case_is_not_given_back_without_a_reason() {
    let refused = |text: &str| rules::reason(text).map_err(|fault: FieldError| fault.field);
    assert_eq!(refused("　 "), Err("reason".to_owned()));
    assert_eq!(refused(&"长".repeat(201)), Err("reason".to_owned()));
    assert_eq!(refused(" 请补充依据 "), Ok("请补充依据".to_owned()));
}

proptest! {
    /// 名称写在哪里、前后是什么字，都在候选里。
    #[test]
    fn any_name_is_found_wherever_it_stands(
        before in "[\u{4e00}-\u{4eff}，。]{0,30}",
        name in "[\u{4e00}-\u{4eff}（）A-Z]{4,40}",
        after in "[\u{4e00}-\u{4eff}，。]{0,30}",
    ) {
        let text = format!("{before}{name}{after}");
        prop_assert!(candidates(&text).contains(&name), "{}", text);
    }

    /// 任何移动电话，不论怎样分段，都找得到。
    #[test]
    fn any_mobile_number_is_found_however_it_is_parted(
        digits in "1[2-9][0-9]{9}",
        gap in prop::sample::select(vec!["", " ", "-", "—"]),
    ) {
        let parted = format!("电话{}{gap}{}{gap}{}，", &digits[..3], &digits[3..7], &digits[7..]);
        prop_assert!(numbers(&parted).contains(&("电话号码", digits.clone())), "{}", parted);
    }

    /// 收拾过的案例再收拾一次不变。
    #[test]
    fn tidying_twice_is_tidying_once(title in ".{0,20}", facts in "(?s).{0,40}", basis in prop::collection::vec(".{0,6}", 0..4)) {
        let once = rules::tidied(CaseFields { title, facts, basis, ..CaseFields::default() });
        prop_assert_eq!(rules::tidied(once.clone()), once);
    }
}
