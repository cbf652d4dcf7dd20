//! 行业模型的核对 · checks of industry files
//!
//! Each sentence names the file, the key and the fault, so that whoever adds an industry finds the line.

use super::{Problems, is_slug};
use crate::{Attribute, AttributeScope, EquipmentKind, Industry, Seed};

/// Sheet names of a workbook have at most 31 characters, and these not.
const NOT_IN_A_SHEET_NAME: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

pub(super) fn industries(seed: &Seed, out: &mut Problems) {
    out.unique("行业", seed.industries.iter().map(|i| i.key.clone()));
    out.unique("行业名称", seed.industries.iter().map(|i| i.zh.clone()));
    out.unique("行业序号", seed.industries.iter().map(|i| i.ordinal.to_string()));
    out.unique("设备标签", seed.industries.iter().map(|i| i.equipment_tab.clone()));
    // 企业的属性不分行业记在一处，两个行业不能有同名而不同义的属性
    let of_firms = seed.industries.iter().flat_map(|i| i.attributes.iter());
    out.unique("企业属性", of_firms.filter(|a| a.scope == AttributeScope::Enterprise).map(|a| a.key.clone()));
    for industry in &seed.industries {
        let mut own = Problems::default();
        one(industry, &mut own);
        out.0.extend(own.0.into_iter().map(|fault| format!("{}：{fault}", industry.file)));
    }
}

fn one(industry: &Industry, out: &mut Problems) {
    let key = &industry.key;
    out.unless(is_slug(key), || format!("key：“{key}”不合规则"));
    let named = industry.file.strip_suffix(".toml").and_then(|path| path.rsplit('/').next()) == Some(key);
    out.unless(named, || format!("key：文件名应为{key}.toml"));
    // 批量导入时几个行业写在一格，用顿号、分号隔开
    let separates = industry.zh.contains(['、', '；', '，', ',', ';']);
    out.unless(is_name(&industry.zh) && !separates, || format!("zh：“{}”为空、过长或者有分隔符", industry.zh));
    let tab = &industry.equipment_tab;
    let sheet = is_name(tab) && tab.chars().count() <= 31 && !tab.contains(NOT_IN_A_SHEET_NAME);
    out.unless(sheet, || format!("equipment_tab：“{tab}”不能作工作表的名称"));
    out.unless(industry.ordinal > 0, || "ordinal：从1起".to_owned());
    out.unless(is_name(&industry.edition), || "edition：没有写版次".to_owned());
    out.unless(!industry.units.is_empty(), || "unit：没有生产单元".to_owned());
    out.unless(!industry.places.is_empty(), || "place：没有场所".to_owned());
    out.unique("unit：生产单元", industry.units.iter().map(|u| u.key.clone()));
    out.unique("unit：生产单元名称", industry.units.iter().map(|u| u.zh.clone()));
    out.unique("place：场所", industry.places.iter().map(|p| p.key.clone()));
    out.unique("place：场所名称", industry.places.iter().map(|p| p.zh.clone()));
    out.unique("plan_columns：设备栏", industry.plan_columns.iter().cloned());
    for kind in &industry.plan_columns {
        out.unless(industry.equipment(kind).is_some(), || format!("plan_columns：没有设备“{kind}”"));
    }
    out.unique("attribute：属性", industry.attributes.iter().map(|a| a.key.clone()));
    for place in &industry.places {
        let good = is_slug(&place.key) && is_name(&place.zh) && !place.zh.contains('；');
        out.unless(good, || format!("place.{}：键或者名称不合规则", place.key));
    }
    industry.attributes.iter().for_each(|attribute| attribute_of(attribute, out));
    for unit in &industry.units {
        let here = format!("unit.{}", unit.key);
        out.unless(is_slug(&unit.key) && is_name(&unit.zh), || format!("{here}：键或者名称不合规则"));
        out.unless(!unit.equipment.is_empty(), || format!("{here}：没有设备"));
        out.unique(&format!("{here}：设备"), unit.equipment.iter().map(|e| e.key.clone()));
        for kind in &unit.equipment {
            equipment(industry, &format!("{here}.{}", kind.key), kind, out);
        }
    }
}

fn equipment(industry: &Industry, here: &str, kind: &EquipmentKind, out: &mut Problems) {
    out.unless(is_slug(&kind.key) && is_name(&kind.zh), || format!("{here}：键或者名称不合规则"));
    out.unless((1..=2).contains(&kind.count_unit.chars().count()), || format!("{here}.count_unit：量词不是一两个字"));
    let spec = is_name(&kind.spec.label) && is_name(&kind.spec.unit);
    out.unless(spec, || format!("{here}.spec：规格没有名目或者计量单位"));
    let numbered = kind.default_name.matches("{n}").count() == 1 && is_name(&kind.default_name);
    out.unless(numbered, || format!("{here}.default_name：默认名称没有序号{{n}}"));
    // 同一种设备可以在几个单元里，但只能有一个定义
    out.unless(industry.equipment(&kind.key) == Some(kind), || format!("{here}：与前面的定义不同"));
    // 导入时按名称认设备，两种设备不能同名
    let mut others = industry.units.iter().flat_map(|u| &u.equipment);
    out.unless(!others.any(|other| other.zh == kind.zh && other.key != kind.key), || {
        format!("{here}.zh：“{}”是另一种设备的名称", kind.zh)
    });
}

fn attribute_of(attribute: &Attribute, out: &mut Problems) {
    let here = format!("attribute.{}", attribute.key);
    out.unless(is_slug(&attribute.key) && is_name(&attribute.zh), || format!("{here}：键或者名称不合规则"));
    let one_kind = attribute.unit.is_empty() || attribute.choices.is_empty();
    out.unless(one_kind, || format!("{here}：不能既有计量单位又有选项"));
    out.unique(&format!("{here}：选项"), attribute.choices.iter().map(|c| c.key.clone()));
    out.unique(&format!("{here}：选项名称"), attribute.choices.iter().map(|c| c.zh.clone()));
    let choices = attribute.choices.iter().all(|c| is_slug(&c.key) && is_name(&c.zh));
    out.unless(choices, || format!("{here}：选项的键或者名称不合规则"));
}

/// Something to read, without blanks around it or in it, that fits a table.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 40 && !text.chars().any(char::is_whitespace)
}
