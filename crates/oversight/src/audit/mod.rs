//! 审计 · audit
//!
//! 审计员查询本级及下级的留痕：办理、登录、失败、查看、下载、导出、临时查看；导出；验证留痕链。
//! 依据：GB/T 22239-2019 第三级（审计管理员对审计记录进行查询、分析，审计记录受保护）
//! 读法：list → verification
//! 不在这里：导出（exchange 的 export）

mod list;
pub mod store;
mod verification;

use authority::{EntryClass, FieldError, Halt, SubjectKind};
use lexicon::{EntryId, Instant, LegalDay, OrganisationId, Term};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web::{Cursor, OpenApiRouter, PageSize, Routes, routes};

/// 一条审计记录
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditEntry {
    pub id: EntryId,
    pub at: Instant,
    pub class: EntryClass,
    pub user_name: String,
    pub organisation_name: String,
    /// 登录地址
    pub address: String,
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    /// 办理事项
    pub act: String,
    pub reason: String,
    pub before: Value,
    pub after: Value,
    /// 在本机关留痕链中的位置
    pub seq: i64,
    pub hash: String,
}

/// The longest period in which names and acts are looked for.
const LONGEST_DAYS: i64 = 366;

/// What of the trail is wanted; an empty text is no condition.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// 起始日期
    pub from: Option<LegalDay>,
    /// 截止日期，含当日
    pub to: Option<LegalDay>,
    /// 留痕类别
    #[serde(default)]
    pub class: String,
    /// 记录种类
    #[serde(default)]
    pub subject_kind: String,
    /// 一条记录的编号
    pub subject_id: Option<Uuid>,
    /// 人员姓名中的文字
    #[serde(default)]
    pub who: String,
    /// 办理事项中的文字
    #[serde(default)]
    pub act: String,
    /// 机构
    pub organisation_id: Option<OrganisationId>,
    /// 下一页的位置
    #[serde(skip_serializing)]
    #[param(value_type = Option<String>)]
    pub cursor: Option<Cursor>,
    /// 每页条数
    #[serde(default, skip_serializing)]
    #[param(value_type = Option<i64>)]
    pub size: PageSize,
}

impl Wanted {
    /// 条件有误的在其栏目说明。
    ///
    /// # Errors
    /// Texts too long, codes unknown, a period that ends before it begins.
    pub fn checked(self) -> authority::Result<Self> {
        let wrong = |field: &str, sentence: &str| Err(Halt::Invalid(vec![FieldError::new(field, sentence)]));
        if self.who.chars().count() > 30 || self.act.chars().count() > 30 {
            return wrong("act", "查询文字不能超过30字");
        }
        if !self.class.is_empty() && EntryClass::parse(&self.class).is_err() {
            return wrong("class", "没有这个留痕类别");
        }
        if !self.subject_kind.is_empty() && SubjectKind::parse(&self.subject_kind).is_err() {
            return wrong("subject_kind", "没有这个记录种类");
        }
        if matches!((self.from, self.to), (Some(from), Some(to)) if from > to) {
            return wrong("to", "截止日期早于起始日期");
        }
        // Names and acts are parts of texts, which no index finds: the period is what bounds the work (index of the scope
        // and the moment), and where one record is asked for, the record.
        if (!self.who.trim().is_empty() || !self.act.trim().is_empty()) && self.subject_id.is_none() {
            let Some(from) = self.from else {
                return wrong("from", "按人员或者办理事项查询的，请选定起始日期");
            };
            if self.to.is_some_and(|to| from.plus(LONGEST_DAYS) < to) {
                return wrong("to", "按人员或者办理事项查询的，一次不超过一年，请分段查询");
            }
        }
        Ok(self)
    }

    /// The last row of the page before: its moment and its id.
    fn after(&self) -> authority::Result<Option<(i64, Uuid)>> {
        let Some(cursor) = self.cursor.as_ref().filter(|c| c.0.iter().any(|part| !part.is_empty())) else {
            return Ok(None);
        };
        let read = |parts: &[String]| Some((parts.first()?.parse().ok()?, parts.get(1)?.parse().ok()?));
        let wrong = || Halt::Invalid(vec![FieldError::new("cursor", "翻页位置无效，请从第一页重新查询")]);
        read(&cursor.0).ok_or_else(wrong).map(Some)
    }
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(list::run)).routes(routes!(verification::run))
}
