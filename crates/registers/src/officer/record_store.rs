//! 执法人员 · the SQL of the register: list, change, link, photo

use super::{OfficerFields, OfficerRow, OfficerState, Validity, state};
use authority::{Bound, Halt, Open, Q, ReadTx, Result, Verb, WriteTx, q, row, select};
use lexicon::{Instant, LegalDay, OfficerId, OrganisationId, Term, UserId};

row! {
    /// An officer as stored, with the name the organ has today.
    #[derive(Debug, Clone, serde::Serialize)]
    pub struct Record {
        id: OfficerId, user_id: Option<UserId>, name: String, organisation_id: OrganisationId,
        organisation_name: String, certificate_no: String, certificate_kind: String, valid_from: LegalDay,
        valid_to: LegalDay, state: OfficerState = term, phone: String, remark: String, photo_sha256: String,
        photo_type: String, revision: i64, updated_at: Instant, updated_by: String,
    }
}

/// The columns of a record over the officers `o` and their organs.
const FROM: &str = " FROM (SELECT f.id, f.user_id, f.name, f.organisation_id, coalesce(g.name, f.organisation_name) AS organisation_name, \
    f.certificate_no, f.certificate_kind, f.valid_from, f.valid_to, f.state, f.phone, f.remark, f.photo_sha256, \
    f.photo_type, f.revision, f.updated_at, f.updated_by, f.prov, f.city, f.county \
    FROM officers f LEFT JOIN organisations g ON g.id = f.organisation_id) o WHERE ";

impl Record {
    /// The fields that are filled in.
    #[must_use]
    pub fn fields(&self) -> OfficerFields {
        OfficerFields {
            name: self.name.clone(),
            certificate_no: self.certificate_no.clone(),
            certificate_kind: self.certificate_kind.clone(),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            phone: self.phone.clone(),
            remark: self.remark.clone(),
        }
    }

    /// Refuses a revision that is not the one seen.
    ///
    /// # Errors
    /// Stale.
    pub fn seen(&self, seen: i64) -> Result<()> {
        if self.revision == seen {
            return Ok(());
        }
        Err(Halt::Stale { revision: self.revision, by: self.updated_by.clone(), at: self.updated_at })
    }

    /// The row as the caller sees it on a day, with the telephone number in full.
    #[must_use]
    pub fn shown(self, caller: &authority::Actor, on: LegalDay) -> OfficerRow {
        let may = caller.holds(Verb::EditOfficer) && caller.organisation_id == self.organisation_id;
        OfficerRow {
            validity: state::validity(self.valid_from, self.valid_to, on),
            acts: if may { state::acts(self.state) } else { Vec::new() },
            has_account: self.user_id.is_some(),
            has_photo: !self.photo_sha256.is_empty(),
            id: self.id,
            name: self.name,
            organisation_id: self.organisation_id,
            organisation_name: self.organisation_name,
            certificate_no: self.certificate_no,
            certificate_kind: self.certificate_kind,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            state: self.state,
            phone: self.phone,
            updated_at: self.updated_at,
        }
    }
}

/// What of the register is wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Pattern for `LIKE` over names and certificate numbers, in small letters.
    pub pattern: Option<String>,
    pub organisation: Option<OrganisationId>,
    pub state: Option<OfficerState>,
    pub validity: Option<Validity>,
    /// Only those without an account.
    pub without_account: bool,
}

impl Wanted {
    fn bind(&self, start: Q<Open>, tx: &ReadTx<'_>, on: LegalDay) -> Q<Bound> {
        let mut out = start.s(FROM).within(tx, "o");
        if let Some(organ) = self.organisation {
            out = out.s(" AND o.organisation_id = ").b(organ);
        }
        if let Some(state) = self.state {
            out = out.s(" AND o.state = ").b(state.code());
        }
        if self.without_account {
            out = out.s(" AND o.user_id IS NULL");
        }
        if let Some(pattern) = &self.pattern {
            out = out.s(" AND (lower(o.name) LIKE ").b(pattern).s(" ESCAPE '\\' OR lower(o.certificate_no) LIKE ");
            out = out.b(pattern).s(" ESCAPE '\\')");
        }
        let (early, late) = state::WARNINGS;
        match self.validity {
            None => out,
            Some(Validity::NotYet) => out.s(" AND o.valid_from > ").b(on),
            Some(Validity::Expired) => out.s(" AND o.valid_to < ").b(on),
            Some(Validity::Within30) => between(out, (on, on), on.plus(late)),
            Some(Validity::Within90) => between(out, (on, on.plus(late + 1)), on.plus(early)),
            Some(Validity::Valid) => out.s(" AND o.valid_from <= ").b(on).s(" AND o.valid_to > ").b(on.plus(early)),
        }
    }
}

