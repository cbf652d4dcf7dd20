//! 执法对象 · the searchable text of enterprises
//!
//! 名称、代码、地址、法定代表人、联系人按文字检索；电话只按整个号码检索，列表上打码的号码不能逐位试出来。
//! Records from before the index get theirs at the first start after the upgrade; an interrupted run goes on.

use super::Particulars;
use authority::{
    Class, Command, Db, Entry, Index, Permit, ReadTx, Result, SearchText, SubjectKind, WriteTx, q, row, select,
};
use lexicon::{EnterpriseId, Instant, RegionKeys};

/// What a list is searched by.
pub const ALL: [Class; 5] = [Class::Name, Class::Code, Class::Address, Class::Person, Class::Phone];
/// What an enterprise elsewhere is looked up by; its people are not told, so they are not asked for either.
pub const PUBLIC: [Class; 2] = [Class::Name, Class::Code];

const FILL: &str = "enterprises";
const BATCH: i64 = 2_000;

row! {
    /// The fields that are searched.
    #[derive(Debug)]
    struct Searched {
        id: EnterpriseId, credit_code: String, name: String, prov: String, city: String, county: String,
        address: String, legal_person: String, phone: String, contact: String, contact_phone: String,
    }
}

impl From<(EnterpriseId, &Particulars)> for Searched {
    fn from((id, p): (EnterpriseId, &Particulars)) -> Self {
        let RegionKeys { prov, city, county } = p.keys.clone();
        Self {
            id,
            credit_code: p.credit_code.to_string(),
            name: p.name.clone(),
            prov,
            city,
            county,
            address: p.address.clone(),
            legal_person: p.legal_person.clone(),
            phone: p.phone.clone(),
            contact: p.contact.clone(),
            contact_phone: p.contact_phone.clone(),
        }
    }
}

impl Searched {
    fn text(&self) -> SearchText {
        SearchText::default()
            .with(Class::Name, &self.name)
            .with(Class::Code, &self.credit_code)
            .with(Class::Address, &self.address)
            .with(Class::Person, &self.legal_person)
            .with(Class::Person, &self.contact)
            .with(Class::Phone, &self.phone)
            .with(Class::Phone, &self.contact_phone)
    }

    fn keep(self, tx: &mut WriteTx<'_>) {
        let text = self.text();
        let keys = RegionKeys { prov: self.prov, city: self.city, county: self.county };
        tx.make_searchable(Index::ENTERPRISES, self.id, (&keys, text));
    }
}

/// Makes an enterprise searchable by these facts; part of writing them.
///
/// # Errors
/// Engine faults.
pub async fn keep(tx: &mut WriteTx<'_>, id: EnterpriseId, facts: &Particulars) -> Result<()> {
    Searched::from((id, facts)).keep(tx);
    enqueue(tx, id).await
}

/// Makes enterprises searchable that are put on record in this transaction.
///
/// # Errors
/// Engine faults.
pub async fn keep_all(tx: &mut WriteTx<'_>, new: &[(EnterpriseId, &Particulars)]) -> Result<()> {
    for (id, p) in new {
        Searched::from((*id, *p)).keep(tx);
    }
    let at = tx.at();
    for some in new.chunks(TOGETHER) {
        let mut insert = q("INSERT INTO duplicate_queue (enterprise_id, at) VALUES ");
        for (n, (id, _)) in some.iter().enumerate() {
            insert = insert.s(if n == 0 { "(" } else { ", (" }).list([(*id).into(), at.into()]).s(")");
        }
        tx.exec(insert.s(" ON CONFLICT (enterprise_id) DO UPDATE SET at = excluded.at").beyond(QUEUE)).await?;
    }
    Ok(())
}

/// Rows of one statement.
const TOGETHER: usize = 250;
const QUEUE: &str = "the program's own queue of enterprises to compare";

/// Puts an enterprise into the queue of those to be compared with others (疑似重复).
///
/// # Errors
/// Engine faults.
pub async fn enqueue(tx: &mut WriteTx<'_>, id: EnterpriseId) -> Result<()> {
    let at = tx.at();
    let insert = q("INSERT INTO duplicate_queue (enterprise_id, at) VALUES (").list([id.into(), at.into()]);
    tx.exec(insert.s(") ON CONFLICT (enterprise_id) DO UPDATE SET at = excluded.at").beyond(QUEUE)).await?;
    Ok(())
}

