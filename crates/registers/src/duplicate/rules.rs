//! 疑似重复 · how alike two enterprises are, and what may be merged
//!
//! 得分只是提示，结论由人核实。One sign alone is never enough, except the same whole name.

use super::{DuplicateReason as Reason, DuplicateState, MergeField, MergeState};
use crate::enterprise::{Enterprise, EnterpriseState, Particulars};
use authority::{FieldError, Halt, Result, fold};
use lexicon::{Refused, refusals};
use std::collections::HashSet;

refusals! {
    /// 核对、合并疑似重复不准的情形
    pub enum Refusal in "duplicate" {
        Decided = "decided", "这一对企业已经核对过", way_out "请刷新页面查看核对结论";
        NotDismissed = "not_dismissed", "这一对企业没有被列为不是重复", way_out "请刷新页面后再操作";
        SurvivorGone = "survivor_gone", "保留的企业已经核销", way_out "请保留另一家，或者先恢复该企业";
        AlreadyMerged = "already_merged", "其中一家已经并入其他企业", way_out "请对保留的企业重新核对；并错的请先撤销那次合并";
        Undone = "undone", "这次合并已经撤销", way_out "请刷新页面后再操作";
        ChangedSince = "changed_since", "合并以后企业档案又有修改，不能撤销", way_out "请逐项修改企业档案；确须拆分的，请新建企业";
        MergedAway = "merged_away", "该企业已并入其他企业，不能修改", way_out "请修改保留的企业；并错的请撤销合并";
    }
}

/// The least score of a pair that is shown.
pub const LEAST: i64 = 60;
/// Pairs kept for one enterprise.
pub const MOST_PAIRS: usize = 20;
const LONGEST_REASON: usize = 200;

/// What is compared of an enterprise, in the form in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    pub code: String,
    /// The whole name, folded.
    pub name: String,
    /// The name without divisions and legal form.
    pub core: String,
    /// The address without divisions.
    pub address: String,
    pub phones: Vec<String>,
    pub person: String,
}

/// 组织形式，长的在前。
const FORMS: [&str; 9] =
    ["有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "集团公司", "分公司", "公司", "集团", "厂"];

/// A text without the names of these places at its beginning and without brackets and blanks.
fn bare(text: &str, places: &[String]) -> String {
    let folded = fold(text);
    let text: String = folded.chars().filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '-' | ',')).collect();
    let mut rest = text.as_str();
    while let Some(shorter) = places.iter().find_map(|place| rest.strip_prefix(place.as_str())) {
        rest = shorter;
    }
    if rest.is_empty() { text } else { rest.to_owned() }
}

/// 字号和行业：去掉地区和组织形式以后的名称。
#[must_use]
pub fn core(name: &str, places: &[String]) -> String {
    let bare = bare(name, places);
    let shorter = FORMS.iter().find_map(|form| bare.strip_suffix(form)).filter(|rest| !rest.is_empty());
    shorter.map(str::to_owned).unwrap_or(bare)
}

/// 门牌：去掉地区以后的地址。
#[must_use]
pub fn door(address: &str, places: &[String]) -> String {
    bare(address, places)
}

/// Names of divisions as they stand before names and addresses: whole and without 省、市、区、县, the longest first.
#[must_use]
pub fn places(names: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
    for name in names {
        let short = name.strip_suffix(['省', '市', '区', '县', '旗']).filter(|short| short.chars().count() > 1);
        all.extend(short.map(str::to_owned));
    }
    all.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    all
}

/// How alike two texts are: twice the shared pairs of characters (beginning and end count) over all, in hundredths.
#[must_use]
pub fn alike(a: &str, b: &str) -> usize {
    let pairs = |text: &str| -> HashSet<(char, char)> {
        let chars: Vec<char> = std::iter::once('^').chain(text.chars()).chain(std::iter::once('$')).collect();
        chars.array_windows().map(|[x, y]| (*x, *y)).collect()
    };
    let (a, b) = (pairs(a), pairs(b));
    a.intersection(&b).count() * 200 / (a.len() + b.len()).max(1)
}

/// 代码：校验码之外只差一位，或者相邻两位颠倒。
fn by_code(a: &str, b: &str) -> Option<Reason> {
    let body = |code: &str| code.chars().take(17).collect::<Vec<char>>();
    let (a, b) = (body(a), body(b));
    if a.len() != b.len() {
        return None;
    }
    let apart: Vec<usize> = a.iter().zip(&b).enumerate().filter(|(_, (x, y))| x != y).map(|(n, _)| n).collect();
    match apart.as_slice() {
        [_] => Some(Reason::CodeOneOff),
        [x, y] if *y == x + 1 && a.get(*x) == b.get(*y) && a.get(*y) == b.get(*x) => Some(Reason::CodeSwapped),
        _ => None,
    }
}

