//! 行政区划、日历、机构、人员的核对 · checks of regions, calendars, organs, people

use super::{Problems, is_slug, is_unreal_phone};
use crate::{Organisation, Role, Seed};
use lexicon::RegionLevel;

pub(super) fn divisions(seed: &Seed, out: &mut Problems) {
    let list = &seed.divisions.list;
    out.unless(list.is_sorted_by(|a, b| a.code < b.code), || "行政区划未按代码排列或者有重复".to_owned());
    for row in list {
        let code = &row.code;
        out.unless(row.level == code.level(), || format!("行政区划{code}的层级与代码不符"));
        out.unless(!row.name.is_empty(), || format!("行政区划{code}没有名称"));
        let above = row.parent.as_ref().and_then(|p| seed.divisions.find(p)).map(|p| p.level);
        let wanted = match row.level {
            RegionLevel::County => Some(RegionLevel::City),
            RegionLevel::City => Some(RegionLevel::Province),
            RegionLevel::Province | RegionLevel::Nation => None,
        };
        out.unless(above == wanted, || format!("行政区划{code}的上级不对"));
        let ordered = row.valid_from.zip(row.valid_to).is_none_or(|(from, to)| from <= to);
        out.unless(ordered, || format!("行政区划{code}的有效期颠倒"));
    }
}

pub(super) fn calendars(seed: &Seed, out: &mut Problems) {
    out.unique("日历年份", seed.calendars.iter().map(|c| c.year.to_string()));
    for calendar in &seed.calendars {
        let year = calendar.year;
        let days = || calendar.off.iter().chain(&calendar.workdays);
        out.unless(days().all(|d| d.year() == year), || format!("{year}年日历里有别的年份的日子"));
        out.unique(&format!("{year}年日历的日子"), days().map(|d| format!("{d:?}")));
        out.unless(calendar.workdays.iter().all(|d| d.is_weekend()), || format!("{year}年的调休上班日不在周末"));
        out.unless(calendar.provisional == calendar.off.is_empty(), || format!("{year}年日历是否暂定与内容不符"));
        out.unless(!calendar.source.is_empty(), || format!("{year}年日历没有写来源"));
    }
}

pub(super) fn organisations(seed: &Seed, out: &mut Problems) {
    let organs = &seed.organisations;
    out.unique("机构", organs.iter().map(|o| o.key.clone()));
    out.unique("机构名称", organs.iter().map(|o| o.name.clone()));
    // 文号按机关连续编号，两个机关用同一地区字就会出现相同的文号
    out.unique("文号地区字", organs.iter().map(|o| o.number_region.clone()));
    for organ in organs {
        let key = &organ.key;
        out.unless(is_slug(key), || format!("机构键“{key}”不合规则"));
        out.unless(organ.level == organ.region_code.level(), || format!("机构{key}的层级与区划代码不符"));
        out.unless(seed.divisions.full_name(&organ.region_code).is_some(), || format!("机构{key}的区划代码不存在"));
        out.unless(stands_below_its_parent(organ, organs), || format!("机构{key}的上级不对"));
        out.unless(is_unreal_phone(&organ.phone), || format!("机构{key}的电话不在演示号段"));
        out.unless(has_one_reviewing_organ(organ), || {
            format!("机构{key}的复议机关不合行政复议法第二十四条、第二十五条")
        });
    }
}

/// 上级恰好高一级，并且区划相属
fn stands_below_its_parent(organ: &Organisation, all: &[Organisation]) -> bool {
    if organ.level == RegionLevel::Nation {
        return organ.parent.is_empty();
    }
    let wanted = match organ.level {
        RegionLevel::County => RegionLevel::City,
        RegionLevel::City => RegionLevel::Province,
        RegionLevel::Province | RegionLevel::Nation => RegionLevel::Nation,
    };
    let (own, parent) = (organ.region_code.keys(), all.iter().find(|o| o.key == organ.parent));
    parent.is_some_and(|above| {
        let keys = above.region_code.keys();
        above.level == wanted && own.prov.starts_with(&keys.prov) && own.city.starts_with(&keys.city)
    })
}

/// 依据：《行政复议法》第二十四条、第二十五条：地方部门为本级人民政府，国务院部门为本部门，只有一个
fn has_one_reviewing_organ(organ: &Organisation) -> bool {
    if organ.level == RegionLevel::Nation {
        return organ.reconsideration_organ == organ.name;
    }
    let place = organ.name.trim_end_matches("应急管理局").trim_end_matches("应急管理厅");
    organ.reconsideration_organ == format!("{place}人民政府")
}

pub(super) fn people(seed: &Seed, out: &mut Problems) {
    out.unique("人员", seed.people.iter().map(|p| p.key.clone()));
    out.unique("账号", seed.people.iter().map(|p| p.account.clone()));
    out.unique("执法证号", seed.people.iter().filter_map(|p| p.certificate.as_ref()).map(|c| c.number.clone()));
    for person in &seed.people {
        let name = &person.name;
        out.unless(is_slug(&person.key), || format!("人员键“{}”不合规则", person.key));
        out.unless(is_unreal_phone(&person.account), || format!("{name}的账号不在演示号段"));
        let organ = seed.organisations.iter().any(|o| o.key == person.organisation);
        out.unless(organ, || format!("{name}的机构不存在"));
        out.unless(!person.roles.is_empty(), || format!("{name}没有角色"));
        let certified = person.certificate.is_some() || !person.roles.contains(&Role::Officer);
        out.unless(certified, || format!("执法人员{name}没有执法证件"));
        let ordered = person.certificate.as_ref().is_none_or(|c| c.valid_from < c.valid_to);
        out.unless(ordered, || format!("{name}的证件有效期颠倒"));
        // 签章的添加与审核必须分人（电子签章管理）
        let both = person.roles.contains(&Role::SealUploader) && person.roles.contains(&Role::SealReviewer);
        out.unless(!both, || format!("{name}既添加又审核签章"));
    }
}
