//! 专项计划 · rules
//!
//! 依据：《安全生产法》第六十二条（按照年度监督检查计划进行监督检查）

use super::{PlanFields, PlanKind, PlanProgress, PlanState};
use authority::{FieldError, Scope};
use lexicon::{LegalDay, Refused, RegionKeys, Term, refusals};
use registers::enterprise::{EnterpriseRow, EnterpriseState};
use seed::Seed;

refusals! {
    /// 专项计划不准的情形
    pub enum Refusal in "plan" {
        Filed = "filed", "已备案的计划不能删除", way_out "备案后的计划长期保存；如有变化，请另编一个计划并备案";
    }
}

/// 计划名称的字数
const LONGEST_NAME: usize = 60;
/// 一个计划列入的企业，家
pub const MOST_ENTERPRISES: usize = 500;

/// 上级只看已经备案的：the own organ sees its plan always; an organ whose division holds that of the owner, and is
/// larger, once it is filed; nobody else ever. The store says the same in SQL.
#[must_use]
pub fn is_seen(is_own: bool, scope: &Scope, owner: &RegionKeys, state: PlanState) -> bool {
    is_own || (state == PlanState::Filed && is_above(scope, owner))
}

/// Whether the division of a scope holds that of an organ and is larger.
#[must_use]
pub fn is_above(scope: &Scope, owner: &RegionKeys) -> bool {
    let is_larger = match scope {
        Scope::Nation => !owner.prov.is_empty(),
        Scope::Province(_) => !owner.city.is_empty(),
        Scope::City(_) => !owner.county.is_empty(),
        Scope::County(_) | Scope::Nothing => false,
    };
    is_larger && scope.holds(owner)
}

/// 已备案的计划依起止日期为未开始、执行中、已完成；首日和末日都在执行之中。
#[must_use]
pub fn progress(
    state: PlanState,
    (starts_on, ends_on): (Option<LegalDay>, Option<LegalDay>),
    today: LegalDay,
) -> Option<PlanProgress> {
    let (PlanState::Filed, Some(starts_on), Some(ends_on)) = (state, starts_on, ends_on) else { return None };
    Some(match today {
        day if day < starts_on => PlanProgress::NotBegun,
        day if day > ends_on => PlanProgress::Completed,
        _ => PlanProgress::Running,
    })
}

/// What is filled in, without blanks around it, each enterprise once.
#[must_use]
pub fn tidied(mut fields: PlanFields) -> PlanFields {
    let name = fields.name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    name.trim().clone_into(&mut fields.name);
    fields.industry = fields.industry.trim().to_owned();
    let mut known = std::collections::HashSet::new();
    fields.enterprises.retain(|id| known.insert(*id));
    fields
}

/// What no plan may be, not even one that is kept for later.
#[must_use]
pub fn faults(fields: &PlanFields, reference: &Seed) -> Vec<FieldError> {
    let mut out = Vec::new();
    match fields.name.chars().count() {
        0 => out.push(FieldError::new("name", "请填写计划名称")),
        n if n > LONGEST_NAME => out.push(FieldError::new("name", format!("计划名称不能超过{LONGEST_NAME}字"))),
        _ => {}
    }
    if !fields.industry.is_empty() && !reference.industries.iter().any(|i| i.key == fields.industry) {
        out.push(FieldError::new("industry", "没有这个行业，请重新选择行业类型"));
    }
    if fields.industry.is_empty() && !fields.enterprises.is_empty() {
        out.push(FieldError::new("industry", "请先选择行业类型，再添加执法对象"));
    }
    if let (Some(from), Some(to)) = (fields.starts_on, fields.ends_on) {
        if to < from {
            out.push(FieldError::new("ends_on", "计划结束时间不能早于开始时间"));
        } else if fields.kind == PlanKind::Annual && from.year() != to.year() {
            out.push(FieldError::new("ends_on", "年度计划的起止时间应在同一年；跨年的请选择专项或者临时"));
        }
    }
    if fields.enterprises.len() > MOST_ENTERPRISES {
        let sentence = format!("一个计划最多列入{MOST_ENTERPRISES}家企业，请分成几个计划");
        out.push(FieldError::new("enterprises", sentence));
    }
    out
}

/// What is still missing before a plan can be submitted.
#[must_use]
pub fn gaps(fields: &PlanFields) -> Vec<FieldError> {
    let mut out = Vec::new();
    for (key, is_missing, sentence) in [
        ("industry", fields.industry.is_empty(), "请选择行业类型"),
        ("starts_on", fields.starts_on.is_none(), "请选择计划开始时间"),
        ("ends_on", fields.ends_on.is_none(), "请选择计划结束时间"),
        ("enterprises", fields.enterprises.is_empty(), "请添加执法对象，至少一家"),
    ] {
        if is_missing {
            out.push(FieldError::new(key, sentence));
        }
    }
    out
}

/// Why an enterprise cannot stand in a plan of this industry; nothing when it can.
#[must_use]
pub fn fault_of(firm: &EnterpriseRow, industry: &seed::Industry) -> Option<String> {
    if firm.merged_into.is_some() {
        return Some("已并入另一家企业".to_owned());
    }
    if firm.state == EnterpriseState::StruckOff {
        return Some(format!("已{}", firm.state.zh()));
    }
    let is_of_industry = firm.industries.contains(&industry.key);
    (!is_of_industry).then(|| format!("行业类型不含{}", industry.zh))
}

/// 删除只限备案以前。
///
/// # Errors
/// The plan is filed.
pub fn delete(state: PlanState) -> Result<(), Refused> {
    if state != PlanState::Filed {
        return Ok(());
    }
    let mut refused = Refusal::Filed.refused();
    refused.by_state = true;
    Err(refused)
}
