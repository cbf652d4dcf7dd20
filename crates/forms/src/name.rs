//! 文书名称 · names of the forms
//!
//! The closed list of forms that this program fills by itself. The code is the folder name and is what is stored.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// 文书式样的名称。
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormName {
    /// 现场检查方案
    InspectionScheme,
    /// 现场检查记录
    OnSiteRecord,
    /// 责令限期整改指令书
    RectificationOrder,
    /// 整改复查意见书
    ReCheckOpinion,
}

impl FormName {
    /// Every form, in the order of the procedure.
    pub const ALL: [FormName; 4] =
        [Self::InspectionScheme, Self::OnSiteRecord, Self::RectificationOrder, Self::ReCheckOpinion];

    /// Folder name and stored code, for example `on_site_record`.
    pub fn code(self) -> &'static str {
        match self {
            Self::InspectionScheme => "inspection_scheme",
            Self::OnSiteRecord => "on_site_record",
            Self::RectificationOrder => "rectification_order",
            Self::ReCheckOpinion => "re_check_opinion",
        }
    }

    /// 文书名称，与纸面标题一致。
    pub fn zh(self) -> &'static str {
        match self {
            Self::InspectionScheme => "现场检查方案",
            Self::OnSiteRecord => "现场检查记录",
            Self::RectificationOrder => "责令限期整改指令书",
            Self::ReCheckOpinion => "整改复查意见书",
        }
    }

    /// 文号中“应急”之后、年份之前的字。
    pub fn kind_word(self) -> &'static str {
        match self {
            Self::InspectionScheme => "检查",
            Self::OnSiteRecord => "检记",
            Self::RectificationOrder => "责改",
            Self::ReCheckOpinion => "复查",
        }
    }
}

impl fmt::Display for FormName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A code that names no form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("没有名为“{0}”的文书式样")]
pub struct UnknownForm(pub String);

impl FromStr for FormName {
    type Err = UnknownForm;

    fn from_str(code: &str) -> Result<Self, UnknownForm> {
        Self::ALL.into_iter().find(|name| name.code() == code).ok_or_else(|| UnknownForm(code.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_names_the_same_form_in_text_and_in_json() {
        for name in FormName::ALL {
            assert_eq!(name.code().parse(), Ok(name));
            assert_eq!(serde_json::to_string(&name).unwrap(), format!("\"{}\"", name.code()));
        }
        assert_eq!("seizure".parse::<FormName>(), Err(UnknownForm("seizure".into())));
    }
}
