//! 自定义检查事项 · rules: what an item must hold, when an edition may begin, and how an item reads

use super::stop_store::PastStop;
use super::store::{EditionRecord, ItemRecord, ListRecord};
use super::{OwnItem, OwnListAct};
use crate::checklist::rules::{self as lists, Refusal as ListRefusal};
use crate::checklist::{AppliesTo, CheckItem, Checklist, ItemDetail, ListOrigin, StopPeriod, UseState};
use crate::industry::model;
use crate::statute::{ProvisionRef, rules as law, store::Version};
use authority::FieldError;
use lexicon::{LegalDay, OwnChecklistId, Refused, Ruling, refusals};
use std::collections::HashSet;

refusals! {
    /// 自定义检查事项不准的情形
    pub enum Refusal in "own_checklist" {
        NoDraft = "no_draft", "这份清单没有编制中的版次", way_out "请先点“修订”建立新的版次，再修改";
        HasDraft = "has_draft", "这份清单已有编制中的版次", way_out "请继续编辑该版次，或者放弃后再修订";
        NoItems = "no_items", "清单里还没有检查事项，不能发布", way_out "请先添加检查事项";
        TooEarly = "too_early", "施行日期不能早于今天，也不能早于或者等于上一版的施行日期", way_out "请另选施行日期";
        NoSuchBase = "no_such_base", "没有这份基础检查事项清单", way_out "请从基础检查事项中重新选择";
        OtherIndustry = "other_industry", "基础清单属于其他行业", way_out "请选择与基础清单相同的行业";
        NotCopied = "not_copied", "这份清单不是从基础清单复制的", way_out "只有复制基础清单编制的清单才能与其对比、采纳";
        NoSuchItem = "no_such_item", "清单里没有所选的检查事项", way_out "请刷新后重新选择";
        IsStopped = "is_stopped", "已经停用", way_out "需要使用的，请先启用";
        IsInUse = "is_in_use", "没有停用", way_out "请刷新页面查看现在的状态";
    }
}

/// Most items of one list.
const MOST_ITEMS: usize = 300;
/// The longest time for rectification that a list may suggest, in days.
const MOST_DAYS: i64 = 365;

/// What the person may do with a list of the own organ.
#[must_use]
pub fn acts(list: &ListRecord, editions: &[EditionRecord]) -> Vec<OwnListAct> {
    let has_draft = editions.iter().any(|e| e.valid_from.is_none());
    let mut out = if has_draft {
        vec![OwnListAct::Edit, OwnListAct::Publish, OwnListAct::Discard]
    } else {
        vec![OwnListAct::BeginEdition]
    };
    if has_draft && !list.based_on.is_empty() {
        out.push(OwnListAct::TakeOver);
    }
    if editions.iter().any(|e| e.valid_from.is_some()) {
        out.push(if list.stopped_on.is_none() { OwnListAct::Disable } else { OwnListAct::Enable });
    }
    out
}

/// The edition that is being written.
///
/// # Errors
/// `own_checklist.no_draft`.
pub fn draft(editions: &[EditionRecord]) -> Ruling<&EditionRecord> {
    editions.iter().find(|e| e.valid_from.is_none()).ok_or_else(|| by_state(Refusal::NoDraft))
}

/// The newest edition from which a new one is written.
///
/// # Errors
/// `own_checklist.has_draft`.
pub fn to_revise(editions: &[EditionRecord]) -> Ruling<&EditionRecord> {
    if editions.iter().any(|e| e.valid_from.is_none()) {
        return Err(by_state(Refusal::HasDraft));
    }
    editions.iter().max_by_key(|e| e.ordinal).ok_or_else(|| by_state(Refusal::NoDraft))
}

/// A refusal that the state of the list gives.
#[must_use]
pub fn by_state(refusal: Refusal) -> Refused {
    let mut refused = refusal.refused();
    refused.by_state = true;
    refused
}

/// 施行日期：今天或者以后，并且晚于上一版。
///
/// # Errors
/// `own_checklist.too_early`, at `valid_from`.
pub fn begins(valid_from: LegalDay, today: LegalDay, editions: &[EditionRecord]) -> Ruling<()> {
    let last = editions.iter().filter_map(|e| e.valid_from).max();
    if valid_from < today || last.is_some_and(|last| valid_from <= last) {
        return Err(Refusal::TooEarly.at("valid_from"));
    }
    Ok(())
}

