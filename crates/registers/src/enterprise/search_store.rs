//! 执法对象 · the SQL of the list
//!
//! Three orders, each with an index for every scope, so that a page costs the same wherever it lies.

use super::store::{Record, rows};
use super::{EnterpriseState, RiskLevel};
use authority::{Bound, Index, Open, Q, ReadTx, Result, Scope, Search, q, select};
use lexicon::{EnterpriseId, Term, terms};
use web::Counted;

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
    /// Text of two and more characters.
    pub search: Option<Search>,
    /// One character, as a pattern for `LIKE`, in small letters.
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
            search: None,
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

/// So many found are still put in order; of more, one looks for the first in order instead.
const MANY: i64 = 10_000;

/// So many of an industry are put in order; more of them are met soon enough in the order of the list.
const RARE: i64 = 2_000;

/// So many found are counted exactly; who finds more asks for more characters rather than turning a hundred pages.
pub(super) const COUNTED: i64 = 1_000;

impl Wanted {
    fn is_search_only(&self) -> bool {
        let terms = (&self.element, &self.kind, &self.pattern);
        let none = self.state.is_none() && self.is_special.is_none() && self.risk_level.is_none();
        none && self.industries.is_empty() && matches!(terms, (None, None, None))
    }

    fn near(&self, search: &Search) -> Search {
        match &self.region {
            Some((column, key)) => search.clone().in_division(column, key),
            None => search.clone(),
        }
    }

    /// What the index finds leads, or else the enterprises do.
    fn bind(&self, start: Q<Open>, tx: &ReadTx<'_>) -> Q<Bound> {
        let Some(search) = &self.search else {
            return self.filtered(start.s(" FROM enterprises e WHERE ").within(tx, "e"));
        };
        // Nothing else is asked, and the index knows the division: the records need not be looked at.
        if self.is_search_only() {
            return start.found(tx, (Index::ENTERPRISES, None), (&self.near(search), tx.scope())).within(tx, "d");
        }
        self.led(start, tx, search)
    }

    /// The enterprises themselves (alias `e` alone, so that its columns need no name before them).
    pub(super) fn rows(&self, start: Q<Open>, tx: &ReadTx<'_>) -> Q<Bound> {
        let all = self.filtered(start.s(" FROM enterprises e WHERE ").within(tx, "e"));
        match &self.search {
            Some(search) => all.and_found(tx, (Index::ENTERPRISES, "e"), search),
            None => all,
        }
    }

    fn led(&self, start: Q<Open>, tx: &ReadTx<'_>, search: &Search) -> Q<Bound> {
        let firms = Some(("enterprises e", "e.id = d.id"));
        self.filtered(start.found(tx, (Index::ENTERPRISES, firms), (&self.near(search), tx.scope())).within(tx, "e"))
    }

    fn filtered(&self, mut out: Q<Bound>) -> Q<Bound> {
        if let Some((column, key)) = &self.region {
            out = out.s(" AND ").column("e", column).s(" = ").b(key);
        }
        if !self.industries.is_empty() {
            out = out
                .s(" AND EXISTS (SELECT 1 FROM enterprise_industries i WHERE i.enterprise_id = e.id AND i.industry IN (")
                .list(self.industries.iter().map(authority::Val::from))
                .s("))");
        }
        self.narrowed(out)
    }

    /// Led by the industries: what is rare in a large place is found without asking every enterprise there.
    fn by_industry(&self, start: Q<Open>, tx: &ReadTx<'_>) -> Q<Bound> {
        let start = start.s(" FROM enterprise_industries i CROSS JOIN enterprises e WHERE e.id = i.enterprise_id");
        let start = start.s(" AND i.industry IN (").list(self.industries.iter().map(authority::Val::from)).s(") AND ");
        let mut out = start.within(tx, "i");
        if let Some((column, key)) = &self.region {
            out = out.s(" AND ").column("i", column).s(" = ").b(key);
        }
        self.narrowed(out)
    }

    /// Whether the industries are the better lead: in a county it is the county.
    fn is_led_by_industry(&self, tx: &ReadTx<'_>) -> bool {
        let in_county = matches!(tx.scope(), Scope::County(_) | Scope::Nothing);
        let to_county = self.region.as_ref().is_some_and(|(column, _)| *column == "county");
        !self.industries.is_empty() && self.search.is_none() && !in_county && !to_county
    }

