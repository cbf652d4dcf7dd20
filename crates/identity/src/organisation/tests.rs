//! The rules of the tree, of dated places and of the end of an organ, as sentences.

mod tree;

use super::rules::{self, Ending, Refusal, site};
use super::{LookupReach, OrganisationState, RemedyKind, RemedyPlace, Standing};
use authority::Scope;
use lexicon::{Instant, LegalDay, OrganisationId, RegionLevel, RemedyPlaceId, Ruling};

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

fn organ(level: RegionLevel, code: &str) -> Standing {
    let keys =
        if level == RegionLevel::Nation { lexicon::RegionKeys::default() } else { site(level, code).unwrap().keys };
    Standing {
        id: OrganisationId::new(),
        name: format!("{code}应急管理局"),
        short_name: String::new(),
        level,
        region_code: code.to_owned(),
        region_name: String::new(),
        prov: keys.prov,
        city: keys.city,
        county: keys.county,
        state: OrganisationState::Active,
        ended_on: None,
        lookup_reach: LookupReach::Own,
    }
}

fn code<T: std::fmt::Debug>(ruling: Ruling<T>) -> String {
    ruling.unwrap_err().code
}

use RegionLevel::{City, County, Nation, Province};

/// 层级须与代码相符；开发区在所在区划代码后加后缀；代码不全的不认。
#[test]
fn a_code_tells_its_level_and_a_zone_adds_a_suffix() {
    assert_eq!(site(County, "621002").unwrap().keys.county, "621002");
    assert_eq!(code(site(City, "621002")), Refusal::LevelMismatch.code());
    assert_eq!(code(site(Nation, "000000")), Refusal::LevelMismatch.code(), "部不在这里新建");
    for wrong in ["62100", "62100A", "621002-", "621002-k1", "621002-TOOLONGXX", "000000-KF"] {
        assert_eq!(code(site(County, wrong)), Refusal::BadCode.code(), "{wrong}");
    }
    let zone = site(County, "621002-KF").unwrap();
    assert_eq!((zone.keys.city.as_str(), zone.keys.county.as_str()), ("6210", "621002-KF"));
    let zone = site(City, "500000-LJ").unwrap();
    assert_eq!((zone.keys.prov.as_str(), zone.keys.city.as_str()), ("50", "500000-LJ"));
    assert_eq!(code(site(City, "621000-KF")), Refusal::LevelMismatch.code());
}

/// 区划表中没有的不认，兵团除外；开发区、兵团须填写名称。
#[test]
fn the_name_of_a_division_comes_from_the_table_or_is_owed() {
    let seed = seed::all().unwrap();
    let name = |level, text: &str, given: &str| {
        rules::region_name(&site(level, text).unwrap(), &seed.divisions, given, day("2026-05-20"))
    };
    assert_eq!(name(County, "621002", "随便填的").unwrap(), "甘肃省庆阳市西峰区");
    assert_eq!(name(County, "419001", "").unwrap(), "河南省济源市", "省直管县级市，中间一级不写");
    assert_eq!(name(County, "110101", "").unwrap(), "北京市东城区");
    assert_eq!(code(name(County, "621099", "")), Refusal::UnknownRegion.code());
    assert_eq!(code(name(Province, "660000", "")), Refusal::NoRegionName.code());
    assert_eq!(name(Province, "660000", "新疆生产建设兵团").unwrap(), "新疆生产建设兵团");
    assert_eq!(code(name(County, "621002-KF", " ")), Refusal::NoRegionName.code());
    assert_eq!(name(County, "621002-KF", "西峰工业园区").unwrap(), "甘肃省庆阳市西峰区西峰工业园区");
}