/// A name of a list, without blanks around.
///
/// # Errors
/// What is wrong with it, at `zh`.
pub fn name(zh: &str) -> Result<String, FieldError> {
    let zh = zh.trim();
    let wrong = |sentence: &str| Err(FieldError::new("zh", sentence));
    match zh.chars().count() {
        0 => wrong("请填写检查表名称"),
        41.. => wrong("检查表名称不能超过40字"),
        _ if zh.chars().any(char::is_control) => wrong("检查表名称中有不能印出的字符"),
        _ => Ok(zh.to_owned()),
    }
}

/// How far an item must be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// 暂存：写了的要合理
    Saving,
    /// 发布：该写的都要写
    Publishing,
}

/// What is wrong with the items, each at its field (`items[2].content`).
#[must_use]
pub fn faults(reference: &seed::Seed, industry: &str, items: &[OwnItem], stage: Stage) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if items.len() > MOST_ITEMS {
        errors.push(FieldError::new("items", format!("一份清单不能超过{MOST_ITEMS}项")));
    }
    let mut codes = HashSet::new();
    for (n, item) in items.iter().enumerate() {
        let mut fault =
            |field: &str, sentence: String| errors.push(FieldError::new(format!("items[{n}].{field}"), sentence));
        item_faults(item, stage, &mut fault);
        reach(model(reference, industry), item, &mut fault);
        if !codes.insert(item.code.trim()) {
            fault("code", format!("编号“{}”重复", item.code.trim()));
        }
    }
    errors
}

/// What is wrong with an item by itself: texts, codes, days; at publication also what is missing.
pub fn item_faults(item: &OwnItem, stage: Stage, fault: &mut dyn FnMut(&str, String)) {
    let code = item.code.trim();
    let is_code = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if code.is_empty() || code.len() > 12 || !code.chars().all(is_code) {
        fault("code", "编号由1至12个字母、数字、短横组成，如 Z1".to_owned());
    }
    let is_due = stage == Stage::Publishing;
    for (field, zh, text, longest, is_owed) in [
        ("content", "检查内容", &item.content, 300, true),
        ("method", "检查方法", &item.method, 1000, is_due),
        ("suggested_problem", "建议问题描述", &item.suggested_problem, 300, is_due),
        ("suggested_measure", "建议整改要求", &item.suggested_measure, 300, is_due),
        ("note", "提示", &item.note, 200, false),
    ] {
        let text = text.trim();
        if is_owed && text.is_empty() {
            fault(field, format!("请填写{zh}"));
        } else if text.chars().count() > longest {
            fault(field, format!("{zh}不能超过{longest}字"));
        } else if text.chars().any(|c| c.is_control() && c != '\n') {
            fault(field, format!("{zh}中有不能印出的字符"));
        }
    }
    if !(1..=MOST_DAYS).contains(&item.suggested_days) {
        fault("suggested_days", format!("建议整改期限应为1至{MOST_DAYS}日"));
    }
    if is_due && item.violated.is_empty() {
        fault("violated", "请选择违法依据".to_owned());
    }
    if is_due && item.measures.is_empty() {
        fault("measures", "请选择处理措施".to_owned());
    }
    if item.violated.len() > 10 || item.penalised.len() > 10 {
        fault("violated", "违法依据、处罚依据各不能超过10条".to_owned());
    }
}

/// 适用对象都在行业模型里；设备须在所选的生产单元中；都不选的针对企业整体。各行业通用的清单没有行业模型，只针对企业整体。
fn reach(industry: Option<&seed::Industry>, item: &OwnItem, fault: &mut dyn FnMut(&str, String)) {
    let Some(industry) = industry else {
        for (field, chosen) in [("units", &item.units), ("equipment", &item.equipment), ("places", &item.places)] {
            if !chosen.is_empty() {
                fault(field, "各行业通用的清单针对企业整体，不选生产单元、设备和场所".to_owned());
            }
        }
        return;
    };
    let units: Vec<&seed::ProductionUnit> = item.units.iter().filter_map(|key| industry.unit(key)).collect();
    if units.len() != item.units.len() {
        fault("units", "该行业没有所选的生产单元".to_owned());
    }
    let stands = |kind: &String| units.iter().any(|unit| unit.equipment(kind).is_some());
    if !item.equipment.iter().all(stands) {
        fault("equipment", "所选设备不在所选的生产单元里".to_owned());
    }
    if !item.places.iter().all(|place| industry.place(place).is_some()) {
        fault("places", "该行业没有所选的场所".to_owned());
    }
    if item.units.is_empty() && !(item.equipment.is_empty() && item.places.is_empty()) {
        fault("units", "选了设备、场所的，要选所在的生产单元".to_owned());
    }
}

