//! 导入行 · the SQL of staged rows and of faults

use super::{ImportError, Report, RowState};
use authority::{Open, Q, ReadTx, Result, Val, WriteTx, q, row, select};
use lexicon::{EnterpriseId, ImportId, Instant, Term};

row! {
    /// A row of the file as it is staged.
    #[derive(Debug, Clone)]
    pub struct Staged {
        ordinal: i64, kind: String, state: RowState = term, owner: i64, sheet: String, row_no: i64, credit_code: String,
        name: String, enterprise_id: Option<EnterpriseId>, revision: i64, facts_json: String, before_json: String,
        sentence: String,
    }
}

/// An enterprise.
pub const FIRM: &str = "firm";
/// A row of an equipment sheet.
pub const PIECE: &str = "piece";

row! {
    /// A fault at its cell.
    #[derive(Debug, Clone)]
    pub struct Fault {
        sheet_no: i64, row_no: i64, column_no: i64, ordinal: i64, sheet: String, heading: String, value: String,
        sentence: String,
    }
}

impl From<Fault> for ImportError {
    fn from(f: Fault) -> Self {
        let column = u32::try_from(f.column_no - 1).map(crate::columns::letters).unwrap_or_default();
        Self { sheet: f.sheet, row: f.row_no, column, heading: f.heading, value: f.value, sentence: f.sentence }
    }
}

const WHY: &str = "rows of an import that was taken within the scope";
/// Rows of one statement; both engines limit its values.
const TOGETHER: usize = 500;

/// Stages rows.
///
/// # Errors
/// Engine faults.
pub async fn stage(tx: &mut WriteTx<'_>, import: ImportId, rows: Vec<Staged>) -> Result<()> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut insert =
            q("INSERT INTO enterprise_import_rows (import_id, ordinal, kind, state, owner, sheet, row_no, \
             credit_code, name, enterprise_id, revision, facts_json, before_json, sentence) VALUES ");
        for (n, row) in rows.by_ref().take(TOGETHER).enumerate() {
            insert = insert.s(if n == 0 { "(" } else { ", (" }).list(values(import, row)).s(")");
        }
        tx.exec(insert.beyond(WHY)).await?;
    }
    Ok(())
}

fn values(import: ImportId, row: Staged) -> [Val; 14] {
    [
        import.into(),
        row.ordinal.into(),
        row.kind.into(),
        row.state.code().into(),
        row.owner.into(),
        row.sheet.into(),
        row.row_no.into(),
        row.credit_code.into(),
        row.name.into(),
        row.enterprise_id.into(),
        row.revision.into(),
        row.facts_json.into(),
        row.before_json.into(),
        row.sentence.into(),
    ]
}

/// Puts a staged enterprise anew, with what was found of it together with its pieces.
///
/// # Errors
/// Engine faults.
pub async fn restage(tx: &mut WriteTx<'_>, import: ImportId, row: Staged) -> Result<()> {
    let update = q("UPDATE enterprise_import_rows SET state = ").b(row.state.code()).s(", enterprise_id = ");
    let update = update.b(row.enterprise_id).s(", revision = ").b(row.revision).s(", facts_json = ").b(row.facts_json);
    let update = update.s(", before_json = ").b(row.before_json).s(", sentence = ").b(row.sentence);
    let update = update.s(" WHERE import_id = ").b(import).s(" AND ordinal = ").b(row.ordinal);
    tx.exec_one(update.beyond(WHY)).await
}

/// The pieces of enterprises that are not imported are not imported either.
///
/// # Errors
/// Engine faults.
pub async fn leave_out(tx: &mut WriteTx<'_>, import: ImportId, owners: &[i64], sentence: &str) -> Result<()> {
    if owners.is_empty() {
        return Ok(());
    }
    let update = q("UPDATE enterprise_import_rows SET state = ").b(RowState::Faulty.code()).s(", sentence = ");
    let update = update.b(sentence).s(" WHERE import_id = ").b(import).s(" AND kind = 'piece' AND owner IN (");
    let update = update.list(owners.iter().map(|owner| Val::from(*owner))).s(") AND state = ");
    tx.exec(update.b(RowState::Attached.code()).beyond(WHY)).await?;
    Ok(())
}

