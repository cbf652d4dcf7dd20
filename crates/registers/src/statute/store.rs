//! 法规 · the SQL of statutes, versions and provisions

use super::ProvisionRef;
use super::rules::{self, Sought};
use authority::{Open, Q, ReadTx, Result, WriteTx, like_contains, q, row, select};
use lexicon::{Citation, LegalDay, Term};
use seed::StatuteKind;
use std::collections::BTreeSet;

const LAW: &str = "the law is the same for everybody";

row! {
    /// A version of a statute.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Version {
        statute: String, edition: String, ordinal: i64, name: String, short_name: String, kind: StatuteKind = term,
        number: String, issuer: String, promulgated_on: Option<LegalDay>, effective_from: LegalDay,
        effective_to: Option<LegalDay>,
    }
}

row! {
    /// A place in a version; 0 for no paragraph and no item.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Provision {
        statute: String, edition: String, article: i64, paragraph: i64, item: i64, gist: String, is_unsure: bool,
    }
}

row! {
    /// A place beside its version, for the picker.
    #[derive(Debug, Clone)]
    pub struct Found {
        statute: String, edition: String, ordinal: i64, name: String, short_name: String, kind: StatuteKind = term,
        number: String, issuer: String, promulgated_on: Option<LegalDay>, effective_from: LegalDay,
        effective_to: Option<LegalDay>, article: i64, paragraph: i64, item: i64, gist: String, is_unsure: bool,
    }
}

impl Provision {
    /// The place as a citation.
    #[must_use]
    pub fn citation(&self) -> Citation {
        cited(&self.statute, (self.article, self.paragraph, self.item))
    }
}

/// A stored place as a citation.
#[must_use]
pub fn cited(statute: &str, (article, paragraph, item): (i64, i64, i64)) -> Citation {
    let part = |n: i64| u16::try_from(n).ok().filter(|n| *n > 0);
    Citation {
        statute: statute.to_owned(),
        article: u16::try_from(article).unwrap_or_default(),
        paragraph: part(paragraph),
        item: part(item),
    }
}

const VERSIONS: &str = "FROM (SELECT v.statute, v.edition, v.ordinal, v.name, s.short_name, s.kind, v.number, v.issuer, \
    v.promulgated_on, v.effective_from, v.effective_to FROM statute_versions v JOIN statutes s ON s.key = v.statute) t ";

/// Every version of every statute, in the order of the registry.
///
/// # Errors
/// Engine faults.
pub async fn versions(tx: &mut ReadTx<'_>) -> Result<Vec<Version>> {
    tx.all(select::<Version>(VERSIONS).s("ORDER BY ordinal").beyond(LAW)).await
}

/// Every registered place, in the order of the articles.
///
/// # Errors
/// Engine faults.
pub async fn provisions(tx: &mut ReadTx<'_>) -> Result<Vec<Provision>> {
    let all = select::<Provision>("FROM provisions ORDER BY statute, edition, article, paragraph, item");
    tx.all(all.beyond(LAW)).await
}

/// Puts the full citation beside each place.
///
/// # Errors
/// `statute.unregistered` at the first place that is not in the registry.
pub async fn resolve(tx: &mut ReadTx<'_>, places: &mut [&mut ProvisionRef]) -> Result<()> {
    let keys: BTreeSet<String> = places.iter().map(|p| p.statute.clone()).collect();
    if keys.is_empty() {
        return Ok(());
    }
    let is_key = |place: &&mut ProvisionRef| place.statute.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if let Some(odd) = places.iter().find(|place| !is_key(place)) {
        return Err(rules::unregistered(odd).into());
    }
    let wanted = select::<Found>(PLACES).s("statute IN (").list(keys.into_iter().map(Into::into)).s(")");
    let found: Vec<Found> = tx.all(wanted.beyond(LAW)).await?;
    for place in places {
        let citation = place.citation();
        let is_it = |f: &&Found| f.edition == place.edition && f.citation() == citation;
        match found.iter().find(is_it) {
            Some(f) => place.cited = citation.with_name(&f.name),
            None => return Err(rules::unregistered(place).into()),
        }
    }
    Ok(())
}

impl Found {
    /// The place as a citation.
    #[must_use]
    pub fn citation(&self) -> Citation {
        cited(&self.statute, (self.article, self.paragraph, self.item))
    }
}

const PLACES: &str = "FROM (SELECT v.statute, v.edition, v.ordinal, v.name, s.short_name, s.kind, v.number, v.issuer, \
    v.promulgated_on, v.effective_from, v.effective_to, p.article, p.paragraph, p.item, p.gist, p.is_unsure \
    FROM statute_versions v JOIN statutes s ON s.key = v.statute \
    JOIN provisions p ON p.statute = v.statute AND p.edition = v.edition) t WHERE ";

/// Which places are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub sought: Sought,
    /// Key of a statute.
    pub statute: Option<String>,
    /// Only versions in force on this day.
    pub on: Option<LegalDay>,
    /// The last place of the page before.
    pub after: Option<[i64; 4]>,
}

