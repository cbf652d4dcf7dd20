//! 文号台账与号段 · the SQL of the ledger and of blocks

use super::block::NumberBlock;
use crate::issue::state::DocumentState;
use authority::{ReadTx, Result, WriteTx, q, row, select};
use forms::FormName;
use lexicon::{DocumentId, Instant, NumberBlockId, OrganisationId, Term};

const OWN: &str = "the caller's own organ's series";

/// An organ's series of one form in one year.
pub type Series = (OrganisationId, FormName, i64);

row! {
    /// A number on a paper.
    #[derive(Debug, Clone)]
    pub struct Numbered {
        id: DocumentId, serial: i64, part: i64, number: String, state: DocumentState = term, enterprise_name: String,
        numbered_at: Instant, issued_by: String,
    }
}

row! {
    /// A number that is void.
    #[derive(Debug, Clone)]
    pub struct Voided { serial: i64, number: String, reason: String, voided_at: Instant, voided_by: String }
}

row! {
    /// A block of numbers on record.
    #[derive(Debug, Clone)]
    pub struct Block {
        id: NumberBlockId, organisation_id: OrganisationId, form: String, year: i64, first_serial: i64,
        last_serial: i64, first_number: String, last_number: String, device: String, reserved_at: Instant,
        reserved_by: String, returned_at: Option<Instant>, revision: i64,
    }
}

impl From<Block> for NumberBlock {
    fn from(b: Block) -> Self {
        let zh = b.form.parse::<FormName>().map(FormName::zh).unwrap_or_default();
        Self {
            id: b.id,
            zh: zh.to_owned(),
            form: b.form,
            first_number: b.first_number,
            last_number: b.last_number,
            first_serial: b.first_serial,
            last_serial: b.last_serial,
            year: b.year,
            device: b.device,
            reserved_at: b.reserved_at,
            reserved_by: b.reserved_by,
            returned_at: b.returned_at,
            revision: b.revision,
        }
    }
}

/// How many numbers of a series there are of each sort.
#[derive(Debug, Default)]
pub struct Sums {
    pub first_serial: i64,
    pub last_serial: i64,
    /// Papers, each part for itself.
    pub papers: i64,
    /// Serials on papers.
    pub used: i64,
    pub voided: i64,
    pub reserved: i64,
}

/// The sums of a series.
///
/// # Errors
/// Engine faults.
pub async fn sums(tx: &mut ReadTx<'_>, (organ, form, year): Series) -> Result<Sums> {
    let of = |start: &'static str| {
        let of = q(start).s(" WHERE organisation_id = ").b(organ).s(" AND form = ").b(form.code());
        of.s(" AND year = ").b(year)
    };
    // 作废的文号在作废登记中，文书留着备查，不再算一次。
    let papers = of("SELECT count(*), count(DISTINCT serial), min(serial) FROM documents");
    let papers = papers.s(" AND state <> ").b(DocumentState::Voided.code());
    let (papers, used, first): (i64, i64, Option<i64>) = tx.one(papers.beyond(OWN)).await?;
    let voided = of("SELECT count(*), min(serial) FROM voided_numbers");
    let (voided, first_void): (i64, Option<i64>) = tx.one(voided.beyond(OWN)).await?;
    let last = of("SELECT last_serial FROM number_series");
    let last: Option<(i64,)> = tx.opt(last.beyond(OWN)).await?;
    let open = of("SELECT b.first_serial, b.last_serial, (SELECT count(*) FROM documents d WHERE d.organisation_id = \
         b.organisation_id AND d.form = b.form AND d.year = b.year AND d.serial BETWEEN b.first_serial AND \
         b.last_serial) FROM number_blocks b");
    let open: Vec<(i64, i64, i64)> = tx.all(open.s(" AND returned_at IS NULL").beyond(OWN)).await?;
    let first_open = open.iter().map(|(first, ..)| *first).min();
    let first_serial = [first, first_void, first_open].into_iter().flatten().min();
    Ok(Sums {
        first_serial: first_serial.unwrap_or(1),
        last_serial: last.map_or(0, |(last,)| last),
        papers,
        used,
        voided,
        reserved: open.iter().map(|(first, last, used)| last - first + 1 - used).sum(),
    })
}

/// Papers of a series below a place, the highest first.
///
/// # Errors
/// Engine faults.
pub async fn papers(
    tx: &mut ReadTx<'_>,
    (organ, form, year): Series,
    (serial, part): (i64, i64),
    most: i64,
) -> Result<Vec<Numbered>> {
    let page = select::<Numbered>("FROM documents WHERE organisation_id = ").b(organ).s(" AND form = ").b(form.code());
    let page = page.s(" AND year = ").b(year).s(" AND state <> ").b(DocumentState::Voided.code());
    let page = page.s(" AND (serial < ").b(serial).s(" OR (serial = ").b(serial);
    let page = page.s(" AND part < ").b(part).s(")) ORDER BY serial DESC, part DESC LIMIT ").b(most);
    tx.all(page.beyond(OWN)).await
}

