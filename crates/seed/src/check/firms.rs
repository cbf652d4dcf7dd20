//! 企业的核对 · checks of enterprises

use super::{Problems, is_slug, is_unreal_phone};
use crate::{AttributeScope, Enterprise, Industry, Seed, Workshop};
use std::collections::BTreeMap;

pub(super) fn enterprises(seed: &Seed, out: &mut Problems) {
    out.unique("企业", seed.enterprises.iter().map(|e| e.key.clone()));
    out.unique("企业名称", seed.enterprises.iter().map(|e| e.name.clone()));
    out.unique("统一社会信用代码", seed.enterprises.iter().map(|e| e.credit_code.to_string()));
    for firm in &seed.enterprises {
        base_fields(seed, firm, out);
        let industries: Vec<&Industry> =
            firm.industries.iter().filter_map(|key| seed.industries.iter().find(|i| i.key == *key)).collect();
        let name = &firm.name;
        let known = industries.len() == firm.industries.len() && !industries.is_empty();
        out.unless(known, || format!("{name}的行业类型不存在或者没有填"));
        for key in &firm.industries {
            let built = firm.workshops.iter().any(|w| w.industry == *key);
            out.unless(built, || format!("{name}有{key}类型而没有这一类型的车间"));
        }
        attributes(name, &industries, AttributeScope::Enterprise, &firm.attributes, out);
        for shop in &firm.workshops {
            workshop(firm, &industries, shop, out);
        }
        let pieces =
            firm.workshops.iter().flat_map(|w| w.equipment.iter().map(|e| format!("{} {}", w.industry, e.name)));
        out.unique(&format!("{name}的设备"), pieces);
    }
}

fn base_fields(seed: &Seed, firm: &Enterprise, out: &mut Problems) {
    let name = &firm.name;
    out.unless(is_slug(&firm.key), || format!("企业键“{}”不合规则", firm.key));
    let full = seed.divisions.full_name(&firm.region_code);
    let address_fits = full.is_some_and(|place| firm.address.starts_with(&place));
    out.unless(address_fits, || format!("{name}的区划代码不存在或者与地址不符"));
    for phone in [&firm.phone, &firm.contact_phone] {
        out.unless(is_unreal_phone(phone), || format!("{name}的电话{phone}不在演示号段"));
    }
    out.unless(["工贸", "危化品", "其他企业"].contains(&firm.element.as_str()), || {
        format!("{name}的安全生产要素不对")
    });
    out.unless(["大型", "中型", "小型", "微型"].contains(&firm.scale.as_str()), || format!("{name}的规模不对"));
    out.unless(["正常", "停产", "核销"].contains(&firm.state.as_str()), || format!("{name}的状态不对"));
    let is_class = firm.gb4754.len() == 4 && seed.economic_classes.find(&firm.gb4754).is_some();
    out.unless(is_class, || format!("{name}的国民经济行业代码“{}”不是表内的小类", firm.gb4754));
    let in_china = (73.0..=136.0).contains(&firm.longitude) && (3.0..=54.0).contains(&firm.latitude);
    out.unless(in_china, || format!("{name}的经纬度不对"));
}

fn workshop(firm: &Enterprise, industries: &[&Industry], shop: &Workshop, out: &mut Problems) {
    let label = format!("{}的{}", firm.name, shop.name);
    let Some(industry) = industries.iter().find(|i| i.key == shop.industry) else {
        out.unless(false, || format!("{label}不属于企业的行业类型"));
        return;
    };
    let Some(unit) = industry.unit(&shop.unit) else {
        out.unless(false, || format!("{label}的生产单元“{}”不存在", shop.unit));
        return;
    };
    for place in &shop.places {
        out.unless(industry.place(place).is_some(), || format!("{label}的场所“{place}”不存在"));
    }
    for piece in &shop.equipment {
        let name = &piece.name;
        out.unless(unit.equipment(&piece.kind).is_some(), || format!("{label}不能有设备“{}”", piece.kind));
        out.unless(piece.spec.is_finite() && piece.spec > 0.0, || format!("{label}{name}的规格不是正数"));
        attributes(&format!("{label}{name}"), &[industry], AttributeScope::Equipment, &piece.attributes, out);
    }
}

fn attributes(
    owner: &str,
    industries: &[&Industry],
    scope: AttributeScope,
    values: &BTreeMap<String, String>,
    out: &mut Problems,
) {
    for (key, value) in values {
        let mut defined = industries.iter().flat_map(|i| &i.attributes);
        let Some(attribute) = defined.find(|a| a.key == *key && a.scope == scope) else {
            out.unless(false, || format!("{owner}的属性“{key}”不存在"));
            continue;
        };
        let listed = attribute.choices.is_empty() || attribute.choices.iter().any(|c| c.key == *value);
        let numeric = attribute.unit.is_empty() || value.parse::<u32>().is_ok();
        out.unless(listed && numeric, || format!("{owner}的{}“{value}”不对", attribute.zh));
    }
}
