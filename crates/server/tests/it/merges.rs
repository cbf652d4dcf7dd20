//! 合并与撤销 · whatever was chosen, undoing gives both files back, and nothing is left homeless.

use crate::duplicates::{look, merging, pair_of, twin};
use crate::path::{STEELWORKS, enterprise_id};
use crate::search::{escaped, firm, on_record};
use crate::world::{County, TrailLine};
use lexicon::EnterpriseId;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use registers::enterprise::Particulars;
use serde_json::{Value, json};

/// What of a file a merge could change.
fn told(mut file: Value) -> Value {
    for moving in ["revision", "updated_at", "updated_by"] {
        file.as_object_mut().unwrap().remove(moving);
    }
    file
}

/// Whether a workshop that would stand with the survivor is of none of these industries.
fn has_homeless_shop(industries: &Value, (own, other, taken): (&Value, &Value, &[Value])) -> bool {
    let shops = |file: &Value| file["workshops"].as_array().unwrap().clone();
    let stay = shops(own).into_iter().chain(shops(other).into_iter().filter(|shop| taken.contains(&shop["id"])));
    stay.into_iter().any(|shop| !industries.as_array().unwrap().contains(&shop["industry"]))
}

/// 取了另一家的行业类型，保留的企业自己的车间没有了所属行业的，不准合并，没有接收车间的也一样。
#[tokio::test]
async fn a_merge_leaves_no_workshop_of_an_industry_the_firm_no_longer_has() {
    let county = County::new().await;
    let li = county.person("li").await;
    let works: EnterpriseId = enterprise_id(STEELWORKS).parse().unwrap();
    let seeded = county.seed.enterprises.iter().find(|e| e.key == STEELWORKS).unwrap();
    let copy = EnterpriseId::new();
    let double = Particulars { name: seeded.name.clone(), ..firm(&county, 901, "621002") };
    on_record(&county, vec![(copy, double)]).await;
    look(&li).await;
    let pair = pair_of(&li, works, copy).await.unwrap();
    let at = format!("/duplicates/{}", pair["id"].as_str().unwrap());
    let seen = li.get(&at).await.ok();
    let refused = li.post(&format!("{at}/merging"), &merging(&seen, works, &["industries"], &[])).await;
    assert!(refused.text().contains("企业没有这一行业类型"), "{}", refused.text());
    refused.is_refused(422, "request.invalid");
    assert_eq!(li.get(&at).await.ok(), seen, "nothing was changed");
    li.post(&format!("{at}/merging"), &merging(&seen, works, &[], &[])).await.ok();
}

