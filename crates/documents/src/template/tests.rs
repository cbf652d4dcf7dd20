//! 文书模板 · tests of the rules

use super::check::unprinted;
use super::rules::{Line, in_force, last_of, standing};
use super::words::sentence;
use super::{TemplateBasis, TemplateStanding};
use lexicon::{LegalDay, OrganisationId, TemplateVersionId};
use proptest::prelude::*;

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

fn line(organ: OrganisationId, no: i64, basis: TemplateBasis, valid_from: &str) -> Line {
    Line { id: TemplateVersionId::new(), organisation_id: organ, no, basis, valid_from: day(valid_from) }
}

/// 先本机关，再由近及远看上级；本机关明定用全国式样的，不再沿用上级。
#[test]
fn the_nearest_organ_that_decided_has_its_way() {
    let [county, city, province] = [(); 3].map(|()| OrganisationId::new());
    let chain = [county, city, province];
    let mut lines = vec![line(province, 1, TemplateBasis::Own, "2026-01-01")];
    let on = day("2026-06-01");
    assert_eq!(in_force(&lines, &chain, on).map(|l| l.id), Some(lines[0].id));
    lines.push(line(city, 1, TemplateBasis::National, "2026-02-01"));
    assert_eq!(in_force(&lines, &chain, on), None, "the city stands between and uses the national template");
    assert_eq!(in_force(&lines, &chain, day("2026-01-31")).map(|l| l.id), Some(lines[0].id));
    lines.push(line(county, 1, TemplateBasis::Own, "2026-03-01"));
    assert_eq!(in_force(&lines, &chain, on).map(|l| l.id), Some(lines[2].id));
    lines.push(line(county, 2, TemplateBasis::Above, "2026-04-01"));
    assert_eq!(in_force(&lines, &chain, on), None, "what is above is the city's decision");
    lines.push(line(city, 2, TemplateBasis::Above, "2026-05-01"));
    assert_eq!(in_force(&lines, &chain, on).map(|l| l.id), Some(lines[0].id));
    assert_eq!(in_force(&lines, &[city], on), None, "a chain without the province");
}

/// 后发布的优先：更早启用的一版发布在后，先前待启用的一版不再启用。
#[test]
fn a_version_published_later_overtakes_one_that_waits() {
    let organ = OrganisationId::new();
    let first = line(organ, 1, TemplateBasis::Own, "2026-07-01");
    let today = day("2026-06-01");
    assert_eq!(standing(std::slice::from_ref(&first), &first, today), TemplateStanding::Waiting);
    let second = line(organ, 2, TemplateBasis::Own, "2026-06-01");
    let lines = [first.clone(), second.clone()];
    assert_eq!(standing(&lines, &first, today), TemplateStanding::Past);
    assert_eq!(standing(&lines, &second, today), TemplateStanding::InForce);
    assert_eq!(in_force(&lines, &[organ], day("2026-08-01")), Some(&lines[1]));
}

proptest! {
    /// 任一日至多一版现行；现行的一版已到启用日期，此后没有更晚发布而已启用的；待启用的各版到日都会启用。
    #[test]
    fn one_version_holds_on_a_day_and_whatever_waits_will_hold(
        days in proptest::collection::vec(1_u8..=28, 0..8), today in 1_u8..=28,
    ) {
        let organ = OrganisationId::new();
        let on = |d: u8| day(&format!("2026-02-{d:02}"));
        let lines: Vec<Line> = days.iter().zip(1..).map(|(d, no)| line(organ, no, TemplateBasis::Own, &on(*d).to_string())).collect();
        let today = on(today);
        let holding: Vec<&Line> = lines.iter().filter(|l| standing(&lines, l, today) == TemplateStanding::InForce).collect();
        prop_assert_eq!(holding.first().copied(), last_of(&lines, organ, today));
        prop_assert!(holding.len() <= 1);
        for held in holding {
            prop_assert!(held.valid_from <= today);
            prop_assert!(lines.iter().all(|l| l.no <= held.no || l.valid_from > today));
        }
        for waits in lines.iter().filter(|l| standing(&lines, l, today) == TemplateStanding::Waiting) {
            prop_assert!(waits.valid_from > today);
            prop_assert_eq!(in_force(&lines, &[organ], waits.valid_from), Some(waits));
        }
    }
}

/// 全国式样印出的必填栏目才要求；折行、留空不算没有印出。
#[test]
fn what_the_national_template_prints_is_owed() {
    let marks: Vec<(String, bool, Vec<String>)> = [("文号", true), ("当事人", true), ("备注", false), ("种类", true)]
        .iter()
        .zip(["栏甲甲目", "栏甲乙目", "栏甲丙目", "栏甲丁目"])
        .map(|((zh, owed), mark)| ((*zh).to_owned(), *owed, vec![mark.to_owned()]))
        .collect();
    let national = "栏甲甲目 栏甲乙目 栏甲丙目";
    assert_eq!(unprinted(&marks, true, ("栏甲甲\n目", national)), ["“当事人”"]);
    assert!(unprinted(&marks, true, ("栏甲 甲目栏甲乙目", national)).is_empty());
}

#[test]
fn messages_are_said_in_chinese() {
    for (message, word) in [
        ("unknown variable: fil", "没有叫“fil”的变量"),
        ("dictionary does not contain key \"pary\"", "没有名为\"pary\"的栏目"),
        ("expected string, found array", "这里要用文字，给的却是列表"),
        ("expected function, found none", "这里要用部件，给的却是空值"),
        ("expected content, string, or none, found integer", "版面内容或者文字或者空值，给的却是整数"),
        ("expected comma", "这里缺少逗号"),
        ("unclosed delimiter", "括号没有成对"),
        ("file not found (searched at /etc/passwd)", "不能读取别的文件"),
        ("failed to load file (access denied)", "外部程序包"),
        ("loop seems to be infinite", "循环没有止境"),
        ("maximum function call depth exceeded", "嵌套太深"),
        ("forbidden function: eval", "模板不能使用“eval”"),
        ("something quite new", "something quite new"),
    ] {
        assert!(sentence(message).contains(word), "{message}: {}", sentence(message));
    }
}
