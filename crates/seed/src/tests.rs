//! 种子数据的检验 · the schema test
//!
//! Every file parses, every reference resolves, and the check itself finds what is broken.

mod industries;

use super::*;
use lexicon::{Citation, LegalDay, RegionCode, RegionKeys, RegionLevel, Term, WorkingDays};

fn seed() -> Seed {
    all().unwrap()
}

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

fn region(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

fn keys(prov: &str, city: &str, county: &str) -> Option<RegionKeys> {
    Some(RegionKeys { prov: prov.into(), city: city.into(), county: county.into() })
}

fn list<'a>(data: &'a mut Seed, key: &str) -> &'a mut Checklist {
    data.checklists.iter_mut().find(|list| list.key == key).unwrap()
}

/// Breaks the data and returns what the check says about it.
fn broken(change: impl FnOnce(&mut Seed)) -> String {
    let mut data = seed();
    change(&mut data);
    data.problems().join("；")
}

#[test]
fn every_file_parses_and_no_file_contradicts_another() {
    let data = files::read().unwrap();
    assert_eq!(data.problems(), Vec::<String>::new());
}

/// 直辖市的全称不重复市名；省直管县级市直接接在省名之后
#[test]
fn full_names_leave_out_the_unnamed_levels() {
    let divisions = seed().divisions;
    for (code, name) in [
        ("621002", "甘肃省庆阳市西峰区"),
        ("622926", "甘肃省临夏回族自治州东乡族自治县"),
        ("110101", "北京市东城区"),
        ("500229", "重庆市城口县"),
        ("419001", "河南省济源市"),
        ("469030", "海南省琼中黎族苗族自治县"),
        ("659001", "新疆维吾尔自治区石河子市"),
        ("620200", "甘肃省嘉峪关市"),
        ("441900", "广东省东莞市"),
        ("110100", "北京市"),
        ("000000", "全国"),
    ] {
        assert_eq!(divisions.full_name(&region(code)).as_deref(), Some(name));
    }
    assert_eq!(divisions.full_name(&region("999999")), None);
}

/// 每一处地方都有省、市、县三级键；不设县的市以市代码作县级键
#[test]
fn irregular_regions_have_a_key_on_every_level() {
    let divisions = seed().divisions;
    assert_eq!(divisions.keys(&region("621002")), keys("62", "6210", "621002"));
    assert_eq!(divisions.keys(&region("110101")), keys("11", "1101", "110101"));
    for childless in ["441900", "442000", "460400", "620200"] {
        assert_eq!(divisions.keys(&region(childless)), keys(&childless[..2], &childless[..4], childless));
    }
    for under_province in ["419001", "429004", "469001", "659001"] {
        let expected = keys(&under_province[..2], &under_province[..4], under_province);
        assert_eq!(divisions.keys(&region(under_province)), expected);
    }
    assert_eq!(divisions.keys(&region("621000")), keys("62", "6210", ""));
    assert_eq!(divisions.keys(&region("620000")), keys("62", "", ""));
    assert_eq!(divisions.keys(&region("620201")), None);
}

#[test]
fn the_middle_level_of_a_municipality_is_called_district() {
    let divisions = seed().divisions;
    let middle = divisions.find(&region("110100")).unwrap();
    assert_eq!((middle.name.as_str(), middle.level), ("市辖区", RegionLevel::City));
    assert_eq!(divisions.find(&region("500200")).unwrap().name, "县");
}

#[test]
fn development_zones_and_towns_are_not_divisions() {
    let divisions = seed().divisions;
    for code in ["620171", "130171", "320590", "441903", "460401", "620293", "710101", "632857"] {
        assert!(divisions.find(&region(code)).is_none(), "{code}");
    }
    assert_eq!(divisions.list.iter().filter(|d| d.level == RegionLevel::Province).count(), 34);
    assert_eq!(divisions.children(&region("621000")).count(), 8);
}

/// 撤县设市以前的案卷仍用旧代码，以后用新代码
#[test]
fn a_renamed_county_is_known_on_both_sides_of_its_day() {
    let divisions = seed().divisions;
    let (county, city) = (divisions.find(&region("540422")).unwrap(), divisions.find(&region("540481")).unwrap());
    assert!(county.is_in_force(day("2022-06-01")) && !city.is_in_force(day("2022-06-01")));
    assert!(!county.is_in_force(day("2024-06-01")) && city.is_in_force(day("2024-06-01")));
}

