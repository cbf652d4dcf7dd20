//! 机构 · rules: where an organ stands, how far it looks, when it ends
//!
//! 逐级隶属，区划代码决定管辖。Irregular branches (domain: GB/T 2260): a county may hang directly under a province
//! (直辖市、省直管县), a city may have no county, 兵团 has codes of its own (66), a development zone has the code of the
//! division it stands in and a suffix.

use super::{LookupReach, OrganisationState, RemedyKind, RemedyPlace, Standing};
use authority::{Halt, Scope};
use lexicon::{LegalDay, Refused, RegionCode, RegionKeys, RegionLevel, Ruling, Term, refusals};

refusals! {
    /// 机构部门管理不准的情形
    pub enum Refusal in "organisation" {
        BadCode = "bad_code", "不是有效的行政区划代码", way_out "请填写六位代码；开发区填所在区划代码加“-”和两至八位字母或数字，如 621002-KF";
        UnknownRegion = "unknown_region", "区划表中没有这个现行代码", way_out "请核对代码；新疆生产建设兵团使用66开头的代码";
        LevelMismatch = "level_mismatch", "层级与区划代码不符", way_out "请核对层级和区划代码";
        NoRegionName = "no_region_name", "区划表中没有名称，须填写区划名称", way_out "请填写开发区或师、团的名称";
        NotBelow = "not_below", "机构的辖区不在上级机构辖区之内，或者层级不低于上级", way_out "请选择正确的上级机构";
        SkipsALevel = "skips_a_level", "辖区内另有更近的上级机构", way_out "请把机构建在更近的上级机构之下";
        RegionTaken = "region_taken", "这个区划已有在用的机构", way_out "请先撤销或合并原机构，或者修改原机构的资料";
        Ended = "ended", "机构已经撤销或合并，不能再修改", way_out "原机构的案卷照常可以查看；需要办理的请到承继的机构办理";
        EndedLogin = "ended_login", "所在机构已经撤销或合并，账号不能再登录", way_out "请联系承继机构的系统管理员，把账号调入新的机构";
        OwnReach = "own_reach", "本机关的企业查询范围只能由上级机关放宽", way_out "请联系上级机关的系统管理员";
        ReachTooWide = "reach_too_wide", "企业查询范围不能宽于本机关", way_out "请选择较小的范围，或请上级机关的系统管理员办理";
        OwnEnding = "own_ending", "不能撤销自己所在的机关", way_out "请由上级机关的系统管理员办理";
        EndsInThePast = "ends_in_the_past", "撤销、合并的日期不能早于今天", way_out "请填写今天或以后的日期";
        NoSuccessor = "no_successor", "合并须指明承继的机构", way_out "请选择合并后的机构";
        BadSuccessor = "bad_successor", "承继的机构须是另一个在用的机构", way_out "请另选一个在用的机构";
        HasChildren = "has_children", "下面还有在用的机构", way_out "请先撤销、合并下级机构，或为其建立新的上级机构";
        HasUsers = "has_users", "还有启用的账号", way_out "请先在统一用户管理中调动或停用这些账号，交接未办结的事项";
        NotEnding = "not_ending", "机构没有撤销、合并的决定", way_out "请刷新页面，核对机构现在的情况";
        EndedForGood = "ended_for_good", "机构已经撤销或合并，没有未办结的事项，不能恢复", way_out "原机构的案卷照常可以查看；需要办理的请到承继的机构办理";
        ParentEnded = "parent_ended", "上级机构已经撤销或合并", way_out "请到承继的机构办理";
        ProfileInThePast = "profile_in_the_past", "文书资料只能从今天或以后的日期起变更", way_out "已经出具的文书不受影响；请填写今天或以后的日期";
        NumberRegionTaken = "number_region_taken", "这个文号地区字已被其他机构使用", way_out "请另选一个地区字，免得文号重复";
        BadPeriod = "bad_period", "截止日期早于起始日期", way_out "请核对日期";
        TwoDefaults = "two_defaults", "同一天不能有两个默认地点", way_out "请先给原来的默认地点填写截止日期，或者不设为默认";
        OneReconsideration = "one_reconsideration", "自2024年1月1日起，同一天只能有一个行政复议机关",
            basis "《中华人民共和国行政复议法》第二十四条", way_out "请先给原来的行政复议机关填写截止日期";
        PlaceInForce = "place_in_force", "已经生效的地点只能修改地址和截止日期", way_out "请给它填写截止日期，另建一个新的地点";
    }
}

