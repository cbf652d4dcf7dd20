//! 现场执法检查列表 · the SQL of the list

use super::state::InspectionState;
use authority::{Bound, Open, Q, ReadTx, Result, like_contains, q, row, select};
use lexicon::{InspectionId, Instant, LegalDay, OfficerId, Term};

row! {
    /// A line as it is read.
    pub struct Line {
        id: InspectionId, enterprise_name: String, officers: String, inspect_from: LegalDay, inspect_to: LegalDay,
        origin: String, state: InspectionState = term, number: String, problems: i64, updated_at: Instant,
    }
}

/// What the list is narrowed by.
#[derive(Debug, Default)]
pub struct Filter {
    pub enterprise: Option<String>,
    pub officer: Option<String>,
    pub state: Option<InspectionState>,
    /// Whose inspections; a person who is no officer has none.
    pub mine: Option<OfficerId>,
    /// Whose inspections are left out.
    pub others: Option<OfficerId>,
}

/// A page of lines, newest first, with one more than asked; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn page(
    tx: &mut ReadTx<'_>,
    filter: &Filter,
    before: Option<InspectionId>,
    size: i64,
) -> Result<(Vec<Line>, i64)> {
    let total = tx.count(narrowed(q("SELECT 1 FROM inspections x WHERE "), filter, tx)).await?;
    let mut list = narrowed(select::<Line>("FROM inspections x WHERE "), filter, tx);
    if let Some(before) = before {
        list = list.s(" AND id < ").b(before);
    }
    Ok((tx.all(list.s(" ORDER BY id DESC LIMIT ").b(size + 1)).await?, total))
}

fn narrowed(start: Q<Open>, filter: &Filter, tx: &ReadTx<'_>) -> Q<Bound> {
    let mut out = start.within(tx, "x");
    if let Some(name) = &filter.enterprise {
        out = out.s(" AND enterprise_name LIKE ").b(like_contains(name)).s(" ESCAPE '\\'");
    }
    if let Some(name) = &filter.officer {
        out = out.s(" AND officers LIKE ").b(like_contains(name)).s(" ESCAPE '\\'");
    }
    if let Some(state) = filter.state {
        out = out.s(" AND state = ").b(state.code());
    }
    if let Some(me) = filter.others {
        out = out.s(" AND id NOT IN (SELECT inspection_id FROM inspection_officers WHERE officer_id = ").b(me).s(")");
    }
    if let Some(me) = filter.mine {
        out = out.s(" AND id IN (SELECT inspection_id FROM inspection_officers WHERE officer_id = ").b(me).s(")");
    }
    out
}
