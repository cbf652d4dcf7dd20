//! 检查事项清单的一个版次 · one edition with all its items, those that are stopped included

use super::{ChecklistEdition, ItemDetail, ListOrigin, UseState, rules};
use crate::own_checklist::{rules as own, stop_store, store};
use authority::{Halt, ReadTx, Result, Verb};
use lexicon::LegalDay;
use web::{App, Caller, Json, Path};

/// 清单的一个版次
#[utoipa::path(get, path = "/checklists/{key}/editions/{edition}", tag = "检查事项",
    params(("key" = String, Path), ("edition" = String, Path)), responses((status = 200, body = ChecklistEdition)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path((key, edition)): Path<(String, String)>,
) -> web::Result<Json<ChecklistEdition>> {
    let permit = caller.may(Verb::ReadReference)?;
    let inner = app.clone();
    let read =
        app.db.read(permit, move |tx| Box::pin(async move { take(tx, &inner.reference, (&key, &edition)).await }));
    Ok(Json(read.await?))
}

/// An edition of a base list, or of a list that the caller's organ may see.
///
/// # Errors
/// Not found; engine faults.
pub async fn take(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    (key, edition): (&str, &str),
) -> Result<ChecklistEdition> {
    let on = tx.today();
    if reference.checklists.iter().any(|list| list.key == key) {
        let found = reference.checklists.iter().find(|list| list.key == key && list.edition == edition);
        return found.map(|list| of_base(reference, list, on)).ok_or(Halt::NotFound);
    }
    if key.chars().any(char::is_control) {
        return Err(Halt::NotFound);
    }
    let list = store::by_key(tx, key).await?;
    let editions = store::editions(tx, &[list.id]).await?;
    let found = editions.iter().find(|e| e.edition == edition).ok_or(Halt::NotFound)?;
    // 编制中的版次只有本机关看得到。
    if found.valid_from.is_none() && list.organisation_id != tx.actor().organisation_id {
        return Err(Halt::NotFound);
    }
    let items = store::items(tx, list.id, edition).await?;
    let past = stop_store::of(tx, &[list.id]).await?;
    Ok(ChecklistEdition {
        items: items.iter().map(|item| own::detail((&list, found), item, &past)).collect(),
        key: list.list_key,
        edition: found.edition.clone(),
        zh: found.zh.clone(),
        industry: list.industry,
        origin: ListOrigin::Own,
        organisation_name: list.organisation_name,
    })
}

/// An edition of a base list as it reads on a day; before it begins, as on its first.
#[must_use]
pub fn of_base(reference: &seed::Seed, list: &seed::Checklist, on: LegalDay) -> ChecklistEdition {
    let on = on.max(list.valid_from);
    let detail = |(ordinal, item): (i64, &seed::ChecklistItem)| ItemDetail {
        state: if rules::is_asked(item, on) { UseState::InUse } else { UseState::Stopped },
        stopped_on: item.valid_to.map(|last| last.plus(1)),
        stop_reason: String::new(),
        past_stops: Vec::new(),
        standard_clause: item.standard_clause.clone(),
        violated_places: rules::places(reference, list, &item.violated, on),
        penalised_places: rules::places(reference, list, &item.penalised, on),
        item: rules::print(reference, list, (ordinal, item), on),
    };
    ChecklistEdition {
        key: list.key.clone(),
        edition: list.edition.clone(),
        zh: list.zh.clone(),
        industry: list.industry.clone(),
        origin: ListOrigin::Base,
        organisation_name: String::new(),
        items: (1..).zip(&list.items).map(detail).collect(),
    }
}
