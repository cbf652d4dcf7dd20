//! 地区汇总情况 · which divisions stand in the summary, and under which key their records are found

use super::{RegionNumbers, RegionRow, RegionStep};
use authority::{Halt, Result, Scope};
use lexicon::{LegalDay, RegionCode, RegionLevel};
use seed::Seed;
use std::collections::BTreeMap;

/// Where records are looked for: within `above` (a level column and its key), gathered by the column `by`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub code: RegionCode,
    pub level: RegionLevel,
    pub above: Option<(&'static str, String)>,
    pub by: &'static str,
    /// The divisions that stand in the summary, each with its key: those below, or the place itself when there are none.
    pub lines: Vec<Line>,
}

/// A division of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub key: String,
    pub code: RegionCode,
    pub name: String,
    pub has_children: bool,
}

/// 本人管辖的地区。
///
/// # Errors
/// Not found for an organ that sees nothing.
pub fn root(scope: &Scope) -> Result<RegionCode> {
    let text = match scope {
        Scope::Nation => "000000".to_owned(),
        Scope::Province(key) => format!("{key}0000"),
        Scope::City(key) => format!("{key}00"),
        Scope::County(key) => key.clone(),
        Scope::Nothing => return Err(Halt::NotFound),
    };
    RegionCode::parse(&text).map_err(|e| Halt::Fault(e.to_string()))
}

/// The place of a division. 管辖范围以外的地区查无此件。
///
/// # Errors
/// Not found: no such division, or outside the scope.
pub fn place(reference: &Seed, scope: &Scope, code: &RegionCode, today: LegalDay) -> Result<Place> {
    let level = match code.level() {
        RegionLevel::Nation => RegionLevel::Nation,
        _ => reference.divisions.find(code).ok_or(Halt::NotFound)?.level,
    };
    if !scope.holds(&code.keys()) {
        return Err(Halt::NotFound);
    }
    let column = column_of(level);
    let above = column.map(|column| (column, key(code, level)));
    let parent = (level != RegionLevel::Nation).then_some(code);
    let below = registers::region::below(reference, parent, today);
    let mut lines = Vec::new();
    for region in &below {
        let child = RegionCode::parse(&region.code).map_err(|e| Halt::Fault(e.to_string()))?;
        let has_children = region.has_children;
        lines.push(Line { key: key(&child, region.level), code: child, name: region.name.clone(), has_children });
    }
    let by = below.first().and_then(|first| column_of(first.level)).or(column).unwrap_or("prov");
    if lines.is_empty() {
        let name = reference.divisions.full_name(code).unwrap_or_default();
        lines.push(Line { key: key(code, level), code: code.clone(), name, has_children: false });
    }
    Ok(Place { code: code.clone(), level, above, by, lines })
}

/// The column of a level.
fn column_of(level: RegionLevel) -> Option<&'static str> {
    match level {
        RegionLevel::Nation => None,
        RegionLevel::Province => Some("prov"),
        RegionLevel::City => Some("city"),
        RegionLevel::County => Some("county"),
    }
}

/// What stands in the column of its level for records of a division.
fn key(code: &RegionCode, level: RegionLevel) -> String {
    let digits = match level {
        RegionLevel::Nation => 0,
        RegionLevel::Province => 2,
        RegionLevel::City => 4,
        RegionLevel::County => 6,
    };
    code.as_str().get(..digits).unwrap_or_default().to_owned()
}

/// The lines with their numbers, and the sum. Records under no line (本级机关自己办理的，或者区划已经撤并) get one of
/// their own, so that the lines always add up to the sum.
#[must_use]
pub fn rows(
    reference: &Seed,
    place: &Place,
    mut found: BTreeMap<String, RegionNumbers>,
) -> (Vec<RegionRow>, RegionNumbers) {
    let mut total = RegionNumbers::default();
    for numbers in found.values() {
        total.add(numbers);
    }
    let mut rows: Vec<RegionRow> = Vec::new();
    for line in &place.lines {
        let numbers = found.remove(&line.key).unwrap_or_default();
        let (code, name) = (line.code.to_string(), line.name.clone());
        rows.push(RegionRow { code, name, has_children: line.has_children, numbers });
    }
    for (key, numbers) in found {
        let code = RegionCode::parse(&format!("{key:0<6}")).ok().filter(|_| !key.is_empty());
        let name = code.as_ref().and_then(|code| reference.divisions.full_name(code));
        let name = if key.is_empty() { "本级机关".to_owned() } else { name.unwrap_or(key) };
        rows.push(RegionRow { code: String::new(), name, has_children: false, numbers });
    }
    (rows, total)
}

/// The way from the caller's own division down to this one.
#[must_use]
pub fn path(reference: &Seed, scope: &Scope, code: &RegionCode) -> Vec<RegionStep> {
    let mut steps = Vec::new();
    let mut at = Some(code.clone());
    while let Some(here) = at {
        if !scope.holds(&here.keys()) {
            break;
        }
        let row = reference.divisions.find(&here);
        let name = row.map_or_else(|| "全国".to_owned(), |row| row.name.clone());
        steps.push(RegionStep { code: here.to_string(), name });
        at = match row {
            Some(row) => row.parent.clone().or_else(|| RegionCode::parse("000000").ok()),
            None => None,
        };
    }
    steps.reverse();
    steps
}

impl RegionNumbers {
    /// Adds another's numbers to these.
    pub fn add(&mut self, other: &Self) {
        self.enterprises += other.enterprises;
        self.equipment += other.equipment;
        self.inspections += other.inspections;
        self.concluded += other.concluded;
        self.problems += other.problems;
        self.open += other.open;
        self.overdue += other.overdue;
        self.closed += other.closed;
    }
}
