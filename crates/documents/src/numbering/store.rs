//! 文书编号 · the SQL of rules and series

use super::{Brackets, Given, NumberingRule, SerialMode, rules};
use crate::issue::state::DocumentState;
use authority::{ReadTx, Result, WriteTx, q, select};
use forms::FormName;
use identity::organisation::store as organisations;
use lexicon::{Instant, LegalDay, NumberingRuleId, OrganisationId, Term};
use uuid::Uuid;

/// 应急管理部门的机关字样
const ORGAN_WORD: &str = "应急";
const OWN: &str = "an organ's own series, in whose name the caller acts";

/// Gives the next number of the caller's organ for a form. The row of the series is the lock: two writers can never
/// take the same number, and a transaction that fails gives its number back.
///
/// # Errors
/// Engine faults.
pub async fn give(tx: &mut WriteTx<'_>, form: FormName, (subject, follows): (Uuid, Option<Uuid>)) -> Result<Given> {
    let organ = tx.actor().organisation_id;
    let today = tx.today();
    let rule = rule(tx, organ, form, today).await?;
    let lead = match follows {
        Some(subject) => lead(tx, organ, subject).await?,
        None => None,
    };
    let followed = match rule.serial_mode {
        SerialMode::Own => None,
        SerialMode::Inspection => lead,
        SerialMode::Case => case(tx, organ, subject).await?,
    };
    if let Some(serial) = followed {
        let given = follow(tx, (organ, form), &rule, serial).await?;
        return Ok(Given { lead: lead.unwrap_or(serial), ..given });
    }
    let year = i64::from(today.year());
    let serial = take(tx, (organ, form, year), rule.start_serial, 1).await?;
    let lead = lead.unwrap_or((year, serial));
    // 笔录、清单、目录不印文号，只按各自的次序编排。
    let text = if rule.kind_word.is_empty() { String::new() } else { rules::write(&rule, year, serial, 1) };
    Ok(Given { text, year, serial, part: 1, lead })
}

/// The year and serial at the head of a record's line of papers.
async fn lead(tx: &mut WriteTx<'_>, organ: OrganisationId, subject: Uuid) -> Result<Option<(i64, i64)>> {
    let lead = q("SELECT lead_year, lead_serial FROM documents WHERE subject_id = ").b(subject);
    let lead = lead.s(" AND organisation_id = ").b(organ).s(" AND lead_serial > 0 ORDER BY id LIMIT 1");
    tx.opt(lead.beyond(OWN)).await
}

/// 案件的年份和序号，就是立案审批表的；还没有立案的没有。更正、撤销了的不算。
async fn case(tx: &mut WriteTx<'_>, organ: OrganisationId, subject: Uuid) -> Result<Option<(i64, i64)>> {
    let ended = [DocumentState::Superseded, DocumentState::Withdrawn, DocumentState::Voided].map(|s| s.code().into());
    let filing = q("SELECT year, serial FROM documents WHERE subject_id = ").b(subject).s(" AND organisation_id = ");
    let filing = filing.b(organ).s(" AND form = ").b(FormName::FILING_APPROVAL.code()).s(" AND state NOT IN (");
    tx.opt(filing.list(ended).s(") ORDER BY id DESC LIMIT 1").beyond(OWN)).await
}

/// Takes the next `count` serials of a series; the first of them.
///
/// # Errors
/// Engine faults.
pub async fn take(
    tx: &mut WriteTx<'_>,
    (organ, form, year): (OrganisationId, FormName, i64),
    start: i64,
    count: i64,
) -> Result<i64> {
    let next = q("INSERT INTO number_series (organisation_id, form, year, last_serial) VALUES (")
        .list([organ.into(), form.code().into(), year.into(), (start + count - 1).into()])
        .s(") ON CONFLICT (organisation_id, form, year) DO UPDATE SET last_serial = number_series.last_serial + ")
        .b(count)
        .s(" RETURNING last_serial")
        .beyond(OWN);
    let (last,): (i64,) = tx.one(next).await?;
    Ok(last - count + 1)
}