fn between(out: Q<Bound>, (on, first): (LegalDay, LegalDay), last: LegalDay) -> Q<Bound> {
    let out = out.s(" AND o.valid_from <= ").b(on).s(" AND o.valid_to >= ").b(first);
    out.s(" AND o.valid_to <= ").b(last)
}

/// A page of the register, newest id first, with one row more than asked; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn list(
    tx: &mut ReadTx<'_>,
    wanted: &Wanted,
    after: Option<OfficerId>,
    size: i64,
) -> Result<(Vec<Record>, i64)> {
    let counted = count(tx, wanted).await?;
    Ok((page(tx, wanted, after, size + 1).await?, counted))
}

/// Rows of the register after an id, newest id first, at most so many.
///
/// # Errors
/// Engine faults.
pub async fn page(tx: &mut ReadTx<'_>, wanted: &Wanted, after: Option<OfficerId>, most: i64) -> Result<Vec<Record>> {
    let on = tx.today();
    let mut page = wanted.bind(select::<Record>(""), tx, on);
    if let Some(after) = after {
        page = page.s(" AND o.id < ").b(after);
    }
    tx.all(page.s(" ORDER BY o.id DESC LIMIT ").b(most)).await
}

/// How many officers are wanted, exactly.
///
/// # Errors
/// Engine faults.
pub async fn counted(tx: &mut ReadTx<'_>, wanted: &Wanted) -> Result<i64> {
    let on = tx.today();
    Ok(tx.one::<(i64,)>(wanted.bind(q("SELECT count(*)"), tx, on)).await?.0)
}

/// How many officers are wanted, counted to at most ten thousand and one.
///
/// # Errors
/// Engine faults.
pub async fn count(tx: &mut ReadTx<'_>, wanted: &Wanted) -> Result<i64> {
    let on = tx.today();
    tx.count(wanted.bind(q("SELECT 1"), tx, on)).await
}

/// The officer with this id, within the caller's scope.
///
/// # Errors
/// Not found, or outside the scope.
pub async fn take(tx: &mut ReadTx<'_>, id: OfficerId) -> Result<Record> {
    tx.one(select::<Record>(FROM).s("o.id = ").b(id).s(" AND ").within(tx, "o")).await
}

/// As [`take`], for a change: the row is held until the transaction ends.
///
/// # Errors
/// Not found, or outside the scope; stale; `gate.not_own` for an officer of another organ.
pub async fn take_for_update(tx: &mut WriteTx<'_>, id: OfficerId, seen: i64) -> Result<Record> {
    let lock = q("SELECT revision FROM officers o WHERE id = ").b(id).s(" AND ").within(tx, "o").for_update();
    tx.one::<(i64,)>(lock).await?;
    let record = take(tx, id).await?;
    tx.actor().acts_for(record.organisation_id)?;
    record.seen(seen)?;
    Ok(record)
}

/// The officer that holds a certificate, wherever he is; only the own organ's may be changed.
///
/// # Errors
/// Engine faults.
pub async fn by_certificate(
    tx: &mut ReadTx<'_>,
    (kind, number): (&str, &str),
) -> Result<Option<(OfficerId, OrganisationId)>> {
    let find = q("SELECT id, organisation_id FROM officers WHERE certificate_kind = ").b(kind);
    let find = find.s(" AND certificate_no = ").b(number);
    tx.opt(find.beyond("a certificate number is unique; only whether it is taken is told")).await
}

const OF_TAKEN: &str = "the row was taken within the scope";

/// Puts a draft on record, in the caller's own organ.
///
/// # Errors
/// An id that exists is a refusal; engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, id: OfficerId, f: &OfficerFields) -> Result<()> {
    let actor = tx.actor().clone();
    let insert = q("INSERT INTO officers (id, user_id, name, organisation_id, organisation_name, certificate_no, \
         certificate_kind, valid_from, valid_to, state, phone, remark, prov, city, county, revision, updated_at, \
         updated_by) VALUES (")
    .list([
        id.into(),
        None::<UserId>.into(),
        (&f.name).into(),
        actor.organisation_id.into(),
        (&actor.organisation_name).into(),
        (&f.certificate_no).into(),
        (&f.certificate_kind).into(),
        f.valid_from.into(),
        f.valid_to.into(),
        OfficerState::Draft.code().into(),
        (&f.phone).into(),
        (&f.remark).into(),
        (&actor.keys.prov).into(),
        (&actor.keys.city).into(),
        (&actor.keys.county).into(),
        1_i64.into(),
        tx.at().into(),
        (&actor.name).into(),
    ])
    .s(")");
    tx.exec_one(insert.beyond("the officer carries the caller's own keys")).await
}