/// The day from which only one reconsideration organ is competent.
const ONE_RECONSIDERATION_FROM: (i16, i8, i8) = (2024, 1, 1);

/// Where an organ is to stand: the text of its code and what the code tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Six digits, with a suffix for a development zone.
    pub code: String,
    /// The division the code begins with.
    pub base: RegionCode,
    /// Whether it is a development zone.
    pub is_zone: bool,
    pub level: RegionLevel,
    pub keys: RegionKeys,
}

/// 由层级和区划代码定位。
///
/// # Errors
/// `organisation.bad_code`, `organisation.level_mismatch`.
pub fn site(level: RegionLevel, code: &str) -> Ruling<Site> {
    let bad = || Refusal::BadCode.at("region_code");
    let (digits, suffix) = code.split_once('-').map_or((code, None), |(digits, suffix)| (digits, Some(suffix)));
    let base = RegionCode::parse(digits).map_err(|_| bad())?;
    let mut keys = base.keys();
    match suffix {
        None if level == base.level() && level != RegionLevel::Nation => {}
        None => return Err(Refusal::LevelMismatch.at("level")),
        Some(suffix) => {
            let fits =
                (2..=8).contains(&suffix.len()) && suffix.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
            if !fits || base.level() == RegionLevel::Nation {
                return Err(bad());
            }
            match (level, base.level()) {
                (RegionLevel::City, RegionLevel::Province) => code.clone_into(&mut keys.city),
                (RegionLevel::County, _) => code.clone_into(&mut keys.county),
                _ => return Err(Refusal::LevelMismatch.at("level")),
            }
        }
    }
    Ok(Site { code: code.to_owned(), base, is_zone: suffix.is_some(), level, keys })
}

/// The full name of a site: from the table, or as it was given where the table has none.
///
/// # Errors
/// `organisation.unknown_region`, `organisation.no_region_name`.
pub fn region_name(site: &Site, divisions: &seed::Divisions, given: &str, on: LegalDay) -> Ruling<String> {
    let is_corps = site.keys.prov == "66";
    let known = divisions.find(&site.base).is_some_and(|row| row.is_in_force(on));
    if !known && !is_corps {
        return Err(Refusal::UnknownRegion.at("region_code"));
    }
    let table = divisions.full_name(&site.base).filter(|_| known).unwrap_or_default();
    let given = given.trim();
    match (site.is_zone || !known, given.is_empty()) {
        (false, _) => Ok(table),
        (true, true) => Err(Refusal::NoRegionName.at("region_name")),
        (true, false) if given.starts_with(&table) => Ok(given.to_owned()),
        (true, false) => Ok(format!("{table}{given}")),
    }
}

fn depth(level: RegionLevel) -> usize {
    RegionLevel::ALL.iter().position(|l| *l == level).unwrap_or_default()
}

/// The scope of an organ at this level with these keys.
#[must_use]
pub fn scope(level: RegionLevel, keys: &RegionKeys) -> Scope {
    Scope::of_organ(keys, level == RegionLevel::Nation)
}

/// 下级机构的辖区须在上级之内，层级低于上级。
///
/// # Errors
/// `organisation.not_below`.
pub fn below(parent: &Standing, site: &Site) -> Ruling<()> {
    let is_lower = depth(parent.level) < depth(site.level);
    if is_lower && scope(parent.level, &parent.keys()).holds(&site.keys) {
        Ok(())
    } else {
        Err(Refusal::NotBelow.at("parent_id"))
    }
}

