//! 行政立案查处 · the SQL of cases, read from the papers that opened and closed them

use super::{CaseProgress, PenaltyCase};
use authority::{Bound, Open, Q, ReadTx, Result, like_contains, q, row};
use documents::issue::state::DocumentState;
use forms::FormName;
use lexicon::{DocumentId, InspectionId, Instant, Term};
use serde_json::Value;

row! {
    /// A case as its papers tell it.
    #[derive(Debug, Clone)]
    pub struct Line {
        id: DocumentId, inspection_id: InspectionId, issued_at: Option<Instant>, enterprise_name: String,
        data_json: Value = json, officers: String, organisation_name: String, closings: i64, latest: String, papers: i64,
    }
}

impl From<Line> for PenaltyCase {
    fn from(l: Line) -> Self {
        let name = l.data_json.get("case_name").and_then(Value::as_str).unwrap_or_default().trim().to_owned();
        Self {
            id: l.id,
            inspection_id: l.inspection_id,
            filed_at: l.issued_at.unwrap_or(Instant(0)),
            name,
            party: l.enterprise_name,
            officers: l.officers,
            organisation_name: l.organisation_name,
            progress: if l.closings > 0 { CaseProgress::Closed } else { CaseProgress::Open },
            latest_paper: l.latest.parse::<FormName>().map(|form| form.zh().to_owned()).unwrap_or_default(),
            papers: l.papers,
        }
    }
}

/// What is wanted.
#[derive(Debug, Clone)]
pub struct Asked {
    pub text: String,
    pub progress: Option<CaseProgress>,
}

/// Papers that are in force: a withdrawn or corrected one neither opens nor closes a case.
fn in_force(q: Q<Open>) -> Q<Open> {
    q.list([DocumentState::Issued.code().into(), DocumentState::Served.code().into()]).s(")")
}

/// The cases within the scope: the condition begins and the alias of the paper that opened one is `d`.
fn cases(start: Q<Open>, tx: &ReadTx<'_>, asked: &Asked) -> Q<Bound> {
    let out = start.s(" FROM documents d JOIN inspections i ON i.id = d.subject_id WHERE d.form = 'filing_approval'");
    let mut out = in_force(out.s(" AND d.state IN ("));
    if let Some(progress) = asked.progress {
        out = out.s(if progress == CaseProgress::Open { " AND NOT EXISTS (" } else { " AND EXISTS (" });
        out = in_force(out.s(CLOSINGS).s(" AND c.state IN (")).s(")");
    }
    if !asked.text.trim().is_empty() {
        let text = like_contains(asked.text.trim());
        out = out.s(" AND d.enterprise_name LIKE ").b(text).s(" ESCAPE '\\'");
    }
    out.s(" AND ").within(tx, "d")
}

const CLOSINGS: &str =
    "SELECT 1 FROM documents c WHERE c.subject_id = d.subject_id AND c.form IN ('closing_approval', 'transfer_letter')";

/// A page of cases, the newest first, with one row more than asked.
///
/// # Errors
/// Engine faults.
pub async fn page(tx: &mut ReadTx<'_>, asked: &Asked, (before, size): (Option<DocumentId>, i64)) -> Result<Vec<Line>> {
    let start = q("SELECT d.id, i.id AS inspection_id, d.issued_at, d.enterprise_name, d.data_json, i.officers, \
         d.organisation_name, (SELECT count(*) FROM documents c WHERE c.subject_id = d.subject_id AND c.form IN \
         ('closing_approval', 'transfer_letter') AND c.state IN (");
    let start = in_force(start).s(") AS closings, (SELECT l.form FROM documents l WHERE l.subject_id = d.subject_id \
         AND l.state IN (");
    let start = in_force(start).s(" ORDER BY l.id DESC LIMIT 1) AS latest, (SELECT count(*) FROM documents p \
         WHERE p.subject_id = d.subject_id AND p.state IN (");
    let mut list = cases(in_force(start).s(") AS papers"), tx, asked);
    if let Some(before) = before {
        list = list.s(" AND d.id < ").b(before);
    }
    tx.all(list.s(" ORDER BY d.id DESC LIMIT ").b(size + 1)).await
}

/// How many cases there are, counted to ten thousand.
///
/// # Errors
/// Engine faults.
pub async fn counted(tx: &mut ReadTx<'_>, asked: &Asked) -> Result<i64> {
    tx.count(cases(q("SELECT 1"), tx, asked)).await
}

/// How many cases within the scope are open.
///
/// # Errors
/// Engine faults.
pub async fn open(tx: &mut ReadTx<'_>) -> Result<i64> {
    counted(tx, &Asked { text: String::new(), progress: Some(CaseProgress::Open) }).await
}