/// 直辖市的区、省直管的县直接隶属省级；不设区县的市没有下级；不得跨辖区、不得平级隶属。
#[test]
fn an_organ_stands_below_one_that_holds_its_division() {
    let below = |above: &Standing, level, text: &str| rules::below(above, &site(level, text).unwrap());
    assert_eq!(below(&organ(Province, "110000"), County, "110101"), Ok(()), "直辖市的区");
    assert_eq!(below(&organ(Province, "410000"), County, "419001"), Ok(()), "省直管县级市");
    assert_eq!(below(&organ(Province, "440000"), City, "441900"), Ok(()), "不设区县的市");
    assert_eq!(below(&organ(Nation, "000000"), Province, "660000"), Ok(()), "兵团");
    assert_eq!(below(&organ(Province, "660000"), City, "660600"), Ok(()), "第六师");
    assert_eq!(below(&organ(City, "621000"), County, "621002-KF"), Ok(()), "开发区");
    for (above, level, text) in [
        (organ(City, "621000"), County, "622925"),
        (organ(County, "621002"), County, "621002-KF"),
        (organ(City, "621000"), City, "621100"),
        (organ(Province, "620000"), City, "441900"),
    ] {
        assert_eq!(code(below(&above, level, text)), Refusal::NotBelow.code(), "{text}");
    }
}

/// 查询范围不窄于管辖范围；只能由上级放宽，不宽于上级自己的范围；自己可以收窄。
#[test]
fn a_reach_is_widened_from_above_only() {
    let county = organ(County, "621002");
    let keys = county.keys();
    let lookup = |reach| rules::lookup(County, &keys, reach);
    assert_eq!(lookup(LookupReach::Own), Scope::County("621002".into()));
    assert_eq!(lookup(LookupReach::City), Scope::City("6210".into()));
    assert_eq!(lookup(LookupReach::Province), Scope::Province("62".into()));
    assert_eq!(lookup(LookupReach::Nation), Scope::Nation);
    let province = organ(Province, "620000");
    assert_eq!(rules::lookup(Province, &province.keys(), LookupReach::City), Scope::Province("62".into()));
    let own = (county.id, &Scope::County("621002".into()));
    assert_eq!(code(rules::reach(&county, LookupReach::City, own)), Refusal::OwnReach.code());
    let above = OrganisationId::new();
    let city = Scope::City("6210".into());
    assert_eq!(rules::reach(&county, LookupReach::City, (above, &city)), Ok(()));
    assert_eq!(code(rules::reach(&county, LookupReach::Province, (above, &city))), Refusal::ReachTooWide.code());
    let wide = Standing { lookup_reach: LookupReach::Province, ..county.clone() };
    assert_eq!(rules::reach(&wide, LookupReach::City, (wide.id, &city)), Ok(()), "自己收窄");
    assert_eq!(rules::reach(&wide, LookupReach::Province, (above, &city)), Ok(()), "没有变");
}

/// 撤销之日起不再行使职权，前一日仍然行使。
#[test]
fn an_organ_acts_until_the_day_before_it_ends() {
    let ended = Standing { ended_on: Some(day("2026-06-01")), ..organ(County, "621002") };
    assert!(ended.acts_on(day("2026-05-31")) && !ended.acts_on(day("2026-06-01")));
    assert!(rules::acts(&ended, day("2026-06-01")).is_err());
    assert_eq!(code(rules::still_there(&ended, day("2026-06-01"))), Refusal::Ended.code());
}

