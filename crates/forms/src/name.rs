//! 文书名称 · names of the forms
//!
//! A name is the name of a form folder, and that is what is stored. Only a folder that exists has a name; the constants
//! are the forms that chapters fill by themselves, or that others follow.

use std::fmt;
use std::str::FromStr;

use lexicon::reexport::utoipa;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::folder::folder;
use crate::form::{catalogue, form};

/// 文书式样的名称。
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormName(&'static str);

impl FormName {
    /// 现场检查方案
    pub const INSPECTION_SCHEME: Self = Self("inspection_scheme");
    /// 现场检查记录
    pub const ON_SITE_RECORD: Self = Self("on_site_record");
    /// 责令限期整改指令书
    pub const RECTIFICATION_ORDER: Self = Self("rectification_order");
    /// 整改复查意见书
    pub const RE_CHECK_OPINION: Self = Self("re_check_opinion");

    /// 立案审批表
    pub const FILING_APPROVAL: Self = Self("filing_approval");

    /// Every form, in the order of the procedure.
    pub fn all() -> impl Iterator<Item = Self> {
        catalogue().iter().map(crate::Form::name)
    }

    /// Folder name and stored code, for example `on_site_record`.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// 文书名称，与纸面标题一致。
    pub fn zh(self) -> &'static str {
        form(self).zh()
    }

    /// 文号中“应急”之后、年份之前的字；不编号的文书为空。
    pub fn kind_word(self) -> &'static str {
        form(self).kind_word()
    }
}

impl fmt::Display for FormName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for FormName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A code that names no form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("没有名为“{0}”的文书式样")]
pub struct UnknownForm(pub String);

impl FromStr for FormName {
    type Err = UnknownForm;

    fn from_str(code: &str) -> Result<Self, UnknownForm> {
        folder(code).map(|found| Self(found.code)).ok_or_else(|| UnknownForm(code.to_owned()))
    }
}

impl Serialize for FormName {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for FormName {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

impl utoipa::PartialSchema for FormName {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let known: Vec<_> = Self::all().map(|name| (name.code(), name.zh())).collect();
        lexicon::term_schema("文书式样", &known)
    }
}

impl utoipa::ToSchema for FormName {
    fn name() -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Borrowed("FormName")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_names_the_same_form_in_text_and_in_json() {
        for name in FormName::all() {
            assert_eq!(name.code().parse(), Ok(name));
            let json = serde_json::to_string(&name).unwrap();
            assert_eq!(json, format!("\"{}\"", name.code()));
            assert_eq!(serde_json::from_str::<FormName>(&json).unwrap(), name);
        }
        assert_eq!("poem".parse::<FormName>(), Err(UnknownForm("poem".into())));
        assert!(serde_json::from_str::<FormName>("\"../src\"").is_err());
    }

    #[test]
    fn the_named_forms_have_their_folders() {
        let named = [
            FormName::INSPECTION_SCHEME,
            FormName::ON_SITE_RECORD,
            FormName::RECTIFICATION_ORDER,
            FormName::RE_CHECK_OPINION,
        ];
        for name in named {
            assert_eq!(name.code().parse(), Ok(name));
        }
    }

    #[test]
    fn every_folder_is_in_the_catalogue_once() {
        assert_eq!(FormName::all().count(), crate::folder::FOLDERS.len());
    }
}
