//! 用户 · the SQL of users

use super::rules::{self, MustChange};
use crate::organisation::{Standing, rules as organisation};
use crate::setting::Settings;
use authority::{Actor, Halt, Menu, ReadTx, Result, Role, Scope, TREE, Verb, Verbs, WriteTx, q, row, select};
use lexicon::{DepartmentId, Instant, OfficerId, OrganisationId, RegionKeys, Term, UserId, masked_phone};

row! {
    /// An account, as login needs it.
    #[derive(Debug, Clone)]
    pub struct Account {
        id: UserId, account: String, name: String, organisation_id: OrganisationId, department: String, title: String,
        roles: String, password_hash: String, must_change_password: bool, password_set_at: Instant,
        initial_until: Option<Instant>, failed_count: i64, locked_until: Option<Instant>, is_enabled: bool,
        revision: i64,
    }
}

/// A person who may be asked to review or approve.
#[derive(Debug, Clone)]
pub struct Colleague {
    pub id: UserId,
    pub name: String,
    pub title: String,
    pub department: String,
    pub roles: Vec<Role>,
    /// 自定义角色中有“审核审批”权限
    pub may_decide: bool,
}

impl Colleague {
    /// 审核、审批由有相应角色的人办理；自定义角色含“审核审批”权限的，两个环节都可以选。
    #[must_use]
    pub fn signs_as(&self, role: Role) -> bool {
        self.roles.contains(&role) || (self.may_decide && matches!(role, Role::Reviewer | Role::Approver))
    }
}

row! {
    struct Fellow { id: UserId, name: String, title: String, department: String, roles: String }
}

impl Account {
    /// The roles of the account; unknown codes give nothing.
    #[must_use]
    pub fn roles(&self) -> Vec<Role> {
        read_roles(&self.roles)
    }

    /// Why the password must be changed before anything else.
    #[must_use]
    pub fn must_change(&self, settings: &Settings, now: Instant) -> Option<MustChange> {
        rules::must_change(self.must_change_password, self.password_set_at, now, settings)
    }
}

/// Reads a comma-separated list of role codes.
#[must_use]
pub fn read_roles(codes: &str) -> Vec<Role> {
    codes.split(',').filter_map(|code| Role::parse(code).ok()).collect()
}

/// Role codes as they are stored.
#[must_use]
pub fn write_roles(roles: &[Role]) -> String {
    roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(",")
}

/// What somebody typed as an account, for the trail: people type their password there by mistake, so only a mobile
/// number is shown, with its middle covered.
#[must_use]
pub fn masked(account: &str) -> String {
    if super::is_account(account) { masked_phone(account) } else { "***".to_owned() }
}

/// The person of an account whose organ has ended: a name for the trail, who sees and may do nothing.
pub(crate) fn of_ended_organ(account: &Account) -> Actor {
    Actor {
        user_id: account.id,
        organisation_id: account.organisation_id,
        organisation_name: String::new(),
        scope: Scope::Nothing,
        lookup: Scope::Nothing,
        ..Actor::of_system(&account.name)
    }
}

