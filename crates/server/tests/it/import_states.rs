//! 导入与核销 · what an import may not do: strike off, bring back.

use crate::import::{below, checked, code, good_row, imported, workbook};
use crate::world::County;
use serde_json::json;

/// 核销、恢复各有自己的程序和原因：导入既不核销谁，也不恢复谁；已核销的一行不动，说出到哪里去办。
#[tokio::test]
async fn an_import_strikes_nobody_off_and_brings_nobody_back() {
    let county = County::new().await;
    let li = county.person("li").await;
    let code = code(1);
    imported(&li, &checked(&li, &workbook(&[&good_row(&code, "试验一厂")])).await, false).await;
    let with_state = |state| {
        let mut row = good_row(&code, "改名一厂");
        row.iter_mut().filter(|(key, _)| *key == "state").for_each(|cell| cell.1 = state);
        row
    };
    let sentence = async |row: &[(&str, &str)]| {
        let report = checked(&li, &workbook(&[row])).await;
        assert_eq!((&report["good_rows"], &report["errors_total"]), (&json!(0), &json!(1)), "{report}");
        below(&li, &report, "faults").await["items"][0]["sentence"].as_str().unwrap().to_owned()
    };
    assert!(sentence(&with_state("核销")).await.contains("由导入办理"));
    let firm = li.get(&format!("/enterprises?q={code}")).await.ok()["items"][0].clone();
    let at = format!("/enterprises/{}", firm["id"].as_str().unwrap());
    let seen = li.get(&at).await.ok()["revision"].clone();
    let off = json!({"seen": seen, "cause": "closed", "reason": "已关闭", "despite_open_work": false});
    li.post(&format!("{at}/striking-off"), &off).await.ok();
    assert!(sentence(&with_state("正常")).await.contains("办理“恢复”"));
    assert_eq!(li.get(&at).await.ok()["state_reason"], "关闭、取缔：已关闭");
}
