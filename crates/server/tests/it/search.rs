//! 检索 · any two characters are found wherever they stand, and nothing else, within the scope.

use crate::world::{County, Person};
use authority::{Command, Entry, Permit, SubjectKind};
use lexicon::{CreditCode, EnterpriseId, RegionCode};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use registers::enterprise::{EnterpriseState, MoreParticulars, Particulars, store};
use std::collections::BTreeSet;

/// Text in a query string.
pub fn escaped(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// A firm with a number of its own in a county; the caller fills in what the story is about.
pub fn firm(county: &County, n: u32, region: &str) -> Particulars {
    let region = RegionCode::parse(region).unwrap();
    let body = format!("91{}MB{n:07}", region.as_str());
    let code = format!("{body}{}", char::from(CreditCode::check_character(&body).unwrap()));
    Particulars {
        credit_code: CreditCode::parse(&code).unwrap(),
        name: format!("甲{n}"),
        region_name: county.seed.divisions.full_name(&region).unwrap(),
        keys: county.seed.divisions.keys(&region).unwrap(),
        region_code: region,
        address: String::new(),
        legal_person: String::new(),
        legal_title: String::new(),
        phone: String::new(),
        contact: String::new(),
        contact_title: String::new(),
        contact_phone: String::new(),
        industries: vec!["dust".to_owned()],
        is_special: true,
        more: MoreParticulars::default(),
        element: "工贸".to_owned(),
        gb4754: "3489".to_owned(),
        scale: "小型".to_owned(),
        capacity: String::new(),
        employees: 3,
        longitude: None,
        latitude: None,
        state: EnterpriseState::Normal,
    }
}

/// Puts firms on record behind the service's counter.
pub async fn on_record(county: &County, firms: Vec<(EnterpriseId, Particulars)>) {
    let write = county.app.db.write(Permit::of_system("故事"), Command::of_system(), move |tx| {
        Box::pin(async move {
            for (id, firm) in &firms {
                store::insert_or_update(tx, *id, firm).await?;
            }
            tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "故事"), ()).await
        })
    });
    write.await.unwrap();
}

/// All names of a list, page by page; their count is the total.
async fn names(who: &Person, list: &str) -> Vec<String> {
    let (mut out, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = who.get(&format!("{list}&size=10&cursor={cursor}")).await.ok();
        out.extend(page["items"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => {
                assert_eq!(page["total"], out.len());
                return out;
            }
        }
    }
}

/// 检索两个以上任意文字：结果与逐家比对完全一致，不多不少，次序与列表相同；改过的按新的文字检索。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_finds_what_a_comparison_of_every_firm_finds() {
    let county = County::new().await;
    let (zhao, zheng) = (county.person("zhao").await, county.person("zheng").await);
    let letters = prop::sample::select("鑫鑫昆新钢铁（有限）A１9 -%_\"'*:".chars().collect::<Vec<_>>());
    let text = |most: usize| prop::collection::vec(letters.clone(), 1..most).prop_map(String::from_iter);
    let mut runner = TestRunner::new(Config::default());
    let mut make = |most: usize| text(most).new_tree(&mut runner).unwrap().current();
    let mut firms: Vec<(EnterpriseId, Particulars)> = Vec::new();
    for n in 0..60 {
        let region = if n % 3 == 0 { "621027" } else { "621002" };
        let own = firm(&county, n, region);
        let name = format!("{n:02}{}", make(12));
        let own = Particulars { name, address: make(9), legal_person: make(4), contact: make(4), ..own };
        firms.push((EnterpriseId::new(), own));
    }
    on_record(&county, firms.clone()).await;
    for (_, firm) in firms.iter_mut().take(10) {
        firm.address = make(9);
    }
    on_record(&county, firms[..10].to_vec()).await;
    let mut queries: Vec<String> = (0..120).map(|n| make(3 + n % 3)).collect();
    queries.extend(firms.iter().map(|(_, firm)| firm.credit_code.as_str()[9..14].to_owned()).take(5));
    queries.push("MB000".to_owned());
    let (mut asked, mut hits) = (0, 0);
    for query in queries.iter().map(|q| q.trim()).filter(|q| q.chars().count() > 1) {
        let needle = authority::fold(query);
        let holds = |p: &Particulars| {
            let texts = [&p.name, &p.address, &p.legal_person, &p.contact];
            texts.iter().any(|text| authority::fold(text).contains(&needle))
                || authority::fold(p.credit_code.as_str()).contains(&needle)
        };
        for (who, scope) in [(&zhao, "621002"), (&zheng, "62")] {
            let inside = |p: &Particulars| p.region_code.as_str().starts_with(scope) && holds(p);
            let mut expected: Vec<String> =
                firms.iter().filter(|(_, p)| inside(p)).map(|(_, p)| p.name.trim().to_owned()).collect();
            expected.reverse();
            let found = names(who, &format!("/enterprises?q={}", escaped(query))).await;
            let found: Vec<String> =
                found.into_iter().filter(|n| n.as_bytes()[0].is_ascii_digit()).map(|n| n.trim().to_owned()).collect();
            assert_eq!(found, expected, "“{query}” {scope}");
            hits += found.len();
            let mut expected: BTreeSet<String> = expected.into_iter().collect();
            for sort in ["updated", "placed"] {
                let other = names(who, &format!("/enterprises?sort={sort}&q={}", escaped(query))).await;
                let other = other.into_iter().filter(|n| n.as_bytes()[0].is_ascii_digit()).map(|n| n.trim().to_owned());
                let other: BTreeSet<String> = other.collect();
                assert_eq!(other, expected, "“{query}” {scope} {sort}");
                expected = other;
            }
        }
        asked += 1;
    }
    assert!(asked > 40 && hits > 100, "{asked} {hits}");
}

