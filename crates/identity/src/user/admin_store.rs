//! 统一用户管理 · the SQL of users as administrators see them

use super::store::{read_roles, write_roles};
use super::{HeldRole, UserInput, UserRow, UserState, name_store as names};
use crate::organisation::Standing;
use authority::{Bound, Halt, Open, Q, ReadTx, Result, Scope, WriteTx, like_contains, q, row, select};
use lexicon::{DepartmentId, Instant, OrganisationId, RegionKeys, RegionLevel, UserId, masked_phone};
use std::collections::HashMap;

row! {
    /// A user on record.
    #[derive(Debug, Clone)]
    pub struct Record {
        id: UserId, account: String, name: String, organisation_id: OrganisationId,
        department_id: Option<DepartmentId>, department: String, title: String, roles: String,
        must_change_password: bool, locked_until: Option<Instant>, is_enabled: bool, disabled_reason: String,
        initial_until: Option<Instant>, last_login_at: Option<Instant>, prov: String, city: String, county: String,
        created_at: Instant, updated_at: Instant, updated_by: String, revision: i64,
    }
}

impl Record {
    /// The region keys of the user's organ.
    #[must_use]
    pub fn keys(&self) -> RegionKeys {
        RegionKeys { prov: self.prov.clone(), city: self.city.clone(), county: self.county.clone() }
    }

    /// The state at a moment.
    #[must_use]
    pub fn state(&self, now: Instant) -> UserState {
        match (self.is_enabled, self.locked_until) {
            (false, _) => UserState::Disabled,
            (true, Some(until)) if until > now => UserState::Locked,
            (true, _) => UserState::Enabled,
        }
    }

    /// The row of a list.
    #[must_use]
    pub fn row(&self, beside: &Beside, now: Instant) -> UserRow {
        UserRow {
            id: self.id,
            account: masked_phone(&self.account),
            name: self.name.clone(),
            organisation_id: self.organisation_id,
            organisation_name: beside.organs.get(&self.organisation_id).cloned().unwrap_or_default(),
            department: self.department.clone(),
            title: self.title.clone(),
            roles: read_roles(&self.roles),
            own_roles: beside.held.get(&self.id).into_iter().flatten().map(|role| role.name.clone()).collect(),
            state: self.state(now),
            must_change_password: self.must_change_password,
            last_login_at: self.last_login_at,
            revision: self.revision,
        }
    }
}

/// What stands beside the users of a page: names of organs, own roles held.
#[derive(Debug, Default)]
pub struct Beside {
    pub organs: HashMap<OrganisationId, String>,
    pub held: HashMap<UserId, Vec<HeldRole>>,
}

/// What stands beside these users.
///
/// # Errors
/// Engine faults.
pub async fn beside(tx: &mut ReadTx<'_>, users: &[Record]) -> Result<Beside> {
    let mut out = Beside::default();
    for some in users.chunks(500) {
        let ids = some.iter().map(|u| u.organisation_id.into());
        let names = q("SELECT id, name FROM organisations WHERE id IN (").list(ids).s(")");
        let names: Vec<(OrganisationId, String)> = tx.all(names.beyond("organs of users within scope")).await?;
        out.organs.extend(names);
        let ids: Vec<UserId> = some.iter().map(|u| u.id).collect();
        crate::role::store::held_by(tx, &ids, &mut out.held).await?;
    }
    Ok(out)
}

/// What of the list is wanted.
#[derive(Debug, Default, Clone)]
pub struct Wanted {
    /// 姓名，或者账号开头的数字
    pub text: String,
    /// Everything below the organ with this level, or this organ only.
    pub organ: Option<(RegionLevel, RegionKeys)>,
    pub only: Option<OrganisationId>,
    pub department_id: Option<DepartmentId>,
    /// Code of a built-in role, or id of an own one.
    pub role: Option<authority::Role>,
    pub own_role: Option<lexicon::OwnRoleId>,
    pub state: Option<UserState>,
}

impl Wanted {
    /// The first two characters of a name that is looked for, when the caller's scope is too wide to be gone through.
    fn piece(&self, tx: &ReadTx<'_>) -> Option<String> {
        let is_wide = matches!(tx.scope(), Scope::Nation | Scope::Province(_));
        let is_name = !self.text.bytes().all(|b| b.is_ascii_digit());
        let piece = names::pieces(&self.text).next();
        piece.filter(|_| is_wide && is_name)
    }

    /// The column by which the newest come first.
    fn key(&self, tx: &ReadTx<'_>) -> (&'static str, &'static str) {
        if self.piece(tx).is_some() { ("p", "user_id") } else { ("u", "id") }
    }