/// Void numbers of a series below a serial, the highest first.
///
/// # Errors
/// Engine faults.
pub async fn voided(tx: &mut ReadTx<'_>, (organ, form, year): Series, before: i64, most: i64) -> Result<Vec<Voided>> {
    let page = select::<Voided>("FROM voided_numbers WHERE organisation_id = ").b(organ).s(" AND form = ");
    let page = page.b(form.code()).s(" AND year = ").b(year).s(" AND serial < ").b(before);
    tx.all(page.s(" ORDER BY serial DESC LIMIT ").b(most).beyond(OWN)).await
}

/// The latest blocks of the caller's organ.
///
/// # Errors
/// Engine faults.
pub async fn blocks(tx: &mut ReadTx<'_>) -> Result<Vec<Block>> {
    let organ = tx.actor().organisation_id;
    let list = select::<Block>("FROM number_blocks WHERE organisation_id = ").b(organ);
    tx.all(list.s(" ORDER BY id DESC LIMIT 100").beyond(OWN)).await
}

/// The block with this id, within the caller's scope.
///
/// # Errors
/// Not found, or outside the scope.
pub async fn take(tx: &mut ReadTx<'_>, id: NumberBlockId) -> Result<Block> {
    tx.one(select::<Block>("FROM number_blocks b WHERE id = ").b(id).s(" AND ").within(tx, "b")).await
}

/// Puts a block on record, in the caller's own organ.
///
/// # Errors
/// An id that is in use is a refusal; engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, block: &NumberBlock) -> Result<()> {
    let actor = tx.actor().clone();
    let insert = q("INSERT INTO number_blocks (id, organisation_id, prov, city, county, form, year, first_serial, \
         last_serial, first_number, last_number, device, reserved_at, reserved_by, returned_at, revision) VALUES (")
    .list([
        block.id.into(),
        actor.organisation_id.into(),
        (&actor.keys.prov).into(),
        (&actor.keys.city).into(),
        (&actor.keys.county).into(),
        (&block.form).into(),
        block.year.into(),
        block.first_serial.into(),
        block.last_serial.into(),
        (&block.first_number).into(),
        (&block.last_number).into(),
        (&block.device).into(),
        block.reserved_at.into(),
        (&block.reserved_by).into(),
        None::<i64>.into(),
        block.revision.into(),
    ]);
    tx.exec_one(insert.s(")").beyond(OWN)).await
}

/// The serials of a block that stand on papers.
///
/// # Errors
/// Engine faults.
pub async fn used(tx: &mut ReadTx<'_>, block: &Block) -> Result<Vec<i64>> {
    let used = q("SELECT serial FROM documents WHERE organisation_id = ").b(block.organisation_id).s(" AND form = ");
    let used = used.b(&block.form).s(" AND year = ").b(block.year).s(" AND serial BETWEEN ").b(block.first_serial);
    let rows: Vec<(i64,)> = tx.all(used.s(" AND ").b(block.last_serial).beyond(OWN)).await?;
    Ok(rows.into_iter().map(|(serial,)| serial).collect())
}

/// Voids the number of a paper that was never printed. A second part leaves the serial in use by the first.
///
/// # Errors
/// Engine faults.
pub async fn void_one(
    tx: &mut WriteTx<'_>,
    (organ, form, year): (OrganisationId, &str, i64),
    (serial, number): (i64, &str),
    reason: &str,
) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let insert = q("INSERT INTO voided_numbers (organisation_id, form, year, serial, number, reason, voided_at, \
         voided_by) VALUES (")
    .list([organ.into(), form.into(), year.into(), serial.into(), number.into(), reason.into(), at.into(), by.into()]);
    tx.exec(insert.s(") ON CONFLICT (organisation_id, form, year, serial) DO NOTHING").beyond(OWN)).await?;
    Ok(())
}

/// Voids numbers of a block.
///
/// # Errors
/// Engine faults.
pub async fn void(tx: &mut WriteTx<'_>, block: &Block, numbers: &[(i64, String)]) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let reason = format!("号段退回未用（{}）", block.device);
    for (serial, number) in numbers {
        let insert = q("INSERT INTO voided_numbers (organisation_id, form, year, serial, number, reason, voided_at, \
             voided_by) VALUES (")
        .list([
            block.organisation_id.into(),
            (&block.form).into(),
            block.year.into(),
            (*serial).into(),
            number.into(),
            (&reason).into(),
            at.into(),
            (&by).into(),
        ]);
        tx.exec_one(insert.s(")").beyond(OWN)).await?;
    }
    Ok(())
}

/// Marks a block returned.
///
/// # Errors
/// Engine faults.
pub async fn mark_returned(tx: &mut WriteTx<'_>, id: NumberBlockId) -> Result<()> {
    let at = tx.at();
    let update = q("UPDATE number_blocks SET returned_at = ").b(at).s(", revision = revision + 1 WHERE id = ").b(id);
    tx.exec_one(update.beyond("the block was taken within the scope")).await
}
