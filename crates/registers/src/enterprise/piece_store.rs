//! 设备 · the SQL of workshops and equipment
//!
//! 漏列的车间、设备予以核销（is_struck_off），不删除：以往的检查记录仍指向它们。

use super::{Attributes, Enterprise, Equipment, EquipmentInput, Workshop, WorkshopInput};
use crate::industry::model;
use authority::{ReadTx, Result, Val, WriteTx, q, row, select};
use lexicon::{EnterpriseId, EquipmentId, WorkshopId};
use std::collections::HashMap;

row! {
    #[derive(Debug, Clone, PartialEq, Eq)]
    struct ShopRecord {
        id: WorkshopId, industry: String, unit: String, name: String, places: String, ordinal: i64,
        is_struck_off: bool,
    }
}
row! {
    #[derive(Debug, Clone, PartialEq, Eq)]
    struct PieceRecord {
        id: EquipmentId, workshop_id: WorkshopId, kind: String, name: String, spec: String, ordinal: i64,
        is_struck_off: bool, attributes_json: Attributes = json,
    }
}

const WHY: &str = "workshops and equipment of an enterprise that was taken within the scope";

/// The workshops of an enterprise with their equipment, without what is struck off.
///
/// # Errors
/// Engine faults.
pub async fn of(tx: &mut ReadTx<'_>, reference: &seed::Seed, id: EnterpriseId) -> Result<Vec<Workshop>> {
    let (shops, pieces) = (shops(tx, id).await?, pieces(tx, id).await?);
    Ok(standing(reference, shops, pieces))
}

/// As [`of`], with these pieces only: a works with a thousand pieces is not read to judge twelve answers.
///
/// # Errors
/// Engine faults.
pub async fn with(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    id: EnterpriseId,
    wanted: &[EquipmentId],
) -> Result<Vec<Workshop>> {
    let shops = shops(tx, id).await?;
    if wanted.is_empty() {
        return Ok(standing(reference, shops, Vec::new()));
    }
    let some = select::<PieceRecord>("FROM equipment WHERE enterprise_id = ").b(id).s(" AND id IN (");
    let some = some.list(wanted.iter().map(|piece| Val::from(*piece))).s(") ORDER BY ordinal, id");
    let pieces = tx.all(some.beyond(WHY)).await?;
    Ok(standing(reference, shops, pieces))
}

/// As [`of`], for many enterprises at once.
///
/// # Errors
/// Engine faults.
pub async fn of_many(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    ids: &[EnterpriseId],
) -> Result<HashMap<EnterpriseId, Vec<Workshop>>> {
    let ids = || ids.iter().map(|id| Val::from(*id));
    let of = q("SELECT id, enterprise_id FROM workshops WHERE enterprise_id IN (").list(ids()).s(")");
    let owners: Vec<(WorkshopId, EnterpriseId)> = tx.all(of.beyond(WHY)).await?;
    if owners.is_empty() {
        return Ok(HashMap::new());
    }
    let shops = select::<ShopRecord>("FROM workshops WHERE enterprise_id IN (").list(ids());
    let shops = tx.all::<ShopRecord>(shops.s(") ORDER BY enterprise_id, ordinal, id").beyond(WHY)).await?;
    let pieces = select::<PieceRecord>("FROM equipment WHERE enterprise_id IN (").list(ids());
    let pieces = tx.all::<PieceRecord>(pieces.s(") ORDER BY enterprise_id, ordinal, id").beyond(WHY)).await?;
    let owners: HashMap<WorkshopId, EnterpriseId> = owners.into_iter().collect();
    let mut out: HashMap<EnterpriseId, Vec<Workshop>> = HashMap::new();
    for shop in standing(reference, shops, pieces) {
        if let Some(owner) = owners.get(&shop.id) {
            out.entry(*owner).or_default().push(shop);
        }
    }
    Ok(out)
}

