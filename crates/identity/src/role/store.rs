//! 业务角色授权 · the SQL of own roles and who holds them

use super::{OwnRole, RoleInput};
use crate::organisation::Standing;
use crate::user::{HeldRole, store::read_roles};
use authority::{
    Bound, Halt, Open, Q, ReadTx, Result, Role, Scope, Val, Verb, Verbs, WriteTx, like_contains, q, row, select,
};
use lexicon::{Instant, OrganisationId, OwnRoleId, RegionKeys, Term, UserId};
use std::collections::HashMap;

row! {
    /// A role of an organ's own on record.
    #[derive(Debug, Clone)]
    pub struct Record {
        id: OwnRoleId, organisation_id: OrganisationId, organisation_name: String, name: String, note: String,
        verbs: String, is_enabled: bool, prov: String, city: String, county: String, revision: i64,
        updated_at: Instant, updated_by: String,
    }
}

impl Record {
    /// The verbs; unknown codes give nothing.
    #[must_use]
    pub fn verbs(&self) -> Verbs {
        read_verbs(&self.verbs)
    }

    /// Whose users may hold it: those of its organ and below.
    #[must_use]
    pub fn reach(&self) -> Scope {
        let keys = self.keys();
        Scope::of_organ(&keys, keys == RegionKeys::default())
    }

    /// The region keys of its organ.
    #[must_use]
    pub fn keys(&self) -> RegionKeys {
        RegionKeys { prov: self.prov.clone(), city: self.city.clone(), county: self.county.clone() }
    }

    /// The role as shown.
    #[must_use]
    pub fn shown(self, holders: i64) -> OwnRole {
        OwnRole {
            verbs: self.verbs().list().collect(),
            id: self.id,
            organisation_id: self.organisation_id,
            organisation_name: self.organisation_name,
            name: self.name,
            note: self.note,
            is_enabled: self.is_enabled,
            holders,
            revision: self.revision,
            updated_at: self.updated_at,
            updated_by: self.updated_by,
        }
    }
}

fn read_verbs(codes: &str) -> Verbs {
    codes.split(',').filter_map(|code| Verb::parse(code).ok()).collect()
}

fn write_verbs(verbs: &[Verb]) -> String {
    let set: Verbs = verbs.iter().copied().collect();
    set.list().map(Term::code).collect::<Vec<_>>().join(",")
}

const HELD: &str = "what a user holds goes with the user";
const TAKEN: &str = "taken within scope before";

/// What the enabled own roles of a user hold.
///
/// # Errors
/// Engine faults.
pub async fn enabled_verbs(tx: &mut ReadTx<'_>, user: UserId) -> Result<Verbs> {
    let held = q("SELECT r.verbs FROM own_role_holders h JOIN own_roles r ON r.id = h.role_id WHERE h.user_id = ");
    let rows: Vec<(String,)> = tx.all(held.b(user).s(" AND r.is_enabled = ").b(true).beyond(HELD)).await?;
    Ok(rows.iter().fold(Verbs::default(), |all, (verbs,)| all.with(read_verbs(verbs))))
}

/// What the enabled own roles give to each of the people of an organ.
///
/// # Errors
/// Engine faults.
pub async fn verbs_within(tx: &mut ReadTx<'_>, organ: OrganisationId) -> Result<HashMap<UserId, Verbs>> {
    let held = q("SELECT h.user_id, r.verbs FROM own_role_holders h JOIN own_roles r ON r.id = h.role_id \
         JOIN users u ON u.id = h.user_id WHERE u.organisation_id = ");
    let held = held.b(organ).s(" AND r.is_enabled = ").b(true).s(" AND ").within(tx, "u");
    let mut out: HashMap<UserId, Verbs> = HashMap::new();
    for (user, verbs) in tx.all::<(UserId, String)>(held).await? {
        let all = out.entry(user).or_default();
        *all = all.with(read_verbs(&verbs));
    }
    Ok(out)
}

/// What these own roles give, those switched off left out.
///
/// # Errors
/// Engine faults.
pub async fn verbs_of(tx: &mut ReadTx<'_>, ids: &[OwnRoleId]) -> Result<Verbs> {
    if ids.is_empty() {
        return Ok(Verbs::default());
    }
    let list = q("SELECT verbs FROM own_roles WHERE id IN (").list(ids.iter().map(|id| Val::from(*id)));
    let rows: Vec<(String,)> = tx.all(list.s(") AND is_enabled = ").b(true).beyond(HELD)).await?;
    Ok(rows.iter().fold(Verbs::default(), |all, (verbs,)| all.with(read_verbs(verbs))))
}

/// The own roles of a user, those switched off included.
///
/// # Errors
/// Engine faults.
pub async fn of_user(tx: &mut ReadTx<'_>, user: UserId) -> Result<Vec<Record>> {
    let held = select::<Record>("FROM own_roles WHERE id IN (SELECT role_id FROM own_role_holders WHERE user_id = ");
    tx.all(held.b(user).s(") ORDER BY id").beyond(HELD)).await
}

