//! 行为人 · who acts, and the permit

use crate::{Halt, Role, Scope, Verb, Verbs};
use lexicon::{Instant, OfficerId, OrganisationId, Refused, RegionKeys, Term, UserId};
use std::sync::Arc;

/// A person who is logged in, with everything the gate must know.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Account
    pub user_id: UserId,
    /// Name, as it stands in the record.
    pub name: String,
    /// Post, e.g. 局长.
    pub title: String,
    /// The organ in whose name the person acts.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Its region keys.
    pub keys: RegionKeys,
    /// The officer record that belongs to the account.
    pub officer_id: Option<OfficerId>,
    /// Roles
    pub roles: Vec<Role>,
    /// What the roles hold, those the organ made for itself included.
    pub verbs: Verbs,
    /// How far the person sees.
    pub scope: Scope,
    /// How far the person may look an enterprise up; never narrower than the scope.
    pub lookup: Scope,
    /// Records outside the scope that may be read for some hours, each with the moment when that ends.
    pub granted: Vec<(uuid::Uuid, Instant)>,
    /// Where the person logged in from.
    pub address: String,
}

/// Proof that somebody's role holds a verb. Made only by [`Actor::may`], [`Actor::for_himself`] and
/// [`Permit::of_system`].
#[derive(Debug, Clone)]
pub struct Permit {
    pub(crate) actor: Arc<Actor>,
    pub(crate) verb: &'static str,
}

impl Actor {
    /// The permit for a verb.
    ///
    /// # Errors
    /// [`Halt::Forbidden`] when no role of the person holds the verb.
    pub fn may(self: &Arc<Self>, verb: Verb) -> Result<Permit, Halt> {
        if self.holds(verb) {
            Ok(Permit { actor: self.clone(), verb: verb.code() })
        } else {
            Err(Halt::Forbidden(verb.zh()))
        }
    }

    /// The permit for what everybody does for himself before and after work: logging in and out.
    #[must_use]
    pub fn for_himself(self: &Arc<Self>) -> Permit {
        Permit { actor: self.clone(), verb: "log_in" }
    }

    /// Whether a role of the person holds the verb.
    #[must_use]
    pub fn holds(&self, verb: Verb) -> bool {
        self.verbs.holds(verb)
    }

    /// Refuses acts on a record of another organ; a superior sees, but does not act for the inferior.
    ///
    /// # Errors
    /// `gate.not_own`.
    pub fn acts_for(&self, organisation: OrganisationId) -> Result<(), Refused> {
        if organisation == self.organisation_id { Ok(()) } else { Err(crate::halt::GateRefusal::NotOwn.refused()) }
    }
}

impl Actor {
    /// The program itself: sees everything and holds no verb.
    #[must_use]
    pub fn of_system(name: &str) -> Self {
        Self {
            user_id: UserId(uuid::Uuid::nil()),
            name: name.to_owned(),
            title: String::new(),
            organisation_id: OrganisationId(uuid::Uuid::nil()),
            organisation_name: "系统".to_owned(),
            keys: RegionKeys::default(),
            officer_id: None,
            roles: Vec::new(),
            verbs: Verbs::default(),
            scope: Scope::Nation,
            lookup: Scope::Nation,
            granted: Vec::new(),
            address: String::new(),
        }
    }
}

impl Permit {
    /// How far it reaches.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.actor.scope
    }

    /// The organ in whose name it was given.
    #[must_use]
    pub fn organisation_id(&self) -> OrganisationId {
        self.actor.organisation_id
    }

    /// The program itself, for start-up, jobs and login; sees everything. Its entries carry the given name.
    #[must_use]
    pub fn of_system(name: &str) -> Self {
        Self { actor: Arc::new(Actor::of_system(name)), verb: "system" }
    }
}
