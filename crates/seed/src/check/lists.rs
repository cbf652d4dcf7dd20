//! 法规、检查事项的核对 · checks of law and checklists

use super::{Problems, is_slug};
use crate::{Checklist, ChecklistItem, Industry, Seed};
use lexicon::Citation;

pub(super) fn statutes(seed: &Seed, out: &mut Problems) {
    out.unique("法规版本", seed.statutes.iter().map(|s| format!("{} {}", s.key, s.edition)));
    for statute in &seed.statutes {
        let (name, edition) = (&statute.short_name, &statute.edition);
        out.unless(is_slug(&statute.key), || format!("法规键“{}”不合规则", statute.key));
        let published = statute.promulgated_on.is_none_or(|day| day <= statute.effective_from);
        out.unless(published, || format!("《{name}》{edition}施行早于公布"));
        let lives = statute.effective_to.is_none_or(|last| statute.effective_from <= last);
        out.unless(lives, || format!("《{name}》{edition}有效期颠倒"));
        // 版本首尾相接：旧版失效的次日就有新版
        let followed = statute
            .effective_to
            .is_none_or(|last| seed.statutes.iter().any(|s| s.key == statute.key && s.effective_from == last.plus(1)));
        out.unless(followed, || format!("《{name}》{edition}失效之后没有接续的版本"));
        let open_ended = seed.statutes.iter().filter(|s| s.key == statute.key && s.effective_to.is_none()).count();
        out.unless(open_ended == 1, || format!("《{name}》现行有效的版本不是恰好一个"));
    }
    out.unique("条款", seed.articles.iter().map(|a| format!("{} {} {}", a.place.statute, a.edition, a.place.place())));
    for article in &seed.articles {
        let place = article.place.place();
        let edition = seed.statutes.iter().find(|s| s.key == article.place.statute && s.edition == article.edition);
        out.unless(edition.is_some(), || format!("{}的{place}没有对应的法规版本", article.place.statute));
        out.unless(!article.gist.is_empty(), || format!("{}的{place}没有条旨", article.place.statute));
    }
}

pub(super) fn checklists(seed: &Seed, out: &mut Problems) {
    out.unique("检查清单的版次", seed.checklists.iter().map(|c| format!("{}@{}", c.key, c.edition)));
    // 同一清单的两版不能同日施行，否则当日有两个现行版本
    out.unique("检查清单的施行日期", seed.checklists.iter().map(|c| format!("{} {}", c.key, c.valid_from)));
    for list in &seed.checklists {
        out.unique(&format!("{}的事项", list.zh), list.items.iter().map(|i| i.code.clone()));
        let industry = seed.industries.iter().find(|i| i.key == list.industry);
        out.unless(industry.is_some() || list.industry.is_empty(), || format!("{}的行业不存在", list.zh));
        let begins = industry.is_none_or(|industry| industry.valid_from <= list.valid_from);
        out.unless(begins, || format!("{}早于其行业模型施行", list.zh));
        for item in &list.items {
            match industry {
                Some(industry) => reach(industry, item, out),
                None => whole(item, out),
            }
            wording(item, out);
            citations(seed, list, item, out);
        }
    }
}

/// 不分行业的事项针对企业整体：各行业没有共同的单元、设备和场所
fn whole(item: &ChecklistItem, out: &mut Problems) {
    let is_whole = item.units.is_empty() && item.equipment.is_empty() && item.places.is_empty();
    out.unless(is_whole, || format!("{}不分行业，不能列单元、设备、场所", item.code));
}

/// 事项所列的单元、设备、场所都存在，并且至少能落到一处
fn reach(industry: &Industry, item: &ChecklistItem, out: &mut Problems) {
    let code = &item.code;
    for unit in &item.units {
        out.unless(industry.unit(unit).is_some(), || format!("{code}的生产单元“{unit}”不存在"));
    }
    for kind in &item.equipment {
        let stands = item.units.iter().filter_map(|u| industry.unit(u)).any(|u| u.equipment(kind).is_some());
        out.unless(stands, || format!("{code}的设备“{kind}”不在所列单元里"));
    }
    for place in &item.places {
        out.unless(industry.place(place).is_some(), || format!("{code}的场所“{place}”不存在"));
    }
    let asked_nowhere = item.equipment.is_empty() && item.places.is_empty();
    out.unless(!asked_nowhere && !item.units.is_empty(), || format!("{code}没有适用的设备或者场所"));
}

fn wording(item: &ChecklistItem, out: &mut Problems) {
    let code = &item.code;
    out.unless(item.content.ends_with('？'), || format!("{code}的检查内容不是完整的问句"));
    for text in [&item.method, &item.suggested_problem, &item.suggested_measure] {
        out.unless(text.ends_with('。'), || format!("{code}的“{text}”不是完整的句子"));
    }
    out.unless(!item.measures.is_empty(), || format!("{code}没有处理措施"));
    out.unless(item.suggested_days > 0, || format!("{code}没有整改期限"));
}

/// 依据都登记在清单生效那天有效的版本里；第四十一条第一款不与第一百〇二条相配
fn citations(seed: &Seed, list: &Checklist, item: &ChecklistItem, out: &mut Problems) {
    let code = &item.code;
    out.unless(!item.violated.is_empty(), || format!("{code}没有违法依据"));
    out.unless(!item.penalised.is_empty(), || format!("{code}没有处罚依据"));
    for citation in item.violated.iter().chain(&item.penalised) {
        let found = seed.resolve(citation, list.valid_from).is_some();
        out.unless(found, || format!("{code}引用的{}{}没有登记", citation.statute, citation.place()));
    }
    let cites = |places: &[Citation], article: u16, paragraph: Option<u16>| {
        places.iter().any(|c| c.statute == "work_safety_law" && c.article == article && c.paragraph == paragraph)
    };
    let risk_control_with_102 =
        (cites(&item.violated, 41, Some(1)) || cites(&item.violated, 41, None)) && cites(&item.penalised, 102, None);
    out.unless(!risk_control_with_102, || format!("{code}把第四十一条第一款与第一百〇二条相配，应为第二款"));
}
