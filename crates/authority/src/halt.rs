//! Why an act stops.

use lexicon::{Instant, NotNow, Refused};

/// One field that was filled in wrongly.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Path of the field in the request, e.g. `draft.officers`.
    pub field: String,
    /// What is wrong and how to mend it, in Chinese.
    pub sentence: String,
}

impl FieldError {
    /// A fault at a field.
    pub fn new(field: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { field: field.into(), sentence: sentence.into() }
    }
}

/// Everything that ends an act before its record is written.
#[derive(Debug)]
pub enum Halt {
    /// There is no such record, or it lies outside the caller's scope; the two look the same.
    NotFound,
    /// Nobody is logged in; the code says why.
    Unauthenticated(Refused),
    /// The role may not do this at all.
    Forbidden(&'static str),
    /// The record was changed since the caller saw it.
    Stale {
        /// The revision now.
        revision: i64,
        /// Who changed it.
        by: String,
        /// When.
        at: Instant,
    },
    /// A rule stands in the way.
    Refused(Refused),
    /// Fields that do not make sense.
    Invalid(Vec<FieldError>),
    /// Too much at once; try again.
    Busy(Refused),
    /// The disk is full.
    Full,
    /// A fault of the program or of the engine; details go to the log only.
    Fault(String),
}

impl From<Refused> for Halt {
    fn from(r: Refused) -> Self {
        Halt::Refused(r)
    }
}
impl From<NotNow> for Halt {
    fn from(n: NotNow) -> Self {
        Halt::Refused(n.into())
    }
}
impl From<database::Error> for Halt {
    fn from(e: database::Error) -> Self {
        match e {
            database::Error::NotFound => Halt::NotFound,
            database::Error::Full => Halt::Full,
            database::Error::Busy(_) => Halt::Busy(GateRefusal::Busy.refused()),
            database::Error::Duplicate(_) => {
                let mut refused = GateRefusal::Duplicate.refused();
                refused.by_state = true;
                Halt::Refused(refused)
            }
            other => Halt::Fault(other.to_string()),
        }
    }
}
impl From<serde_json::Error> for Halt {
    fn from(e: serde_json::Error) -> Self {
        Halt::Fault(e.to_string())
    }
}

lexicon::refusals! {
    /// 职权之门不准的情形
    pub enum GateRefusal in "gate" {
        Busy = "busy", "系统正忙，本次操作没有写入", way_out "请稍候几秒再试一次";
        Duplicate = "duplicate", "同一编号的记录已经存在", way_out "请刷新页面，确认是否已经提交过";
        ReusedCommand = "reused_command", "这次提交的编号已经用于另一项操作", way_out "请刷新页面后重新提交";
        NotOwn = "not_own", "该事项由其他机关办理，本机关只能查看", way_out "请由办理机关的执法人员操作";
    }
}