impl Wanted {
    fn bind(&self, start: Q<Open>) -> Q<Open> {
        let mut out = start.s("1 = 1");
        for word in &self.sought.words {
            let like = like_contains(word);
            out = out.s(" AND (lower(name) LIKE ").b(&like).s(" ESCAPE '\\' OR lower(number) LIKE ").b(&like);
            out = out.s(" ESCAPE '\\' OR lower(gist) LIKE ").b(&like).s(" ESCAPE '\\')");
        }
        if let Some(article) = self.sought.article {
            out = out.s(" AND article = ").b(i64::from(article));
        }
        if let Some(statute) = &self.statute {
            out = out.s(" AND statute = ").b(statute);
        }
        if let Some(on) = self.on {
            out = out.s(" AND effective_from <= ").b(on).s(" AND (effective_to IS NULL OR effective_to >= ").b(on);
            out = out.s(")");
        }
        out
    }
}

/// A page of places, one more than it holds; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn search(tx: &mut ReadTx<'_>, wanted: &Wanted, size: i64) -> Result<(Vec<Found>, i64)> {
    let counted = tx.count(wanted.bind(q("SELECT 1 ").s(PLACES)).beyond(LAW)).await?;
    let mut page = wanted.bind(select::<Found>(PLACES));
    if let Some([ordinal, article, paragraph, item]) = wanted.after {
        page = page.s(" AND (ordinal, article, paragraph, item) > (").b(ordinal).s(", ").b(article);
        page = page.s(", ").b(paragraph).s(", ").b(item).s(")");
    }
    let page = page.s(" ORDER BY ordinal, article, paragraph, item LIMIT ").b(size + 1);
    Ok((tx.all(page.beyond(LAW)).await?, counted))
}

/// Every place of the versions in force on a day.
///
/// # Errors
/// Engine faults.
pub async fn citable(tx: &mut ReadTx<'_>, on: LegalDay) -> Result<Vec<Found>> {
    let wanted = Wanted { on: Some(on), ..Wanted::default() };
    let all = wanted.bind(select::<Found>(PLACES)).s(" ORDER BY ordinal, article, paragraph, item");
    tx.all(all.beyond(LAW)).await
}

/// What the tables lack or hold otherwise than the registry.
///
/// # Errors
/// Engine faults.
pub async fn differing(tx: &mut ReadTx<'_>, seed: &seed::Seed) -> Result<bool> {
    let (versions, places) = (self::versions(tx).await?, self::provisions(tx).await?);
    let as_version = (0_i64..).zip(&seed.statutes).map(|(n, s)| version_of(n, s));
    let has_version = |v: Version| versions.contains(&v);
    let has_place = |p: Provision| places.contains(&p);
    Ok(!as_version.into_iter().all(has_version) || !seed.articles.iter().map(provision_of).all(has_place))
}

fn version_of(ordinal: i64, s: &seed::Statute) -> Version {
    Version {
        statute: s.key.clone(),
        edition: s.edition.clone(),
        ordinal,
        name: s.name.clone(),
        short_name: s.short_name.clone(),
        kind: s.kind,
        number: s.number.clone(),
        issuer: s.issuer.clone(),
        promulgated_on: s.promulgated_on,
        effective_from: s.effective_from,
        effective_to: s.effective_to,
    }
}

fn provision_of(a: &seed::Article) -> Provision {
    let part = |n: Option<u16>| i64::from(n.unwrap_or_default());
    Provision {
        statute: a.place.statute.clone(),
        edition: a.edition.clone(),
        article: i64::from(a.place.article),
        paragraph: part(a.place.paragraph),
        item: part(a.place.item),
        gist: a.gist.clone(),
        is_unsure: a.unsure,
    }
}

/// Writes the registry into the tables: what is new is added, what changed follows, nothing is removed, because
/// somebody may have cited it.
///
/// # Errors
/// Engine faults.
pub async fn register(tx: &mut WriteTx<'_>, seed: &seed::Seed) -> Result<()> {
    for (ordinal, statute) in (0_i64..).zip(&seed.statutes) {
        let v = version_of(ordinal, statute);
        let of_key = q("INSERT INTO statutes (key, short_name, kind) VALUES (")
            .list([(&v.statute).into(), (&v.short_name).into(), v.kind.code().into()])
            .s(") ON CONFLICT (key) DO UPDATE SET short_name = excluded.short_name, kind = excluded.kind");
        tx.exec(of_key.beyond(LAW)).await?;
        let of_version = q("INSERT INTO statute_versions (statute, edition, ordinal, name, number, issuer, \
             promulgated_on, effective_from, effective_to) VALUES (")
        .list([
            v.statute.into(),
            v.edition.into(),
            v.ordinal.into(),
            v.name.into(),
            v.number.into(),
            v.issuer.into(),
            v.promulgated_on.into(),
            v.effective_from.into(),
            v.effective_to.into(),
        ])
        .s(") ON CONFLICT (statute, edition) DO UPDATE SET ordinal = excluded.ordinal, name = excluded.name, \
            number = excluded.number, issuer = excluded.issuer, promulgated_on = excluded.promulgated_on, \
            effective_from = excluded.effective_from, effective_to = excluded.effective_to");
        tx.exec(of_version.beyond(LAW)).await?;
    }
    for article in &seed.articles {
        let p = provision_of(article);
        let insert = q("INSERT INTO provisions (statute, edition, article, paragraph, item, gist, is_unsure) VALUES (")
            .list([
                p.statute.into(),
                p.edition.into(),
                p.article.into(),
                p.paragraph.into(),
                p.item.into(),
                p.gist.into(),
                p.is_unsure.into(),
            ])
            .s(") ON CONFLICT (statute, edition, article, paragraph, item) DO UPDATE SET gist = excluded.gist, \
                is_unsure = excluded.is_unsure");
        tx.exec(insert.beyond(LAW)).await?;
    }
    Ok(())
}