/// 登录后人人都有的权限，没有内置角色的也有。
fn common() -> Verbs {
    TREE.iter().filter(|(menu, ..)| *menu == Menu::Common).flat_map(|(.., verbs)| verbs.iter().copied()).collect()
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

/// The account with this id, held until the transaction ends.
///
/// # Errors
/// Not found.
pub async fn by_id_for_update(tx: &mut ReadTx<'_>, id: UserId) -> Result<Account> {
    tx.one(select::<Account>("FROM users WHERE id = ").b(id).for_update().beyond(LOGIN)).await
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
    let own = crate::role::store::enabled_verbs(tx, account.id).await?;
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
        verbs: Verbs::of_roles(&roles).with(own).with(common()),
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
    let list = select::<Fellow>("FROM users u WHERE organisation_id = ");
    let list = list.b(organ).s(" AND is_enabled = ").b(true).s(" AND ").within(tx, "u");
    let fellows: Vec<Fellow> = tx.all(list.s(" ORDER BY account")).await?;
    let own = crate::role::store::verbs_within(tx, organ).await?;
    let colleague = |f: Fellow| Colleague {
        may_decide: own.get(&f.id).is_some_and(|verbs| verbs.holds(Verb::DecideApproval)),
        roles: read_roles(&f.roles),
        id: f.id,
        name: f.name,
        title: f.title,
        department: f.department,
    };
    Ok(fellows.into_iter().map(colleague).collect())
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

/// Notes that somebody logged in with the password that has this hash.
///
/// # Errors
/// Unauthenticated when the account was disabled or its password changed meanwhile.
pub async fn save_login(tx: &mut WriteTx<'_>, id: UserId, hash: &str) -> Result<()> {
    let now = tx.at();
    let update = q("UPDATE users SET failed_count = 0, locked_until = NULL, last_login_at = ").b(now);
    // A password of unknown age counts from its first use.
    let update = update.s(", password_set_at = CASE WHEN password_set_at = 0 THEN ").b(now);
    let update = update.s(" ELSE password_set_at END WHERE id = ").b(id).s(" AND password_hash = ").b(hash);
    match tx.exec(update.s(" AND is_enabled = ").b(true).beyond(LOGIN)).await? {
        1 => Ok(()),
        _ => Err(Halt::Unauthenticated(rules::Refusal::WrongPassword.refused())),
    }
}

/// Sets a new password of one's own choice and puts the old one into the history. `must_change` for one that must be
/// changed at the next login.
///
/// # Errors
/// Engine faults.
pub async fn save_password(tx: &mut WriteTx<'_>, id: UserId, hash: &str, must_change: bool) -> Result<()> {
    keep_old(tx, id).await?;
    let now = tx.at();
    let update = q("UPDATE users SET password_hash = ").b(hash).s(", must_change_password = ").b(must_change);
    let update =
        update.s(", password_set_at = ").b(now).s(", initial_until = NULL, revision = revision + 1 WHERE id = ");
    tx.exec_one(update.b(id).beyond("one's own account")).await
}

/// Sets an initial password, good until a moment, and takes a lock away.
///
/// # Errors
/// Engine faults.
pub async fn save_initial(tx: &mut WriteTx<'_>, id: UserId, hash: &str, until: Instant) -> Result<()> {
    keep_old(tx, id).await?;
    let (now, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE users SET password_hash = ").b(hash).s(", must_change_password = ").b(true);
    let update = update.s(", password_set_at = ").b(now).s(", initial_until = ").b(until);
    let update = update.s(", failed_count = 0, locked_until = NULL, updated_at = ").b(now).s(", updated_by = ").b(by);
    let update = update.s(", revision = revision + 1 WHERE id = ").b(id);
    tx.exec_one(update.beyond("taken within scope before")).await
}

/// The history needs as many as a setting may ask for; a moment that is taken already (a standing clock) is kept once.
async fn keep_old(tx: &mut WriteTx<'_>, id: UserId) -> Result<()> {
    const MOST: i64 = 24;
    let history = "the history of an account that was taken before";
    let now = tx.at();
    let last = q("SELECT coalesce(max(at), 0) FROM password_history WHERE user_id = ").b(id);
    let (last,): (i64,) = tx.one(last.beyond(history)).await?;
    let at = now.0.max(last + 1);
    let keep = q("INSERT INTO password_history (user_id, at, password_hash) SELECT id, CAST(").b(at);
    let keep = keep.s(" AS BIGINT), password_hash FROM users WHERE password_hash <> '' AND id = ").b(id);
    tx.exec(keep.beyond(history)).await?;
    let old = q("DELETE FROM password_history WHERE user_id = ").b(id);
    let old = old.s(" AND at NOT IN (SELECT at FROM password_history WHERE user_id = ").b(id);
    tx.exec(old.s(" ORDER BY at DESC LIMIT ").b(MOST).s(")").beyond(history)).await?;
    Ok(())
}

/// The hashes of the last passwords, the present one not among them.
///
/// # Errors
/// Engine faults.
pub async fn last_passwords(tx: &mut ReadTx<'_>, id: UserId, count: i64) -> Result<Vec<String>> {
    let list = q("SELECT password_hash FROM password_history WHERE user_id = ").b(id);
    let list = list.s(" ORDER BY at DESC LIMIT ").b(count.max(0)).beyond("one's own history");
    Ok(tx.all::<(String,)>(list).await?.into_iter().map(|(hash,)| hash).collect())
}

/// Gives the people of a department its new name.
///
/// # Errors
/// Engine faults.
pub async fn rename_department(tx: &mut WriteTx<'_>, id: DepartmentId, name: &str) -> Result<()> {
    let update = q("UPDATE users SET department = ").b(name).s(" WHERE department_id = ").b(id);
    tx.exec(update.beyond("people of a department taken within scope")).await?;
    Ok(())
}

/// Where an account goes.
pub struct Move<'a> {
    pub organ: &'a Standing,
    /// The department there, with its name.
    pub department: Option<(DepartmentId, String)>,
    pub title: &'a str,
    pub roles: &'a [Role],
}

/// Moves an account to another organ: its keys, department, title and roles. The own roles of the old organ and its
/// sessions end. The caller has taken the account within the scope, handed its open work over, judged the roles
/// ([`super::grant::compatible`]) and forgets the user after the commit ([`crate::session::forget_user`]).
///
/// # Errors
/// Engine faults.
pub async fn move_account(tx: &mut WriteTx<'_>, id: UserId, to: &Move<'_>) -> Result<()> {
    let (now, by, keys) = (tx.at(), tx.actor().name.clone(), to.organ.keys());
    let (department_id, department) =
        to.department.clone().map_or((None, String::new()), |(id, name)| (Some(id), name));
    let update = q("UPDATE users SET organisation_id = ").b(to.organ.id).s(", prov = ").b(&keys.prov);
    let update = update.s(", city = ").b(&keys.city).s(", county = ").b(&keys.county).s(", department_id = ");
    let update = update.b(department_id).s(", department = ").b(department).s(", title = ").b(to.title);
    let update = update.s(", roles = ").b(write_roles(to.roles)).s(", updated_at = ").b(now).s(", updated_by = ").b(by);
    let update = update.s(", revision = revision + 1 WHERE id = ").b(id);
    tx.exec_one(update.beyond("taken within scope before")).await?;
    super::name_store::move_to(tx, id, &to.organ.keys().prov).await?;
    crate::role::store::hand_out(tx, id, &[]).await?;
    crate::session::store::end_all(tx, id).await?;
    Ok(())
}

/// A new account, at installation.
pub struct NewUser {
    pub id: UserId,
    pub organisation_id: OrganisationId,
    pub department_id: Option<DepartmentId>,
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
    let insert = q("INSERT INTO users (id, account, name, organisation_id, department_id, department, title, roles, password_hash, \
         must_change_password, failed_count, locked_until, is_enabled, prov, city, county, created_at, updated_at, \
         updated_by, revision) VALUES (")
    .list([
        new.id.into(),
        (&p.account).into(),
        (&p.name).into(),
        new.organisation_id.into(),
        new.department_id.into(),
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
        tx.at().into(),
        tx.at().into(),
        (&tx.actor().name).into(),
        1_i64.into(),
    ])
    .s(") ON CONFLICT (id) DO NOTHING")
    .beyond("installation");
    if tx.exec(insert).await? == 0 {
        return Ok(());
    }
    super::name_store::keep(tx, new.id, &p.name).await
}