fn standing(reference: &seed::Seed, shops: Vec<ShopRecord>, pieces: Vec<PieceRecord>) -> Vec<Workshop> {
    let mut standing: HashMap<WorkshopId, Vec<PieceRecord>> = HashMap::new();
    for piece in pieces {
        if !piece.is_struck_off {
            standing.entry(piece.workshop_id).or_default().push(piece);
        }
    }
    let shown = shops.into_iter().filter(|shop| !shop.is_struck_off).map(|shop| {
        let pieces = standing.remove(&shop.id).unwrap_or_default();
        show(reference, shop, pieces)
    });
    shown.collect()
}

async fn shops(tx: &mut ReadTx<'_>, id: EnterpriseId) -> Result<Vec<ShopRecord>> {
    let all = select::<ShopRecord>("FROM workshops WHERE enterprise_id = ").b(id).s(" ORDER BY ordinal, id");
    tx.all(all.beyond(WHY)).await
}

async fn pieces(tx: &mut ReadTx<'_>, id: EnterpriseId) -> Result<Vec<PieceRecord>> {
    let all = select::<PieceRecord>("FROM equipment WHERE enterprise_id = ").b(id).s(" ORDER BY ordinal, id");
    tx.all(all.beyond(WHY)).await
}

fn show(reference: &seed::Seed, shop: ShopRecord, pieces: Vec<PieceRecord>) -> Workshop {
    let unit = model(reference, &shop.industry).and_then(|industry| industry.unit(&shop.unit));
    let equipment = pieces.into_iter().map(|piece| {
        let kind = unit.and_then(|unit| unit.equipment(&piece.kind));
        Equipment {
            id: piece.id,
            kind_zh: kind.map_or_else(|| piece.kind.clone(), |kind| kind.zh.clone()),
            spec_unit: kind.map(|kind| kind.spec.unit.clone()).unwrap_or_default(),
            kind: piece.kind,
            name: piece.name,
            spec: piece.spec,
            attributes: piece.attributes_json,
        }
    });
    Workshop {
        id: shop.id,
        unit_zh: unit.map_or_else(|| shop.unit.clone(), |unit| unit.zh.clone()),
        industry: shop.industry,
        unit: shop.unit,
        name: shop.name,
        places: shop.places.split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect(),
        equipment: equipment.collect(),
    }
}

/// Makes the workshops and pieces of an enterprise as they are to be: new ones are added, changed ones changed, the
/// ones left out struck off, ones that come back restored. Returns how many pieces stand now.
///
/// # Errors
/// An id that belongs to another enterprise is a refusal; engine faults.
pub async fn replace(tx: &mut WriteTx<'_>, id: EnterpriseId, wanted: &[WorkshopInput]) -> Result<i64> {
    let mut old_shops: HashMap<_, _> = shops(tx, id).await?.into_iter().map(|shop| (shop.id, shop)).collect();
    let mut old_pieces: HashMap<_, _> = pieces(tx, id).await?.into_iter().map(|piece| (piece.id, piece)).collect();
    let mut ordinal = 0;
    for (n, shop) in (1..).zip(wanted) {
        put_shop(tx, id, (n, shop), old_shops.remove(&shop.id)).await?;
        for piece in &shop.equipment {
            ordinal += 1;
            put_piece(tx, id, (&shop.id, ordinal, piece), old_pieces.remove(&piece.id)).await?;
        }
    }
    for shop in old_shops.into_values().filter(|shop| !shop.is_struck_off) {
        let strike = q("UPDATE workshops SET is_struck_off = ").b(true).s(" WHERE id = ").b(shop.id);
        tx.exec_one(strike.beyond(WHY)).await?;
    }
    for piece in old_pieces.into_values().filter(|piece| !piece.is_struck_off) {
        let strike = q("UPDATE equipment SET is_struck_off = ").b(true).s(" WHERE id = ").b(piece.id);
        tx.exec_one(strike.beyond(WHY)).await?;
    }
    Ok(ordinal)
}

