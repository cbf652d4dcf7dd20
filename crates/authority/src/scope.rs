//! 管辖范围 · scope
//!
//! 本级及下级可见。What lies outside does not exist for the caller: the predicate is part of the statement.

use crate::{Bound, Open, Q};
use lexicon::RegionKeys;

/// How far a caller sees: the subtree of the own organ, as equality on one stored level column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The ministry.
    Nation,
    /// One province and below.
    Province(String),
    /// One city and below.
    City(String),
    /// One county.
    County(String),
    /// Nothing: an organ whose keys are broken sees nothing (fails closed).
    Nothing,
}

impl Scope {
    /// The scope of an organ that sits on these level keys; `is_nation` only for the ministry.
    #[must_use]
    pub fn of_organ(keys: &RegionKeys, is_nation: bool) -> Self {
        match (keys.prov.as_str(), keys.city.as_str(), keys.county.as_str()) {
            ("", "", "") if is_nation => Self::Nation,
            (prov, "", "") if !prov.is_empty() => Self::Province(prov.to_owned()),
            (_, city, "") if !city.is_empty() => Self::City(city.to_owned()),
            (_, _, county) if !county.is_empty() => Self::County(county.to_owned()),
            _ => Self::Nothing,
        }
    }

    pub(crate) fn bind(&self, q: Q<Open>, alias: &'static str) -> Q<Bound> {
        match self {
            Self::Nation => q.s("1 = 1").into_bound(),
            Self::Province(key) => q.column(alias, "prov").s(" = ").b(key).into_bound(),
            Self::City(key) => q.column(alias, "city").s(" = ").b(key).into_bound(),
            Self::County(key) => q.column(alias, "county").s(" = ").b(key).into_bound(),
            Self::Nothing => q.s("1 = 0").into_bound(),
        }
    }

    /// Whether a thing with these keys lies inside.
    #[must_use]
    pub fn holds(&self, keys: &RegionKeys) -> bool {
        match self {
            Self::Nation => true,
            Self::Province(key) => keys.prov == *key,
            Self::City(key) => keys.city == *key,
            Self::County(key) => keys.county == *key,
            Self::Nothing => false,
        }
    }
}