/// 电话按整个号码检索，几位数字查不到：列表上的号码是打码的。跨区域查询不按人员和电话。
#[tokio::test]
async fn a_phone_is_found_whole_and_people_are_not_looked_up_from_elsewhere() {
    let county = County::new().await;
    let (zhao, wang) = (county.person("zhao").await, county.person("wang").await);
    let own = Particulars {
        name: "陇东清泉玻璃厂".to_owned(),
        legal_person: "阎百川".to_owned(),
        phone: "12000007788".to_owned(),
        contact_phone: "0934-8217788".to_owned(),
        ..firm(&county, 1, "621002")
    };
    on_record(&county, vec![(EnterpriseId::new(), own)]).await;
    for (query, count) in [
        ("12000007788", 1),
        ("8217788", 1),
        ("0934 8217788", 1),
        ("7788", 0),
        ("2000007788", 0),
        ("百川", 1),
        ("清泉", 1),
    ] {
        let found = names(&zhao, &format!("/enterprises?q={}", escaped(query))).await;
        assert_eq!(found.len(), count, "{query}");
    }
    let elsewhere = |text: &str| format!("/enterprise-lookups?q={}", escaped(text));
    assert_eq!(wang.get(&elsewhere("清泉")).await.ok().as_array().unwrap().len(), 1);
    for personal in ["百川", "12000007788"] {
        assert_eq!(wang.get(&elsewhere(personal)).await.ok(), serde_json::json!([]), "{personal}");
    }
    let all: BTreeSet<String> =
        names(&wang, &format!("/enterprises?q={}", escaped("清泉"))).await.into_iter().collect();
    assert!(all.is_empty());
}

/// 一个字只在一县之内逐家比对，省、市须输入两个字。
#[tokio::test]
async fn one_character_is_enough_in_a_county_only() {
    let county = County::new().await;
    let (zhao, zheng) = (county.person("zhao").await, county.person("zheng").await);
    assert!(!names(&zhao, &format!("/enterprises?q={}", escaped("鑫"))).await.is_empty());
    let told = zheng.get(&format!("/enterprises?q={}", escaped("鑫"))).await;
    assert_eq!(told.status, 422);
    assert!(told.text().contains("两个字"), "{}", told.text());
}

/// 升级前的企业在启动时补进索引，中断了接着补，补完不再重来。
#[tokio::test]
async fn firms_from_before_the_index_are_found_after_the_next_start() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    let list = format!("/enterprises?q={}", escaped("公司"));
    let before = names(&zhao, &list).await;
    assert!(before.len() > 3);
    county.behind("DELETE FROM enterprise_search").await;
    if county.is_embedded() {
        county.behind("DELETE FROM enterprise_search_terms").await;
    }
    assert!(names(&zhao, &list).await.is_empty());
    let fill = || registers::enterprise::index_store::fill(&county.app.db);
    assert_eq!(fill().await.unwrap(), i64::try_from(county.seed.enterprises.len()).unwrap());
    assert_eq!(names(&zhao, &list).await, before);
    assert_eq!(fill().await.unwrap(), 0);
}

/// Pieces of the embedded engine's index.
async fn pieces(county: &County) -> i64 {
    if !county.is_embedded() {
        return 1;
    }
    let all = database::q("SELECT count(DISTINCT segid) FROM enterprise_search_terms_idx");
    let found: Result<(i64,), database::Error> =
        county.engine.read(move |c| Box::pin(async move { c.one(&all).await })).await;
    found.unwrap().0
}

/// 索引写得零碎，停下来三秒之后并起来；并起来以前、以后查到的一样，正在写的时候不并。
#[tokio::test]
async fn the_index_is_put_in_order_when_nothing_is_written_and_finds_the_same() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    for n in 0..24 {
        let firms = (0..3).map(|of| (EnterpriseId::new(), firm(&county, n * 3 + of, "621002"))).collect();
        on_record(&county, firms).await;
    }
    let list = format!("/enterprises?size=100&q={}", escaped("甲1"));
    let before = names(&zhao, &list).await;
    assert_eq!(before.len(), 11, "甲1 and 甲10 to 甲19");
    let scattered = pieces(&county).await;
    county.app.clock.pass(2_999);
    assert!(!county.app.db.settle_search(authority::Index::ENTERPRISES).await.unwrap());
    assert_eq!(pieces(&county).await, scattered, "written just now");
    county.app.clock.pass(1);
    while county.app.db.settle_search(authority::Index::ENTERPRISES).await.unwrap() {}
    assert!(scattered > 1 || !county.is_embedded());
    assert_eq!(pieces(&county).await, 1);
    assert_eq!(names(&zhao, &list).await, before);
}