/// The number of a paper that follows another: the same year and serial, and the next part of it.
async fn follow(
    tx: &mut WriteTx<'_>,
    (organ, form): (OrganisationId, FormName),
    rule: &NumberingRule,
    (year, serial): (i64, i64),
) -> Result<Given> {
    // The series stays ahead of every serial in use, so that an organ may go over to a series of its own.
    let lock = q("INSERT INTO number_series (organisation_id, form, year, last_serial) VALUES (")
        .list([organ.into(), form.code().into(), year.into(), serial.into()])
        .s(") ON CONFLICT (organisation_id, form, year) DO UPDATE SET last_serial = CASE WHEN \
            number_series.last_serial < excluded.last_serial THEN excluded.last_serial \
            ELSE number_series.last_serial END");
    tx.exec_one(lock.beyond(OWN)).await?;
    let used = q("SELECT coalesce(max(part), 0) FROM documents WHERE organisation_id = ").b(organ).s(" AND form = ");
    let used = used.b(form.code()).s(" AND year = ").b(year).s(" AND serial = ").b(serial);
    let (used,): (i64,) = tx.one(used.beyond(OWN)).await?;
    let part = used + 1;
    Ok(Given { text: rules::write(rule, year, serial, part), year, serial, part, lead: (year, serial) })
}

/// The organ's rule in force on a day, or the usual one: its region word, 应急, the kind word of the form, four digits
/// from 0001.
///
/// # Errors
/// Engine faults.
pub async fn rule(tx: &mut ReadTx<'_>, organ: OrganisationId, form: FormName, on: LegalDay) -> Result<NumberingRule> {
    let own = select::<NumberingRule>("FROM numbering_rules WHERE organisation_id = ").b(organ).s(" AND form = ");
    let own = own.b(form.code()).s(" AND valid_from <= ").b(on).s(" ORDER BY valid_from DESC LIMIT 1");
    if let Some(rule) = tx.opt(own.beyond(OWN)).await? {
        return Ok(rule);
    }
    usual(tx, organ, form, on).await
}

async fn usual(tx: &mut ReadTx<'_>, organ: OrganisationId, form: FormName, on: LegalDay) -> Result<NumberingRule> {
    let profile = organisations::profile(tx, organ, on).await?;
    Ok(NumberingRule {
        region_word: profile.number_region,
        organ_word: ORGAN_WORD.to_owned(),
        kind_word: form.kind_word().to_owned(),
        serial_mode: SerialMode::Own,
        start_serial: 1,
        digits: 4,
        brackets: Brackets::Full,
        valid_from: LegalDay::parse(forms::form(form).valid_from()).unwrap_or(on),
    })
}

/// The rules an organ set for a form, the newest first, with who set each and why.
///
/// # Errors
/// Engine faults.
pub async fn versions(tx: &mut ReadTx<'_>, organ: OrganisationId, form: FormName) -> Result<Vec<Version>> {
    let all = select::<Version>("FROM numbering_rules WHERE organisation_id = ").b(organ).s(" AND form = ");
    tx.all(all.b(form.code()).s(" ORDER BY valid_from DESC").beyond(OWN)).await
}

authority::row! {
    /// A rule with its making.
    #[derive(Debug, Clone)]
    pub struct Version {
        region_word: String, organ_word: String, kind_word: String, serial_mode: SerialMode = term, start_serial: i64,
        digits: i64, brackets: Brackets = term, valid_from: LegalDay, reason: String, made_at: Instant, made_by: String,
    }
}

impl From<Version> for NumberingRule {
    fn from(v: Version) -> Self {
        Self {
            region_word: v.region_word,
            organ_word: v.organ_word,
            kind_word: v.kind_word,
            serial_mode: v.serial_mode,
            start_serial: v.start_serial,
            digits: v.digits,
            brackets: v.brackets,
            valid_from: v.valid_from,
        }
    }
}

/// The last serial given in a year; none before the first.
///
/// # Errors
/// Engine faults.
pub async fn last(tx: &mut ReadTx<'_>, organ: OrganisationId, form: FormName, year: i64) -> Result<Option<i64>> {
    let last = q("SELECT last_serial FROM number_series WHERE organisation_id = ").b(organ).s(" AND form = ");
    let last: Option<(i64,)> = tx.opt(last.b(form.code()).s(" AND year = ").b(year).beyond(OWN)).await?;
    Ok(last.map(|(serial,)| serial))
}