/// 撤销、合并不准的情形。
#[test]
fn an_organ_does_not_end_over_its_people_or_its_children() {
    let (county, city) = (organ(County, "621002"), organ(City, "621000"));
    let today = day("2026-05-20");
    let asked =
        |kind, on: &str| Ending { organ: &county, kind, ended_on: day(on), successor: None, children: 0, users: 3 };
    let judge = |asked| rules::ending(asked, city.id, today);
    let abolished = OrganisationState::Abolished;
    assert_eq!(judge(asked(abolished, "2026-05-21")), Ok(()), "日后撤销，账号到日停用");
    assert_eq!(code(judge(asked(abolished, "2026-05-20"))), Refusal::HasUsers.code());
    assert_eq!(judge(Ending { users: 0, ..asked(abolished, "2026-05-20") }), Ok(()));
    assert_eq!(code(judge(asked(abolished, "2026-05-19"))), Refusal::EndsInThePast.code());
    assert_eq!(code(judge(Ending { children: 1, ..asked(abolished, "2026-06-01") })), Refusal::HasChildren.code());
    assert_eq!(code(judge(asked(OrganisationState::Merged, "2026-06-01"))), Refusal::NoSuccessor.code());
    let itself = Ending { successor: Some(&county), ..asked(OrganisationState::Merged, "2026-06-01") };
    assert_eq!(code(judge(itself)), Refusal::BadSuccessor.code());
    let into_city = Ending { successor: Some(&city), ..asked(OrganisationState::Merged, "2026-06-01") };
    assert_eq!(judge(into_city), Ok(()));
    assert_eq!(code(rules::ending(into_city, county.id, today)), Refusal::OwnEnding.code());
    assert_eq!(code(judge(asked(OrganisationState::Active, "2026-06-01"))), Refusal::Ended.code());
    let gone = Standing { ended_on: Some(day("2026-06-01")), ..county.clone() };
    assert_eq!(code(judge(Ending { organ: &gone, ..asked(abolished, "2026-07-01") })), Refusal::Ended.code());
}

fn place(kind: RemedyKind, is_default: bool, (from, to): (&str, Option<&str>)) -> RemedyPlace {
    RemedyPlace {
        id: RemedyPlaceId::new(),
        kind,
        name: "某地点".into(),
        address: String::new(),
        is_default,
        valid_from: day(from),
        valid_to: to.map(day),
        revision: 1,
        updated_at: Instant(0),
        updated_by: String::new(),
    }
}

/// 每类每日一个默认地点；首尾相接不算重叠，同一天算。
#[test]
fn one_default_of_a_kind_holds_on_each_day() {
    let court = |is_default, from, to| place(RemedyKind::Litigation, is_default, (from, to));
    let known = [court(true, "2020-01-01", Some("2026-05-31"))];
    assert_eq!(rules::place(&court(true, "2026-06-01", None), &known), Ok(()));
    assert_eq!(code(rules::place(&court(true, "2026-05-31", None), &known)), Refusal::TwoDefaults.code());
    assert_eq!(code(rules::place(&court(true, "2019-01-01", None), &known)), Refusal::TwoDefaults.code());
    assert_eq!(rules::place(&court(false, "2019-01-01", None), &known), Ok(()));
    assert_eq!(rules::place(&known[0], &known), Ok(()), "与自己不重叠");
    let reversed = court(false, "2026-06-01", Some("2026-05-31"));
    assert_eq!(code(rules::place(&reversed, &[])), Refusal::BadPeriod.code());
}

/// 2024年1月1日起，同一天只有一个行政复议机关；此前可以有几个。
#[test]
fn since_2024_there_is_one_reconsideration_organ() {
    let organ = |is_default, from, to| place(RemedyKind::Reconsideration, is_default, (from, to));
    let known = [organ(true, "2019-01-01", None)];
    assert_eq!(rules::place(&organ(false, "2019-01-01", Some("2023-12-31")), &known), Ok(()));
    let until = organ(false, "2019-01-01", Some("2024-01-01"));
    assert_eq!(code(rules::place(&until, &known)), Refusal::OneReconsideration.code());
    assert_eq!(code(rules::place(&organ(false, "2030-01-01", None), &known)), Refusal::OneReconsideration.code());
}

/// 已经生效的地点只改地址、默认和截止日期；尚未生效的都可以改。
#[test]
fn a_place_in_force_keeps_its_name() {
    let before = place(RemedyKind::Litigation, true, ("2026-05-20", None));
    let renamed = RemedyPlace { name: "另一个".into(), ..before.clone() };
    let closed = RemedyPlace { valid_to: Some(day("2026-06-30")), ..before.clone() };
    let judge = |after, on: &str| rules::place_change(&before, after, day(on));
    assert_eq!(code(judge(&renamed, "2026-05-20")), Refusal::PlaceInForce.code());
    assert_eq!(judge(&closed, "2026-05-20"), Ok(()));
    assert_eq!(judge(&renamed, "2026-05-19"), Ok(()));
}