/// Notes faults; one that is noted already stays. The letters of a column are kept as its number.
///
/// # Errors
/// Engine faults.
pub async fn note_faults(tx: &mut WriteTx<'_>, import: ImportId, faults: Vec<(i64, ImportError)>) -> Result<()> {
    let mut faults = (0_i64..).zip(faults).peekable();
    while faults.peek().is_some() {
        let mut insert = q("INSERT INTO enterprise_import_faults (import_id, sheet_no, row_no, column_no, ordinal, \
             sheet, heading, value, sentence) VALUES ");
        for (n, (ordinal, (sheet_no, e))) in faults.by_ref().take(TOGETHER).enumerate() {
            let column = e.column.bytes().fold(0_i64, |sum, letter| sum * 26 + i64::from(letter - b'A') + 1);
            insert = insert.s(if n == 0 { "(" } else { ", (" }).list([
                import.into(),
                sheet_no.into(),
                e.row.into(),
                column.into(),
                ordinal.into(),
                e.sheet.into(),
                e.heading.into(),
                e.value.into(),
                e.sentence.into(),
            ]);
            insert = insert.s(")");
        }
        tx.exec(insert.s(" ON CONFLICT DO NOTHING").beyond(WHY)).await?;
    }
    Ok(())
}

/// Where a page of faults begins: sheet, row, column, ordinal.
pub type FaultKey = (i64, i64, i64, i64);

fn faults_of(start: Q<Open>, import: ImportId, sheet: &str) -> Q<Open> {
    let q = start.s(" FROM enterprise_import_faults WHERE import_id = ").b(import);
    if sheet.is_empty() { q } else { q.s(" AND sheet = ").b(sheet) }
}

/// Faults in the order of the file, with one more than asked.
///
/// # Errors
/// Engine faults.
pub async fn faults(
    tx: &mut ReadTx<'_>,
    (import, sheet): (ImportId, &str),
    after: Option<FaultKey>,
    size: i64,
) -> Result<Vec<Fault>> {
    let mut page = faults_of(select::<Fault>(""), import, sheet);
    if let Some((sheet, row, column, ordinal)) = after {
        page = page.s(" AND (sheet_no, row_no, column_no, ordinal) > (");
        page = page.list([sheet.into(), row.into(), column.into(), ordinal.into()]).s(")");
    }
    let page = page.s(" ORDER BY sheet_no, row_no, column_no, ordinal LIMIT ").b(size + 1);
    tx.all(page.beyond(WHY)).await
}

/// How many faults there are, on one sheet or on all.
///
/// # Errors
/// Engine faults.
pub async fn faults_counted(tx: &mut ReadTx<'_>, import: ImportId, sheet: &str) -> Result<i64> {
    let count = faults_of(q("SELECT count(*)"), import, sheet);
    Ok(tx.one::<(i64,)>(count.beyond(WHY)).await?.0)
}

/// The sheets with faults, and how many each has.
///
/// # Errors
/// Engine faults.
pub async fn faulty_sheets(tx: &mut ReadTx<'_>, import: ImportId) -> Result<Vec<(String, i64)>> {
    let sheets = q("SELECT sheet, count(*) FROM enterprise_import_faults WHERE import_id = ").b(import);
    tx.all(sheets.s(" GROUP BY sheet, sheet_no ORDER BY sheet_no").beyond(WHY)).await
}

/// Enterprises of the file in one state, in the order of the file, with one more than asked.
///
/// # Errors
/// Engine faults.
pub async fn page(
    tx: &mut ReadTx<'_>,
    (import, state): (ImportId, RowState),
    after: i64,
    size: i64,
) -> Result<Vec<Staged>> {
    let page = select::<Staged>("FROM enterprise_import_rows WHERE import_id = ").b(import).s(" AND state = ");
    let page = page.b(state.code()).s(" AND ordinal > ").b(after).s(" ORDER BY ordinal LIMIT ").b(size + 1);
    tx.all(page.beyond(WHY)).await
}

