//! 文书编号 · the SQL of numbers

use super::{Given, NumberingRule, write};
use authority::{Result, WriteTx, q, select};
use forms::FormName;
use identity::organisation::store as organisations;
use lexicon::OrganisationId;

const OWN: &str = "an organ's own series, in whose name the caller acts";

/// Gives the next number of the caller's organ for a form, in the year of the act. The row of the series is the
/// lock: two writers can never take the same number, and a transaction that fails gives its number back.
///
/// # Errors
/// Engine faults.
pub async fn give(tx: &mut WriteTx<'_>, form: FormName) -> Result<Given> {
    let organ = tx.actor().organisation_id;
    let year = i64::from(tx.today().year());
    let rule = rule(tx, organ, form).await?;
    let next = q("INSERT INTO number_series (organisation_id, form, year, last_serial) VALUES (")
        .list([organ.into(), form.code().into(), year.into(), rule.start_serial.into()])
        .s(") ON CONFLICT (organisation_id, form, year) DO UPDATE SET last_serial = number_series.last_serial + 1")
        .s(" RETURNING last_serial")
        .beyond(OWN);
    let (serial,): (i64,) = tx.one(next).await?;
    Ok(Given { text: write(&rule, year, serial), year, serial })
}

/// The organ's own rule, or the usual one: its region word, 应急, the kind word of the form, four digits from 0001.
async fn rule(tx: &mut WriteTx<'_>, organ: OrganisationId, form: FormName) -> Result<NumberingRule> {
    let own = select::<NumberingRule>("FROM numbering_rules WHERE organisation_id = ")
        .b(organ)
        .s(" AND form = ")
        .b(form.code());
    if let Some(rule) = tx.opt(own.beyond(OWN)).await? {
        return Ok(rule);
    }
    let today = tx.today();
    let profile = organisations::profile(tx, organ, today).await?;
    Ok(NumberingRule {
        region_word: profile.number_region,
        organ_word: "应急".to_owned(),
        kind_word: form.kind_word().to_owned(),
        start_serial: 1,
        digits: 4,
    })
}
