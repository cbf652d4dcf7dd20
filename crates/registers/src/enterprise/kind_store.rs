//! 设备种类 · the SQL of equipment counted by kind

use super::store::Wanted;
use authority::{ReadTx, Result, q};
use lexicon::EnterpriseId;
use std::collections::{HashMap, HashSet};

/// The equipment of these enterprises by kind, without what was struck off.
///
/// # Errors
/// Engine faults.
pub async fn counted(
    tx: &mut ReadTx<'_>,
    enterprises: &[EnterpriseId],
) -> Result<HashMap<EnterpriseId, Vec<(String, i64)>>> {
    let mut out: HashMap<EnterpriseId, Vec<(String, i64)>> = HashMap::new();
    for some in enterprises.chunks(500) {
        let count = q("SELECT enterprise_id, kind, count(*) FROM equipment WHERE enterprise_id IN (");
        let count = count.list(some.iter().map(|id| (*id).into())).s(") AND is_struck_off = ").b(false);
        let count = count.s(" GROUP BY enterprise_id, kind");
        let why = "equipment of enterprises that were taken within the scope";
        let found: Vec<(EnterpriseId, String, i64)> = tx.all(count.beyond(why)).await?;
        for (enterprise, kind, number) in found {
            out.entry(enterprise).or_default().push((kind, number));
        }
    }
    Ok(out)
}

/// The kinds that stand in any of the wanted enterprises, without what was struck off.
///
/// # Errors
/// Engine faults.
pub async fn present(tx: &mut ReadTx<'_>, wanted: &Wanted) -> Result<HashSet<String>> {
    let before = "SELECT DISTINCT kind FROM equipment WHERE NOT is_struck_off AND enterprise_id IN (";
    let found: Vec<(String,)> = tx.all(wanted.rows(q("SELECT e.id"), tx).wrap(before, ")")).await?;
    Ok(found.into_iter().map(|(kind,)| kind).collect())
}