/// Staged rows by their ordinals.
///
/// # Errors
/// Engine faults.
pub async fn rows(tx: &mut ReadTx<'_>, import: ImportId, ordinals: &[i64]) -> Result<Vec<Staged>> {
    let list = select::<Staged>("FROM enterprise_import_rows WHERE import_id = ").b(import).s(" AND ordinal IN (");
    let list = list.list(ordinals.iter().map(|ordinal| Val::from(*ordinal))).s(") ORDER BY ordinal");
    tx.all(list.beyond(WHY)).await
}

/// The next enterprises of the file that have good pieces.
///
/// # Errors
/// Engine faults.
pub async fn owners(tx: &mut ReadTx<'_>, import: ImportId, after: i64, size: i64) -> Result<Vec<i64>> {
    let list = q("SELECT DISTINCT owner FROM enterprise_import_rows WHERE import_id = ").b(import);
    let list = list.s(" AND kind = 'piece' AND owner > ").b(after).s(" AND state = ").b(RowState::Attached.code());
    let found: Vec<(i64,)> = tx.all(list.s(" ORDER BY owner LIMIT ").b(size).beyond(WHY)).await?;
    Ok(found.into_iter().map(|(owner,)| owner).collect())
}

/// The good pieces of enterprises.
///
/// # Errors
/// Engine faults.
pub async fn pieces(tx: &mut ReadTx<'_>, import: ImportId, owners: &[i64]) -> Result<Vec<(i64, String)>> {
    let list = q("SELECT owner, facts_json FROM enterprise_import_rows WHERE import_id = ").b(import);
    let list = list.s(" AND kind = 'piece' AND owner IN (").list(owners.iter().map(|owner| Val::from(*owner)));
    let list = list.s(") AND state = ").b(RowState::Attached.code()).s(" ORDER BY owner, ordinal");
    tx.all(list.beyond(WHY)).await
}

/// Marks rows; what is written or taken back is a revision further.
///
/// # Errors
/// Engine faults.
pub async fn mark(tx: &mut WriteTx<'_>, import: ImportId, ordinals: &[i64], state: RowState) -> Result<()> {
    if ordinals.is_empty() {
        return Ok(());
    }
    let update = q("UPDATE enterprise_import_rows SET revision = revision + 1, state = ").b(state.code());
    let update = update.s(" WHERE import_id = ").b(import).s(" AND ordinal IN (");
    let update = update.list(ordinals.iter().map(|ordinal| Val::from(*ordinal))).s(")");
    tx.exec(update.beyond(WHY)).await?;
    Ok(())
}

/// Marks one row with the reason.
///
/// # Errors
/// Engine faults.
pub async fn set_aside(
    tx: &mut WriteTx<'_>,
    (import, ordinal): (ImportId, i64),
    state: RowState,
    sentence: &str,
) -> Result<()> {
    let update = q("UPDATE enterprise_import_rows SET state = ").b(state.code()).s(", sentence = ").b(sentence);
    let update = update.s(" WHERE import_id = ").b(import).s(" AND ordinal = ").b(ordinal);
    tx.exec_one(update.beyond(WHY)).await
}

/// Counts the rows and the faults.
///
/// # Errors
/// Engine faults.
pub async fn counted(tx: &mut ReadTx<'_>, import: ImportId) -> Result<Report> {
    let groups = q("SELECT kind, state, count(*) FROM enterprise_import_rows WHERE import_id = ").b(import);
    let groups: Vec<(String, String, i64)> = tx.all(groups.s(" GROUP BY kind, state").beyond(WHY)).await?;
    let count = |state: RowState| groups.iter().filter(|g| g.0 == FIRM && g.1 == state.code()).map(|g| g.2).sum();
    let rows: i64 = groups.iter().map(|g| g.2).sum();
    let faulty: i64 = groups.iter().filter(|g| g.1 == RowState::Faulty.code()).map(|g| g.2).sum();
    Ok(Report {
        rows,
        good_rows: rows - faulty,
        new_rows: count(RowState::New),
        changed_rows: count(RowState::Changed),
        unchanged_rows: count(RowState::Unchanged),
        errors_total: faults_counted(tx, import, "").await?,
        imported: count(RowState::Written),
        conflicts: count(RowState::Conflict),
        taken_back: count(RowState::TakenBack),
        kept: count(RowState::Kept),
    })
}