    fn bind(&self, start: Q<Open>, tx: &ReadTx<'_>, now: Instant) -> Q<Bound> {
        let mut out = match self.piece(tx) {
            Some(piece) => names::led(start, tx, &piece),
            None => start.s(" FROM users u WHERE ").within(tx, "u"),
        };
        if let Some((column, key)) = self.organ.as_ref().and_then(column_of) {
            out = out.s(" AND ").column("u", column).s(" = ").b(key);
        }
        if let Some(only) = self.only {
            out = out.s(" AND u.organisation_id = ").b(only);
        }
        if let Some(department) = self.department_id {
            out = out.s(" AND u.department_id = ").b(department);
        }
        if let Some(role) = self.role {
            // Most accounts are officers and nothing else; the others have an index of their own.
            if role != authority::Role::Officer {
                out = out.s(" AND u.roles <> 'officer'");
            }
            let pattern = like_contains(&format!(",{},", lexicon::Term::code(role)));
            out = out.s(" AND (',' || u.roles || ',') LIKE ").b(pattern).s(" ESCAPE '\\'");
        }
        if let Some(role) = self.own_role {
            out = out.s(" AND u.id IN (SELECT h.user_id FROM own_role_holders h WHERE h.role_id = ").b(role).s(")");
        }
        out = match self.state {
            None => out,
            Some(UserState::Disabled) => out.s(" AND NOT u.is_enabled"),
            Some(UserState::Locked) => out.s(" AND u.is_enabled = ").b(true).s(" AND u.locked_until > ").b(now),
            Some(UserState::Enabled) => {
                let enabled = out.s(" AND u.is_enabled = ").b(true);
                enabled.s(" AND (u.locked_until IS NULL OR u.locked_until <= ").b(now).s(")")
            }
        };
        if self.text.is_empty() {
            return out;
        }
        if self.text.bytes().all(|b| b.is_ascii_digit()) {
            // ':' follows '9': the range of everything that begins with these digits, found by the index.
            let end = format!("{}:", self.text);
            return out.s(" AND u.account >= ").b(&self.text).s(" AND u.account < ").b(end);
        }
        out.s(" AND u.name LIKE ").b(like_contains(&self.text)).s(" ESCAPE '\\'")
    }
}

fn column_of((level, keys): &(RegionLevel, RegionKeys)) -> Option<(&'static str, String)> {
    match level {
        RegionLevel::Nation => None,
        RegionLevel::Province => Some(("prov", keys.prov.clone())),
        RegionLevel::City => Some(("city", keys.city.clone())),
        RegionLevel::County => Some(("county", keys.county.clone())),
    }
}

/// A page of the list, newest first, with one row more than asked; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn list(
    tx: &mut ReadTx<'_>,
    wanted: &Wanted,
    (after, size): (Option<UserId>, i64),
    now: Instant,
) -> Result<(Vec<Record>, i64)> {
    let counted = tx.count(wanted.bind(q("SELECT 1"), tx, now)).await?;
    if counted == 0 {
        return Ok((Vec::new(), 0));
    }
    Ok((page(tx, wanted, (after, size + 1), now).await?, counted))
}

/// Rows of the list after an id, at most so many.
///
/// # Errors
/// Engine faults.
pub async fn page(
    tx: &mut ReadTx<'_>,
    wanted: &Wanted,
    (after, most): (Option<UserId>, i64),
    now: Instant,
) -> Result<Vec<Record>> {
    let mut page = wanted.bind(select::<Record>(""), tx, now);
    let (alias, column) = wanted.key(tx);
    if let Some(after) = after {
        page = page.s(" AND ").column(alias, column).s(" < ").b(after);
    }
    tx.all(page.s(" ORDER BY ").column(alias, column).s(" DESC LIMIT ").b(most)).await
}

/// How many users are wanted, exactly.
///
/// # Errors
/// Engine faults.
pub async fn counted(tx: &mut ReadTx<'_>, wanted: &Wanted, now: Instant) -> Result<i64> {
    Ok(tx.one::<(i64,)>(wanted.bind(q("SELECT count(*)"), tx, now)).await?.0)
}

/// One user within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: UserId) -> Result<Record> {
    tx.one(select::<Record>("FROM users u WHERE id = ").b(id).s(" AND ").within(tx, "u")).await
}

/// Takes a user within the scope for a change, at the revision the administrator saw.
///
/// # Errors
/// Not found; stale.
pub async fn take(tx: &mut WriteTx<'_>, id: UserId, seen: i64) -> Result<Record> {
    let one = select::<Record>("FROM users u WHERE id = ").b(id).s(" AND ").within(tx, "u").for_update();
    let user: Record = tx.one(one).await?;
    if user.revision == seen {
        return Ok(user);
    }
    Err(Halt::Stale { revision: user.revision, by: user.updated_by, at: user.updated_at })
}

/// The organ a user is to belong to, within the scope.
///
/// # Errors
/// Engine faults.
pub async fn organ(tx: &mut ReadTx<'_>, id: OrganisationId) -> Result<Option<Standing>> {
    let one = select::<Standing>("FROM organisations o WHERE id = ").b(id).s(" AND ").within(tx, "o");
    tx.opt(one).await
}

