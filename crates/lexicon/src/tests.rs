//! The vocabulary, as sentences.

use super::*;
use proptest::prelude::*;

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

fn calendar_2026() -> WorkCalendar {
    let days = |list: &[&str]| list.iter().map(|d| day(d)).collect::<Vec<_>>();
    WorkCalendar::new(
        days(&["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05", "2026-10-06", "2026-10-07"]),
        days(&["2026-09-20", "2026-10-10"]),
    )
}

/// 期间届满日遇法定休假日，顺延至其后第一个工作日。
#[test]
fn a_period_that_ends_in_the_holiday_week_ends_on_the_next_working_day() {
    let calendar = calendar_2026();
    assert_eq!(calendar.end_of_days(day("2026-09-23"), Days(10)), day("2026-10-08"));
    assert_eq!(calendar.end_of_days(day("2026-09-23"), Days(5)), day("2026-09-28"));
}

/// 工作日跳过周末和节假日，调休上班的周末计入。
#[test]
fn a_weekend_turned_workday_counts() {
    let calendar = calendar_2026();
    assert_eq!(calendar.end_of_working_days(day("2026-09-18"), WorkingDays(2)), day("2026-09-21"));
    assert_eq!(calendar.end_of_working_days(day("2026-09-29"), WorkingDays(3)), day("2026-10-09"));
    assert!(calendar.is_working_day(day("2026-10-10")));
}

#[test]
fn the_beijing_day_changes_at_sixteen_hours_utc() {
    assert_eq!(Instant(1_767_196_799_999).day(), day("2025-12-31"));
    assert_eq!(Instant(1_767_196_800_000).day(), day("2026-01-01"));
    assert_eq!(day("2026-01-01").at_beijing(0, 0), Instant(1_767_196_800_000));
}

#[test]
fn amounts_are_written_in_the_bank_capitals() {
    for (fen, words) in [
        (Fen::yuan(111), "壹佰壹拾壹元整"),
        (Fen::yuan(530_000), "伍拾叁万元整"),
        (Fen::yuan(3_000), "叁仟元整"),
        (Fen::yuan(10_001), "壹万零壹元整"),
        (Fen::yuan(100_000_000), "壹亿元整"),
        (Fen::yuan(100_010_000), "壹亿零壹万元整"),
        (Fen(105), "壹元零伍分"),
        (Fen(1_050), "壹拾元伍角整"),
        (Fen(5), "伍分"),
        (Fen(0), "零元整"),
    ] {
        assert_eq!(fen.in_words(), words);
    }
}

#[test]
fn articles_are_counted_as_statutes_count() {
    let spoken: Vec<String> = [1, 10, 11, 20, 41, 99, 100, 102, 110, 112].into_iter().map(numeral).collect();
    assert_eq!(spoken, ["一", "十", "十一", "二十", "四十一", "九十九", "一百", "一百〇二", "一百一十", "一百一十二"]);
    let citation = Citation { statute: "work_safety_law".into(), article: 41, paragraph: Some(2), item: None };
    assert_eq!(citation.with_name("安全生产法"), "《安全生产法》第四十一条第二款");
}

#[test]
fn a_credit_code_with_one_wrong_character_is_refused() {
    assert!(CreditCode::parse("91350100M000100Y43").is_ok());
    assert_eq!(CreditCode::parse("91350100M000100Y44"), Err(NotACreditCode::CheckCharacter));
    assert_eq!(CreditCode::parse("91350100M000100O43"), Err(NotACreditCode::Shape));
    assert_eq!(CreditCode::parse("九一三五〇一"), Err(NotACreditCode::Shape));
}

#[test]
fn a_city_without_counties_is_its_own_county() {
    let keys = RegionCode::parse("620200").unwrap().keys_of_place();
    assert_eq!((keys.prov.as_str(), keys.city.as_str(), keys.county.as_str()), ("62", "6202", "620200"));
    assert_eq!(RegionCode::parse("620000").unwrap().keys().city, "");
    assert_eq!(RegionCode::parse("000000").unwrap().level(), RegionLevel::Nation);
}

fn officer(name: &str, to: &str) -> CertifiedOfficer {
    CertifiedOfficer {
        id: OfficerId::new(),
        name: name.into(),
        certificate_no: "甘J0001".into(),
        valid_from: day("2021-01-01"),
        valid_to: day(to),
    }
}

/// 执法须两名以上人员，证件在行为当日有效。
#[test]
fn one_officer_or_a_lapsed_certificate_cannot_act() {
    let (zhao, qian) = (officer("赵明远", "2027-12-31"), officer("钱立诚", "2026-05-20"));
    let refused = |day_: &str, list: Vec<CertifiedOfficer>| OfficerPair::on(day(day_), list).unwrap_err().code;
    assert_eq!(refused("2026-05-20", vec![zhao.clone()]), "officers.one_officer");
    assert_eq!(refused("2026-05-20", vec![zhao.clone(), zhao.clone()]), "officers.same_officer");
    assert_eq!(refused("2026-05-21", vec![zhao.clone(), qian.clone()]), "officers.certificate_expired");
    assert_eq!(OfficerPair::on(day("2026-05-20"), vec![zhao, qian]).unwrap().names(), "赵明远、钱立诚");
}

#[test]
fn times_are_read_to_the_minute_and_nothing_else() {
    assert_eq!(LegalTime::parse("2026-05-20T09:05").unwrap().zh(), "2026年5月20日9时5分");
    for wrong in ["2026-05-20", "2026-05-20T9:05", "2026-05-20T24:00", "2026-13-01T00:00", "２０２６-05-20T09:05"] {
        assert!(LegalTime::parse(wrong).is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn a_legal_day_survives_being_written_and_read(n in -25_000i64..80_000) {
        let d = LegalDay::of_beijing(n * 86_400_000);
        prop_assert_eq!(LegalDay::parse(&d.to_string()), Ok(d));
        prop_assert_eq!(d.at_beijing(12, 0).day(), d);
        prop_assert_eq!(d.plus(1).days_until(d), -1);
    }

    #[test]
    fn a_period_always_ends_on_a_working_day(n in 20_000i64..21_500, days in 0u32..400) {
        let calendar = calendar_2026();
        let from = LegalDay::of_beijing(n * 86_400_000);
        prop_assert!(calendar.is_working_day(calendar.end_of_days(from, Days(days))));
        prop_assert!(calendar.end_of_days(from, Days(days)) >= from.plus(i64::from(days)));
        if days > 0 {
            prop_assert!(calendar.is_working_day(calendar.end_of_working_days(from, WorkingDays(days))));
            prop_assert!(calendar.end_of_working_days(from, WorkingDays(days)) >= from.plus(i64::from(days)));
        }
    }

    #[test]
    fn the_check_character_makes_a_code_right_and_any_other_wrong(body in "[0-9A-HJ-NPQRTUWXY]{17}", other in 0usize..31) {
        let right = CreditCode::check_character(&body).unwrap();
        let right_code = format!("{body}{}", right as char);
        prop_assert!(CreditCode::parse(&right_code).is_ok());
        let wrong = b"0123456789ABCDEFGHJKLMNPQRTUWXY"[other];
        if wrong != right {
            let wrong_code = format!("{body}{}", wrong as char);
            prop_assert!(CreditCode::parse(&wrong_code).is_err());
        }
    }
}
