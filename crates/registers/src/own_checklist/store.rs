//! 自定义检查事项 · the SQL of own lists, their editions and items

use super::OwnItem;
use super::rules::Shelved;
use crate::checklist::UseState;
use authority::{Halt, Open, Q, ReadTx, Result, WriteTx, like_contains, q, row, select};
use lexicon::{Instant, LegalDay, OrganisationId, OwnChecklistId};

const CHAIN: &str = "bounded to the own organ and the organs above it: lists are inherited downwards";
const OF_TAKEN: &str = "the list was taken within reach before";

row! {
    /// A list on record.
    #[derive(Debug, Clone)]
    pub struct ListRecord {
        id: OwnChecklistId, list_key: String, organisation_id: OrganisationId, organisation_name: String,
        industry: String, based_on: String, stopped_on: Option<LegalDay>, stop_reason: String, revision: i64,
        updated_at: Instant, updated_by: String,
    }
}

row! {
    /// An edition of a list; a draft has no first day.
    #[derive(Debug, Clone)]
    pub struct EditionRecord {
        list_id: OwnChecklistId, edition: String, ordinal: i64, zh: String, based_on_edition: String,
        valid_from: Option<LegalDay>, published_by: String, items: i64,
    }
}

row! {
    /// An item of an edition.
    #[derive(Debug, Clone)]
    pub struct ItemRecord {
        code: String, ordinal: i64, item_json: OwnItem = json, stopped_on: Option<LegalDay>, stop_reason: String,
    }
}

const LISTS: &str = "FROM (SELECT l.id, l.list_key, l.organisation_id, g.name AS organisation_name, l.industry, \
    l.based_on, l.stopped_on, l.stop_reason, l.revision, l.updated_at, l.updated_by \
    FROM own_checklists l JOIN organisations g ON g.id = l.organisation_id) t WHERE ";
const EDITIONS: &str = "FROM (SELECT e.list_id, e.edition, e.ordinal, e.zh, e.based_on_edition, e.valid_from, \
    e.published_by, (SELECT count(*) FROM own_check_items i WHERE i.list_id = e.list_id AND i.edition = e.edition) \
    AS items FROM own_checklist_editions e) t WHERE ";

/// 本机关和上级各机关编制的清单。Lists of organs beside and below are out of reach.
fn chained(q: Q<Open>, organ: OrganisationId) -> Q<Open> {
    q.s("organisation_id IN (WITH RECURSIVE above (id, parent_id) AS (SELECT id, parent_id FROM organisations WHERE id = ")
        .b(organ)
        .s(" UNION SELECT o.id, o.parent_id FROM organisations o JOIN above a ON o.id = a.parent_id) \
            SELECT id FROM above)")
}

/// As [`chained`], and of other organs only what was published.
fn visible(q: Q<Open>, organ: OrganisationId) -> Q<Open> {
    chained(q, organ)
        .s(" AND (organisation_id = ")
        .b(organ)
        .s(" OR EXISTS (SELECT 1 FROM own_checklist_editions e WHERE e.list_id = t.id AND e.valid_from IS NOT NULL))")
}

/// Every list that an organ may use, with its editions.
///
/// # Errors
/// Engine faults.
pub async fn of_chain(tx: &mut ReadTx<'_>, organ: OrganisationId) -> Result<Vec<Shelved>> {
    let lists: Vec<ListRecord> =
        tx.all(chained(select::<ListRecord>(LISTS), organ).s(" ORDER BY id").beyond(CHAIN)).await?;
    let ids: Vec<OwnChecklistId> = lists.iter().map(|list| list.id).collect();
    let editions = editions(tx, &ids).await?;
    let with = |list: ListRecord| {
        let own = editions.iter().filter(|e| e.list_id == list.id).cloned().collect();
        (list, own)
    };
    Ok(lists.into_iter().map(with).collect())
}

/// What of the lists is wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// In the name or in an item, in small letters.
    pub text: String,
    pub state: Option<UseState>,
    pub industry: String,
    pub after: Option<OwnChecklistId>,
}