fn changed(tx: &WriteTx<'_>, id: OfficerId, update: Q<Open>) -> Q<Bound> {
    let update = update.s(", revision = revision + 1, updated_at = ").b(tx.at()).s(", updated_by = ");
    update.b(&tx.actor().name).s(" WHERE id = ").b(id).beyond(OF_TAKEN)
}

/// Keeps what was changed.
///
/// # Errors
/// Engine faults.
pub async fn update(tx: &mut WriteTx<'_>, id: OfficerId, f: &OfficerFields) -> Result<()> {
    let update = q("UPDATE officers SET name = ").b(&f.name).s(", certificate_no = ").b(&f.certificate_no);
    let update = update.s(", certificate_kind = ").b(&f.certificate_kind).s(", valid_from = ").b(f.valid_from);
    let update = update.s(", valid_to = ").b(f.valid_to).s(", phone = ").b(&f.phone).s(", remark = ").b(&f.remark);
    let update = changed(tx, id, update);
    tx.exec_one(update).await
}

/// Submits or withdraws.
///
/// # Errors
/// Engine faults.
pub async fn turn(tx: &mut WriteTx<'_>, id: OfficerId, to: OfficerState) -> Result<()> {
    let update = changed(tx, id, q("UPDATE officers SET state = ").b(to.code()));
    tx.exec_one(update).await
}

/// Links the officer to an account, or to none.
///
/// # Errors
/// Engine faults; an account that is linked already is a refusal.
pub async fn link(tx: &mut WriteTx<'_>, id: OfficerId, user: Option<UserId>) -> Result<()> {
    let update = changed(tx, id, q("UPDATE officers SET user_id = ").b(user));
    tx.exec_one(update).await
}

/// Keeps which photo an officer has.
///
/// # Errors
/// Engine faults.
pub async fn keep_photo(tx: &mut WriteTx<'_>, id: OfficerId, (sha256, media_type): (&str, &str)) -> Result<()> {
    let update = q("UPDATE officers SET photo_sha256 = ").b(sha256).s(", photo_type = ").b(media_type);
    let update = changed(tx, id, update);
    tx.exec_one(update).await
}

row! {
    /// An account of the own organ that no officer has yet.
    #[derive(Debug, Clone)]
    pub struct Account { id: UserId, name: String, account: String, department: String }
}

/// The enabled accounts of the caller's own organ that no officer has yet.
///
/// # Errors
/// Engine faults.
pub async fn free_accounts(tx: &mut ReadTx<'_>) -> Result<Vec<Account>> {
    let organ = tx.actor().organisation_id;
    let free = select::<Account>("FROM users u WHERE is_enabled = ").b(true).s(" AND organisation_id = ").b(organ);
    let free = free.s(" AND NOT EXISTS (SELECT 1 FROM officers f WHERE f.user_id = u.id) AND ");
    tx.all(free.within(tx, "u").s(" ORDER BY account")).await
}

/// The name of an enabled account of the caller's own organ, and whether an officer has it.
///
/// # Errors
/// Engine faults.
pub async fn own_account(tx: &mut ReadTx<'_>, user: UserId) -> Result<Option<(String, Option<OfficerId>)>> {
    let organ = tx.actor().organisation_id;
    let find = q("SELECT u.name, (SELECT f.id FROM officers f WHERE f.user_id = u.id) FROM users u WHERE u.id = ");
    let find = find.b(user).s(" AND u.organisation_id = ").b(organ).s(" AND u.is_enabled = ").b(true).s(" AND ");
    tx.opt(find.within(tx, "u")).await
}

/// The name of the account an officer has.
///
/// # Errors
/// Engine faults.
pub async fn account_name(tx: &mut ReadTx<'_>, user: Option<UserId>) -> Result<String> {
    let Some(user) = user else { return Ok(String::new()) };
    let find = q("SELECT name FROM users WHERE id = ").b(user);
    let found: Option<(String,)> = tx.opt(find.beyond("the account of an officer taken within the scope")).await?;
    Ok(found.map(|(name,)| name).unwrap_or_default())
}
