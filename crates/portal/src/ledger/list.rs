//! 企业基础信息 · the list

use super::{KindCount, LedgerRow, store};
use authority::{ReadTx, Verb};
use registers::enterprise::list::{Asked, cursor};
use registers::enterprise::store::{Record, Wanted, list as enterprises};
use web::{App, Caller, Counted, Json, Page, Query, paged};

/// Lines with what their equipment is counted by, and how many lines there are.
type Found = (Vec<(Record, Vec<(String, i64)>)>, Counted);

/// 企业基础信息
#[utoipa::path(get, path = "/enterprise-ledger", tag = "统计查询", operation_id = "list_enterprise_ledger", params(Asked),
    responses((status = 200, body = Page<LedgerRow>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(asked): Query<Asked>) -> web::Result<Json<Page<LedgerRow>>> {
    let permit = caller.may(Verb::ReadEnterprise)?;
    let (wanted, size) = (asked.wanted(&app.reference, &caller.scope)?, asked.size);
    let after = asked.after(&wanted)?;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let (rows, counted) = enterprises(tx, &wanted, after, size.0).await?;
            Ok((counted_by_kind(tx, rows, counted).await?, wanted))
        })
    });
    let ((rows, counted), wanted) = read.await?;
    let cursor = |row: &(Record, _)| cursor(&wanted, &row.0);
    Ok(Json(paged(rows, size, counted, cursor, |(row, kinds)| LedgerRow::of(&app.reference, row, kinds))))
}

/// All lines that fit, at most `most`.
pub(super) async fn all(tx: &mut ReadTx<'_>, wanted: &Wanted, most: i64) -> authority::Result<Found> {
    let (mut rows, counted) = enterprises(tx, wanted, None, most).await?;
    rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    counted_by_kind(tx, rows, counted).await
}

async fn counted_by_kind(tx: &mut ReadTx<'_>, rows: Vec<Record>, counted: Counted) -> authority::Result<Found> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut kinds = store::equipment(tx, &ids).await?;
    let with = rows.into_iter().map(|row| {
        let own = kinds.remove(&row.id).unwrap_or_default();
        (row, own)
    });
    Ok((with.collect(), counted))
}

impl LedgerRow {
    /// The line, its kinds in the order of the model.
    pub(super) fn of(reference: &seed::Seed, row: Record, own: Vec<(String, i64)>) -> Self {
        let mut equipment: Vec<KindCount> = Vec::new();
        for kind in kinds(reference) {
            let count: i64 = own.iter().filter(|(key, _)| *key == kind.key).map(|(_, n)| n).sum();
            if count > 0 && !equipment.iter().any(|known| known.kind == kind.key) {
                equipment.push(KindCount { kind: kind.key.clone(), kind_zh: kind.zh.clone(), count });
            }
        }
        let (scale, capacity, employees) = (row.scale.clone(), row.capacity.clone(), row.employees);
        Self { enterprise: row.into(), scale, capacity, employees, equipment }
    }
}

/// Every kind of equipment of every industry, in the order of the model.
pub(super) fn kinds(reference: &seed::Seed) -> impl Iterator<Item = &seed::EquipmentKind> {
    reference.industries.iter().flat_map(|industry| industry.units.iter().flat_map(|unit| &unit.equipment))
}
