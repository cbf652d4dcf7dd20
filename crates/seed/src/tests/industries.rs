//! 行业文件 · a file with a fault is refused, and the sentence names file, key and fault

use crate::{SeedError, files};

const STEEL: &str = include_str!("../../../../seed/industries/steel.toml");

/// What is said about the steel file after the first `old` was replaced by `new`.
fn said(old: &str, new: &str) -> String {
    assert!(STEEL.contains(old), "{old}");
    let text: &'static str = Box::leak(STEEL.replacen(old, new, 1).into_boxed_str());
    match files::industry(("industries/steel.toml", text)) {
        Err(error @ SeedError::Shape { .. }) => error.to_string(),
        Err(other) => panic!("{other}"),
        Ok(industry) => {
            let mut data = super::seed();
            data.industries.retain(|other| other.key != "steel");
            data.industries.push(industry);
            data.problems().join("；")
        }
    }
}

/// 键写错、漏写、类型不对：读不成行业模型，句子里有文件名和键名。
#[test]
fn a_file_of_another_shape_is_refused_by_file_and_key() {
    for (old, new, key) in [
        ("edition = \"2021\"\n", "", "edition"),
        ("valid_from = \"2021-09-01\"", "valid_from = \"2021-02-30\"", "valid_from"),
        ("ordinal = 1", "ordinal = \"一\"", "ordinal"),
        ("key = \"steel\"", "key = \"steel\"\nchecklist = \"steel_8\"", "checklist"),
        ("count_unit = \"座\", ", "", "count_unit"),
        ("spec = { label = \"有效容积\", unit = \"立方米\" }", "spec = { label = \"有效容积\" }", "unit"),
    ] {
        let said = said(old, new);
        assert!(said.starts_with("industries/steel.toml：") && said.contains(key), "{key}: {said}");
    }
}

/// 内容有错：每种错都点出文件、键和错在哪里。
#[test]
fn every_fault_of_an_industry_file_is_named_with_file_and_key() {
    for (old, new, sentence) in [
        ("key = \"steel\"", "key = \"Steel\"", "key：“Steel”不合规则"),
        ("key = \"steel\"", "key = \"iron\"", "key：文件名应为iron.toml"),
        ("zh = \"钢铁企业\"", "zh = \"钢铁、炼铁企业\"", "zh：“钢铁、炼铁企业”为空、过长或者有分隔符"),
        ("\"钢铁设备信息\"", "\"钢铁/设备\"", "equipment_tab：“钢铁/设备”不能作工作表的名称"),
        ("ordinal = 1", "ordinal = 0", "ordinal：从1起"),
        ("edition = \"2021\"", "edition = \"\"", "edition：没有写版次"),
        ("key = \"rolling\"", "key = \"steelmaking\"", "unit：生产单元“steelmaking”重复"),
        ("zh = \"轧钢\"", "zh = \"炼钢\"", "unit：生产单元名称“炼钢”重复"),
        ("key = \"rolling\"", "key = \"轧钢\"", "unit.轧钢：键或者名称不合规则"),
        ("key = \"hot_stove\"", "key = \"blast_furnace\"", "unit.ironmaking：设备“blast_furnace”重复"),
        ("key = \"hot_stove\"", "key = \"hot stove\"", "unit.ironmaking.hot stove：键或者名称不合规则"),
        ("count_unit = \"座\"", "count_unit = \"\"", "unit.ironmaking.blast_furnace.count_unit：量词不是一两个字"),
        ("unit = \"立方米\"", "unit = \"\"", "unit.ironmaking.blast_furnace.spec：规格没有名目或者计量单位"),
        ("\"{n}号高炉\"", "\"高炉\"", "unit.ironmaking.blast_furnace.default_name：默认名称没有序号{n}"),
        ("label = \"额定起重量\"", "label = \"起重量\"", "unit.steelmaking.casting_crane：与前面的定义不同"),
        ("zh = \"热风炉\"", "zh = \"高炉\"", "unit.ironmaking.hot_stove.zh：“高炉”是另一种设备的名称"),
        ("key = \"meeting_room\"", "key = \"operation_room\"", "place：场所“operation_room”重复"),
        ("zh = \"会议室\"", "zh = \"会议室；值班室\"", "place.meeting_room：键或者名称不合规则"),
        (
            "[[place]]",
            "[[attribute]]\nscope = \"enterprise\"\nkey = \"crew\"\nzh = \"人数\"\nunit = \"人\"\n\
             choices = [{ key = \"a\", zh = \"甲\" }, { key = \"a\", zh = \"乙\" }]\n\n[[place]]",
            "attribute.crew：不能既有计量单位又有选项",
        ),
    ] {
        let said = said(old, new);
        assert!(said.contains(&format!("industries/steel.toml：{sentence}")), "{sentence}\n{said}");
    }
}

/// 行业之间不能重复，清单不能早于行业模型。
#[test]
fn an_industry_is_refused_beside_another_of_the_same_name_and_before_its_own_day() {
    for (old, new, sentence) in [
        ("ordinal = 1", "ordinal = 2", "行业序号“2”重复"),
        ("zh = \"钢铁企业\"", "zh = \"粉尘涉爆企业\"", "行业名称“粉尘涉爆企业”重复"),
        ("\"钢铁设备信息\"", "\"粉尘设备信息\"", "设备标签“粉尘设备信息”重复"),
        ("valid_from = \"2021-09-01\"", "valid_from = \"2022-01-01\"", "钢铁8项早于其行业模型施行"),
        ("key = \"converter\"", "key = \"bof\"", "G5的设备“converter”不在所列单元里"),
    ] {
        let said = said(old, new);
        assert!(said.contains(sentence), "{sentence}\n{said}");
    }
}

/// 加一个行业就是加一个文件：文件夹里的每个文件都在，没有别的名单。
#[test]
fn every_file_of_the_folder_is_an_industry() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seed/industries");
    let mut on_disk: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| format!("industries/{}", entry.unwrap().file_name().into_string().unwrap()))
        .collect();
    let mut embedded: Vec<String> = super::seed().industries.into_iter().map(|industry| industry.file).collect();
    on_disk.sort();
    embedded.sort();
    assert_eq!(embedded, on_disk);
}