/// How far an organ may look enterprises up: as far as its reach says, never narrower than it sees.
#[must_use]
pub fn lookup(level: RegionLevel, keys: &RegionKeys, reach: LookupReach) -> Scope {
    let own = scope(level, keys);
    match (reach, &own) {
        (_, Scope::Nothing | Scope::Nation) | (LookupReach::Own, _) => own,
        (LookupReach::City, Scope::County(_)) if !keys.city.is_empty() => Scope::City(keys.city.clone()),
        (LookupReach::Province, Scope::County(_) | Scope::City(_)) if !keys.prov.is_empty() => {
            Scope::Province(keys.prov.clone())
        }
        (LookupReach::Nation, _) => Scope::Nation,
        _ => own,
    }
}

/// Whether everything in `inner` lies in `outer`; both begin on the same line of keys.
fn covers(outer: &Scope, inner: &Scope, keys: &RegionKeys) -> bool {
    match inner {
        Scope::Nothing => true,
        Scope::Nation => *outer == Scope::Nation,
        Scope::Province(_) => outer.holds(&RegionKeys { prov: keys.prov.clone(), ..RegionKeys::default() }),
        Scope::City(_) => outer.holds(&RegionKeys { county: String::new(), ..keys.clone() }),
        Scope::County(_) => outer.holds(keys),
    }
}

/// 查询范围只能由上级放宽，且不宽于上级自己的范围。`giver` is the organ of the administrator and how far it looks.
///
/// # Errors
/// `organisation.own_reach`, `organisation.reach_too_wide`.
pub fn reach(organ: &Standing, wanted: LookupReach, giver: (lexicon::OrganisationId, &Scope)) -> Ruling<()> {
    let keys = organ.keys();
    let now = lookup(organ.level, &keys, organ.lookup_reach);
    let then = lookup(organ.level, &keys, wanted);
    if covers(&now, &then, &keys) {
        return Ok(());
    }
    if organ.id == giver.0 {
        return Err(Refusal::OwnReach.at("lookup_reach"));
    }
    if covers(giver.1, &then, &keys) { Ok(()) } else { Err(Refusal::ReachTooWide.at("lookup_reach")) }
}

/// An organ that still exists on the day; an ended one keeps what it has.
///
/// # Errors
/// `organisation.ended`.
pub fn still_there(organ: &Standing, on: LegalDay) -> Ruling<()> {
    if organ.acts_on(on) {
        return Ok(());
    }
    let mut refused = Refusal::Ended.refused();
    refused.by_state = true;
    Err(refused)
}

/// 机构撤销、合并之后，其账号不能再登录。
///
/// # Errors
/// `organisation.ended_login`, as somebody who is not logged in.
pub fn acts(organ: &Standing, on: LegalDay) -> Result<(), Halt> {
    if organ.acts_on(on) { Ok(()) } else { Err(Halt::Unauthenticated(Refusal::EndedLogin.refused())) }
}

/// What stands in the way of ending an organ.
#[derive(Debug, Clone, Copy)]
pub struct Ending<'a> {
    pub organ: &'a Standing,
    pub kind: OrganisationState,
    pub ended_on: LegalDay,
    pub successor: Option<&'a Standing>,
    /// Organs below that still act.
    pub children: i64,
    /// Accounts that are enabled.
    pub users: i64,
}

/// 撤销、合并：不溯及既往；有在用的下级机构、当日仍有启用的账号的不准；合并须有承继的机构。
///
/// # Errors
/// What stands in the way.
pub fn ending(asked: Ending<'_>, own: lexicon::OrganisationId, today: LegalDay) -> Ruling<()> {
    let Ending { organ, kind, ended_on, successor, children, users } = asked;
    if organ.ended_on.is_some() {
        return Err(by_state(Refusal::Ended.refused()));
    }
    if organ.id == own {
        return Err(by_state(Refusal::OwnEnding.refused()));
    }
    if ended_on < today {
        return Err(Refusal::EndsInThePast.at("ended_on"));
    }
    match (kind, successor) {
        (OrganisationState::Active, _) => return Err(Refusal::Ended.at("kind")),
        (OrganisationState::Merged, None) => return Err(Refusal::NoSuccessor.at("successor_id")),
        (_, Some(s)) if s.id == organ.id || s.ended_on.is_some() => {
            return Err(Refusal::BadSuccessor.at("successor_id"));
        }
        _ => {}
    }
    if children > 0 {
        return Err(counted(Refusal::HasChildren, format!("下面还有{children}个在用的机构")));
    }
    // 日后才撤销的，账号到那一天自动不能登录；当日撤销的，须先处理账号。
    if users > 0 && ended_on <= today {
        return Err(counted(Refusal::HasUsers, format!("还有{users}个启用的账号")));
    }
    Ok(())
}