impl Wanted {
    fn bind(&self, start: Q<Open>, organ: OrganisationId) -> Q<Open> {
        let mut out = visible(start, organ);
        if !self.industry.is_empty() {
            out = out.s(" AND industry = ").b(&self.industry);
        }
        match self.state {
            None => {}
            Some(UseState::InUse) => out = out.s(" AND stopped_on IS NULL"),
            Some(UseState::Stopped) => {
                out = out.s(" AND (stopped_on IS NOT NULL OR EXISTS (SELECT 1 FROM own_check_items i \
                    WHERE i.list_id = t.id AND i.stopped_on IS NOT NULL))");
            }
        }
        if !self.text.is_empty() {
            let like = like_contains(&self.text);
            out = out
                .s(" AND EXISTS (SELECT 1 FROM own_checklist_editions e WHERE e.list_id = t.id AND \
                (e.valid_from IS NOT NULL OR t.organisation_id = ")
                .b(organ)
                .s(") AND (lower(e.zh) LIKE ")
                .b(&like);
            out = out
                .s(" ESCAPE '\\' OR EXISTS (SELECT 1 FROM own_check_items i WHERE i.list_id = e.list_id AND \
                i.edition = e.edition AND lower(i.content) LIKE ")
                .b(&like)
                .s(" ESCAPE '\\')))");
        }
        out
    }
}

/// A page of the lists the caller's organ may see, newest first, one more than it holds; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn list(tx: &mut ReadTx<'_>, wanted: &Wanted, size: i64) -> Result<(Vec<ListRecord>, i64)> {
    let organ = tx.actor().organisation_id;
    let counted = tx.count(wanted.bind(q("SELECT 1 ").s(LISTS), organ).beyond(CHAIN)).await?;
    let mut page = wanted.bind(select::<ListRecord>(LISTS), organ);
    if let Some(after) = wanted.after {
        page = page.s(" AND id < ").b(after);
    }
    Ok((tx.all(page.s(" ORDER BY id DESC LIMIT ").b(size + 1).beyond(CHAIN)).await?, counted))
}

/// A list the caller's organ may see.
///
/// # Errors
/// Not found.
pub async fn take(tx: &mut ReadTx<'_>, id: OwnChecklistId) -> Result<ListRecord> {
    let organ = tx.actor().organisation_id;
    let one = select::<ListRecord>(LISTS).s("id = ").b(id).s(" AND ");
    tx.one(visible(one, organ).beyond(CHAIN)).await
}

/// A list the caller's organ may see, by its key.
///
/// # Errors
/// Not found.
pub async fn by_key(tx: &mut ReadTx<'_>, key: &str) -> Result<ListRecord> {
    let organ = tx.actor().organisation_id;
    let one = select::<ListRecord>(LISTS).s("list_key = ").b(key).s(" AND ");
    tx.one(visible(one, organ).beyond(CHAIN)).await
}

/// Takes a list for a change by its organ, at the revision the person saw; holds it until the transaction ends.
///
/// # Errors
/// Not found; another organ's; stale.
pub async fn take_for_update(
    tx: &mut WriteTx<'_>,
    id: OwnChecklistId,
    seen: i64,
) -> Result<(ListRecord, Vec<EditionRecord>)> {
    let lock = q("SELECT revision FROM own_checklists t WHERE id = ").b(id).s(" AND ");
    let lock = visible(lock, tx.actor().organisation_id).for_update();
    tx.one::<(i64,)>(lock.beyond(CHAIN)).await?;
    let list = take(tx, id).await?;
    tx.actor().acts_for(list.organisation_id)?;
    if list.revision != seen {
        return Err(Halt::Stale { revision: list.revision, by: list.updated_by, at: list.updated_at });
    }
    let editions = editions(tx, &[id]).await?;
    Ok((list, editions))
}

/// The editions of these lists, oldest first.
///
/// # Errors
/// Engine faults.
pub async fn editions(tx: &mut ReadTx<'_>, lists: &[OwnChecklistId]) -> Result<Vec<EditionRecord>> {
    if lists.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = select::<EditionRecord>(EDITIONS).s("list_id IN (").list(lists.iter().map(|id| (*id).into()));
    tx.all(wanted.s(") ORDER BY list_id, ordinal").beyond(OF_TAKEN)).await
}

