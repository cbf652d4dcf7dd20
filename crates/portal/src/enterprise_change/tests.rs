//! An entry as it is read, as sentences.

use super::FieldChange;
use super::rules::fields;
use serde_json::{Value, json};

fn read(before: &Value, after: &Value) -> Vec<(String, String, String)> {
    let seed = seed::all().unwrap();
    let lines = fields(&seed, before, after);
    lines.into_iter().map(|FieldChange { label, before, after }| (label, before, after)).collect()
}

fn line(label: &str, before: &str, after: &str) -> (String, String, String) {
    (label.to_owned(), before.to_owned(), after.to_owned())
}

fn shop(equipment: &Value) -> Value {
    json!({"id": "w1", "industry": "steel", "unit": "steelmaking", "name": "炼钢厂", "places": ["operation_room"], "equipment": equipment})
}

/// 变更逐项写明，用表单上的中文名称，代码译成中文；没有变的不列。
#[test]
fn fields_and_codes_are_told_in_the_words_of_the_form() {
    let before = json!({"contact": "王万年", "state": "normal", "industries": ["steel"], "gb4754": "3120", "revision": 3, "name": "甲"});
    let after = json!({"contact": "李国栋", "state": "suspended", "industries": ["steel", "dust"], "gb4754": "3212", "revision": 4, "name": "甲"});
    let expected = [
        line("联系人", "王万年", "李国栋"),
        line("行业类型", "钢铁企业", "钢铁企业、粉尘涉爆企业"),
        line("国民经济行业", "3120 炼钢", "3212 铅锌冶炼"),
        line("状态", "正常", "停产"),
    ];
    assert_eq!(read(&before, &after), expected);
}

/// 电话只显示首尾几位，以前的留痕里没有脱敏的也一样。
#[test]
fn a_telephone_number_is_masked_whatever_the_entry_keeps() {
    let told = read(&json!({"phone": "12000001001"}), &json!({"phone": "120****1002"}));
    assert_eq!(told, [line("联系电话", "120****1001", "120****1002")]);
}

/// 设备逐台写明：改名、改规格、新增、删除；核对设备信息和批量导入的留痕也能读。
#[test]
fn equipment_is_told_piece_by_piece_from_every_shape_of_entry() {
    let one = |name: &str, spec: &str| json!({"id": "e1", "kind": "converter", "name": name, "spec": spec});
    let before = json!([shop(
        &json!([one("1号转炉", "120"), {"id": "e2", "kind": "converter", "name": "2号转炉", "spec": "80"}])
    )]);
    let after = json!([shop(&json!([one("一号转炉", "135")]))]);
    let expected = [
        line("炼钢 / 炼钢厂 设备", "1号转炉（转炉，120吨）", "一号转炉（转炉，135吨）"),
        line("炼钢 / 炼钢厂 设备", "2号转炉（转炉，80吨）", ""),
    ];
    assert_eq!(read(&before, &after), expected);
    let imported =
        json!([{"credit_code": "91621002000001011Q", "name": "甲"}, [shop(&json!([one("1号转炉", "120")]))]]);
    let told = read(&Value::Null, &imported);
    assert_eq!(told[0], line("企业名称", "", "甲"));
    assert_eq!(told[2], line("厂/分厂/车间", "", "炼钢 / 炼钢厂"));
    assert_eq!(told[3], line("炼钢 / 炼钢厂 设备", "", "1号转炉（转炉，120吨）"));
    assert_eq!(told.len(), 4);
}

/// 行业属性用行业文件中的名称和选项。
#[test]
fn attributes_are_told_by_the_industry_files() {
    let before = json!({"attributes": {"dust_kind": "wood"}});
    let after = json!({"attributes": {"dust_kind": "coal", "dust_workers_total": "12"}});
    assert_eq!(read(&before, &after), [line("粉尘种类", "木粉尘", "煤粉"), line("涉粉作业总人数", "", "12人")]);
    assert_eq!(read(&Value::Null, &Value::Null), []);
}
