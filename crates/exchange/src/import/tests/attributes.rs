//! Attributes of industries in a workbook.

use super::{Checked, HEADINGS, PIECE_HEADINGS, book, checked, code, firm, found};
use crate::columns::columns;
use crate::import::attributes::{after, key, only_of};
use crate::import::check::keep;
use crate::import::difference::{differences, texts};
use crate::import::judge::Whole;
use crate::import::pieces::merge;
use registers::enterprise::Attributes;

/// 一家粉尘涉爆企业，另填几列属性。
fn dusty(more: &[(&str, &str)]) -> Vec<u8> {
    let headings: Vec<&str> = HEADINGS.iter().copied().chain(more.iter().map(|(heading, _)| *heading)).collect();
    let mut row = firm(1);
    row[10] = "粉尘涉爆企业".to_owned();
    row.extend(more.iter().map(|(_, text)| (*text).to_owned()));
    book(&[("企业信息", &headings, vec![row])])
}

/// 一处有限空间，另填几列属性。
fn tank(more: &[(&str, &str)]) -> Checked {
    let headings: Vec<&str> = PIECE_HEADINGS.iter().copied().chain(more.iter().map(|(heading, _)| *heading)).collect();
    let mut row = firm(1);
    row[10] = "涉有限空间企业".to_owned();
    let own = code(1);
    let piece = [own.as_str(), "地下有限空间", "水处理站", "", "污水池", "1号池", "30"];
    let piece = piece.iter().map(|t| (*t).to_owned()).chain(more.iter().map(|(_, text)| (*text).to_owned()));
    checked(book(&[("企业信息", &HEADINGS, vec![row]), ("有限空间信息", &headings, vec![piece.collect()])])).unwrap()
}

fn some(pairs: &[(&str, &str)]) -> Attributes {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// 企业的行业属性读得出：选项存代码，数字存数字；空着的没有。
#[test]
fn the_attributes_of_an_industry_are_read_from_their_columns() {
    let bytes = dusty(&[
        ("粉尘涉爆企业：粉尘种类", "木粉尘"),
        ("粉尘涉爆企业：涉粉作业总人数", "12"),
        ("粉尘涉爆企业：爆炸危险区域", ""),
    ]);
    let checked = checked(bytes).unwrap();
    assert_eq!(checked.errors, []);
    let told = some(&[("dust_kind", "wood"), ("dust_workers_total", "12")]);
    assert_eq!(checked.firms[0].more.attributes, told);
    let seed = seed::all().unwrap();
    let written: Vec<String> = texts(&seed, &checked.firms[0])
        .into_iter()
        .filter(|(key, text)| key.starts_with("attributes.") && !text.is_empty())
        .map(|(_, text)| text)
        .collect();
    assert_eq!(written, ["木粉尘", "12"], "as they were written");
}

/// 与页面同一规则：选项之外的、不是整数的、没有填这种行业类型的，都在单元格指出。
#[test]
fn a_wrong_attribute_is_reported_at_its_cell() {
    let faults = found(dusty(&[
        ("粉尘涉爆企业：粉尘种类", "糖粉"),
        ("粉尘涉爆企业：涉粉作业总人数", "十二"),
        ("涉氨制冷企业：系统充氨量", "300"),
    ]));
    let columns: Vec<(&str, &str)> = faults.iter().map(|(_, _, column, heading)| (&**column, &**heading)).collect();
    assert_eq!(
        columns,
        [("T", "粉尘涉爆企业：粉尘种类"), ("U", "粉尘涉爆企业：涉粉作业总人数"), ("V", "涉氨制冷企业：系统充氨量")]
    );
}

/// 文件里没有的属性列，不因导入而失去；有列而空着的，照空着的更新；不再是这种行业的，属性随之去掉。
#[test]
fn attributes_without_a_column_are_kept_and_fall_away_with_their_industry() {
    let first = dusty(&[("粉尘涉爆企业：粉尘种类", "木粉尘"), ("粉尘涉爆企业：涉粉作业总人数", "12")]);
    let before = checked(first).unwrap().firms.remove(0);
    let mut now = checked(dusty(&[("粉尘涉爆企业：粉尘种类", "")])).unwrap().firms.remove(0);
    keep(&mut now, &before, |name| name == key("dust_kind"));
    assert_eq!(now.more.attributes, some(&[("dust_workers_total", "12")]));
    let seed = seed::all().unwrap();
    only_of(&seed, &["steel".to_owned()], &mut now.more.attributes);
    assert_eq!(now.more.attributes, Attributes::new());
}

/// 设备的属性在设备表：没有这一列的不变，空着的去掉；差别逐项说明；没有设备的行不能填。
#[test]
fn the_attributes_of_a_piece_are_read_kept_and_told() {
    let first = tank(&[("位置", "厂区东"), ("数量", "2"), ("主要危险", "硫化氢")]);
    assert_eq!(first.errors, []);
    let pieces: Vec<_> = first.pieces.into_iter().map(|(_, piece)| piece).collect();
    let standing = merge(Vec::new(), &pieces);
    let stored = standing[0].equipment[0].attributes.clone().unwrap();
    assert_eq!(stored, some(&[("location", "厂区东"), ("main_danger", "hydrogen_sulphide"), ("quantity", "2")]));
    let second = tank(&[("位置", ""), ("主要危险", "缺氧")]);
    let pieces: Vec<_> = second.pieces.into_iter().map(|(_, piece)| piece).collect();
    let merged = merge(standing.clone(), &pieces);
    let now = merged[0].equipment[0].attributes.clone().unwrap();
    assert_eq!(now, some(&[("main_danger", "oxygen_lack"), ("quantity", "2")]));
    let seed = seed::all().unwrap();
    let whole = |workshops| Whole { particulars: second.firms[0].clone(), workshops };
    let said = differences(&seed, columns().unwrap(), (&whole(standing), &whole(merged)));
    let unit = said[0].after.strip_prefix("1号池（30").unwrap();
    assert_eq!(unit, "立方米；数量：2处；主要危险：缺氧）");
    assert_eq!(tank(&[("数量", "两处")]).errors[0].heading, "数量");
    assert_eq!(after(None, &some(&[("location", "")])), None);
}

/// 各行业的属性在所有列中名称不重，键不重。
#[test]
fn no_heading_and_no_name_of_a_column_stands_twice_with_the_industries() {
    let seed = seed::all().unwrap();
    let columns = columns().unwrap();
    let mut maps = vec![columns.of_enterprises(&seed.industries)];
    maps.extend(seed.industries.iter().map(|industry| columns.of_equipment(industry)));
    for map in maps {
        for name in [|c: &crate::columns::Column| c.heading.clone(), |c: &crate::columns::Column| c.key.clone()] {
            let all: std::collections::HashSet<String> = map.columns.iter().map(name).collect();
            assert_eq!(all.len(), map.columns.len());
        }
    }
}