/// The items of an edition, in their order.
///
/// # Errors
/// Engine faults.
pub async fn items(tx: &mut ReadTx<'_>, list: OwnChecklistId, edition: &str) -> Result<Vec<ItemRecord>> {
    let wanted = select::<ItemRecord>("FROM own_check_items WHERE list_id = ").b(list).s(" AND edition = ").b(edition);
    tx.all(wanted.s(" ORDER BY ordinal").beyond(OF_TAKEN)).await
}

/// The items of a list that are stopped, whatever the edition: code, since when, why.
///
/// # Errors
/// Engine faults.
pub async fn stopped(tx: &mut ReadTx<'_>, list: OwnChecklistId) -> Result<Vec<(String, LegalDay, String)>> {
    let wanted = q("SELECT DISTINCT code, stopped_on, stop_reason FROM own_check_items WHERE list_id = ").b(list);
    tx.all(wanted.s(" AND stopped_on IS NOT NULL").beyond(OF_TAKEN)).await
}

/// A new list of the caller's organ; its first edition is a draft.
///
/// # Errors
/// Engine faults; an id that exists is a refusal.
pub async fn insert(tx: &mut WriteTx<'_>, id: OwnChecklistId, industry: &str, based_on: &str) -> Result<()> {
    let (actor, now) = (tx.actor().clone(), tx.at());
    let insert =
        q("INSERT INTO own_checklists (id, list_key, organisation_id, prov, city, county, industry, based_on, \
         stopped_on, stop_reason, revision, created_at, updated_at, updated_by) VALUES (")
        .list([
            id.into(),
            format!("own_{}", id.0.simple()).into(),
            actor.organisation_id.into(),
            (&actor.keys.prov).into(),
            (&actor.keys.city).into(),
            (&actor.keys.county).into(),
            industry.into(),
            based_on.into(),
            None::<LegalDay>.into(),
            "".into(),
            1_i64.into(),
            now.into(),
            now.into(),
            (&actor.name).into(),
        ])
        .s(")");
    tx.exec_one(insert.beyond("the organ's own list")).await
}

/// A new edition that is being written.
///
/// # Errors
/// Engine faults.
pub async fn insert_edition(
    tx: &mut WriteTx<'_>,
    list: OwnChecklistId,
    ordinal: i64,
    (zh, based_on_edition): (&str, &str),
) -> Result<()> {
    let insert = q("INSERT INTO own_checklist_editions (list_id, edition, ordinal, zh, based_on_edition, valid_from, \
         published_at, published_by) VALUES (")
    .list([
        list.into(),
        ordinal.to_string().into(),
        ordinal.into(),
        zh.into(),
        based_on_edition.into(),
        None::<LegalDay>.into(),
        None::<Instant>.into(),
        "".into(),
    ])
    .s(")");
    tx.exec_one(insert.beyond(OF_TAKEN)).await
}

/// Replaces the items of a draft; what is stopped under a code stays stopped.
///
/// # Errors
/// Engine faults.
pub async fn replace_items(tx: &mut WriteTx<'_>, list: OwnChecklistId, edition: &str, items: &[OwnItem]) -> Result<()> {
    let stopped = stopped(tx, list).await?;
    let delete = q("DELETE FROM own_check_items WHERE list_id = ").b(list).s(" AND edition = ").b(edition);
    tx.exec(delete.beyond(OF_TAKEN)).await?;
    for (ordinal, item) in (1_i64..).zip(items) {
        let stop = stopped.iter().find(|(code, ..)| *code == item.code);
        let insert =
            q("INSERT INTO own_check_items (list_id, edition, code, ordinal, content, item_json, stopped_on, \
             stop_reason) VALUES (")
            .list([
                list.into(),
                edition.into(),
                (&item.code).into(),
                ordinal.into(),
                (&item.content).into(),
                serde_json::to_string(item)?.into(),
                stop.map(|(_, on, _)| *on).into(),
                stop.map_or("", |(.., why)| why.as_str()).into(),
            ])
            .s(")");
        tx.exec_one(insert.beyond(OF_TAKEN)).await?;
    }
    Ok(())
}