/// 国务院办公厅 2026 年通知：放假 33 天，调休上班 6 天
#[test]
fn working_days_of_2026_are_those_of_the_notice() {
    let calendar = seed().work_calendar();
    for off in
        ["2026-01-02", "2026-02-16", "2026-02-23", "2026-04-06", "2026-05-05", "2026-06-19", "2026-09-25", "2026-10-07"]
    {
        assert!(!calendar.is_working_day(day(off)), "{off}");
    }
    for working in
        ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10", "2026-02-24", "2026-10-08"]
    {
        assert!(calendar.is_working_day(day(working)), "{working}");
    }
    let first = day("2026-01-01");
    let working = (0..365).filter(|n| calendar.is_working_day(first.plus(*n))).count();
    // 365 天减 104 个周末日和 13 天法定节假日
    assert_eq!(working, 248);
}

/// 调休的周六、周日计入工作日
#[test]
fn a_weekend_turned_workday_counts() {
    let calendar = seed().work_calendar();
    assert_eq!(calendar.end_of_working_days(day("2026-09-18"), WorkingDays(1)), day("2026-09-20"));
    assert_eq!(calendar.end_of_working_days(day("2026-09-30"), WorkingDays(3)), day("2026-10-10"));
}

#[test]
fn a_year_without_a_notice_is_provisional() {
    let provisional: Vec<i16> = seed().calendars.iter().filter(|c| c.provisional).map(|c| c.year).collect();
    assert_eq!(provisional, [2027]);
}

#[test]
fn the_cast_is_complete() {
    let data = seed();
    let roles = |key: &str| data.people.iter().find(|p| p.key == key).unwrap().roles.clone();
    for officer in ["zhao", "qian", "wang", "chu", "han"] {
        assert_eq!(roles(officer), [Role::Officer]);
    }
    assert_eq!(roles("sun"), [Role::Approver]);
    assert_eq!(roles("feng"), [Role::Reviewer]);
    assert_eq!(roles("li"), [Role::BusinessAdmin]);
    assert_eq!(roles("zhou"), [Role::SystemAdmin]);
    assert_eq!(roles("wu"), [Role::SealReviewer]);
    assert_eq!(roles("chen"), [Role::SealUploader]);
    assert_eq!(roles("zheng"), [Role::Officer, Role::Approver]);
    assert_eq!(roles("wei"), [Role::Auditor]);
}

/// 西峰区有三名持有效证件的执法人员，另有一名证件已过期
#[test]
fn one_officer_of_the_county_has_an_expired_certificate() {
    let data = seed();
    let today = day("2026-05-20");
    let valid = |p: &&Person| p.certificate.as_ref().is_some_and(|c| c.valid_from <= today && today <= c.valid_to);
    let officers = || data.people.iter().filter(|p| p.organisation == "xifeng" && p.roles.contains(&Role::Officer));
    assert_eq!(officers().filter(valid).count(), 3);
    assert_eq!(officers().filter(|p| !valid(p)).map(|p| p.key.as_str()).collect::<Vec<_>>(), ["han"]);
}

/// 行政复议法 2023 修订后，地方部门只有本级人民政府一个复议机关
#[test]
fn a_local_organ_has_its_own_government_as_reviewing_organ() {
    let data = seed();
    let organ = |key: &str| data.organisations.iter().find(|o| o.key == key).unwrap();
    assert_eq!(organ("xifeng").reconsideration_organ, "庆阳市西峰区人民政府");
    assert_eq!(organ("ministry").reconsideration_organ, "应急管理部");
    let words: Vec<&str> = data.organisations.iter().map(|o| o.number_region.as_str()).collect();
    assert_eq!(words, ["应急部", "甘", "甘庆", "甘临", "甘庆西", "甘庆镇", "甘临东", "甘临和"]);
}

/// 18号令自 2026-02-01 施行，此前用 15号令；安全生产法按行为时的版本
#[test]
fn the_edition_follows_the_day() {
    let data = seed();
    let edition = |key: &str, on: &str| data.edition_on(key, day(on)).map(|s| s.edition.clone());
    assert_eq!(edition("work_safety_law", "2021-08-31").as_deref(), Some("2014"));
    assert_eq!(edition("work_safety_law", "2021-09-01").as_deref(), Some("2021"));
    assert_eq!(edition("work_safety_penalty_measures", "2026-01-31").as_deref(), Some("2015"));
    assert_eq!(edition("work_safety_penalty_measures", "2026-02-01").as_deref(), Some("2025"));
    assert_eq!(edition("work_safety_law", "2010-01-01"), None);
}

