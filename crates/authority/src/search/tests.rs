//! What the terms of a text are.

use super::terms::{Class, Search, SearchText, fold};
use lexicon::RegionKeys;

/// 全角与半角、大写与小写视为相同，字数不变。
#[test]
fn full_width_and_capitals_are_folded_character_by_character() {
    assert_eq!(fold(" ＡＢc（甲）　１ "), "abc(甲) 1");
    assert_eq!(fold("İx").chars().count(), 2);
}

/// 每相邻两字成一词；两段文字之间不相邻。
#[test]
fn neighbours_make_terms_and_a_gap_stands_between_texts() {
    let text = SearchText::default().with(Class::Name, "甲乙丙").with(Class::Person, "丁戊").with(Class::Person, "己");
    assert_eq!(text.for_fts(), "n7532x4e59 n4e59x4e19 z p4e01x620a ");
    assert_eq!(text.for_tsvector(), "n7532x4e59:1 n4e59x4e19:2 p4e01x620a:4 ");
}

/// 词带上所在的省，市、县另成一词；不在国标名单里的地区合在一处，另记其代码。
#[test]
fn terms_begin_with_their_province() {
    let keys = |prov: &str, city: &str| RegionKeys { prov: prov.into(), city: city.into(), county: String::new() };
    let text = |keys: &RegionKeys| SearchText::default().with(Class::Name, "甲乙").in_region(keys);
    assert_eq!(text(&keys("62", "6210")).for_fts(), "62n7532x4e59 rc6210 ");
    assert_eq!(text(&keys("62", "6210")).for_tsvector(), "62n7532x4e59:1 rc6210 ");
    assert_eq!(text(&keys("99", "")).for_fts(), "00n7532x4e59 rp99 ");
}

/// 电话只认整个号码（可以不写区号），少于七位的数字不作为电话检索。
#[test]
fn a_phone_is_found_by_its_whole_number_only() {
    let text = SearchText::default().with(Class::Phone, "0934-8210001").with(Class::Phone, "+86 12000000101");
    assert_eq!(text.for_fts(), "t09348210001 t8210001 t12000000101 ");
    let asked = |t: &str| Search::of(t, &[Class::Phone]).map(|search| search.in_division("prov", "62").for_fts());
    assert_eq!(asked("120 0000 0101").as_deref(), Some("(\"62t12000000101\")"));
    assert_eq!(asked("1200000").as_deref(), Some("(\"62t1200000\")"));
    assert_eq!(asked("120000"), None);
}

/// 检索不少于两个字；含汉字的不在代码里找。
#[test]
fn a_search_is_a_phrase_for_each_class_within_a_division() {
    assert_eq!(Search::of(" 甲 ", &[Class::Name]), None);
    let search = Search::of("甲乙a", &[Class::Name, Class::Code]).unwrap().in_division("prov", "62");
    assert_eq!(search.for_fts(), "(\"62n7532x4e59 62n4e59x61\")");
    assert_eq!(search.for_tsquery(), "((62n7532x4e59 <-> 62n4e59x61))");
    let code = Search::of("9A", &[Class::Name, Class::Code]).unwrap().in_division("county", "621002");
    assert_eq!(code.for_fts(), "(\"62n39x61\" OR \"62c39x61\") AND rx621002");
    assert_eq!(code.for_tsquery(), "((62n39x61) | (62c39x61)) & rx621002");
}

/// 全国的检索在每一个省里找；两个省互不相交，什么也找不到。
#[test]
fn the_whole_country_is_every_province_and_two_of_them_are_nothing() {
    let search = Search::of("甲乙", &[Class::Name]).unwrap();
    assert_eq!(search.for_fts().matches("n7532x4e59").count(), 36);
    assert!(search.for_tsquery().contains("(00n7532x4e59)"));
    let nowhere = search.in_division("city", "6210").in_division("prov", "63");
    assert!(nowhere.for_fts().ends_with(" AND x"), "{}", nowhere.for_fts());
}