/// 引用的法规版本在施行之日须有效。What is wrong, each at its field.
#[must_use]
pub fn outdated(items: &[OwnItem], versions: &[Version], valid_from: LegalDay) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (n, item) in items.iter().enumerate() {
        for (field, places) in [("violated", &item.violated), ("penalised", &item.penalised)] {
            for place in places {
                let version = versions.iter().find(|v| v.statute == place.statute && v.edition == place.edition);
                if !version.is_some_and(|v| law::holds(v, valid_from)) {
                    let sentence =
                        format!("{}引自{}年版，该版本在{valid_from}不是有效版本，请改选", place.cited, place.edition);
                    errors.push(FieldError::new(format!("items[{n}].{field}"), sentence));
                }
            }
        }
    }
    errors
}

/// An item without blanks around its texts, each reference once.
#[must_use]
pub fn tidied(mut item: OwnItem) -> OwnItem {
    for text in [
        &mut item.code,
        &mut item.content,
        &mut item.method,
        &mut item.suggested_problem,
        &mut item.suggested_measure,
        &mut item.note,
    ] {
        *text = text.trim().to_owned();
    }
    for places in [&mut item.violated, &mut item.penalised] {
        let mut kept: Vec<ProvisionRef> = Vec::new();
        for place in places.drain(..) {
            if !kept.iter().any(|k| k.means(&place)) {
                kept.push(place);
            }
        }
        *places = kept;
    }
    item
}

/// A list of the chain with its editions.
pub type Shelved = (ListRecord, Vec<EditionRecord>);

/// 停用期间不再使用，后来启用的也一样；启用之日起又可以使用。Whether a list, or an item of it, was stopped on a day.
#[must_use]
pub fn was_stopped(past: &[PastStop], (list, code): (OwnChecklistId, &str), on: LegalDay) -> bool {
    let of = past.iter().filter(|stop| stop.list_id == list && (stop.code.is_empty() || stop.code == code));
    of.into_iter().any(|stop| stop.stopped_on <= on && on < stop.resumed_on)
}

/// The lists that may be used on a day, each with the edition in force.
#[must_use]
pub fn in_force<'a>(all: &'a [Shelved], past: &[PastStop], on: LegalDay) -> Vec<(&'a ListRecord, &'a EditionRecord)> {
    let usable = all.iter().filter(|(list, _)| !lists::is_stopped(list.stopped_on, on));
    let usable = usable.filter(|(list, _)| !was_stopped(past, (list.id, ""), on));
    usable.filter_map(|(list, editions)| Some((list, current(editions, on)?))).collect()
}

/// The published edition that is in force on a day.
#[must_use]
pub fn current(editions: &[EditionRecord], on: LegalDay) -> Option<&EditionRecord> {
    let published: Vec<(&EditionRecord, LegalDay)> =
        editions.iter().filter_map(|e| e.valid_from.map(|first| (e, first))).collect();
    let days: Vec<LegalDay> = published.iter().map(|(_, first)| *first).collect();
    lists::current(&days, on).and_then(|at| published.get(at)).map(|(edition, _)| *edition)
}

/// An edition as the picker shows it: what is stopped is not offered.
#[must_use]
pub fn as_checklist(
    list: &ListRecord,
    edition: &EditionRecord,
    (items, past): (&[ItemRecord], &[PastStop]),
    on: LegalDay,
) -> Option<Checklist> {
    let is_asked = |i: &&ItemRecord| !lists::is_stopped(i.stopped_on, on) && !was_stopped(past, (list.id, &i.code), on);
    let items: Vec<CheckItem> = items.iter().filter(is_asked).map(|i| printed(list, edition, i)).collect();
    (!items.is_empty()).then(|| Checklist {
        key: list.list_key.clone(),
        zh: edition.zh.clone(),
        industry: list.industry.clone(),
        edition: edition.edition.clone(),
        valid_from: edition.valid_from.unwrap_or_else(|| LegalDay::of_beijing(0)),
        origin: ListOrigin::Own,
        organisation_name: list.organisation_name.clone(),
        items,
    })
}

