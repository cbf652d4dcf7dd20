//! 修改文书编号规则 · set the rule of one kind of paper
//!
//! 从启用日期起用新规则；已经编出的号不变，序号接着往下编。

use super::list::NumberingWords;
use super::{NumberingRule, rules, store};
use authority::{Entry, FieldError, Halt, SubjectKind, Verb};
use forms::FormName;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A rule as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NumberingEdit {
    /// The rule the caller saw in force.
    pub seen: NumberingWords,
    pub rule: NumberingWords,
    /// 修改原因
    pub reason: String,
}

/// What was set.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct NumberingSet {
    /// A number as it will be written.
    pub example: String,
}

/// 修改文书编号规则
#[utoipa::path(put, path = "/numbering-rules/{form}", tag = "文书编号", params(("form" = String, Path)), request_body = NumberingEdit, responses((status = 200, body = NumberingSet)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(form): Path<String>,
    Sent(command): Sent,
    Json(asked): Json<NumberingEdit>,
) -> web::Result<Json<NumberingSet>> {
    // 权限
    let permit = caller.may(Verb::EditNumbering)?;
    let form: FormName = form.parse().map_err(|_| Halt::NotFound)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let (organ, today) = (tx.actor().organisation_id, tx.today());
            let before = store::rule(tx, organ, form, today).await?;
            if before != NumberingRule::from(asked.seen) {
                let last = store::versions(tx, organ, form).await?.into_iter().next();
                let (by, at) = last.map_or((String::new(), tx.now()), |v| (v.made_by, v.made_at));
                return Err(Halt::Stale { revision: 0, by, at });
            }
            // 判定
            let rule = NumberingRule::from(asked.rule);
            judge(&rule, (form, asked.reason.trim()), today)?;
            if store::words_taken(tx, organ, &rule).await? {
                return Err(rules::Refusal::WordsTaken.at("region_word").into());
            }
            if store::kind_taken(tx, (organ, form), &rule).await? {
                return Err(rules::Refusal::KindTaken.at("kind_word").into());
            }
            // 落库
            store::set(tx, form, &rule, asked.reason.trim()).await?;
            let year = i64::from(rule.valid_from.year());
            let last = store::last(tx, organ, form, year).await?;
            let example = rules::write(&rule, year, rules::next(&rule, last), 1);
            // 留痕
            let entry = Entry::on(SubjectKind::Organisation, organ, format!("修改{}编号规则", form.zh()));
            let entry = entry.because(asked.reason.trim());
            let (old, new) = (NumberingWords::from(before), NumberingWords::from(rule));
            tx.record(entry.change(&old, &new), NumberingSet { example }).await
        })
    });
    Ok(Json(write.await?))
}

fn judge(rule: &NumberingRule, (form, reason): (FormName, &str), today: lexicon::LegalDay) -> authority::Result<()> {
    if form.kind_word().is_empty() {
        return Err(rules::Refusal::NotNumbered.at("form").into());
    }
    let mut faults = rules::faults(rule, today);
    if !(2..=200).contains(&reason.chars().count()) {
        faults.push(FieldError::new("reason", "请写明修改原因，2至200字"));
    }
    if faults.is_empty() { Ok(()) } else { Err(Halt::Invalid(faults)) }
}
