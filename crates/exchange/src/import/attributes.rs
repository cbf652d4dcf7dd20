//! 行业属性 · the attributes of industries as columns of the workbook
//!
//! 企业的属性在“企业信息”表，表头为“行业：属性”；设备的属性在该行业的设备表。选项填中文名称，数字不带单位。
//! Not here: what an attribute may hold (registers), the columns that every enterprise has (columns.toml).

use super::fields::Line;
use crate::columns::{Column, Columns, SheetMap};
use registers::enterprise::{Attributes, facts};
use registers::industry::model;
use seed::{Attribute, AttributeScope, Industry};

/// The name the program knows the column of an attribute by.
#[must_use]
pub fn key(attribute: &str) -> String {
    format!("attributes.{attribute}")
}

/// The attributes of an industry, of the firm or of each piece.
pub fn of(industry: &Industry, scope: AttributeScope) -> impl Iterator<Item = &Attribute> {
    industry.attributes.iter().filter(move |attribute| attribute.scope == scope)
}

/// The attributes of the firm of every industry, each with its industry.
pub fn of_firms(industries: &[Industry]) -> impl Iterator<Item = (&Industry, &Attribute)> {
    industries.iter().flat_map(|i| of(i, AttributeScope::Enterprise).map(move |attribute| (i, attribute)))
}

impl Columns {
    /// The columns of 企业信息, those of the industries last.
    #[must_use]
    pub fn of_enterprises(&self, industries: &[Industry]) -> SheetMap {
        let mut map = self.enterprise.clone();
        map.columns.extend(of_firms(industries).map(|(industry, attribute)| {
            let heading = format!("{}：{}", industry.zh, attribute.zh);
            column(attribute, heading, format!("{}填写；", industry.zh))
        }));
        map
    }

    /// The columns of the equipment sheet of an industry.
    #[must_use]
    pub fn of_equipment(&self, industry: &Industry) -> SheetMap {
        let mut map = self.equipment.clone();
        let own = of(industry, AttributeScope::Equipment);
        map.columns.extend(own.map(|attribute| column(attribute, attribute.zh.clone(), String::new())));
        map
    }
}

fn column(attribute: &Attribute, heading: String, whose: String) -> Column {
    let choices: Vec<String> = attribute.choices.iter().map(|choice| choice.zh.clone()).collect();
    let how = match (choices.is_empty(), attribute.unit.is_empty()) {
        (false, _) => "从下拉选项中选择".to_owned(),
        (true, false) => format!("整数，单位为{}，只填数字", attribute.unit),
        (true, true) => "不超过60字".to_owned(),
    };
    let widest = choices.iter().map(|choice| choice.chars().count()).chain([heading.chars().count()]).max();
    let width = u16::try_from(widest.unwrap_or(0) * 2 + 2).unwrap_or(u16::MAX).clamp(12, 44);
    Column { key: key(&attribute.key), heading, required: false, width, note: format!("{whose}{how}"), choices }
}

/// What a row says of an attribute, as it is stored; none when the cell is empty or wrong.
fn one(line: &mut Line<'_>, attribute: &Attribute) -> Option<String> {
    line.optional(&key(&attribute.key), |text| {
        let chosen = attribute.choices.iter().find(|choice| choice.zh == text);
        if chosen.is_none() && !attribute.choices.is_empty() {
            let all: Vec<&str> = attribute.choices.iter().map(|choice| choice.zh.as_str()).collect();
            return Err(format!("应为{}之一", all.join("、")));
        }
        let value = chosen.map_or(text, |choice| choice.key.as_str());
        facts::attribute(attribute, value).map(|()| value.to_owned())
    })
}

/// What a row of 企业信息 says. 没有填这种行业类型的，不填它的属性。
pub(super) fn of_firm(line: &mut Line<'_>, industries: &[Industry], own: Option<&[String]>) -> Attributes {
    let mut out = Attributes::new();
    for (industry, attribute) in of_firms(industries) {
        let key = key(&attribute.key);
        let text = line.text_of(&key).to_owned();
        if own.is_some_and(|own| !own.contains(&industry.key)) && !text.is_empty() {
            line.fault(&key, &text, format!("该企业的行业类型没有填“{}”", industry.zh));
        } else if let Some(value) = one(line, attribute) {
            out.insert(attribute.key.clone(), value);
        }
    }
    out
}

/// What a row of an equipment sheet says, of the columns that the sheet has; an empty cell is an empty text.
pub(super) fn of_piece(line: &mut Line<'_>, industry: &Industry) -> Attributes {
    let mut out = Attributes::new();
    for attribute in of(industry, AttributeScope::Equipment).filter(|a| line.head.has(&key(&a.key))) {
        let value = one(line, attribute).unwrap_or_default();
        out.insert(attribute.key.clone(), value);
    }
    out
}

/// The attributes of a piece after those of a row; what the row leaves empty is taken away.
#[must_use]
pub fn after(standing: Option<&Attributes>, row: &Attributes) -> Option<Attributes> {
    let mut out = standing.cloned().unwrap_or_default();
    for (key, value) in row {
        if value.is_empty() {
            out.remove(key);
        } else {
            out.insert(key.clone(), value.clone());
        }
    }
    if standing.is_none() && out.is_empty() { None } else { Some(out) }
}

/// Only what the industries of the enterprise define; the rest falls away with its industry, as on the page.
pub fn only_of(reference: &seed::Seed, industries: &[String], attributes: &mut Attributes) {
    let own = |key: &String| {
        let mut models = industries.iter().filter_map(|industry| model(reference, industry));
        models.any(|industry| of(industry, AttributeScope::Enterprise).any(|attribute| attribute.key == *key))
    };
    attributes.retain(|key, _| own(key));
}

/// An attribute as the workbook writes it; empty when there is none.
#[must_use]
pub fn text(attribute: &Attribute, stored: &Attributes) -> String {
    let value = stored.get(&attribute.key).map(String::as_str).unwrap_or_default();
    attribute.choices.iter().find(|choice| choice.key == value).map_or(value, |choice| choice.zh.as_str()).to_owned()
}
