//! 用户 · the SQL of users

use crate::organisation::rules as organisation;
use authority::{Actor, ReadTx, Result, Role, Verbs, WriteTx, q, row, select};
use lexicon::{Instant, OfficerId, OrganisationId, RegionKeys, Term, UserId};

row! {
    /// An account, as login needs it.
    #[derive(Debug, Clone)]
    pub struct Account {
        id: UserId, account: String, name: String, organisation_id: OrganisationId, department: String, title: String,
        roles: String, password_hash: String, must_change_password: bool, failed_count: i64,
        locked_until: Option<Instant>, is_enabled: bool, revision: i64,
    }
}

row! {
    /// A person who may be asked to review or approve.
    #[derive(Debug, Clone)]
    pub struct Colleague { id: UserId, name: String, title: String, department: String, roles: String }
}

impl Account {
    /// The roles of the account; unknown codes give nothing.
    #[must_use]
    pub fn roles(&self) -> Vec<Role> {
        read_roles(&self.roles)
    }
}

/// Reads a comma-separated list of role codes.
#[must_use]
pub fn read_roles(codes: &str) -> Vec<Role> {
    codes.split(',').filter_map(|code| Role::parse(code).ok()).collect()
}

const LOGIN: &str = "login finds an account before there is anybody with a scope";

/// The account with this name.
///
/// # Errors
/// Engine faults.
pub async fn by_account(tx: &mut ReadTx<'_>, account: &str) -> Result<Option<Account>> {
    tx.opt(select::<Account>("FROM users WHERE account = ").b(account).beyond(LOGIN)).await
}

/// The account with this id.
///
/// # Errors
/// Not found.
pub async fn by_id(tx: &mut ReadTx<'_>, id: UserId) -> Result<Account> {
    tx.one(select::<Account>("FROM users WHERE id = ").b(id).beyond(LOGIN)).await
}

/// Everything the gate must know of an account.
///
/// # Errors
/// Not found; nobody acts for an organ that has ended.
pub async fn actor(tx: &mut ReadTx<'_>, account: &Account) -> Result<Actor> {
    let organ = crate::organisation::store::standing(tx, account.organisation_id).await?;
    organisation::acts(&organ, tx.today())?;
    let officer: Option<(OfficerId,)> =
        tx.opt(q("SELECT id FROM officers WHERE user_id = ").b(account.id).beyond(LOGIN)).await?;
    let granted = q("SELECT r.subject_id, a.expires_at FROM temporary_access_records r \
         JOIN temporary_accesses a ON a.id = r.access_id WHERE a.user_id = ");
    let granted = granted.b(account.id).s(" AND a.expires_at > ").b(tx.now()).beyond(LOGIN);
    let granted: Vec<(uuid::Uuid, Instant)> = tx.all(granted).await?;
    let keys: RegionKeys = organ.keys();
    let scope = organisation::scope(organ.level, &keys);
    let roles = account.roles();
    Ok(Actor {
        user_id: account.id,
        name: account.name.clone(),
        title: account.title.clone(),
        organisation_id: organ.id,
        organisation_name: organ.name.clone(),
        lookup: organisation::lookup(organ.level, &keys, organ.lookup_reach),
        scope,
        keys,
        officer_id: officer.map(|(id,)| id),
        verbs: Verbs::of_roles(&roles),
        roles,
        granted,
        address: String::new(),
    })
}

/// Colleagues of the caller's own organ who are enabled.
///
/// # Errors
/// Engine faults.
pub async fn colleagues(tx: &mut ReadTx<'_>) -> Result<Vec<Colleague>> {
    let organ = tx.actor().organisation_id;
    let list = select::<Colleague>("FROM users u WHERE organisation_id = ")
        .b(organ)
        .s(" AND is_enabled = ")
        .b(true)
        .s(" AND ");
    tx.all(list.within(tx, "u").s(" ORDER BY account")).await
}

/// Keeps the outcome of a login attempt.
///
/// # Errors
/// Engine faults.
pub async fn save_attempt(tx: &mut WriteTx<'_>, id: UserId, failed: i64, locked_until: Option<Instant>) -> Result<()> {
    let update =
        q("UPDATE users SET failed_count = ").b(failed).s(", locked_until = ").b(locked_until).s(" WHERE id = ").b(id);
    tx.exec_one(update.beyond(LOGIN)).await
}

/// Sets a new password hash; `must_change` for a password somebody else has handed out.
///
/// # Errors
/// Engine faults.
pub async fn save_password(tx: &mut WriteTx<'_>, id: UserId, hash: &str, must_change: bool) -> Result<()> {
    let update = q("UPDATE users SET password_hash = ").b(hash).s(", must_change_password = ").b(must_change);
    let update = update.s(", revision = revision + 1 WHERE id = ").b(id);
    tx.exec_one(update.beyond("one's own account")).await
}

/// A new account, at installation.
pub struct NewUser {
    pub id: UserId,
    pub organisation_id: OrganisationId,
    pub keys: RegionKeys,
    pub roles: String,
    pub password_hash: String,
    pub seed: seed::Person,
}

/// Opens an account; one that is there already stays as it is.
///
/// # Errors
/// Engine faults.
pub async fn open(tx: &mut WriteTx<'_>, new: &NewUser) -> Result<()> {
    let p = &new.seed;
    let insert = q("INSERT INTO users (id, account, name, organisation_id, department, title, roles, password_hash, \
         must_change_password, failed_count, locked_until, is_enabled, prov, city, county, revision) VALUES (")
    .list([
        new.id.into(),
        (&p.account).into(),
        (&p.name).into(),
        new.organisation_id.into(),
        (&p.department).into(),
        (&p.title).into(),
        (&new.roles).into(),
        (&new.password_hash).into(),
        true.into(),
        0_i64.into(),
        None::<i64>.into(),
        true.into(),
        (&new.keys.prov).into(),
        (&new.keys.city).into(),
        (&new.keys.county).into(),
        1_i64.into(),
    ])
    .s(") ON CONFLICT (id) DO NOTHING")
    .beyond("installation");
    tx.exec(insert).await?;
    Ok(())
}