/// The organs of this name within the scope.
///
/// # Errors
/// Engine faults.
pub async fn organs_named(tx: &mut ReadTx<'_>, name: &str) -> Result<Vec<Standing>> {
    let list = select::<Standing>("FROM organisations o WHERE name = ").b(name).s(" AND ").within(tx, "o");
    tx.all(list).await
}

/// The name of a department of this organ that is not abolished.
///
/// # Errors
/// Engine faults.
pub async fn department(tx: &mut ReadTx<'_>, organ: OrganisationId, id: DepartmentId) -> Result<Option<String>> {
    let name = q("SELECT name FROM departments WHERE id = ").b(id).s(" AND organisation_id = ").b(organ);
    let name = name.s(" AND is_ended = ").b(false).beyond("departments of an organ within scope");
    Ok(tx.opt::<(String,)>(name).await?.map(|(name,)| name))
}

/// Departments in use of an organ, by name.
///
/// # Errors
/// Engine faults.
pub async fn departments(tx: &mut ReadTx<'_>, organ: OrganisationId) -> Result<Vec<(DepartmentId, String)>> {
    let list = q("SELECT id, name FROM departments WHERE organisation_id = ").b(organ).s(" AND is_ended = ").b(false);
    tx.all(list.s(" ORDER BY ordinal, id").beyond("departments of an organ within scope")).await
}

/// Whose this account is, wherever.
///
/// # Errors
/// Engine faults.
pub async fn holder_of(tx: &mut ReadTx<'_>, account: &str) -> Result<Option<UserId>> {
    let taken = q("SELECT id FROM users WHERE account = ").b(account);
    let why = "an account is unique in the whole installation; only whether it is taken is told";
    Ok(tx.opt::<(UserId,)>(taken.beyond(why)).await?.map(|(id,)| id))
}

/// A new account.
pub struct NewAccount<'a> {
    pub id: UserId,
    pub organ: &'a Standing,
    pub input: &'a UserInput,
    pub department: &'a str,
    pub password_hash: &'a str,
    pub initial_until: Instant,
}

/// Opens an account.
///
/// # Errors
/// An id or account that is taken is a refusal; engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, new: &NewAccount<'_>) -> Result<()> {
    let (at, by, keys) = (tx.at(), tx.actor().name.clone(), new.organ.keys());
    let insert = q("INSERT INTO users (id, account, name, organisation_id, department_id, department, title, roles, \
         password_hash, must_change_password, password_set_at, initial_until, failed_count, is_enabled, prov, city, \
         county, created_at, updated_at, updated_by, revision) VALUES (")
    .list([
        new.id.into(),
        (&new.input.account).into(),
        (&new.input.name).into(),
        new.organ.id.into(),
        new.input.department_id.into(),
        new.department.into(),
        (&new.input.title).into(),
        write_roles(&new.input.roles).into(),
        new.password_hash.into(),
        true.into(),
        at.into(),
        new.initial_until.into(),
        0_i64.into(),
        true.into(),
        keys.prov.into(),
        keys.city.into(),
        keys.county.into(),
        at.into(),
        at.into(),
        by.into(),
        1_i64.into(),
    ])
    .s(")");
    tx.exec_one(insert.beyond("the organ was taken within the scope")).await?;
    names::keep(tx, new.id, &new.input.name).await
}

/// Changes of an account all end the same way: who, when, one revision on.
fn touched(tx: &WriteTx<'_>, update: Q<Open>, id: UserId) -> Q<Bound> {
    let update = update.s(", updated_at = ").b(tx.at()).s(", updated_by = ").b(&tx.actor().name);
    update.s(", revision = revision + 1 WHERE id = ").b(id).beyond("taken within scope before")
}

/// Keeps what an administrator filled in.
///
/// # Errors
/// An account that is taken is a refusal; engine faults.
pub async fn update(tx: &mut WriteTx<'_>, id: UserId, input: &UserInput, department: &str) -> Result<()> {
    let update = q("UPDATE users SET account = ").b(&input.account).s(", name = ").b(&input.name);
    let update = update.s(", title = ").b(&input.title).s(", department_id = ").b(input.department_id);
    let update = update.s(", department = ").b(department).s(", roles = ").b(write_roles(&input.roles));
    let update = touched(tx, update, id);
    tx.exec_one(update).await?;
    names::keep(tx, id, &input.name).await
}

/// Switches an account on or off.
///
/// # Errors
/// Engine faults.
pub async fn save_enabled(tx: &mut WriteTx<'_>, id: UserId, is_enabled: bool, reason: &str) -> Result<()> {
    let update = q("UPDATE users SET is_enabled = ").b(is_enabled).s(", disabled_reason = ").b(reason);
    let update = touched(tx, update, id);
    tx.exec_one(update).await
}

/// Takes a lock away.
///
/// # Errors
/// Engine faults.
pub async fn save_unlocked(tx: &mut WriteTx<'_>, id: UserId) -> Result<()> {
    let update = touched(tx, q("UPDATE users SET failed_count = 0, locked_until = NULL"), id);
    tx.exec_one(update).await
}