/// One item of one edition, for use on a day.
///
/// # Errors
/// `checklist.unknown_item`, `checklist.not_in_force`, `checklist.stopped`.
pub fn item(
    (list, editions): (&ListRecord, &[EditionRecord]),
    edition: &str,
    (records, code): (&[ItemRecord], &str),
    (past, on): (&[PastStop], LegalDay),
) -> Result<CheckItem, ListRefusal> {
    let asked = editions.iter().find(|e| e.edition == edition && e.valid_from.is_some());
    let asked = asked.ok_or(ListRefusal::UnknownItem)?;
    let record = records.iter().find(|r| r.code == code).ok_or(ListRefusal::UnknownItem)?;
    if current(editions, on).map(|e| e.ordinal) != Some(asked.ordinal) {
        return Err(ListRefusal::NotInForce);
    }
    let is_stopped = lists::is_stopped(list.stopped_on, on) || lists::is_stopped(record.stopped_on, on);
    if is_stopped || was_stopped(past, (list.id, code), on) {
        return Err(ListRefusal::Stopped);
    }
    Ok(printed(list, asked, record))
}

/// An item with its citations written out.
#[must_use]
pub fn printed(list: &ListRecord, edition: &EditionRecord, record: &ItemRecord) -> CheckItem {
    let item = &record.item_json;
    let cited = |places: &[ProvisionRef]| places.iter().map(|p| p.cited.clone()).collect();
    CheckItem {
        id: format!("{}@{}/{}", list.list_key, edition.edition, record.code),
        list_key: list.list_key.clone(),
        list_zh: edition.zh.clone(),
        code: record.code.clone(),
        ordinal: record.ordinal,
        content: item.content.clone(),
        method: item.method.clone(),
        violated: cited(&item.violated),
        penalised: cited(&item.penalised),
        hazard_level: item.hazard_level,
        measures: item.measures.clone(),
        suggested_problem: item.suggested_problem.clone(),
        suggested_measure: item.suggested_measure.clone(),
        suggested_days: item.suggested_days,
        note: item.note.clone(),
        applies_to: AppliesTo {
            industry: list.industry.clone(),
            units: item.units.clone(),
            equipment: item.equipment.clone(),
            places: item.places.clone(),
        },
    }
}

/// An item as the page shows it.
#[must_use]
pub fn detail((list, edition): (&ListRecord, &EditionRecord), record: &ItemRecord, past: &[PastStop]) -> ItemDetail {
    let own = past.iter().filter(|stop| stop.code.is_empty() || stop.code == record.code);
    let period = |stop: &PastStop| StopPeriod {
        stopped_on: stop.stopped_on,
        resumed_on: stop.resumed_on,
        stop_reason: stop.stop_reason.clone(),
    };
    ItemDetail {
        past_stops: own.map(period).collect(),
        item: printed(list, edition, record),
        state: if record.stopped_on.is_some() { UseState::Stopped } else { UseState::InUse },
        stopped_on: record.stopped_on,
        stop_reason: record.stop_reason.clone(),
        standard_clause: String::new(),
        violated_places: record.item_json.violated.clone(),
        penalised_places: record.item_json.penalised.clone(),
    }
}

/// An item of a base list as one's own.
#[must_use]
pub fn copied(detail: ItemDetail) -> OwnItem {
    let item = detail.item;
    OwnItem {
        code: item.code,
        content: item.content,
        method: item.method,
        violated: detail.violated_places,
        penalised: detail.penalised_places,
        hazard_level: item.hazard_level,
        measures: item.measures,
        suggested_problem: item.suggested_problem,
        suggested_measure: item.suggested_measure,
        suggested_days: item.suggested_days,
        note: item.note,
        units: item.applies_to.units,
        equipment: item.applies_to.equipment,
        places: item.applies_to.places,
    }
}