/// Keeps the name of a draft, and the base edition it was compared with.
///
/// # Errors
/// Engine faults.
pub async fn keep_draft(
    tx: &mut WriteTx<'_>,
    (list, ordinal): (OwnChecklistId, i64),
    (zh, based_on_edition): (&str, &str),
) -> Result<()> {
    let update = q("UPDATE own_checklist_editions SET zh = ").b(zh).s(", based_on_edition = ").b(based_on_edition);
    let update = update.s(" WHERE valid_from IS NULL AND list_id = ").b(list).s(" AND ordinal = ").b(ordinal);
    tx.exec_one(update.beyond(OF_TAKEN)).await
}

/// A draft becomes an edition that begins on a day.
///
/// # Errors
/// Engine faults.
pub async fn publish(tx: &mut WriteTx<'_>, (list, ordinal): (OwnChecklistId, i64), from: LegalDay) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE own_checklist_editions SET valid_from = ").b(from).s(", published_at = ").b(at);
    let update = update.s(", published_by = ").b(by).s(" WHERE valid_from IS NULL AND list_id = ").b(list);
    tx.exec_one(update.s(" AND ordinal = ").b(ordinal).beyond(OF_TAKEN)).await
}

/// Removes a draft; with it the list when nothing of it was ever published.
///
/// # Errors
/// Engine faults.
pub async fn discard(tx: &mut WriteTx<'_>, draft: &EditionRecord, with_list: bool) -> Result<()> {
    let id = draft.list_id;
    let items = q("DELETE FROM own_check_items WHERE list_id = ").b(id).s(" AND edition = ").b(&draft.edition);
    tx.exec(items.beyond(OF_TAKEN)).await?;
    let edition = q("DELETE FROM own_checklist_editions WHERE valid_from IS NULL AND list_id = ").b(id);
    tx.exec_one(edition.s(" AND ordinal = ").b(draft.ordinal).beyond(OF_TAKEN)).await?;
    if with_list {
        super::stop_store::forget(tx, id).await?;
        tx.exec_one(q("DELETE FROM own_checklists WHERE id = ").b(id).beyond(OF_TAKEN)).await?;
    }
    Ok(())
}

/// Stops a list from a day on, or takes it into use again.
///
/// # Errors
/// Engine faults.
pub async fn switch_list(tx: &mut WriteTx<'_>, id: OwnChecklistId, stop: Option<(LegalDay, &str)>) -> Result<()> {
    let update = q("UPDATE own_checklists SET stopped_on = ").b(stop.map(|(on, _)| on));
    let update = update.s(", stop_reason = ").b(stop.map_or("", |(_, why)| why)).s(" WHERE id = ").b(id);
    tx.exec_one(update.beyond(OF_TAKEN)).await
}

/// Stops items of a list from a day on, or takes them into use again, in every edition that has them.
///
/// # Errors
/// Engine faults.
pub async fn switch_items(
    tx: &mut WriteTx<'_>,
    id: OwnChecklistId,
    codes: &[String],
    stop: Option<(LegalDay, &str)>,
) -> Result<()> {
    let update = q("UPDATE own_check_items SET stopped_on = ").b(stop.map(|(on, _)| on));
    let update = update.s(", stop_reason = ").b(stop.map_or("", |(_, why)| why)).s(" WHERE list_id = ").b(id);
    let update = update.s(" AND code IN (").list(codes.iter().map(Into::into)).s(")");
    tx.exec(update.beyond(OF_TAKEN)).await?;
    Ok(())
}

/// Notes that a list was changed, so that its revision tells.
///
/// # Errors
/// Engine faults.
pub async fn touch(tx: &mut WriteTx<'_>, id: OwnChecklistId) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE own_checklists SET revision = revision + 1, updated_at = ").b(at).s(", updated_by = ").b(by);
    tx.exec_one(update.s(" WHERE id = ").b(id).beyond(OF_TAKEN)).await
}
