//! 行政区划 · administrative divisions
//!
//! The dated table of GB/T 2260 down to the county. Irregular branches: 直辖市 have an unnamed middle level, counties
//! directly under a province hang on an unnamed one, four cities have no counties.
//! Not here: towns and villages; development zones (they have no code).

use lexicon::{LegalDay, RegionCode, RegionKeys, RegionLevel, Term};

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Six digits.
    pub code: RegionCode,
    /// The name of this level alone, e.g. 西峰区.
    pub name: String,
    /// Province, city or county.
    pub level: RegionLevel,
    /// The division above; none for a province.
    pub parent: Option<RegionCode>,
    /// First valid day; none when older than the table.
    pub valid_from: Option<LegalDay>,
    /// Last valid day; none while it is in force.
    pub valid_to: Option<LegalDay>,
}

impl Division {
    /// 省级、市级之下的虚拟中间一级：不写进全称。
    #[must_use]
    pub fn is_unnamed_level(&self) -> bool {
        self.level == RegionLevel::City
            && ["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"].contains(&self.name.as_str())
    }

    /// Whether the division exists on this day.
    #[must_use]
    pub fn is_in_force(&self, day: LegalDay) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// The table, in the order of the codes.
#[derive(Debug, Clone)]
pub struct Divisions {
    /// All rows, sorted by code, each code once.
    pub list: Vec<Division>,
}

impl Divisions {
    /// The row of a code, in force or not.
    #[must_use]
    pub fn find(&self, code: &RegionCode) -> Option<&Division> {
        let at = self.list.binary_search_by(|row| row.code.cmp(code)).ok()?;
        self.list.get(at)
    }

    /// The divisions directly below, including those no longer in force.
    pub fn children<'a>(&'a self, code: &'a RegionCode) -> impl Iterator<Item = &'a Division> {
        self.list.iter().filter(move |row| row.parent.as_ref() == Some(code))
    }

    /// The level keys of a place. A city without counties is its own county (`620200`); a county directly under its
    /// province gets the four digits of the unnamed level as its city (`4190`). `None` for a code not in the table.
    #[must_use]
    pub fn keys(&self, code: &RegionCode) -> Option<RegionKeys> {
        let row = self.find(code)?;
        let childless_city = row.level == RegionLevel::City && self.children(code).next().is_none();
        Some(if childless_city { code.keys_of_place() } else { code.keys() })
    }

    /// The full name without the unnamed levels: 甘肃省庆阳市西峰区, 北京市东城区, 河南省济源市; `000000` is 全国.
    /// `None` for a code not in the table.
    #[must_use]
    pub fn full_name(&self, code: &RegionCode) -> Option<String> {
        if code.level() == RegionLevel::Nation {
            return Some("全国".to_owned());
        }
        let row = self.find(code)?;
        let above = match &row.parent {
            Some(parent) => self.full_name(parent)?,
            None => String::new(),
        };
        Some(if row.is_unnamed_level() { above } else { above + &row.name })
    }
}

/// Reads the table. The first line names the columns; no value holds a comma.
pub(crate) fn parse_csv(text: &str) -> Result<Divisions, String> {
    let mut lines = text.lines();
    if lines.next() != Some("code,name,level,parent,valid_from,valid_to") {
        return Err("第1行不是规定的表头".to_owned());
    }
    let rows: Result<Vec<Division>, String> =
        lines.enumerate().map(|(n, line)| parse_row(line).map_err(|why| format!("第{}行：{why}", n + 2))).collect();
    Ok(Divisions { list: rows? })
}

fn parse_row(line: &str) -> Result<Division, String> {
    let mut fields = line.split(',');
    let mut next = || fields.next().ok_or_else(|| "列数不足".to_owned());
    let row = Division {
        code: RegionCode::parse(next()?).map_err(|e| e.to_string())?,
        name: next()?.to_owned(),
        level: RegionLevel::parse(next()?).map_err(|e| e.to_string())?,
        parent: optional(next()?, |t| RegionCode::parse(t).map_err(|e| e.to_string()))?,
        valid_from: optional(next()?, |t| LegalDay::parse(t).map_err(|e| e.to_string()))?,
        valid_to: optional(next()?, |t| LegalDay::parse(t).map_err(|e| e.to_string()))?,
    };
    if fields.next().is_some() { Err("列数过多".to_owned()) } else { Ok(row) }
}

fn optional<T>(text: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}