/// Which of the enterprises were used (a scheme, an inspection, a licence put into the file or withdrawn) since a moment.
///
/// # Errors
/// Engine faults.
pub async fn used(tx: &mut ReadTx<'_>, ids: &[EnterpriseId], since: Instant) -> Result<Vec<EnterpriseId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids = || ids.iter().map(|id| Val::from(*id));
    let list = q("SELECT enterprise_id FROM schemes WHERE enterprise_id IN (").list(ids()).s(") AND updated_at >= ");
    let list = list.b(since).s(" UNION SELECT enterprise_id FROM inspections WHERE enterprise_id IN (").list(ids());
    let list = list.s(") AND updated_at >= ").b(since);
    let list = list.s(" UNION SELECT enterprise_id FROM enterprise_licences WHERE enterprise_id IN (").list(ids());
    let list = list.s(") AND (added_at >= ").b(since).s(" OR withdrawn_at >= ").b(since).s(")");
    let found: Vec<(EnterpriseId,)> = tx.all(list.beyond(WHY)).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// A written enterprise that was changed or used since: its id, name and code, who changed it (empty when
/// nobody did), and whether it came into a scheme or an inspection.
pub type InTheWay = (EnterpriseId, String, String, String, bool);

/// Written enterprises that were changed or used since; at most `most`.
///
/// # Errors
/// Engine faults.
pub async fn in_the_way(tx: &mut ReadTx<'_>, import: ImportId, since: Instant, most: i64) -> Result<Vec<InTheWay>> {
    let inspected = |list: Q<Open>| {
        let list =
            list.s("(EXISTS (SELECT 1 FROM schemes s WHERE s.enterprise_id = e.id AND s.updated_at >= ").b(since);
        let list = list.s(") OR EXISTS (SELECT 1 FROM inspections p WHERE p.enterprise_id = e.id AND p.updated_at >= ");
        list.b(since).s("))")
    };
    let list = q("SELECT e.id, e.name, e.credit_code, \
         CASE WHEN e.revision <> r.revision THEN e.updated_by ELSE '' END, ");
    let list = inspected(list)
        .s(" FROM enterprise_import_rows r JOIN enterprises e ON e.id = r.enterprise_id WHERE r.import_id = ")
        .b(import)
        .s(" AND r.state = ")
        .b(RowState::Written.code())
        .s(" AND (e.revision <> r.revision OR ");
    let list = inspected(list).s(" OR EXISTS (SELECT 1 FROM enterprise_licences l WHERE l.enterprise_id = e.id \
         AND (l.added_at >= ");
    let list = list.b(since).s(" OR l.withdrawn_at >= ").b(since).s("))) ORDER BY r.ordinal LIMIT ").b(most);
    tx.all(list.beyond(WHY)).await
}

/// How many rows are in a state, counted as lists count.
///
/// # Errors
/// Engine faults.
pub async fn in_state(tx: &mut ReadTx<'_>, import: ImportId, state: RowState) -> Result<i64> {
    let rows = q("SELECT 1 FROM enterprise_import_rows WHERE import_id = ").b(import).s(" AND state = ");
    tx.count(rows.b(state.code()).beyond(WHY)).await
}

/// Takes some rows and some faults of an import away; how many.
///
/// # Errors
/// Engine faults.
pub async fn sweep(tx: &mut WriteTx<'_>, import: ImportId, most: i64) -> Result<u64> {
    let rows =
        q("DELETE FROM enterprise_import_rows WHERE import_id = ").b(import).s(" AND ordinal IN (SELECT ordinal \
         FROM enterprise_import_rows WHERE import_id = ");
    let rows = rows.b(import).s(" ORDER BY ordinal LIMIT ").b(most).s(")");
    let rows = tx.exec(rows.beyond(WHY)).await?;
    let faults = q("DELETE FROM enterprise_import_faults WHERE import_id = ").b(import);
    let faults = faults
        .s(" AND (sheet_no, row_no, column_no, ordinal) IN (SELECT sheet_no, row_no, column_no, ordinal \
         FROM enterprise_import_faults WHERE import_id = ");
    let faults = faults.b(import).s(" ORDER BY sheet_no, row_no, column_no, ordinal LIMIT ").b(most).s(")");
    Ok(rows + tx.exec(faults.beyond(WHY)).await?)
}
