//! 行政区划 · administrative divisions
//!
//! GB/T 2260: six digits, two per level. The tree is irregular (直辖市, 省直管县级市, 不设县区的市), so a record keeps
//! its three level keys beside the code, and every scope is an equality on one of them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A six-digit code of an administrative division; `000000` is the whole country.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(String);

/// A text that is not a division code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是六位行政区划代码")]
pub struct NotARegion(pub String);

crate::terms! {
    /// 行政层级
    pub enum RegionLevel {
        Nation = "nation", "国家级";
        Province = "province", "省级";
        City = "city", "市级";
        County = "county", "县级";
    }
}

/// The keys a record stores, one per level; empty below the record's own level.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RegionKeys {
    /// Two digits, e.g. `62`.
    pub prov: String,
    /// Four digits, e.g. `6210`.
    pub city: String,
    /// Six digits, e.g. `621002`.
    pub county: String,
}

impl RegionCode {
    /// Reads six digits.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn parse(text: &str) -> Result<Self, NotARegion> {
        if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotARegion(text.chars().take(20).collect()))
        }
    }

    /// The six digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level the code itself tells: `620000` province, `621000` city, `621002` county.
    #[must_use]
    pub fn level(&self) -> RegionLevel {
        match (&self.0.get(..2), &self.0.get(2..4), &self.0.get(4..)) {
            (Some("00"), _, _) => RegionLevel::Nation,
            (_, Some("00"), Some("00")) => RegionLevel::Province,
            (_, _, Some("00")) => RegionLevel::City,
            _ => RegionLevel::County,
        }
    }

    /// The level keys of an organ that sits on this division: keys below its own level stay empty.
    #[must_use]
    pub fn keys(&self) -> RegionKeys {
        let part = |n: usize| self.0.get(..n).unwrap_or_default().to_owned();
        match self.level() {
            RegionLevel::Nation => RegionKeys::default(),
            RegionLevel::Province => RegionKeys { prov: part(2), ..RegionKeys::default() },
            RegionLevel::City => RegionKeys { prov: part(2), city: part(4), county: String::new() },
            RegionLevel::County => RegionKeys { prov: part(2), city: part(4), county: part(6) },
        }
    }

    /// The level keys of a thing that stands in this division: a city without counties is its own county.
    #[must_use]
    pub fn keys_of_place(&self) -> RegionKeys {
        let mut keys = self.keys();
        if self.level() == RegionLevel::City {
            keys.county.clone_from(&self.0);
        }
        keys
    }
}

impl std::fmt::Display for RegionCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
impl Serialize for RegionCode {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}
impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}
impl utoipa::PartialSchema for RegionCode {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        crate::schema::text_schema("六位行政区划代码（GB/T 2260）", None)
    }
}
impl utoipa::ToSchema for RegionCode {}
