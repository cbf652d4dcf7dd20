//! 核对设备信息 · what was found on site is written back into the enterprise's file, and nobody's word is overwritten.

use crate::path::{STEELWORKS, enterprise_id};
use crate::world::{County, Person, id};
use serde_json::{Value, json};

fn at(key: &str) -> String {
    format!("/enterprises/{}", enterprise_id(key))
}

/// The workshops of an enterprise as they are sent back: without what only the server says.
fn workshops(enterprise: &Value) -> Vec<Value> {
    let mut shops = enterprise["workshops"].as_array().unwrap().clone();
    for shop in &mut shops {
        shop.as_object_mut().unwrap().remove("unit_zh");
        for piece in shop["equipment"].as_array_mut().unwrap() {
            let piece = piece.as_object_mut().unwrap();
            piece.remove("kind_zh");
            piece.remove("spec_unit");
        }
    }
    shops
}

fn pieces(shop: &mut Value) -> &mut Vec<Value> {
    shop["equipment"].as_array_mut().unwrap()
}

/// Name and specification of a piece that stands, if it does.
fn standing(enterprise: &Value, piece: &Value) -> Option<(String, String)> {
    let all = enterprise["workshops"].as_array().unwrap().iter().flat_map(|s| s["equipment"].as_array().unwrap());
    let found = all.into_iter().find(|e| e["id"] == *piece)?;
    let text = |name: &str| found[name].as_str().unwrap().to_owned();
    Some((text("name"), format!("{}{}", text("spec"), text("spec_unit"))))
}

async fn writes_back(who: &Person, seen: &Value, shops: &[Value]) -> crate::world::Answer {
    let path = format!("/enterprises/{}/equipment", seen["id"].as_str().unwrap());
    who.put(&path, &json!({"seen": seen["revision"], "workshops": shops})).await
}

/// Which workshop makes steel, by its place in the list.
fn steelmaking(shops: &[Value]) -> usize {
    shops.iter().position(|s| s["unit"] == "steelmaking" && s["equipment"].as_array().unwrap().len() > 2).unwrap()
}

/// 现场核对的设备写回企业档案：改名、改规格、新增、漏列即核销，再次列入即恢复；每一次都有留痕。
#[tokio::test]
async fn what_was_found_on_site_is_written_back_piece_by_piece() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    let before = zhao.get(&at(STEELWORKS)).await.ok();
    let mut shops = workshops(&before);
    let n = steelmaking(&shops);
    let gone = pieces(&mut shops[n]).pop().unwrap();
    let renamed = pieces(&mut shops[n])[0]["id"].clone();
    pieces(&mut shops[n])[0]["name"] = json!(" 一号转炉（大修后） ");
    pieces(&mut shops[n])[0]["spec"] = json!("135吨");
    let added = id();
    pieces(&mut shops[n]).push(json!({"id": added, "kind": "refining_furnace", "name": "新3号精炼炉", "spec": "120"}));
    assert_eq!(pieces(&mut shops[n])[0]["kind"], "converter");
    let after = writes_back(&zhao, &before, &shops).await.ok();
    assert_eq!(after, zhao.get(&at(STEELWORKS)).await.ok(), "the answer is the file as it is now");
    assert_eq!(after["equipment_count"], before["equipment_count"], "one came, one went");
    assert_eq!(after["updated_by"], "赵明远");
    assert_eq!(standing(&after, &renamed), Some(("一号转炉（大修后）".into(), "135吨".into())));
    assert_eq!(standing(&after, &json!(added)), Some(("新3号精炼炉".into(), "120吨".into())));
    assert_eq!(standing(&after, &gone["id"]), None);
    let mut shops = workshops(&after);
    pieces(&mut shops[n]).push(gone.clone());
    let again = writes_back(&zhao, &after, &shops).await.ok();
    assert!(standing(&again, &gone["id"]).is_some(), "it came back under its own id");
    assert_eq!(again["equipment_count"].as_i64(), after["equipment_count"].as_i64().map(|n| n + 1));
    let subject = before["id"].as_str().unwrap();
    let entries = zhao.get(&format!("/entries?subject_kind=enterprise&subject_id={subject}")).await.ok();
    let acts = entries.as_array().unwrap().iter().filter(|e| e.to_string().contains("核对设备信息")).count();
    assert_eq!(acts, 2, "{entries}");
}

/// 两人先后改同一家企业的设备，后保存的被告知谁在何时改过，先保存的不被覆盖。
#[tokio::test]
async fn the_second_to_write_back_is_told_who_was_first_and_overwrites_nothing() {
    let county = County::new().await;
    let (zhao, qian) = (county.person("zhao").await, county.person("qian").await);
    let seen = zhao.get(&at(STEELWORKS)).await.ok();
    let mut shops = workshops(&seen);
    let n = steelmaking(&shops);
    let piece = pieces(&mut shops[n])[0]["id"].clone();
    pieces(&mut shops[n])[0]["name"] = json!("钱立诚核对的转炉");
    let kept = writes_back(&qian, &seen, &shops).await.ok();
    pieces(&mut shops[n])[0]["name"] = json!("赵明远核对的转炉");
    let told = writes_back(&zhao, &seen, &shops).await.is_refused(409, "request.stale");
    assert_eq!((&told["current"]["by"], &told["current"]["revision"]), (&json!("钱立诚"), &kept["revision"]));
    let now = zhao.get(&at(STEELWORKS)).await.ok();
    assert_eq!(now, kept);
    assert_eq!(standing(&now, &piece).unwrap().0, "钱立诚核对的转炉");
}

/// 设备种类、规格须合行业模型，不合的逐处指明，整份不写入；别家企业的设备编号不能借用。
#[tokio::test]
async fn an_unknown_kind_or_a_wrong_specification_is_refused_at_its_field() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    let before = zhao.get(&at(STEELWORKS)).await.ok();
    let mut shops = workshops(&before);
    let n = steelmaking(&shops);
    pieces(&mut shops[n])[0]["kind"] = json!("time_machine");
    pieces(&mut shops[n])[1]["spec"] = json!("很大");
    let problem = writes_back(&zhao, &before, &shops).await.is_refused(422, "request.invalid");
    let fields: Vec<&str> =
        problem["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap()).collect();
    assert_eq!(fields, [format!("workshops[{n}].equipment[0].kind"), format!("workshops[{n}].equipment[1].spec")]);
    let other = zhao.get(&at("xifeng_hongsheng_steel")).await.ok();
    let mut shops = workshops(&before);
    let borrowed = workshops(&other)[0]["equipment"][0]["id"].clone();
    pieces(&mut shops[n])[0]["id"] = borrowed;
    let answer = writes_back(&zhao, &before, &shops).await;
    assert!((400..500).contains(&answer.status.as_u16()), "{} {}", answer.status, answer.text());
    assert_eq!(zhao.get(&at(STEELWORKS)).await.ok(), before, "nothing was written");
    assert_eq!(zhao.get(&at("xifeng_hongsheng_steel")).await.ok(), other, "nor at the other works");
}

/// 邻县的执法人员改不了，也不知道有这家企业。
#[tokio::test]
async fn the_next_county_finds_no_equipment_to_change() {
    let county = County::new().await;
    let (zhao, wang) = (county.person("zhao").await, county.person("wang").await);
    let before = zhao.get(&at(STEELWORKS)).await.ok();
    writes_back(&wang, &before, &[]).await.is_not_found();
    assert_eq!(zhao.get(&at(STEELWORKS)).await.ok(), before);
}