/// Puts the count of pieces on the enterprise as it was taken, with a new revision.
///
/// # Errors
/// Engine faults.
pub async fn keep_count(tx: &mut WriteTx<'_>, enterprise: &Enterprise, count: i64) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE enterprises SET equipment_count = ").b(count).s(", revision = revision + 1, updated_at = ");
    let update = update.b(at).s(", updated_by = ").b(by).s(" WHERE id = ").b(enterprise.row.id);
    tx.exec_one(update.s(" AND revision = ").b(enterprise.revision).beyond(WHY)).await
}

/// Puts the count of pieces on an enterprise whose base facts were written in the same transaction.
///
/// # Errors
/// Engine faults.
pub async fn set_count(tx: &mut WriteTx<'_>, id: EnterpriseId, count: i64) -> Result<()> {
    let update = q("UPDATE enterprises SET equipment_count = ").b(count).s(" WHERE id = ").b(id);
    tx.exec_one(update.beyond(WHY)).await
}

async fn put_shop(
    tx: &mut WriteTx<'_>,
    id: EnterpriseId,
    (ordinal, shop): (i64, &WorkshopInput),
    old: Option<ShopRecord>,
) -> Result<()> {
    let new = ShopRecord {
        id: shop.id,
        industry: shop.industry.clone(),
        unit: shop.unit.clone(),
        name: shop.name.clone(),
        places: shop.places.join(","),
        ordinal,
        is_struck_off: false,
    };
    let statement = match old {
        Some(old) if old == new => return Ok(()),
        Some(_) => q("UPDATE workshops SET (industry, unit, name, places, ordinal, is_struck_off) = (")
            .list([
                new.industry.into(),
                new.unit.into(),
                new.name.into(),
                new.places.into(),
                ordinal.into(),
                false.into(),
            ])
            .s(") WHERE id = ")
            .b(shop.id),
        None => q("INSERT INTO workshops (id, enterprise_id, industry, unit, name, places, ordinal, is_struck_off) \
             VALUES (")
        .list([
            shop.id.into(),
            id.into(),
            new.industry.into(),
            new.unit.into(),
            new.name.into(),
            new.places.into(),
            ordinal.into(),
            false.into(),
        ])
        .s(")"),
    };
    tx.exec_one(statement.beyond(WHY)).await
}

async fn put_piece(
    tx: &mut WriteTx<'_>,
    id: EnterpriseId,
    (shop, ordinal, piece): (&WorkshopId, i64, &EquipmentInput),
    old: Option<PieceRecord>,
) -> Result<()> {
    let new = PieceRecord {
        id: piece.id,
        workshop_id: *shop,
        kind: piece.kind.clone(),
        name: piece.name.clone(),
        spec: piece.spec.clone(),
        ordinal,
        is_struck_off: false,
        attributes_json: match (&piece.attributes, &old) {
            (Some(given), _) => given.clone(),
            (None, Some(old)) => old.attributes_json.clone(),
            (None, None) => Attributes::new(),
        },
    };
    let attributes = serde_json::to_string(&new.attributes_json)?;
    let statement = match old {
        Some(old) if old == new => return Ok(()),
        Some(_) => {
            q("UPDATE equipment SET (workshop_id, kind, name, spec, ordinal, is_struck_off, attributes_json) = (")
                .list([
                    new.workshop_id.into(),
                    new.kind.into(),
                    new.name.into(),
                    new.spec.into(),
                    ordinal.into(),
                    false.into(),
                    attributes.into(),
                ])
                .s(") WHERE id = ")
                .b(piece.id)
        }
        None => q("INSERT INTO equipment (id, enterprise_id, workshop_id, kind, name, spec, ordinal, is_struck_off, \
             attributes_json) VALUES (")
        .list([
            piece.id.into(),
            id.into(),
            new.workshop_id.into(),
            new.kind.into(),
            new.name.into(),
            new.spec.into(),
            ordinal.into(),
            false.into(),
            attributes.into(),
        ])
        .s(")"),
    };
    tx.exec_one(statement.beyond(WHY)).await
}