/// Enterprises of the caller's scope that wait to be compared.
///
/// # Errors
/// Engine faults.
pub async fn waiting(tx: &mut ReadTx<'_>, most: i64) -> Result<Vec<EnterpriseId>> {
    let next = q("SELECT w.enterprise_id FROM duplicate_queue w, enterprises e WHERE e.id = w.enterprise_id AND ");
    let next: Vec<(EnterpriseId,)> = tx.all(next.within(tx, "e").s(" LIMIT ").b(most)).await?;
    Ok(next.into_iter().map(|(id,)| id).collect())
}

/// How many of them there are.
///
/// # Errors
/// Engine faults.
pub async fn count_waiting(tx: &mut ReadTx<'_>) -> Result<i64> {
    let all = q("SELECT 1 FROM duplicate_queue w, enterprises e WHERE e.id = w.enterprise_id AND ").within(tx, "e");
    Ok(tx.count(all).await?.min(10_000))
}

/// When the last one was put in; none when nobody waits.
///
/// # Errors
/// Engine faults.
pub async fn last_queued(tx: &mut ReadTx<'_>) -> Result<Option<Instant>> {
    let (last,): (Option<Instant>,) = tx.one(q("SELECT max(at) FROM duplicate_queue").beyond(QUEUE)).await?;
    Ok(last)
}

/// Takes one out of the queue, before it is read: whoever writes it afterwards puts it in again.
///
/// # Errors
/// Engine faults.
pub async fn looked(tx: &mut WriteTx<'_>, id: EnterpriseId) -> Result<()> {
    tx.exec(q("DELETE FROM duplicate_queue WHERE enterprise_id = ").b(id).beyond(QUEUE)).await?;
    Ok(())
}

/// Makes every enterprise searchable that was on record before there was an index. How many that were.
///
/// # Errors
/// Engine faults; what was done so far stays done.
pub async fn fill(db: &Db) -> Result<i64> {
    let permit = || Permit::of_system("建立检索索引");
    let done = db.read(permit(), |tx| {
        Box::pin(async move {
            let done = q("SELECT is_done FROM search_fills WHERE name = ").b(FILL).beyond("no records");
            Ok(tx.opt::<(bool,)>(done).await?.is_some_and(|(done,)| done))
        })
    });
    if done.await? {
        return Ok(0);
    }
    let mut filled = 0;
    loop {
        let write = db.write(permit(), Command::of_system(), |tx| {
            Box::pin(async move {
                let count = batch(tx).await?;
                let entry = Entry::on(SubjectKind::System, uuid::Uuid::nil(), "建立检索索引");
                tx.record(entry.with(&serde_json::json!({"enterprises": count})), count).await
            })
        });
        let count = write.await?;
        filled += count;
        if count < BATCH {
            return Ok(filled);
        }
    }
}

/// The next enterprises in the order of their ids; another server that does the same waits for this one.
async fn batch(tx: &mut WriteTx<'_>) -> Result<i64> {
    const WHY: &str = "the program's own search index";
    let start = q("INSERT INTO search_fills (name, is_done) VALUES (").b(FILL).s(", ").b(false);
    tx.exec(start.s(") ON CONFLICT (name) DO NOTHING").beyond(WHY)).await?;
    let last = q("SELECT last_id FROM search_fills WHERE name = ").b(FILL).for_update().beyond(WHY);
    let (last,): (Option<EnterpriseId>,) = tx.one(last).await?;
    let mut next = select::<Searched>("FROM enterprises");
    if let Some(last) = last {
        next = next.s(" WHERE id > ").b(last);
    }
    let next: Vec<Searched> = tx.all(next.s(" ORDER BY id LIMIT ").b(BATCH).beyond(WHY)).await?;
    let count = i64::try_from(next.len()).unwrap_or(i64::MAX);
    let last = next.last().map(|firm| firm.id).or(last);
    for firm in next {
        firm.keep(tx);
    }
    let keep = q("UPDATE search_fills SET last_id = ").b(last).s(", is_done = ").b(count < BATCH);
    tx.exec_one(keep.s(" WHERE name = ").b(FILL).beyond(WHY)).await?;
    Ok(count)
}
