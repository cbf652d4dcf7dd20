//! What an administrator filled in, judged against the register: the same for the form and for the workbook.

use super::grant::{self, Granted, Refusal};
use super::{UserInput, admin_store as store, is_account};
use crate::organisation::Standing;
use crate::role::store as roles;
use authority::{Actor, FieldError, Halt, ReadTx, Result, Verbs};
use lexicon::{LegalDay, OrganisationId, OwnRoleId, UserId};

/// 账号、姓名、职务的形式。
#[must_use]
pub fn faults(input: &UserInput) -> Vec<FieldError> {
    let mut out = Vec::new();
    if !is_account(&input.account) {
        out.push(FieldError::new("account", "账号应为11位手机号"));
    }
    let name = input.name.trim();
    if name.is_empty() {
        out.push(FieldError::new("name", "请填写姓名"));
    } else if name.chars().count() > 30 {
        out.push(FieldError::new("name", "姓名不能超过30字"));
    }
    if input.title.chars().count() > 60 {
        out.push(FieldError::new("title", "职务不能超过60字"));
    }
    out
}

/// The organ a new user is to belong to: within the scope, and acting on the day.
///
/// # Errors
/// `user.no_organisation`, at `organisation_id`.
pub async fn organ(tx: &mut ReadTx<'_>, id: OrganisationId, today: LegalDay) -> Result<Standing> {
    let found = store::organ(tx, id).await?.filter(|organ| organ.acts_on(today));
    found.ok_or_else(|| Refusal::NoOrganisation.at("organisation_id").into())
}

/// What the register adds to what was filled in.
pub struct Judged {
    /// The form without blanks around names.
    pub input: UserInput,
    /// Name of the department.
    pub department: String,
}

/// Judges a form for a user of this organ: its shape, account, department, roles and duties. Own roles that a superior
/// gave stay, whatever the form says.
///
/// # Errors
/// Field errors and the refusals of `grant`.
pub async fn judged(tx: &mut ReadTx<'_>, (id, organ): (UserId, &Standing), input: UserInput) -> Result<Judged> {
    let faults = faults(&input);
    if !faults.is_empty() {
        return Err(Halt::Invalid(faults));
    }
    let mut input = UserInput { name: input.name.trim().to_owned(), title: input.title.trim().to_owned(), ..input };
    if store::holder_of(tx, &input.account).await?.is_some_and(|holder| holder != id) {
        return Err(Refusal::AccountTaken.at("account").into());
    }
    let department = match input.department_id {
        None => String::new(),
        Some(department) => {
            let name = store::department(tx, organ.id, department).await?;
            name.ok_or_else(|| Refusal::NoDepartment.at("department_id"))?
        }
    };
    let actor = tx.actor().clone();
    let held = roles::of_user(tx, id).await?;
    let fixed: Vec<_> = held.into_iter().filter(|role| !actor.scope.holds(&role.keys())).collect();
    let (own_roles, own) = own_roles(tx, (organ, &actor), &input.own_roles, fixed).await?;
    let mut granted = input.roles.clone();
    granted.sort_unstable();
    granted.dedup();
    let own_count = i64::try_from(own_roles.len()).unwrap_or(i64::MAX);
    grant::compatible(&Granted { roles: granted.clone(), own, own_count })?;
    input.roles = granted;
    input.own_roles = own_roles;
    Ok(Judged { input, department })
}

/// The own roles that are to be held: those asked for that may be given, and those that a superior gave.
async fn own_roles(
    tx: &mut ReadTx<'_>,
    (organ, actor): (&Standing, &Actor),
    asked: &[OwnRoleId],
    fixed: Vec<roles::Record>,
) -> Result<(Vec<OwnRoleId>, Verbs)> {
    let mut all = fixed;
    for id in asked {
        if all.iter().any(|role| role.id == *id) {
            continue;
        }
        let out_of_reach = || Halt::from(Refusal::RoleOutOfReach.at("own_roles"));
        let role = roles::one(tx, *id).await.map_err(|halt| match halt {
            Halt::NotFound => out_of_reach(),
            other => other,
        })?;
        if !actor.scope.holds(&role.keys()) || !role.reach().holds(&organ.keys()) {
            return Err(out_of_reach());
        }
        all.push(role);
    }
    let verbs = all.iter().fold(Verbs::default(), |verbs, role| verbs.with(role.verbs()));
    Ok((all.into_iter().map(|role| role.id).collect(), verbs))
}