/// 先合并再撤销，两家的档案（含设备）和检索结果都同合并之前一样，不论保留哪一家、取哪些项、接收哪些车间。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn merging_and_undoing_leaves_both_files_and_the_search_as_they_were() {
    let county = County::new().await;
    let li = county.person("li").await;
    let works: EnterpriseId = enterprise_id(STEELWORKS).parse().unwrap();
    let seeded = county.seed.enterprises.iter().find(|e| e.key == STEELWORKS).unwrap();
    let copy = EnterpriseId::new();
    let double = Particulars {
        name: seeded.name.clone(),
        address: "西峰区纬七路新址".to_owned(),
        legal_person: "阎百川".to_owned(),
        industries: vec!["steel".to_owned(), "dust".to_owned()],
        ..firm(&county, 901, "621002")
    };
    on_record(&county, vec![(copy, double)]).await;
    look(&li).await;
    let pair = pair_of(&li, works, copy).await.unwrap();
    let at = format!("/duplicates/{}", pair["id"].as_str().unwrap());
    let fields: Vec<String> = li.get(&at).await.ok()["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["field"].as_str().unwrap().to_owned())
        .collect();
    let searches = ["新址", "百川", "昆新", "堃鑫", "钢铁"].map(|text| format!("/enterprises?q={}", escaped(text)));
    let mut runner = TestRunner::new(Config::default());
    for round in 0..12 {
        let before = li.get(&at).await.ok();
        let mut found = Vec::new();
        for search in &searches {
            found.push(li.get(search).await.ok());
        }
        let survivor = if round % 2 == 0 { works } else { copy };
        let other =
            if (before["left"]["id"] == json!(works)) == (survivor == works) { "right_file" } else { "left_file" };
        let shops: Vec<Value> =
            before[other]["workshops"].as_array().unwrap().iter().map(|shop| shop["id"].clone()).collect();
        let all = fields.len();
        let take = proptest::sample::subsequence(fields.clone(), 0..=all).new_tree(&mut runner).unwrap().current();
        let taken =
            proptest::sample::subsequence(shops.clone(), 0..=shops.len()).new_tree(&mut runner).unwrap().current();
        let take: Vec<&str> = take.iter().map(String::as_str).collect();
        let own = if other == "left_file" { "right_file" } else { "left_file" };
        let kept = if take.contains(&"industries") { other } else { own };
        let lost = has_homeless_shop(&before[kept]["industries"], (&before[own], &before[other], &taken));
        let answer = li.post(&format!("{at}/merging"), &merging(&before, survivor, &take, &taken)).await;
        if lost {
            // 取了另一家的行业类型，自己的车间就没有了行业：不准，什么也没有变。
            assert!(answer.text().contains("企业没有这一行业类型"), "{}", answer.text());
            assert_eq!(li.get(&at).await.ok(), before);
            continue;
        }
        let merge = answer.ok();
        let during = li.get(&at).await.ok();
        let gone = if other == "left_file" { "left" } else { "right" };
        assert_eq!((&during[gone]["state"], &during["state"]), (&json!("struck_off"), &json!("merged")));
        let undoing = format!("/enterprise-merges/{}/undoing", merge["id"].as_str().unwrap());
        li.post(&undoing, &json!({"seen": 1, "reason": "并错了"})).await.ok();
        let after = li.get(&at).await.ok();
        for side in ["left_file", "right_file"] {
            assert_eq!(told(after[side].clone()), told(before[side].clone()), "{take:?}");
        }
        for (search, mut before) in searches.iter().zip(found) {
            let mut now = li.get(search).await.ok();
            for page in [&mut before, &mut now] {
                page["items"].as_array_mut().unwrap().iter_mut().for_each(|row| {
                    row.as_object_mut().unwrap().remove("updated_at");
                });
            }
            assert_eq!(now, before, "{search}");
        }
    }
}

/// 合并和撤销合并的留痕里没有一个完整的电话号码，两家的都没有；遮盖的在，看得出换过。
#[tokio::test]
async fn the_trail_of_a_merge_and_of_its_undoing_tells_no_whole_telephone_number() {
    let county = County::new().await;
    let li = county.person("li").await;
    let numbers = ["12000001357", "12000002468", "12000003579", "12000004680"];
    let [phone, contact_phone, other, other_contact] = numbers.map(str::to_owned);
    let (a, b) = (EnterpriseId::new(), EnterpriseId::new());
    let first = Particulars { phone, contact_phone, ..twin(&county, 500, "621002") };
    let second = Particulars { phone: other, contact_phone: other_contact, ..twin(&county, 987, "621002") };
    on_record(&county, vec![(a, first), (b, second)]).await;
    look(&li).await;
    let pair = pair_of(&li, a, b).await.unwrap();
    let at = format!("/duplicates/{}", pair["id"].as_str().unwrap());
    let seen = li.get(&at).await.ok();
    let merge = li.post(&format!("{at}/merging"), &merging(&seen, a, &["phone", "contact_phone"], &[])).await.ok();
    let undoing = format!("/enterprise-merges/{}/undoing", merge["id"].as_str().unwrap());
    li.post(&undoing, &json!({"seen": 1, "reason": "并错了"})).await.ok();
    let trail = county.trail().await;
    for (act, was, is) in [("合并企业", "1357", "3579"), ("撤销合并", "3579", "1357")] {
        let masked = |end: &str| format!("120****{end}");
        let told = |line: &&TrailLine| line.act == act && line.before_json.contains(&masked(was));
        let line = trail.iter().find(told).unwrap_or_else(|| panic!("{act} {was}"));
        assert!(line.after_json.contains(&masked(is)), "{}", line.after_json);
    }
    for line in &trail {
        let whole =
            numbers.iter().find(|number| line.before_json.contains(*number) || line.after_json.contains(*number));
        assert!(whole.is_none(), "{} tells {whole:?}: {} {}", line.act, line.before_json, line.after_json);
    }
    let shown = li.get(&format!("/entries?subject_kind=enterprise&subject_id={a}")).await.ok().to_string();
    assert!(shown.contains("合并企业") && !numbers.iter().any(|number| shown.contains(number)), "{shown}");
}