/// Whether another organ writes its numbers with these words now: by a rule of its own, or by its region word.
///
/// # Errors
/// Engine faults.
pub async fn words_taken(tx: &mut ReadTx<'_>, organ: OrganisationId, rule: &NumberingRule) -> Result<bool> {
    let why = "two organs must not print the same number; only whether the words are taken is told";
    let by_rule = q("SELECT 1 FROM numbering_rules WHERE organisation_id <> ").b(organ).s(" AND region_word = ");
    let by_rule = by_rule.b(&rule.region_word).s(" AND organ_word = ").b(&rule.organ_word).s(" AND kind_word = ");
    let found: Option<(i64,)> = tx.opt(by_rule.b(&rule.kind_word).s(" LIMIT 1").beyond(why)).await?;
    if found.is_some() {
        return Ok(true);
    }
    let by_profile = q("SELECT 1 FROM organisation_profiles WHERE organisation_id <> ").b(organ);
    let by_profile = by_profile.s(" AND number_region = ").b(&rule.region_word).s(" LIMIT 1");
    let found: Option<(i64,)> = tx.opt(by_profile.beyond(why)).await?;
    Ok(found.is_some())
}

/// Whether another kind of paper of the same organ is written with these words, by any rule of its own or by the usual
/// one: each kind has a series of its own, so that two kinds with the same words would print the same number.
///
/// # Errors
/// Engine faults.
pub async fn kind_taken(
    tx: &mut ReadTx<'_>,
    (organ, form): (OrganisationId, FormName),
    rule: &NumberingRule,
) -> Result<bool> {
    let by_rule = q("SELECT 1 FROM numbering_rules WHERE organisation_id = ").b(organ).s(" AND form <> ");
    let by_rule = by_rule.b(form.code()).s(" AND region_word = ").b(&rule.region_word).s(" AND organ_word = ");
    let by_rule = by_rule.b(&rule.organ_word).s(" AND kind_word = ").b(&rule.kind_word).s(" LIMIT 1");
    let found: Option<(i64,)> = tx.opt(by_rule.beyond(OWN)).await?;
    if found.is_some() {
        return Ok(true);
    }
    let is_usual_of_another =
        FormName::all().any(|other| other.code() != form.code() && other.kind_word() == rule.kind_word);
    if rule.organ_word != ORGAN_WORD || !is_usual_of_another {
        return Ok(false);
    }
    let region = q("SELECT 1 FROM organisation_profiles WHERE organisation_id = ").b(organ);
    let region = region.s(" AND number_region = ").b(&rule.region_word).s(" LIMIT 1");
    let found: Option<(i64,)> = tx.opt(region.beyond(OWN)).await?;
    Ok(found.is_some())
}

/// Sets the rule of the caller's organ from its day on; one set for the same day before is replaced.
///
/// # Errors
/// Engine faults.
pub async fn set(tx: &mut WriteTx<'_>, form: FormName, rule: &NumberingRule, reason: &str) -> Result<()> {
    let (organ, at, by) = (tx.actor().organisation_id, tx.at(), tx.actor().name.clone());
    let same_day = q("DELETE FROM numbering_rules WHERE organisation_id = ").b(organ).s(" AND form = ");
    let same_day = same_day.b(form.code()).s(" AND valid_from = ").b(rule.valid_from);
    tx.exec(same_day.beyond(OWN)).await?;
    let insert = q("INSERT INTO numbering_rules (id, organisation_id, form, region_word, organ_word, kind_word, \
         serial_mode, start_serial, digits, brackets, valid_from, reason, made_at, made_by) VALUES (")
    .list([
        NumberingRuleId::new().into(),
        organ.into(),
        form.code().into(),
        (&rule.region_word).into(),
        (&rule.organ_word).into(),
        (&rule.kind_word).into(),
        rule.serial_mode.code().into(),
        rule.start_serial.into(),
        rule.digits.into(),
        rule.brackets.code().into(),
        rule.valid_from.into(),
        reason.into(),
        at.into(),
        by.into(),
    ]);
    tx.exec_one(insert.s(")").beyond(OWN)).await
}
