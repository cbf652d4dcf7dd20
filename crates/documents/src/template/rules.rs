//! 文书模板 · rules: which version holds on a day, and when one may be published

use super::{TemplateBasis, TemplateStanding};
use authority::{FieldError, Halt};
use lexicon::{LegalDay, OrganisationId, TemplateVersionId, refusals};

refusals! {
    /// 文书模板不准的情形
    pub enum Refusal in "template" {
        NoDraft = "no_draft", "没有编制中的模板", way_out "请先保存再发布";
        NotOwn = "not_own", "只能恢复本机关自编的各版", way_out "要用全国式样或者上级机关式样的，请直接选用";
        Lacking = "lacking", "模板没有印出必须印出的内容，不能发布", way_out "请按所列各项补齐后重新预览";
        Limit = "limit", "模板排版超过限度，已经停止", way_out "请检查循环、分页和重复的内容；试排限五十页、十兆字节、十秒";
        NoAbove = "no_above", "本机关没有上级机关", way_out "可以改用全国式样";
        SameAsNow = "same_as_now", "与现在使用的式样相同", way_out "无需再次办理";
    }
}

/// A template holds so many bytes at most.
pub const LONGEST_SOURCE: usize = 64 * 1024;

/// What the choice of a version depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub id: TemplateVersionId,
    pub organisation_id: OrganisationId,
    /// Counted within the organ and form, from 1.
    pub no: i64,
    pub basis: TemplateBasis,
    pub valid_from: LegalDay,
}

/// 某日一个机关自己的现行一版：已到启用日期的各版中，最后发布的一版。
#[must_use]
pub fn last_of(lines: &[Line], organ: OrganisationId, on: LegalDay) -> Option<&Line> {
    lines.iter().filter(|line| line.organisation_id == organ && line.valid_from <= on).max_by_key(|line| line.no)
}

/// 某日用哪一版：先本机关，再由近及远看上级各机关；都没有，或者最近的一个明定用全国式样的，用全国式样。`chain` begins with
/// the organ itself. None is the national template.
#[must_use]
pub fn in_force<'a>(lines: &'a [Line], chain: &[OrganisationId], on: LegalDay) -> Option<&'a Line> {
    let decided = chain.iter().filter_map(|organ| last_of(lines, *organ, on));
    decided.into_iter().find(|line| line.basis != TemplateBasis::Above).filter(|line| line.basis == TemplateBasis::Own)
}

/// 自编式样一版的使用情况：启用日期未到、又没有更晚发布而更早启用的，是待启用。
#[must_use]
pub fn standing(lines: &[Line], line: &Line, today: LegalDay) -> TemplateStanding {
    let own = |other: &&Line| other.organisation_id == line.organisation_id;
    if last_of(lines, line.organisation_id, today) == Some(line) {
        return TemplateStanding::InForce;
    }
    let is_overtaken = lines.iter().filter(own).any(|other| other.no > line.no && other.valid_from <= line.valid_from);
    if line.valid_from > today && !is_overtaken { TemplateStanding::Waiting } else { TemplateStanding::Past }
}

/// 发布：启用日期不早于今天，写明原因。
///
/// # Errors
/// What is wrong, at its field.
pub fn publishable(valid_from: LegalDay, reason: &str, today: LegalDay) -> Result<(), Halt> {
    let mut faults = Vec::new();
    if valid_from < today {
        faults.push(FieldError::new("valid_from", "启用日期不能早于今天；已经定稿的文书不变"));
    }
    if !(2..=200).contains(&reason.trim().chars().count()) {
        faults.push(FieldError::new("reason", "请写明原因，2至200字"));
    }
    if faults.is_empty() { Ok(()) } else { Err(Halt::Invalid(faults)) }
}

/// 模板文本：不能空，不超过64千字节。
///
/// # Errors
/// What is wrong with it.
pub fn readable(source: &str) -> Result<(), Halt> {
    let wrong = |sentence: &str| Err(Halt::Invalid(vec![FieldError::new("source", sentence)]));
    if source.trim().is_empty() {
        return wrong("模板不能是空的");
    }
    if source.len() > LONGEST_SOURCE {
        return wrong("模板不能超过64千字节");
    }
    if source.contains('\0') {
        return wrong("模板中有不能使用的字符");
    }
    Ok(())
}