    fn narrowed(&self, mut out: Q<Bound>) -> Q<Bound> {
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

    /// A page in the wanted order, behind a row; how many rows it has is still to be said.
    pub(super) fn ordered(&self, page: Q<Bound>, after: Option<&After>) -> Q<Bound> {
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

    /// Where the rows behind this one begin.
    #[must_use]
    pub fn behind(&self, row: &Record) -> After {
        match self.sort {
            Sort::Newest => After::Id(row.id),
            Sort::Updated => After::Moment(row.updated_at.0, row.id),
            Sort::Placed => After::Place(row.county.clone(), row.id),
        }
    }

    /// The parts of the cursor behind a row.
    #[must_use]
    pub fn cursor(&self, row: &Record) -> Vec<String> {
        match self.behind(row) {
            After::Id(id) => vec![id.to_string()],
            After::Moment(at, id) => vec![at.to_string(), id.to_string()],
            After::Place(county, id) => vec![county, id.to_string()],
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
pub async fn list(
    tx: &mut ReadTx<'_>,
    wanted: &Wanted,
    after: Option<After>,
    size: i64,
) -> Result<(Vec<Record>, Counted)> {
    if let (Some(_), Sort::Newest, None) = (&wanted.search, wanted.sort, &after) {
        // The first page and the number of those found are one walk over the index instead of two.
        let found = wanted.bind(q("SELECT d.id"), tx).newest_found(tx, COUNTED + 1);
        let mut ids: Vec<(EnterpriseId,)> = tx.all(found).await?;
        let counted = i64::try_from(ids.len()).unwrap_or_default();
        ids.truncate(usize::try_from(size + 1).unwrap_or_default());
        return Ok((rows(tx, &ids).await?, Counted::up_to(COUNTED, counted)));
    }
    if wanted.is_led_by_industry(tx) {
        let counted = tx.count(wanted.by_industry(q("SELECT DISTINCT e.id"), tx)).await?;
        if counted <= RARE {
            let ids = of_industry(tx, wanted, after.as_ref(), size).await?;
            return Ok((rows(tx, &ids).await?, counted.into()));
        }
        let page = wanted.bind(select::<Record>(""), tx);
        return Ok((tx.all(wanted.ordered(page, after.as_ref()).b(size + 1)).await?, counted.into()));
    }
    if let Some(search) = &wanted.search {
        let most = if wanted.sort == Sort::Newest { COUNTED } else { MANY };
        let counted = tx.count_up_to(wanted.bind(q("SELECT 1"), tx), most).await?;
        let ids = found(tx, (wanted, search), (after.as_ref(), counted), size).await?;
        return Ok((rows(tx, &ids).await?, Counted::up_to(COUNTED, counted)));
    }
    let counted = tx.count(wanted.bind(q("SELECT 1"), tx)).await?;
    let page = wanted.bind(select::<Record>(""), tx);
    let rows = tx.all(wanted.ordered(page, after.as_ref()).b(size + 1)).await?;
    Ok((rows, counted.into()))
}

/// The ids of a page of what has an industry.
async fn of_industry(
    tx: &mut ReadTx<'_>,
    wanted: &Wanted,
    after: Option<&After>,
    size: i64,
) -> Result<Vec<(EnterpriseId,)>> {
    let page = wanted.by_industry(q("SELECT DISTINCT e.id, e.updated_at, e.county"), tx);
    let found: Vec<(EnterpriseId, i64, String)> = tx.all(wanted.ordered(page, after).b(size + 1)).await?;
    Ok(found.into_iter().map(|(id, ..)| (id,)).collect())
}

/// The ids of a page of what a search found.
pub(super) async fn found(
    tx: &mut ReadTx<'_>,
    (wanted, search): (&Wanted, &Search),
    (after, counted): (Option<&After>, i64),
    size: i64,
) -> Result<Vec<(EnterpriseId,)>> {
    if wanted.sort == Sort::Newest {
        let mut page = wanted.bind(q("SELECT d.id"), tx);
        if let Some(After::Id(after)) = after {
            page = page.found_after(tx, Index::ENTERPRISES, *after);
        }
        return tx.all(page.newest_found(tx, size + 1)).await;
    }
    let page = if counted > MANY {
        let all = q("SELECT e.id FROM enterprises e WHERE ").within(tx, "e");
        wanted.filtered(all).and_found(tx, (Index::ENTERPRISES, "e"), search)
    } else {
        wanted.led(q("SELECT e.id"), tx, search)
    };
    tx.all(wanted.ordered(page, after).b(size + 1)).await
}
