//! 统一社会信用代码 · unified social credit code
//!
//! 依据：GB 32100-2015（校验码算法）

use serde::{Deserialize, Deserializer, Serialize, Serializer};

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// Eighteen characters with a right check character.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode(String);

/// Why a text is not a credit code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotACreditCode {
    /// Not eighteen characters of the permitted alphabet (no I, O, S, V, Z).
    #[error("统一社会信用代码应为18位数字或大写字母（不含 I、O、S、V、Z）")]
    Shape,
    /// The last character should be another one.
    #[error("统一社会信用代码校验位不对，请对照营业执照逐位核对")]
    CheckCharacter,
}

impl CreditCode {
    /// Reads a code; surrounding blanks and small letters are forgiven.
    ///
    /// # Errors
    /// [`NotACreditCode`].
    pub fn parse(text: &str) -> Result<Self, NotACreditCode> {
        let code = text.trim().to_ascii_uppercase();
        if code.len() != 18 {
            return Err(NotACreditCode::Shape);
        }
        let (body, last) = code.split_at_checked(17).ok_or(NotACreditCode::Shape)?;
        let expected = Self::check_character(body).ok_or(NotACreditCode::Shape)?;
        let given = last.bytes().next().filter(|b| ALPHABET.contains(b)).ok_or(NotACreditCode::Shape)?;
        if given == expected { Ok(Self(code)) } else { Err(NotACreditCode::CheckCharacter) }
    }

    /// The check character that belongs to seventeen characters; `None` when they are not of the alphabet.
    #[must_use]
    pub fn check_character(body: &str) -> Option<u8> {
        if body.len() != 17 {
            return None;
        }
        let mut sum = 0;
        for (byte, weight) in body.bytes().zip(WEIGHTS) {
            sum += ALPHABET.iter().position(|a| *a == byte)? * weight;
        }
        ALPHABET.get((31 - sum % 31) % 31).copied()
    }

    /// The eighteen characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for CreditCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
impl Serialize for CreditCode {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}
impl<'de> Deserialize<'de> for CreditCode {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}
impl utoipa::PartialSchema for CreditCode {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        crate::schema::text_schema("统一社会信用代码，18 位", None)
    }
}
impl utoipa::ToSchema for CreditCode {}