row! {
    /// A holder with the role held.
    struct Holding { user_id: UserId, role_id: OwnRoleId }
}

/// Puts the own roles of these users into `out`.
///
/// # Errors
/// Engine faults.
pub async fn held_by(tx: &mut ReadTx<'_>, ids: &[UserId], out: &mut HashMap<UserId, Vec<HeldRole>>) -> Result<()> {
    let users = || ids.iter().map(|id| Val::from(*id));
    let holdings = select::<Holding>("FROM own_role_holders WHERE user_id IN (").list(users()).s(") ORDER BY role_id");
    let holdings: Vec<Holding> = tx.all(holdings.beyond(HELD)).await?;
    if holdings.is_empty() {
        return Ok(());
    }
    let roles = select::<Record>("FROM own_roles WHERE id IN (SELECT role_id FROM own_role_holders WHERE user_id IN (");
    let roles: Vec<Record> = tx.all(roles.list(users()).s("))").beyond(HELD)).await?;
    for holding in holdings {
        let Some(role) = roles.iter().find(|role| role.id == holding.role_id) else { continue };
        out.entry(holding.user_id).or_default().push(HeldRole {
            id: role.id,
            name: role.name.clone(),
            organisation_name: role.organisation_name.clone(),
            is_enabled: role.is_enabled,
            is_fixed: !tx.scope().holds(&role.keys()),
        });
    }
    Ok(())
}

/// What of the list is wanted.
#[derive(Debug, Default)]
pub struct Wanted {
    /// 名称中的文字
    pub text: String,
    /// Those that users of the organ with these keys may hold.
    pub reaching: Option<RegionKeys>,
    /// Only those switched on.
    pub only_enabled: bool,
}

impl Wanted {
    fn bind(&self, start: Q<Open>, tx: &ReadTx<'_>) -> Q<Bound> {
        let mut out = start.s(" FROM own_roles r WHERE ").within(tx, "r");
        if !self.text.is_empty() {
            out = out.s(" AND r.name LIKE ").b(like_contains(&self.text)).s(" ESCAPE '\\'");
        }
        if self.only_enabled {
            out = out.s(" AND r.is_enabled = ").b(true);
        }
        if let Some(keys) = &self.reaching {
            out = out.s(" AND r.prov IN ('', ").b(&keys.prov).s(") AND r.city IN ('', ").b(&keys.city);
            out = out.s(") AND r.county IN ('', ").b(&keys.county).s(")");
        }
        out
    }
}

/// A page of the list, newest first, with one row more than asked; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn list(
    tx: &mut ReadTx<'_>,
    wanted: &Wanted,
    (after, size): (Option<OwnRoleId>, i64),
) -> Result<(Vec<OwnRole>, i64)> {
    let counted = tx.count(wanted.bind(q("SELECT 1"), tx)).await?;
    let mut page = wanted.bind(select::<Record>(""), tx);
    if let Some(after) = after {
        page = page.s(" AND r.id < ").b(after);
    }
    let rows: Vec<Record> = tx.all(page.s(" ORDER BY r.id DESC LIMIT ").b(size + 1)).await?;
    let mut out = Vec::new();
    for role in rows {
        let holders = holders(tx, role.id).await?;
        out.push(role.shown(holders));
    }
    Ok((out, counted))
}

/// How many hold a role, counted to ten thousand.
///
/// # Errors
/// Engine faults.
pub async fn holders(tx: &mut ReadTx<'_>, id: OwnRoleId) -> Result<i64> {
    let one = q("SELECT 1 FROM own_role_holders WHERE role_id = ").b(id);
    Ok(tx.count(one.beyond("holders of a role within scope")).await?.min(web::TOTAL_LIMIT))
}

/// One role within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: OwnRoleId) -> Result<Record> {
    tx.one(select::<Record>("FROM own_roles r WHERE id = ").b(id).s(" AND ").within(tx, "r")).await
}

/// Takes a role within the scope for a change, at the revision the administrator saw.
///
/// # Errors
/// Not found; stale.
pub async fn take(tx: &mut WriteTx<'_>, id: OwnRoleId, seen: i64) -> Result<Record> {
    let one = select::<Record>("FROM own_roles r WHERE id = ").b(id).s(" AND ").within(tx, "r").for_update();
    let role: Record = tx.one(one).await?;
    if role.revision == seen {
        return Ok(role);
    }
    Err(Halt::Stale { revision: role.revision, by: role.updated_by, at: role.updated_at })
}

