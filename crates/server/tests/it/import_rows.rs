//! 批量导入的前后 · how large a file may be, the attributes of industries, and how long the rows of an import are kept

use crate::import::{below, checked, code, columns, good_row, import_of, imported, settled, upload, workbook};
use crate::world::County;
use serde_json::json;

/// A workbook whose sheets are given whole: name, and rows with the headings first.
fn sheets(all: &[(&str, Vec<Vec<String>>)]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in all {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (line, row) in (0_u32..).zip(rows) {
            for (column, text) in (0_u16..).zip(row) {
                sheet.write_string(line, column, text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// 行业属性随表导入、写进导出；导出的再导入没有变化；改一处，差别说这一处。
#[tokio::test]
async fn the_attributes_of_industries_go_in_come_out_and_go_in_again() {
    let county = County::new().await;
    let li = county.person("li").await;
    let code = code(1);
    let own = good_row(&code, "试验面粉厂");
    let (mut headings, mut row): (Vec<String>, Vec<String>) = columns()
        .into_iter()
        .map(|(key, heading)| {
            let value = own.iter().find(|(k, _)| *k == key).map_or("", |(_, value)| *value);
            (heading, value.to_owned())
        })
        .unzip();
    headings.extend(["粉尘涉爆企业：粉尘种类", "粉尘涉爆企业：涉粉作业总人数"].map(str::to_owned));
    row.extend(["粮食、饲料粉尘", "18"].map(str::to_owned));
    import_of(&li, &sheets(&[("企业信息", vec![headings, row])])).await;
    let firm = li.get("/enterprises?q=%E8%AF%95%E9%AA%8C%E9%9D%A2%E7%B2%89").await.ok()["items"][0].clone();
    let shown = li.get(&format!("/enterprises/{}", firm["id"].as_str().unwrap())).await.ok();
    assert_eq!(shown["attributes"], json!({"dust_kind": "grain_feed", "dust_workers_total": "18"}));
    let export = crate::exports::exported(&li, "/enterprise-exports?q=%E8%AF%95%E9%AA%8C%E9%9D%A2%E7%B2%89").await;
    let (headings, mut rows) = (export.headings("执法对象"), export.rows("执法对象"));
    let at = headings.iter().position(|heading| heading == "粉尘涉爆企业：粉尘种类").unwrap();
    assert_eq!((rows[0][at].as_str(), rows[0][at + 1].as_str()), ("粮食、饲料粉尘", "18"));
    // 导出的电话是遮盖的，再导入时补上。
    for (key, telephone) in [("法定代表人电话", "12000000101"), ("联系人电话", "12000000102")] {
        let at = headings.iter().position(|heading| heading == key).unwrap();
        rows[0][at] = telephone.to_owned();
    }
    let again = |rows: &[Vec<String>]| sheets(&[("企业信息", [vec![headings.clone()], rows.to_vec()].concat())]);
    let same = checked(&li, &again(&rows)).await;
    assert_eq!((&same["unchanged_rows"], &same["errors_total"]), (&json!(1), &json!(0)), "{same}");
    rows[0][at] = "木粉尘".to_owned();
    rows[0][at + 1].clear();
    let changed = checked(&li, &again(&rows)).await;
    let told = below(&li, &changed, "rows?state=changed").await["items"][0]["differences"].clone();
    let difference =
        |heading: &str, before: &str, after: &str| json!({"heading": heading, "before": before, "after": after});
    assert_eq!(
        told,
        json!([
            difference("粉尘涉爆企业：粉尘种类", "粮食、饲料粉尘", "木粉尘"),
            difference("粉尘涉爆企业：涉粉作业总人数", "18", ""),
        ])
    );
}

/// 页面上建的企业，导出的文件原样再导入：没有变化，没有错误；电话遮盖着也认得，改过的号码要写全。
#[tokio::test]
async fn what_the_form_made_is_exported_and_the_same_file_comes_in_unchanged() {
    let county = County::new().await;
    let li = county.person("li").await;
    let mut bare = crate::enterprises::facts("往返木业有限公司", &code(77));
    for (field, empty) in
        [("contact_phone", json!("")), ("gb4754", json!("")), ("scale", json!("")), ("employees", json!(null))]
    {
        bare[field] = empty;
    }
    let mut chemical = crate::enterprises::facts("往返化工有限公司", &code(78));
    (chemical["element"], chemical["industries"], chemical["attributes"]) = (json!("危化品"), json!([]), json!({}));
    for facts in [&bare, &chemical] {
        let new = json!({"id": crate::world::id(), "facts": facts, "workshops": [], "draft_id": null});
        li.post("/enterprises", &new).await.ok();
    }
    let export = crate::exports::exported(&li, "/enterprise-exports?q=%E5%BE%80%E8%BF%94").await;
    let same = checked(&li, &export.file).await;
    let told = (&same["rows"], &same["unchanged_rows"], &same["errors_total"]);
    assert_eq!(told, (&json!(2), &json!(2), &json!(0)), "{same}");
    let (headings, mut rows) = (export.headings("执法对象"), export.rows("执法对象"));
    let at = headings.iter().position(|heading| heading == "法定代表人电话").unwrap();
    rows[0][at] = "199****0000".to_owned();
    let other = checked(&li, &sheets(&[("执法对象", [vec![headings], rows].concat())])).await;
    let faults = li.get(&format!("/enterprise-imports/{}/faults", other["id"].as_str().unwrap())).await.ok();
    assert!(faults["items"][0]["sentence"].as_str().unwrap().contains("完整的电话号码"), "{faults}");
}

/// 取消的导入，一天以后清理明细；已导入的，还能撤销就一直保留，三十天以后已不能撤销的才清理，清理后不能撤销。
#[tokio::test]
async fn rows_of_an_import_go_when_nobody_needs_them_and_not_before() {
    let county = County::new().await;
    let li = county.person("li").await;
    let given_up = checked(&li, &workbook(&[&good_row(&code(1), "试验一厂"), &[("name", "缺项厂")]])).await;
    let at = format!("/enterprise-imports/{}", given_up["id"].as_str().unwrap());
    li.post(&format!("{at}/cancellation"), &json!({"seen": given_up["revision"]})).await.ok();
    let untouched = imported(&li, &checked(&li, &workbook(&[&good_row(&code(2), "试验二厂")])).await, false).await;
    let used = imported(&li, &checked(&li, &workbook(&[&good_row(&code(3), "试验三厂")])).await, false).await;
    let swept = async || exchange::import::sweep::run(&county.app).await.unwrap();
    county.hours_pass(23);
    assert_eq!(swept().await, 0, "a cancelled import keeps its rows for a day");
    county.hours_pass(2);
    let li = county.person("li").await;
    assert_eq!((swept().await, swept().await), (1, 0));
    let gone = li.get(&at).await.ok();
    assert_eq!(
        (&gone["is_swept"], &gone["errors_total"], &gone["state"]),
        (&json!(true), &given_up["errors_total"], &json!("cancelled"))
    );
    assert_eq!(below(&li, &given_up, "faults").await["total"], 0);
    assert_eq!(below(&li, &given_up, "rows?state=new").await["total"], 0);
    county.behind("UPDATE enterprises SET revision = revision + 1, updated_by = '李静' WHERE name = '试验三厂'").await;
    county.hours_pass(24 * 28);
    assert_eq!(swept().await, 0, "before thirty days nothing that was imported goes");
    county.hours_pass(24 * 2);
    assert_eq!(swept().await, 1, "what can still be undone stays");
    let li = county.person("li").await;
    let now = li.get(&format!("/enterprise-imports/{}", used["id"].as_str().unwrap())).await.ok();
    assert_eq!((&now["is_swept"], &now["imported"]), (&json!(true), &json!(1)));
    assert_eq!(below(&li, &used, "undoing").await, json!({"can_undo": false, "obstacles": []}));
    let undo = json!({"seen": now["revision"], "reason": "填错了表"});
    let late = li.post(&format!("/enterprise-imports/{}/undoing", used["id"].as_str().unwrap()), &undo).await;
    late.is_refused(409, "exchange.undo_blocked");
    assert_eq!(below(&li, &untouched, "undoing").await["can_undo"], true);
    let undo = json!({"seen": untouched["revision"], "reason": "填错了表"});
    let at = format!("/enterprise-imports/{}", untouched["id"].as_str().unwrap());
    let begun = li.post(&format!("{at}/undoing"), &undo).await.ok();
    assert_eq!(settled(&li, &begun).await["state"], "undone");
}

/// 六十兆以内的收下检查，超过的说明上限；没有收下的不留在盘上。
#[tokio::test]
async fn a_large_workbook_is_taken_up_to_sixty_megabytes_and_nothing_refused_stays_on_disk() {
    let county = County::new().await;
    let li = county.person("li").await;
    upload(&li, &vec![0_u8; 21 * 1024 * 1024]).await.is_refused(422, "exchange.not_xlsx");
    let refused = upload(&li, &vec![0_u8; 61 * 1024 * 1024]).await.is_refused(413, "request.too_large");
    assert!(refused["detail"].as_str().unwrap().contains("60 MB"), "{refused}");
    upload(&li, b"").await.is_refused(422, "request.malformed");
    let kept = upload(&li, &workbook(&[&good_row(&code(1), "试验一厂")])).await.ok();
    settled(&li, &kept).await;
    let scratch = county.dir.as_ref().unwrap().path().join("files/scratch");
    assert_eq!(std::fs::read_dir(scratch).unwrap().count(), 0);
}