/// 执法规则 R-01 至 R-12、R-21、R-27 和四种文书引用的条款都有登记
#[test]
fn what_rules_and_papers_cite_is_registered() {
    let data = seed();
    let cite = |statute: &str, article: u16, paragraph: Option<u16>, item: Option<u16>| Citation {
        statute: statute.into(),
        article,
        paragraph,
        item,
    };
    let whole = |statute: &str, articles: &[u16]| -> Vec<Citation> {
        articles.iter().map(|a| cite(statute, *a, None, None)).collect()
    };
    let mut wanted = whole("work_safety_law", &[21, 22, 24, 27, 28, 30, 35, 42, 43, 45, 81]);
    wanted.extend(whole("work_safety_law", &(62..=70).collect::<Vec<_>>()));
    wanted.extend(whole("work_safety_law", &(94..=112).collect::<Vec<_>>()));
    wanted.extend(whole("administrative_penalty_law", &[29, 42, 43, 44, 45, 51, 52, 53, 54, 55, 56, 61, 85]));
    wanted.extend(whole("administrative_coercion_law", &[17, 18, 19, 24, 25, 27, 28]));
    wanted.extend(whole("administrative_reconsideration_law", &[20, 22, 23, 24, 25]));
    wanted.extend(whole("administrative_litigation_law", &[44, 45, 46]));
    wanted.extend([
        cite("work_safety_law", 65, Some(1), Some(2)),
        cite("work_safety_law", 65, Some(1), Some(3)),
        cite("work_safety_law", 36, Some(3), None),
        cite("work_safety_law", 41, Some(2), None),
        cite("work_safety_law", 99, None, Some(2)),
        cite("work_safety_law", 103, Some(2), None),
        cite("administrative_coercion_law", 18, None, Some(2)),
    ]);
    for citation in &wanted {
        assert!(data.resolve(citation, day("2026-05-20")).is_some(), "{citation:?}");
    }
    for article in [14, 15, 17] {
        let old = cite("work_safety_penalty_measures", article, None, None);
        assert!(data.resolve(&old, day("2025-12-31")).is_some());
        assert!(data.resolve(&old, day("2026-02-01")).is_none());
    }
}

#[test]
fn the_lists_of_the_special_programmes_have_their_items() {
    let data = seed();
    for (key, count) in [("steel_8", 8), ("dust_6", 6), ("aluminium_7", 7), ("confined_space", 10), ("routine_18", 18)]
    {
        assert_eq!(data.checklists.iter().find(|list| list.key == key).unwrap().items.len(), count, "{key}");
    }
}