fn by_name(a: &Facts, b: &Facts) -> Option<(Reason, i64)> {
    if a.name == b.name {
        return Some((Reason::NameSame, 60));
    }
    if a.core == b.core {
        return Some((Reason::NameCore, 50));
    }
    match alike(&a.core, &b.core) {
        80.. => Some((Reason::NameAlike, 40)),
        55.. => Some((Reason::NameAlike, 25)),
        _ => None,
    }
}

fn by_address(a: &str, b: &str) -> Option<(Reason, i64)> {
    // 太短的地址（如“城关”）相同也说明不了什么。
    if a.chars().count() < 4 || b.chars().count() < 4 {
        return None;
    }
    if a == b {
        return Some((Reason::AddressSame, 30));
    }
    (a.contains(b) || b.contains(a) || alike(a, b) >= 80).then_some((Reason::AddressAlike, 15))
}

/// The score, at most a hundred, and what speaks for it.
#[must_use]
pub fn judge(a: &Facts, b: &Facts) -> (i64, Vec<Reason>) {
    let phone = a.phones.iter().any(|phone| b.phones.contains(phone));
    let person = !a.person.is_empty() && a.person == b.person;
    let signs = [
        by_code(&a.code, &b.code).map(|reason| (reason, 40)),
        by_name(a, b),
        by_address(&a.address, &b.address),
        phone.then_some((Reason::PhoneShared, 25)),
        person.then_some((Reason::PersonSame, 15)),
    ];
    let signs: Vec<(Reason, i64)> = signs.into_iter().flatten().collect();
    (signs.iter().map(|(_, score)| score).sum::<i64>().min(100), signs.into_iter().map(|(reason, _)| reason).collect())
}

fn by_state(refusal: Refusal) -> Refused {
    let mut refused = refusal.refused();
    refused.by_state = true;
    refused
}

/// 并入其他企业的不能再改、不能恢复。
#[must_use]
pub fn merged_away() -> Halt {
    by_state(Refusal::MergedAway).into()
}

/// The reason without blanks around.
///
/// # Errors
/// None given, or too long.
pub fn reason(text: &str) -> Result<String> {
    let text = text.trim();
    let wrong = |sentence: String| Halt::Invalid(vec![FieldError::new("reason", sentence)]);
    match text.chars().count() {
        0 => Err(wrong("请填写理由".to_owned())),
        n if n > LONGEST_REASON => Err(wrong(format!("理由不能超过{LONGEST_REASON}字"))),
        _ => Ok(text.to_owned()),
    }
}

/// 只有疑似的可以作出结论。
///
/// # Errors
/// `duplicate.decided`.
pub fn open(state: DuplicateState) -> Result<()> {
    if state == DuplicateState::Suspected { Ok(()) } else { Err(by_state(Refusal::Decided).into()) }
}

/// 列为不是重复的可以重新列为疑似。
///
/// # Errors
/// `duplicate.not_dismissed`.
pub fn dismissed(state: DuplicateState) -> Result<()> {
    if state == DuplicateState::Dismissed { Ok(()) } else { Err(by_state(Refusal::NotDismissed).into()) }
}

/// 保留的企业须在册，两家都没有并入别家。
///
/// # Errors
/// `duplicate.survivor_gone`, `duplicate.already_merged`.
pub fn may_merge(survivor: &Enterprise, either_merged: bool) -> Result<()> {
    if either_merged {
        return Err(by_state(Refusal::AlreadyMerged).into());
    }
    if survivor.row.state == EnterpriseState::StruckOff {
        return Err(by_state(Refusal::SurvivorGone).into());
    }
    Ok(())
}

/// 合并没有撤销过，其后两家档案都没有再改过。
///
/// # Errors
/// `duplicate.undone`; `duplicate.changed_since` with who changed it.
pub fn may_undo(state: MergeState, now: [(&Enterprise, i64); 2]) -> Result<()> {
    if state == MergeState::Undone {
        return Err(by_state(Refusal::Undone).into());
    }
    for (firm, revision) in now {
        if firm.revision != revision {
            let mut refused = by_state(Refusal::ChangedSince);
            let (name, by) = (&firm.row.name, &firm.updated_by);
            refused.sentence = format!("{}：{by}改过“{name}”", refused.sentence);
            return Err(refused.into());
        }
    }
    Ok(())
}

/// The survivor's facts with these fields of the other. The credit code and the state stay the survivor's.
///
/// # Errors
/// A fault when the facts cannot be written or read as JSON.
pub fn choose(survivor: &Particulars, other: &Particulars, take: &[MergeField]) -> Result<Particulars> {
    let mut own = serde_json::to_value(survivor)?;
    let theirs = serde_json::to_value(other)?;
    for name in take.iter().flat_map(|field| field.facts()) {
        if let (Some(to), Some(from)) = (own.as_object_mut(), theirs.get(name)) {
            to.insert((*name).to_owned(), from.clone());
        }
    }
    Ok(serde_json::from_value(own)?)
}
