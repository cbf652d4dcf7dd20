//! 答复有误 · problem+json
//!
//! Every answer that is not a success: a stable code, a Chinese sentence, the field, the basis and the way out.

use authority::{FieldError, Halt};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use lexicon::{Instant, Refused, refusals};
use serde::Serialize;
use utoipa::ToSchema;

/// The body of a problem answer (RFC 9457), with the fields our clients use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// HTTP status.
    pub status: u16,
    /// Chapter and word, e.g. `rectification.past_due`; stable.
    pub code: String,
    /// The kind of problem, in Chinese.
    pub title: String,
    /// What happened, in Chinese.
    pub detail: String,
    /// What to do now.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub way_out: String,
    /// The article it rests on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// The field it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Several faulty fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Who changed the record, when the caller saw an older one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<CurrentRevision>,
    /// Names the log line of a fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
}

/// The state of a record that was changed meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CurrentRevision {
    /// Revision now.
    pub revision: i64,
    /// Who changed it.
    pub by: String,
    /// When.
    pub at: Instant,
}

refusals! {
    /// 窗口一级的答复
    pub enum DoorRefusal in "request" {
        NotFound = "not_found", "没有找到这条记录", way_out "它可能不存在，或者不在您的管辖范围内；请返回列表重新查找";
        NoRoute = "no_route", "没有这个功能地址", way_out "请从菜单进入；若是收藏的旧地址，请更新收藏";
        Method = "method", "这个地址不支持这种请求方式", way_out "请刷新页面后重试";
        Malformed = "malformed", "提交的内容无法识别", way_out "请刷新页面后重新填写";
        TooLarge = "too_large", "提交的内容过大", way_out "请减小文件后重新上传";
        OtherSite = "other_site", "请求来自别的网站，没有处理", way_out "请在本系统的页面中操作；经反向代理访问的，请代理原样转发 Host";
        TooOften = "too_often", "操作过于频繁，本次没有处理", way_out "请稍候几秒再试";
        Timeout = "timeout", "处理时间过长，已经停止", way_out "请稍后再试";
        NoCommand = "no_command", "缺少本次提交的编号（Command-Id）", way_out "请刷新页面后重新提交";
        MediaType = "media_type", "文件类型不支持", way_out "请上传 JPEG、PNG、WebP 图片或 PDF 文件";
        Full = "storage_full", "服务器存储空间已满，本次操作没有写入", way_out "请联系系统管理员清理空间后重试";
        Fault = "fault", "系统内部出错，本次操作没有完成", way_out "请稍后再试；若仍出错，请把编号告诉系统管理员";
        Stale = "stale", "这条记录已被他人修改，您看到的不是最新内容", way_out "请复制您填写的内容，重新载入后再修改";
        Forbidden = "forbidden", "您的角色没有这项权限", way_out "如确需办理，请联系本级业务管理员";
        Invalid = "invalid", "有几处填写不符合要求", way_out "请按提示逐项改正后再提交";
    }
}

/// An answer that is not a success.
#[derive(Debug)]
pub struct Problem(Box<ProblemBody>);

impl Problem {
    /// A refusal at a status.
    #[must_use]
    pub fn new(status: StatusCode, refused: Refused) -> Self {
        let title = match status {
            StatusCode::UNAUTHORIZED => "需要登录",
            StatusCode::FORBIDDEN => "没有权限",
            StatusCode::NOT_FOUND => "没有找到",
            StatusCode::CONFLICT => "现在不能办理",
            StatusCode::UNPROCESSABLE_ENTITY | StatusCode::BAD_REQUEST => "填写有误",
            StatusCode::INTERNAL_SERVER_ERROR => "系统出错",
            _ => "未能办理",
        };
        Self(Box::new(ProblemBody {
            status: status.as_u16(),
            code: refused.code,
            title: title.to_owned(),
            detail: refused.sentence,
            way_out: refused.way_out.to_owned(),
            basis: refused.basis.to_owned(),
            field: refused.field,
            errors: Vec::new(),
            current: None,
            incident: None,
        }))
    }

    /// A text that cannot be read, with what is wrong in it.
    #[must_use]
    pub fn malformed(field: Option<String>, sentence: String) -> Self {
        let mut refused = DoorRefusal::Malformed.refused();
        refused.sentence = sentence;
        refused.field = field;
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, refused)
    }

    /// No such record, or not within reach.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, DoorRefusal::NotFound.refused())
    }

    /// A fault of the program; details go to the log under the incident.
    #[must_use]
    pub fn fault(details: &str) -> Self {
        let incident = lexicon::EntryId::new().to_string();
        tracing::error!(%incident, details, "fault");
        let mut problem = Self::new(StatusCode::INTERNAL_SERVER_ERROR, DoorRefusal::Fault.refused());
        problem.0.incident = Some(incident);
        problem
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &ProblemBody {
        &self.0
    }
}

impl From<Halt> for Problem {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::NotFound => Self::not_found(),
            Halt::Unauthenticated(refused) => Self::new(StatusCode::UNAUTHORIZED, refused),
            Halt::Forbidden(verb) => {
                let mut refused = DoorRefusal::Forbidden.refused();
                refused.sentence = format!("您的角色没有“{verb}”的权限");
                Self::new(StatusCode::FORBIDDEN, refused)
            }
            Halt::Stale { revision, by, at } => {
                let mut problem = Self::new(StatusCode::CONFLICT, DoorRefusal::Stale.refused());
                problem.0.current = Some(CurrentRevision { revision, by, at });
                problem
            }
            Halt::Refused(refused) if refused.by_state => Self::new(StatusCode::CONFLICT, refused),
            Halt::Refused(refused) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, refused),
            Halt::Invalid(errors) => {
                let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, DoorRefusal::Invalid.refused());
                problem.0.field = errors.first().map(|e| e.field.clone());
                problem.0.errors = errors;
                problem
            }
            Halt::Busy(refused) => Self::new(StatusCode::SERVICE_UNAVAILABLE, refused),
            Halt::Full => Self::new(StatusCode::INSUFFICIENT_STORAGE, DoorRefusal::Full.refused()),
            Halt::Fault(details) => Self::fault(&details),
        }
    }
}
impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        Halt::Refused(refused).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, "application/problem+json"), (header::CACHE_CONTROL, "no-store")], body)
            .into_response()
    }
}
