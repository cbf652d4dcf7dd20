//! 编辑用户 · change what an account says and what it may do
//!
//! The act itself stands in personnel: a role that still has work to do is not taken away.

use super::create::Facts;
use super::{UserInput, admin_store as store, filled, grant};
use crate::role::store as roles;
use authority::{Halt, ReadTx, Verbs, WriteTx};
use lexicon::UserId;
use serde::Deserialize;
use utoipa::ToSchema;

/// A user as it is to be.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct UserEdit {
    /// The revision the administrator saw.
    pub seen: i64,
    pub user: UserInput,
}

/// A change of an account, judged.
pub struct Change {
    old: UserInput,
    before_department: String,
    /// What the account will be.
    pub new: UserInput,
    department: String,
    /// What the enabled own roles will give.
    pub own: Verbs,
}

impl Change {
    /// What the trail keeps, before and after.
    #[must_use]
    pub fn facts(&self) -> (Facts<'_>, Facts<'_>) {
        (Facts::of(&self.old, &self.before_department), Facts::of(&self.new, &self.department))
    }
}

/// Judges what an administrator filled in for this account.
///
/// # Errors
/// Field errors, the refusals of `grant`.
pub async fn judge(tx: &mut ReadTx<'_>, before: &store::Record, input: UserInput) -> authority::Result<Change> {
    let organ = store::organ(tx, before.organisation_id).await?.ok_or(Halt::NotFound)?;
    let old = as_filled(tx, before).await?;
    let filled::Judged { input: new, department } = filled::judged(tx, (before.id, &organ), input).await?;
    // A department that was only a name before there were departments stays until one is chosen.
    let is_only_named = old.department_id.is_none() && new.department_id.is_none();
    let department = if is_only_named { before.department.clone() } else { department };
    if !is_same_roles(&old, &new) {
        grant::not_himself(tx.actor(), before.id)?;
    }
    let own = roles::verbs_of(tx, &new.own_roles).await?;
    Ok(Change { old, before_department: before.department.clone(), new, department, own })
}

/// Keeps a judged change; a changed account ends its sessions.
///
/// # Errors
/// Engine faults.
pub async fn save(tx: &mut WriteTx<'_>, id: UserId, change: &Change) -> authority::Result<()> {
    store::update(tx, id, &change.new, &change.department).await?;
    roles::hand_out(tx, id, &change.new.own_roles).await?;
    if change.old.account != change.new.account {
        crate::session::store::end_all(tx, id).await?;
    }
    Ok(())
}

async fn as_filled(tx: &mut ReadTx<'_>, user: &store::Record) -> authority::Result<UserInput> {
    Ok(UserInput {
        account: user.account.clone(),
        name: user.name.clone(),
        title: user.title.clone(),
        department_id: user.department_id,
        roles: super::store::read_roles(&user.roles),
        own_roles: roles::of_user(tx, user.id).await?.into_iter().map(|role| role.id).collect(),
    })
}

fn is_same_roles(old: &UserInput, new: &UserInput) -> bool {
    let sorted = |input: &UserInput| {
        let (mut roles, mut own) = (input.roles.clone(), input.own_roles.clone());
        roles.sort_unstable();
        own.sort_unstable();
        (roles, own)
    };
    sorted(old) == sorted(new)
}
