//! 文书编号规则 · the rules of the caller's organ, with a look at the next number

use super::{Brackets, NumberingRule, SerialMode, rules, store};
use authority::{ReadTx, Verb};
use forms::FormName;
use lexicon::{Instant, LegalDay};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json};

/// A rule as shown and as set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NumberingWords {
    /// 地区字样，如 甘庆西
    pub region_word: String,
    /// 机关字样，一般为 应急
    pub organ_word: String,
    /// 文书字样，如 检查
    pub kind_word: String,
    pub serial_mode: SerialMode,
    /// 每年的起始序号
    pub start_serial: i64,
    /// 序号位数，不足的补零
    pub digits: i64,
    pub brackets: Brackets,
    /// 启用日期
    pub valid_from: LegalDay,
}

/// The rule of one kind of paper.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FormNumbering {
    /// 式样代码
    pub form: String,
    /// 文书名称
    pub zh: String,
    /// The rule in force today.
    pub rule: NumberingWords,
    /// 本机关没有另设规则，用的是通用规则
    pub is_usual: bool,
    /// 今天出具的下一份将编的号
    pub next_number: String,
    /// 本年最后一个序号
    pub last_serial: Option<i64>,
    /// Rules that begin later, and those that were in force before, the newest first.
    pub others: Vec<NumberingVersion>,
}

/// A rule of another time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NumberingVersion {
    #[serde(flatten)]
    pub rule: NumberingWords,
    /// 修改原因
    pub reason: String,
    pub made_at: Instant,
    pub made_by: String,
}

impl From<NumberingRule> for NumberingWords {
    fn from(r: NumberingRule) -> Self {
        Self {
            region_word: r.region_word,
            organ_word: r.organ_word,
            kind_word: r.kind_word,
            serial_mode: r.serial_mode,
            start_serial: r.start_serial,
            digits: r.digits,
            brackets: r.brackets,
            valid_from: r.valid_from,
        }
    }
}

impl From<NumberingWords> for NumberingRule {
    fn from(w: NumberingWords) -> Self {
        Self {
            region_word: w.region_word.trim().to_owned(),
            organ_word: w.organ_word.trim().to_owned(),
            kind_word: w.kind_word.trim().to_owned(),
            serial_mode: w.serial_mode,
            start_serial: w.start_serial,
            digits: w.digits,
            brackets: w.brackets,
            valid_from: w.valid_from,
        }
    }
}

/// 文书编号规则，本机关的
#[utoipa::path(get, path = "/numbering-rules", tag = "文书编号", responses((status = 200, body = Vec<FormNumbering>)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<Vec<FormNumbering>>> {
    let permit = caller.may(Verb::ReadNumbering)?;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let mut out = Vec::new();
            for form in FormName::all().filter(|form| !form.kind_word().is_empty()) {
                out.push(one(tx, form).await?);
            }
            Ok(out)
        })
    });
    Ok(Json(read.await?))
}

async fn one(tx: &mut ReadTx<'_>, form: FormName) -> authority::Result<FormNumbering> {
    let (organ, today) = (tx.actor().organisation_id, tx.today());
    let year = i64::from(today.year());
    let rule = store::rule(tx, organ, form, today).await?;
    let versions = store::versions(tx, organ, form).await?;
    let last = store::last(tx, organ, form, year).await?;
    let is_usual = !versions.iter().any(|v| v.valid_from <= today);
    let in_force = rule.valid_from;
    let others = versions.into_iter().filter(|v| v.valid_from != in_force || is_usual);
    Ok(FormNumbering {
        form: form.code().to_owned(),
        zh: form.zh().to_owned(),
        next_number: rules::write(&rule, year, rules::next(&rule, last), 1),
        rule: rule.into(),
        is_usual,
        last_serial: last,
        others: others
            .map(|v| NumberingVersion {
                reason: v.reason.clone(),
                made_at: v.made_at,
                made_by: v.made_by.clone(),
                rule: NumberingRule::from(v).into(),
            })
            .collect(),
    })
}
