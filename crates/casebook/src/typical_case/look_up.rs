//! 典型案例查询 · the adopted cases, for everybody

use super::store::{self, Wanted};
use super::{CaseFile, TypicalCase, TypicalCaseRow, list::wrong_cursor};
use authority::{FieldError, Halt, SubjectKind, Verb, like_contains};
use lexicon::{RegionCode, TypicalCaseId};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use web::{App, Caller, Cursor, Json, Page, PageSize, Path, Query};

/// What is wanted of the list.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// 标题中的文字
    #[serde(default)]
    q: String,
    /// 行政区划代码
    #[serde(default)]
    region: String,
    /// 行业的键
    #[serde(default)]
    industry: String,
    #[param(value_type = Option<String>)]
    #[serde(skip_serializing)]
    cursor: Option<Cursor>,
    #[param(value_type = Option<i64>)]
    #[serde(default, skip_serializing)]
    size: PageSize,
}

/// 典型案例查询，最近采用的在前
#[utoipa::path(get, path = "/typical-cases", tag = "典型案例", operation_id = "list_typical_cases", params(Asked),
    responses((status = 200, body = Page<TypicalCaseRow>)))]
pub async fn list(
    Caller(caller): Caller,
    app: App,
    Query(asked): Query<Asked>,
) -> web::Result<Json<Page<TypicalCaseRow>>> {
    let permit = caller.may(Verb::ReadReference)?;
    let wanted = wanted((&asked.q, &asked.region, &asked.industry))?;
    let after = after(asked.cursor.as_ref())?;
    let size = asked.size;
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::adopted(tx, &wanted, after, size.0).await }));
    let (rows, total) = read.await?;
    let at = |row: &store::Row| row.adopted_at.map_or(0, |at| at.0).to_string();
    let key = |row: &store::Row| Cursor::write(&[&at(row), &row.id.to_string()]);
    Ok(Json(web::paged(rows, size, total, key, |row| row.adopted())))
}

/// 典型案例详情
#[utoipa::path(get, path = "/typical-cases/{id}", tag = "典型案例", params(("id" = TypicalCaseId, Path)), responses((status = 200, body = TypicalCase)))]
pub async fn show(Caller(caller): Caller, app: App, Path(id): Path<TypicalCaseId>) -> web::Result<Json<TypicalCase>> {
    let permit = caller.may(Verb::ReadReference)?;
    let read = app.db.read(permit.clone(), move |tx| {
        Box::pin(async move {
            let row = store::adopted_one(tx, id).await?;
            let files = store::files(tx, &row).await?;
            Ok(TypicalCase {
                files: files.into_iter().map(CaseFile::from).collect(),
                row: row.adopted(),
                facts: row.facts,
                basis: row.basis_json,
                penalty: row.penalty,
            })
        })
    });
    let shown = read.await?;
    web::looked_at(&app, permit, SubjectKind::TypicalCase, id).await;
    Ok(Json(shown))
}

pub(super) fn wrong(field: &str, sentence: &str) -> Halt {
    Halt::Invalid(vec![FieldError::new(field, sentence)])
}

/// The conditions, parsed: text of the title, division, industry.
///
/// # Errors
/// A text that is too long; a code that is none.
pub(super) fn wanted((text, region, industry): (&str, &str, &str)) -> authority::Result<Wanted> {
    let text = text.trim();
    if text.chars().count() > 60 || industry.chars().count() > 60 {
        return Err(wrong("q", "查询文字不能超过60字"));
    }
    let region = match region {
        "" => None,
        code => Some(codes_below(code)?),
    };
    Ok(Wanted {
        pattern: (!text.is_empty()).then(|| like_contains(&text.to_lowercase())),
        region: region.flatten(),
        industry: (!industry.is_empty()).then(|| industry.to_owned()),
        state: None,
    })
}

/// 行政区划代码前两位为省，前四位为市：一个地区的代码是连续的一段。The whole country is no condition.
fn codes_below(code: &str) -> authority::Result<Option<(String, String)>> {
    let code = RegionCode::parse(code).map_err(|e| wrong("region", &e.to_string()))?.to_string();
    if code == "000000" {
        return Ok(None);
    }
    let last = format!("{:9<6}", code.trim_end_matches("00"));
    Ok(Some((code, last)))
}

fn after(cursor: Option<&Cursor>) -> authority::Result<Option<store::After>> {
    let Some(Cursor(parts)) = cursor else { return Ok(None) };
    match parts.as_slice() {
        [only] if only.is_empty() => Ok(None),
        [at, id] => {
            let at = at.parse().map_err(|_| wrong_cursor())?;
            let id = id.parse().map_err(|_| wrong_cursor())?;
            Ok(Some((at, id)))
        }
        _ => Err(wrong_cursor()),
    }
}
