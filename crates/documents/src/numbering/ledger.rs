//! 文号台账 · every number of a series: whose paper it is, or why it is void
//!
//! 文号应当连续：台账算出已编、作废、预留和缺号各有几个。随检查编号的，序号跟着方案走，跳号不是缺号。

use super::block_store as store;
use crate::issue::state::DocumentState;
use authority::{FieldError, Halt, ReadTx, Verb};
use forms::FormName;
use lexicon::{DocumentId, Instant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Cursor, Json, Page, PageSize, Query, paged};

/// Which series.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// 式样代码
    form: String,
    /// 年份
    year: i64,
    /// 下一页的位置
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// 每页条数
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

/// One number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LedgerLine {
    pub serial: i64,
    /// 分号，一般为1
    pub part: i64,
    pub number: String,
    /// None: the number is void.
    pub document_id: Option<DocumentId>,
    pub state: Option<DocumentState>,
    /// 当事人；作废的为作废原因
    pub what: String,
    pub at: Instant,
    pub by: String,
}

/// The numbers of a series, and how many of each sort there are.
#[derive(Debug, Serialize, ToSchema)]
pub struct NumberLedger {
    #[serde(flatten)]
    pub page: Page<LedgerLine>,
    /// 已编到的序号
    pub last_serial: i64,
    /// 用在文书上的
    pub used: i64,
    /// 作废的
    pub voided: i64,
    /// 预留在设备上、尚未退回的
    pub reserved: i64,
    /// 缺号；独立流水应当为0
    pub missing: i64,
}

/// 文号台账，本机关的；序号大的在前
#[utoipa::path(get, path = "/numbers", tag = "文书编号", params(Asked), responses((status = 200, body = NumberLedger)))]
pub async fn run(Caller(caller): Caller, app: App, Query(asked): Query<Asked>) -> web::Result<Json<NumberLedger>> {
    let permit = caller.may(Verb::ReadNumbering)?;
    let wrong = |field: &str, sentence: &str| Halt::Invalid(vec![FieldError::new(field, sentence)]);
    let form: FormName = asked.form.parse().map_err(|_| wrong("form", "没有这种文书"))?;
    if !(2000..=2999).contains(&asked.year) {
        return Err(wrong("year", "年份应为四位数字").into());
    }
    let before = asked.before().ok_or_else(|| wrong("cursor", "翻页位置无效，请从第一页重新查询"))?;
    let (year, size) = (asked.year, asked.size);
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let organ = tx.actor().organisation_id;
            let sums = store::sums(tx, (organ, form, year)).await?;
            Ok((lines(tx, (form, year), before, size.0 + 1).await?, sums))
        })
    });
    let (lines, sums) = read.await?;
    let key = |line: &LedgerLine| Cursor::write(&[&line.serial.to_string(), &line.part.to_string()]);
    let page = paged(lines, size, sums.papers + sums.voided, key, |line| line);
    let given = sums.last_serial - sums.first_serial + 1;
    Ok(Json(NumberLedger {
        page,
        last_serial: sums.last_serial,
        used: sums.used,
        voided: sums.voided,
        reserved: sums.reserved,
        missing: (given - sums.used - sums.voided - sums.reserved).max(0),
    }))
}

impl Asked {
    /// The place before which the page begins; from the top without one, nothing when it makes no sense.
    fn before(&self) -> Option<(i64, i64)> {
        let Some(Cursor(parts)) = &self.cursor else { return Some((i64::MAX, 0)) };
        match parts.as_slice() {
            [serial, part] => Some((serial.parse().ok()?, part.parse().ok()?)),
            _ => None,
        }
    }
}

async fn lines(
    tx: &mut ReadTx<'_>,
    (form, year): (FormName, i64),
    before: (i64, i64),
    most: i64,
) -> authority::Result<Vec<LedgerLine>> {
    let organ = tx.actor().organisation_id;
    let papers = store::papers(tx, (organ, form, year), before, most).await?;
    let voided = store::voided(tx, (organ, form, year), before.0, most).await?;
    let papers = papers.into_iter().map(|p| LedgerLine {
        serial: p.serial,
        part: p.part,
        number: p.number,
        document_id: Some(p.id),
        state: Some(p.state),
        what: p.enterprise_name,
        at: p.numbered_at,
        by: p.issued_by,
    });
    let voided = voided.into_iter().map(|v| LedgerLine {
        serial: v.serial,
        part: 1,
        number: v.number,
        document_id: None,
        state: None,
        what: v.reason,
        at: v.voided_at,
        by: v.voided_by,
    });
    let mut all: Vec<LedgerLine> = papers.chain(voided).collect();
    all.sort_by_key(|line| std::cmp::Reverse((line.serial, line.part)));
    all.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(all)
}
