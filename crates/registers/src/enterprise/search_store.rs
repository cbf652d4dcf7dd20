//! 执法对象 · the SQL of the list
//!
//! Three orders, each with an index for every scope, so that a page costs the same wherever it lies.

use super::store::Record;
use super::{EnterpriseState, RiskLevel};
use authority::{Bound, Open, Q, ReadTx, Result, q, select};
use lexicon::{EnterpriseId, Term, terms};

terms! {
    /// 执法对象排序
    pub enum Sort {
        Newest = "newest", "最近登记";
        Updated = "updated", "最近更新";
        Placed = "placed", "按所在地区";
    }
}

/// What of the list is wanted.
#[derive(Debug)]
pub struct Wanted {
    /// Pattern for `LIKE`, in small letters.
    pub pattern: Option<String>,
    /// Level column and key.
    pub region: Option<(&'static str, String)>,
    /// Keys of industries; the enterprise has one of them.
    pub industries: Vec<String>,
    pub state: Option<EnterpriseState>,
    /// Key of a kind of equipment the enterprise has.
    pub kind: Option<String>,
    /// 安全生产要素
    pub element: Option<String>,
    /// 专项
    pub is_special: Option<bool>,
    pub risk_level: Option<RiskLevel>,
    pub sort: Sort,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            pattern: None,
            region: None,
            industries: Vec::new(),
            state: None,
            kind: None,
            element: None,
            is_special: None,
            risk_level: None,
            sort: Sort::Newest,
        }
    }
}

/// The row after which a page begins: its sort key (none for [`Sort::Newest`]) and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    Id(EnterpriseId),
    Moment(i64, EnterpriseId),
    Place(String, EnterpriseId),
}

impl Wanted {
    pub(super) fn bind(&self, start: Q<Open>, tx: &ReadTx<'_>) -> Q<Bound> {
        let mut out = start.s(" FROM enterprises e WHERE ").within(tx, "e");
        if let Some((column, key)) = &self.region {
            out = out.s(" AND ").column("e", column).s(" = ").b(key);
        }
        if let Some(state) = self.state {
            out = out.s(" AND e.state = ").b(state.code());
        }
        if let Some(element) = &self.element {
            out = out.s(" AND e.element = ").b(element);
        }
        if let Some(special) = self.is_special {
            out = out.s(" AND e.is_special = ").b(special);
        }
        if let Some(risk) = self.risk_level {
            out = out.s(" AND e.risk_level = ").b(risk.code());
        }
        if !self.industries.is_empty() {
            out = out
                .s(" AND EXISTS (SELECT 1 FROM enterprise_industries i WHERE i.enterprise_id = e.id AND i.industry IN (")
                .list(self.industries.iter().map(authority::Val::from))
                .s("))");
        }
        if let Some(kind) = &self.kind {
            out = out.s(" AND EXISTS (SELECT 1 FROM equipment k WHERE k.enterprise_id = e.id AND k.kind = ").b(kind);
            out = out.s(" AND k.is_struck_off = ").b(false).s(")");
        }
        if let Some(pattern) = &self.pattern {
            out = out.s(" AND (lower(e.name) LIKE ").b(pattern).s(" ESCAPE '\\' OR lower(e.credit_code) LIKE ");
            out = out.b(pattern).s(" ESCAPE '\\' OR lower(e.address) LIKE ").b(pattern).s(" ESCAPE '\\')");
        }
        out
    }

    fn ordered(&self, page: Q<Bound>, after: Option<&After>) -> Q<Bound> {
        let page = match after {
            None => page,
            Some(After::Id(id)) => page.s(" AND e.id < ").b(*id),
            Some(After::Moment(at, id)) => page.s(" AND (e.updated_at, e.id) < (").b(*at).s(", ").b(*id).s(")"),
            Some(After::Place(county, id)) => page.s(" AND (e.county, e.id) > (").b(county).s(", ").b(*id).s(")"),
        };
        match self.sort {
            Sort::Newest => page.s(" ORDER BY e.id DESC LIMIT "),
            Sort::Updated => page.s(" ORDER BY e.updated_at DESC, e.id DESC LIMIT "),
            Sort::Placed => page.s(" ORDER BY e.county, e.id LIMIT "),
        }
    }

    /// The parts of the cursor behind a row.
    #[must_use]
    pub fn cursor(&self, row: &Record) -> Vec<String> {
        match self.sort {
            Sort::Newest => vec![row.id.to_string()],
            Sort::Updated => vec![row.updated_at.0.to_string(), row.id.to_string()],
            Sort::Placed => vec![row.county.clone(), row.id.to_string()],
        }
    }

    /// The row that a cursor names; none when it is no cursor of this order.
    #[must_use]
    pub fn after(&self, parts: &[String]) -> Option<After> {
        match (self.sort, parts) {
            (Sort::Newest, [id]) => Some(After::Id(id.parse().ok()?)),
            (Sort::Updated, [at, id]) => Some(After::Moment(at.parse().ok()?, id.parse().ok()?)),
            (Sort::Placed, [county, id]) => Some(After::Place(county.clone(), id.parse().ok()?)),
            _ => None,
        }
    }
}

/// A page of the list in its order, with one row more than asked; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn list(tx: &mut ReadTx<'_>, wanted: &Wanted, after: Option<After>, size: i64) -> Result<(Vec<Record>, i64)> {
    let counted = tx.count(wanted.bind(q("SELECT 1"), tx)).await?;
    let page = wanted.bind(select::<Record>(""), tx);
    let rows = tx.all(wanted.ordered(page, after.as_ref()).b(size + 1)).await?;
    Ok((rows, counted))
}
