//! 共用内容 · what several forms share

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// 行政执法人员。
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// 姓名
    pub name: String,
    /// 执法证号
    pub certificate_no: String,
    /// 所属执法机关；联合检查时各人可以不同。
    pub organisation: String,
}

/// The data of a form as JSON. Our structs hold only texts, flags and lists of them, so this cannot fail; were it to
/// fail, the check of the form refuses the null.
pub(crate) fn data_of<T: Serialize>(filled: &T) -> Value {
    serde_json::to_value(filled).unwrap_or(Value::Null)
}

/// Gives a filled form its form name and the way to a job.
macro_rules! fills {
    ($filled:ty, $name:expr) => {
        impl $filled {
            /// The data as the form's fields.
            pub fn into_job_data(self) -> serde_json::Value {
                $crate::common::data_of(&self)
            }

            /// The order to the typesetter; `dated_ms` in milliseconds since 1970-01-01 UTC.
            pub fn into_job(self, ident: impl Into<String>, dated_ms: i64) -> $crate::Job {
                $crate::Job {
                    form: $name,
                    data: self.into_job_data(),
                    ident: ident.into(),
                    dated_ms,
                    is_preview: false,
                    own: None,
                    is_sealed: false,
                    check: None,
                }
            }
        }
    };
}
pub(crate) use fills;

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;

    use super::*;
    use crate::{FormName, InspectionScheme, OnSiteRecord, ReCheckOpinion, RectificationOrder, form};

    fn comes_back<T: Serialize + DeserializeOwned>(name: FormName, text: &str) {
        let written: Value = serde_json::from_str(text).unwrap();
        let filled: T = serde_json::from_value(written.clone()).unwrap();
        let data = data_of(&filled);
        assert_eq!(data, written, "{name}: the builder writes every field of the example and no other");
        assert_eq!(form(name).validate(&data), Ok(()), "{name}");
    }

    #[test]
    fn samples_pass_through_their_builders_and_are_valid() {
        macro_rules! both {
            ($filled:ty, $name:ident, $folder:literal) => {
                comes_back::<$filled>(FormName::$name, include_str!(concat!("../", $folder, "/sample.json")));
                comes_back::<$filled>(FormName::$name, include_str!(concat!("../", $folder, "/minimal.json")));
            };
        }
        both!(InspectionScheme, INSPECTION_SCHEME, "inspection_scheme");
        both!(OnSiteRecord, ON_SITE_RECORD, "on_site_record");
        both!(RectificationOrder, RECTIFICATION_ORDER, "rectification_order");
        both!(ReCheckOpinion, RE_CHECK_OPINION, "re_check_opinion");
    }
}
