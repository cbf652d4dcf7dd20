//! 系统参数 · the SQL of settings

use super::Settings;
use authority::{ReadTx, Result, WriteTx, q};
use lexicon::{Instant, OrganisationId};
use serde_json::{Map, Value};

const ALL: &str = "settings hold for the whole installation";

/// The settings in force; one that was never set has its default.
///
/// # Errors
/// Engine faults.
pub async fn all(tx: &mut ReadTx<'_>) -> Result<Settings> {
    let rows: Vec<(String, String)> = tx.all(q("SELECT key, value FROM settings").beyond(ALL)).await?;
    Ok(read(&rows))
}

/// Key and stored text of every setting.
///
/// # Errors
/// None today.
pub fn pairs(settings: &Settings) -> Result<Vec<(String, String)>> {
    let Value::Object(map) = serde_json::to_value(settings)? else { return Ok(Vec::new()) };
    Ok(map.into_iter().map(|(key, value)| (key, value.to_string())).collect())
}

/// The settings out of stored texts. What cannot be read counts as not set.
#[must_use]
pub fn read(stored: &[(String, String)]) -> Settings {
    let Ok(Value::Object(defaults)) = serde_json::to_value(Settings::default()) else { return Settings::default() };
    let value = |key: &String| {
        let text = stored.iter().find(|(k, _)| k == key).map(|(_, text)| text);
        text.and_then(|text| serde_json::from_str(text).ok())
    };
    let map: Map<String, Value> = defaults.into_iter().map(|(k, d)| (k.clone(), value(&k).unwrap_or(d))).collect();
    serde_json::from_value(Value::Object(map)).unwrap_or_default()
}

/// How often the settings were changed, and when and by whom last.
///
/// # Errors
/// Engine faults.
pub async fn revision(tx: &mut ReadTx<'_>) -> Result<(i64, Option<(Instant, String)>)> {
    let rows: Vec<(i64, Instant, String)> =
        tx.all(q("SELECT revision, updated_at, updated_by FROM settings").beyond(ALL)).await?;
    let revision = rows.iter().map(|(revision, ..)| revision).sum();
    Ok((revision, rows.into_iter().map(|(_, at, by)| (at, by)).max()))
}

/// The highest organ of the installation; a county that runs alone is its own.
///
/// # Errors
/// Engine faults.
pub async fn top(tx: &mut ReadTx<'_>) -> Result<Option<OrganisationId>> {
    let top = q("SELECT o.id FROM organisations o WHERE o.parent_id IS NULL OR NOT EXISTS \
         (SELECT 1 FROM organisations p WHERE p.id = o.parent_id) ORDER BY o.region_code, o.id LIMIT 1");
    Ok(tx.opt::<(OrganisationId,)>(top.beyond(ALL)).await?.map(|(id,)| id))
}

/// Keeps one setting.
///
/// # Errors
/// Engine faults.
pub async fn save(tx: &mut WriteTx<'_>, key: &str, value: &str) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let insert = q("INSERT INTO settings (key, value, revision, updated_at, updated_by) VALUES (");
    let insert = insert.list([key.into(), value.into(), 1_i64.into(), at.into(), by.into()]);
    let insert = insert
        .s(") ON CONFLICT (key) DO UPDATE SET value = excluded.value, revision = settings.revision + 1, \
         updated_at = excluded.updated_at, updated_by = excluded.updated_by");
    tx.exec_one(insert.beyond(ALL)).await
}