/// 应急管理部令第10号：管理类3项、行业类47项、专项类14项，共64项，一项不缺
#[test]
fn the_standard_of_2023_is_complete() {
    let data = seed();
    let lists = || data.checklists.iter().filter(|list| list.key.starts_with("std23_"));
    let mut codes: Vec<&str> = lists().flat_map(|list| &list.items).map(|item| item.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let per_article = [(3, 3), (4, 8), (5, 13), (6, 8), (7, 7), (8, 7), (9, 2), (10, 2), (11, 10), (12, 2), (13, 2)];
    let mut wanted: Vec<String> = per_article
        .iter()
        .flat_map(|(article, count)| (1..=*count).map(move |n| format!("std23-{article}-{n}")))
        .collect();
    wanted.sort_unstable();
    assert_eq!((wanted.len(), codes), (64, wanted.iter().map(String::as_str).collect()));
    for (list, item) in lists().flat_map(|list| list.items.iter().map(move |item| (list, item))) {
        let (article, number) = item.code.strip_prefix("std23-").unwrap().split_once('-').unwrap();
        let clause = Citation {
            statute: "major_hazard_criteria".into(),
            article: article.parse().unwrap(),
            paragraph: None,
            item: Some(number.parse().unwrap()),
        };
        assert!(data.resolve(&clause, list.valid_from).is_some(), "{}", item.code);
        assert!(item.standard_clause.ends_with(&clause.place()), "{}", item.code);
        assert_eq!(item.hazard_level, HazardLevel::Major, "{}", item.code);
    }
}

/// 每个行业至少有一份清单可用；没有专条的行业用不分行业的清单
#[test]
fn every_industry_is_asked_something() {
    let data = seed();
    assert!(data.checklists.iter().any(|list| list.industry.is_empty()));
    let without: Vec<&str> = data
        .industries
        .iter()
        .filter(|industry| !data.checklists.iter().any(|list| list.industry == industry.key))
        .map(|industry| industry.key.as_str())
        .collect();
    assert_eq!(without, ["commerce"]);
}

#[test]
fn a_list_for_every_industry_names_no_units() {
    let said = broken(|d| list(d, "routine_18").items[0].units.push("ironmaking".into()));
    assert!(said.contains("R01不分行业，不能列单元、设备、场所"), "{said}");
}

/// 事故隐患未消除的罚则是第一百〇二条，违反的是第四十一条第二款
#[test]
fn article_41_paragraph_1_is_never_paired_with_102() {
    let said = broken(|data| data.checklists[0].items[0].violated[0].paragraph = Some(1));
    assert!(said.contains("G1把第四十一条第一款与第一百〇二条相配"), "{said}");
}

/// 选中事项，自动选中它适用的设备：起重机在炼铁、炼钢两个单元都适用
#[test]
fn an_item_selects_the_equipment_it_applies_to() {
    let data = seed();
    let item = |code: &str| data.checklists[0].items.iter().find(|i| i.code == code).unwrap();
    assert!(item("G1").applies_to_equipment("steelmaking", "casting_crane"));
    assert!(item("G1").applies_to_equipment("ironmaking", "casting_crane"));
    assert!(!item("G1").applies_to_equipment("steelmaking", "converter"));
    assert!(item("G3").applies_to_place("steelmaking", "rest_room"));
    assert!(!item("G3").applies_to_place("rolling", "rest_room"));
    let steel = data.industries.iter().find(|i| i.key == "steel").unwrap();
    for unit in &steel.units {
        for kind in &unit.equipment {
            assert!(item("G8").applies_to_equipment(&unit.key, &kind.key), "{}", kind.zh);
        }
    }
}

#[test]
fn major_hazards_can_stop_work() {
    for list in seed().checklists {
        for item in list.items.iter().filter(|i| i.hazard_level == HazardLevel::Major) {
            let stops = [Measure::Evacuate, Measure::SuspendProduction, Measure::StopUse];
            assert!(item.measures.iter().any(|m| stops.contains(m)), "{}", item.code);
            assert!(!item.standard_clause.is_empty(), "{}", item.code);
        }
    }
}

#[test]
fn there_are_enough_enterprises_and_one_of_exactly_200_pieces() {
    let data = seed();
    assert!(data.enterprises.len() >= 40);
    let of = |county: &str| data.enterprises.iter().filter(|e| e.region_code.as_str() == county).count();
    assert!(of("621002") >= 20);
    assert!(["621027", "622926", "622925"].iter().all(|county| of(county) > 0));
    for industry in &data.industries {
        assert!(data.enterprises.iter().any(|e| e.industries.contains(&industry.key)), "{}", industry.zh);
    }
    assert!(data.enterprises.iter().filter(|e| e.industries.len() > 1).count() >= 5);
    let big: Vec<&Enterprise> = data.enterprises.iter().filter(|e| e.equipment_count() == 200).collect();
    assert_eq!(big.len(), 1);
    assert_eq!((big[0].key.as_str(), big[0].region_code.as_str()), ("xifeng_kunxin_steel", "621002"));
    assert!(big[0].workshops.len() > 5);
}

#[test]
fn some_names_are_long_and_some_characters_rare() {
    let data = seed();
    assert!(data.enterprises.iter().any(|e| e.name.chars().count() > 25));
    for rare in ['堃', '鄠'] {
        assert!(data.enterprises.iter().any(|e| e.name.contains(rare)), "{rare}");
    }
}

#[test]
fn a_wrong_check_character_is_refused() {
    let wrong = files::read().unwrap().enterprises[0].credit_code.to_string().replace("1Q", "1R");
    assert!(lexicon::CreditCode::parse(&wrong).is_err());
}

#[test]
fn the_check_finds_what_is_broken() {
    let said = broken(|d| d.enterprises[0].phone = "13800000000".into());
    assert!(said.contains("不在演示号段"), "{said}");
    let said = broken(|d| d.enterprises[1].credit_code = d.enterprises[0].credit_code.clone());
    assert!(said.contains("统一社会信用代码“") && said.contains("重复"), "{said}");
    let said = broken(|d| d.enterprises[0].region_code = region("622925"));
    assert!(said.contains("与地址不符"), "{said}");
    let said = broken(|d| d.enterprises[0].workshops[0].equipment[0].kind = "sander".into());
    assert!(said.contains("不能有设备“sander”"), "{said}");
    let said = broken(|d| list(d, "dust_6").items[0].equipment.push("converter".into()));
    assert!(said.contains("D1的设备“converter”不在所列单元里"), "{said}");
    let said = broken(|d| d.checklists[0].items[0].penalised[0].article = 300);
    assert!(said.contains("G1引用的work_safety_law第三百条没有登记"), "{said}");
    let said = broken(|d| d.organisations[4].parent = "linxia".into());
    assert!(said.contains("机构xifeng的上级不对"), "{said}");
    let said = broken(|d| d.organisations[4].reconsideration_organ = "庆阳市应急管理局".into());
    assert!(said.contains("复议机关"), "{said}");
    let said = broken(|d| d.people[0].certificate = None);
    assert!(said.contains("没有执法证件"), "{said}");
    let said = broken(|d| d.statutes[0].effective_to = Some(day("2020-01-01")));
    assert!(said.contains("没有接续的版本"), "{said}");
    let said = broken(|d| d.calendars[1].workdays.push(day("2026-03-02")));
    assert!(said.contains("不在周末"), "{said}");
}

#[test]
fn every_measure_has_its_chinese_term() {
    assert_eq!(Measure::ALL.len(), 11);
    assert_eq!(Measure::StopUse.zh(), "责令停止使用相关设施、设备");
}
