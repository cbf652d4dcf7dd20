//! 疑似重复 · the list of pairs

use super::store::{self, Wanted};
use super::{Duplicate, DuplicateReason, DuplicateState, rules};
use authority::{FieldError, Halt, Verb};
use lexicon::{DuplicateId, Term};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{App, Caller, Cursor, Json, Page, PageSize, Query, TOTAL_LIMIT};

/// What of the list is wanted; an empty text is no condition.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// 核对状态
    #[serde(default)]
    state: String,
    /// 理由
    #[serde(default)]
    reason: String,
    /// 最低得分
    #[serde(default)]
    least: String,
    /// 下一页的位置
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// 每页条数
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

/// 疑似重复的企业，得分高的在前
#[utoipa::path(get, path = "/duplicates", tag = "疑似重复", operation_id = "list_duplicates", params(Asked),
    responses((status = 200, body = Page<Duplicate>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(asked): Query<Asked>) -> web::Result<Json<Page<Duplicate>>> {
    let permit = caller.may(Verb::ResolveDuplicate)?;
    let (wanted, after, size) = (asked.wanted()?, asked.after()?, asked.size);
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let (mut pairs, counted) = store::list(tx, &wanted, after, size.0).await?;
            let shown = usize::try_from(size.0).unwrap_or(20);
            let more = pairs.len() > shown;
            pairs.truncate(shown);
            let next = pairs.last().filter(|_| more).map(|p| Cursor::write(&[&p.score.to_string(), &p.id.to_string()]));
            Ok((store::shown(tx, pairs).await?, next, counted))
        })
    });
    let (items, next, counted) = read.await?;
    Ok(Json(Page { items, next, total: counted.min(TOTAL_LIMIT), total_is_more: counted > TOTAL_LIMIT }))
}

impl Asked {
    fn wanted(&self) -> authority::Result<Wanted> {
        let wrong = |field: &str, sentence: String| Halt::Invalid(vec![FieldError::new(field, sentence)]);
        let state = match self.state.as_str() {
            "" => None,
            code => Some(DuplicateState::parse(code).map_err(|e| wrong("state", e.to_string()))?),
        };
        let reason = match self.reason.as_str() {
            "" => None,
            code => Some(DuplicateReason::parse(code).map_err(|e| wrong("reason", e.to_string()))?),
        };
        let least = match self.least.as_str() {
            "" => rules::LEAST,
            text => text.parse().map_err(|_| wrong("least", "最低得分应为整数".to_owned()))?,
        };
        Ok(Wanted { state, reason, least })
    }

    fn after(&self) -> authority::Result<Option<(i64, DuplicateId)>> {
        let parts = self.cursor.as_ref().map(|cursor| cursor.0.as_slice()).unwrap_or_default();
        let wrong = || Halt::Invalid(vec![FieldError::new("cursor", "翻页位置无效，请从第一页重新查询")]);
        match parts {
            [] => Ok(None),
            [empty] if empty.is_empty() => Ok(None),
            [score, id] => {
                let key = score.parse().ok().zip(id.parse().ok());
                key.map(Some).ok_or_else(wrong)
            }
            _ => Err(wrong()),
        }
    }
}