/// 收回撤销、合并的决定：到日以前都可以收回；到日以后，只在原机构还有未办结的事项、没有人能办时收回，办结以后再撤销。
/// `others` says whether another organ stands on the division by now, and whether the parent still acts.
///
/// # Errors
/// What stands in the way.
pub fn resumption(
    organ: &Standing,
    own: lexicon::OrganisationId,
    unfinished: usize,
    others: (bool, bool),
    today: LegalDay,
) -> Ruling<()> {
    let Some(ended_on) = organ.ended_on else { return Err(by_state(Refusal::NotEnding.refused())) };
    let (is_taken, parent_acts) = others;
    if organ.id == own {
        return Err(by_state(Refusal::OwnEnding.refused()));
    }
    if ended_on <= today && unfinished == 0 {
        return Err(by_state(Refusal::EndedForGood.refused()));
    }
    if is_taken {
        return Err(by_state(Refusal::RegionTaken.refused()));
    }
    if !parent_acts {
        return Err(by_state(Refusal::ParentEnded.refused()));
    }
    Ok(())
}

fn counted(refusal: Refusal, sentence: String) -> Refused {
    let mut refused = by_state(refusal.refused());
    refused.sentence = sentence;
    refused
}

fn by_state(mut refused: Refused) -> Refused {
    refused.by_state = true;
    refused
}

/// 救济地点：每类每日一个默认；自2024年起每日一个复议机关。`others` are the organ's other places.
///
/// # Errors
/// `organisation.bad_period`, `organisation.two_defaults`, `organisation.one_reconsideration`.
pub fn place(new: &RemedyPlace, others: &[RemedyPlace]) -> Ruling<()> {
    if new.valid_to.is_some_and(|to| to < new.valid_from) {
        return Err(Refusal::BadPeriod.at("valid_to"));
    }
    let (year, month, day) = ONE_RECONSIDERATION_FROM;
    let one_from = LegalDay::new(year, month, day).map_err(|_| Refusal::BadPeriod.at("valid_from"))?;
    for other in others.iter().filter(|o| o.kind == new.kind && o.id != new.id) {
        let from = new.valid_from.max(other.valid_from);
        let ends = [new.valid_to, other.valid_to];
        let meet_from = |from: LegalDay| ends.into_iter().flatten().all(|to| from <= to);
        if new.kind == RemedyKind::Reconsideration && meet_from(from.max(one_from)) {
            return Err(named(Refusal::OneReconsideration.at("valid_from"), other));
        }
        if new.is_default && other.is_default && meet_from(from) {
            return Err(named(Refusal::TwoDefaults.at("is_default"), other));
        }
    }
    Ok(())
}

fn named(mut refused: Refused, other: &RemedyPlace) -> Refused {
    refused.sentence = format!("{}：{}自{}起", refused.sentence, other.name, other.valid_from.zh());
    if let Some(to) = other.valid_to {
        refused.sentence = format!("{}至{}", refused.sentence, to.zh());
    }
    refused
}

/// 已经生效的地点不改名称、种类和起始日期。
///
/// # Errors
/// `organisation.place_in_force`.
pub fn place_change(before: &RemedyPlace, after: &RemedyPlace, today: LegalDay) -> Ruling<()> {
    let same = (before.kind, &before.name, before.valid_from) == (after.kind, &after.name, after.valid_from);
    if before.valid_from <= today && !same {
        return Err(by_state(Refusal::PlaceInForce.at("name")));
    }
    Ok(())
}