/// Whether an organ has another role of this name.
///
/// # Errors
/// Engine faults.
pub async fn is_taken(tx: &mut ReadTx<'_>, organ: OrganisationId, name: &str, but: OwnRoleId) -> Result<bool> {
    let same = q("SELECT 1 FROM own_roles WHERE organisation_id = ").b(organ).s(" AND name = ").b(name);
    let same = same.s(" AND id <> ").b(but).beyond("names within an organ within scope");
    Ok(tx.opt::<(i64,)>(same).await?.is_some())
}

/// Puts a role of the caller's own organ on record.
///
/// # Errors
/// An id that is taken is a refusal; engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, id: OwnRoleId, input: &RoleInput) -> Result<()> {
    let (actor, at) = (tx.actor().clone(), tx.at());
    let insert =
        q("INSERT INTO own_roles (id, organisation_id, organisation_name, name, note, verbs, is_enabled, prov, \
         city, county, revision, updated_at, updated_by) VALUES (")
        .list([
            id.into(),
            actor.organisation_id.into(),
            (&actor.organisation_name).into(),
            input.name.trim().into(),
            (&input.note).into(),
            write_verbs(&input.verbs).into(),
            true.into(),
            (&actor.keys.prov).into(),
            (&actor.keys.city).into(),
            (&actor.keys.county).into(),
            1_i64.into(),
            at.into(),
            (&actor.name).into(),
        ])
        .s(")");
    tx.exec_one(insert.beyond("the organ's own role")).await
}

fn touched(tx: &WriteTx<'_>, update: Q<Open>, id: OwnRoleId) -> Q<Bound> {
    let update = update.s(", updated_at = ").b(tx.at()).s(", updated_by = ").b(&tx.actor().name);
    update.s(", revision = revision + 1 WHERE id = ").b(id).beyond(TAKEN)
}

/// Keeps a changed role.
///
/// # Errors
/// Engine faults.
pub async fn update(tx: &mut WriteTx<'_>, id: OwnRoleId, input: &RoleInput) -> Result<()> {
    let update = q("UPDATE own_roles SET name = ").b(input.name.trim()).s(", note = ").b(&input.note);
    let update = touched(tx, update.s(", verbs = ").b(write_verbs(&input.verbs)), id);
    tx.exec_one(update).await
}

/// Switches a role on or off.
///
/// # Errors
/// Engine faults.
pub async fn save_enabled(tx: &mut WriteTx<'_>, id: OwnRoleId, is_enabled: bool) -> Result<()> {
    let update = touched(tx, q("UPDATE own_roles SET is_enabled = ").b(is_enabled), id);
    tx.exec_one(update).await
}

/// Gives a user exactly these own roles.
///
/// # Errors
/// Engine faults.
pub async fn hand_out(tx: &mut WriteTx<'_>, user: UserId, roles: &[OwnRoleId]) -> Result<()> {
    tx.exec(q("DELETE FROM own_role_holders WHERE user_id = ").b(user).beyond(TAKEN)).await?;
    for role in roles {
        let give = q("INSERT INTO own_role_holders (role_id, user_id) VALUES (").b(*role).s(", ").b(user).s(")");
        tx.exec_one(give.beyond(TAKEN)).await?;
    }
    Ok(())
}

/// What one holder of a role has beside it.
pub struct Holder {
    pub name: String,
    pub roles: Vec<Role>,
    /// What the other own roles hold.
    pub others: Verbs,
}

/// The holders of a role with everything else they hold.
///
/// # Errors
/// Engine faults.
pub async fn with_others(tx: &mut ReadTx<'_>, id: OwnRoleId) -> Result<Vec<Holder>> {
    let users =
        q("SELECT u.id, u.name, u.roles FROM own_role_holders h JOIN users u ON u.id = h.user_id WHERE h.role_id = ");
    let users: Vec<(UserId, String, String)> = tx.all(users.b(id).beyond(TAKEN)).await?;
    let others =
        q("SELECT o.user_id, r.verbs FROM own_role_holders h JOIN own_role_holders o ON o.user_id = h.user_id \
         JOIN own_roles r ON r.id = o.role_id WHERE h.role_id = ");
    let others: Vec<(UserId, String)> = tx.all(others.b(id).s(" AND o.role_id <> ").b(id).beyond(TAKEN)).await?;
    let mut beside: HashMap<UserId, Verbs> = HashMap::new();
    for (user, verbs) in others {
        let all = beside.entry(user).or_default();
        *all = all.with(read_verbs(&verbs));
    }
    let holder = |(id, name, roles): (UserId, String, String)| Holder {
        name,
        roles: read_roles(&roles),
        others: beside.get(&id).copied().unwrap_or_default(),
    };
    Ok(users.into_iter().map(holder).collect())
}

/// The keys of an organ within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn organ_keys(tx: &mut ReadTx<'_>, id: OrganisationId) -> Result<RegionKeys> {
    let one = select::<Standing>("FROM organisations o WHERE id = ").b(id).s(" AND ").within(tx, "o");
    Ok(tx.one::<Standing>(one).await?.keys())
}
