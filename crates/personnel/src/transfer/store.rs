//! 人员调动 · the SQL: people as handing over needs them

use authority::{ReadTx, Result, Verb, WriteTx, q, row, select};
use identity::user::store::read_roles;
use inspection::handover::Hand;
use lexicon::{CertifiedOfficer, LegalDay, OfficerId, OrganisationId, UserId};
use registers::officer::OfficerState;

row! {
    #[derive(Debug, Clone)]
    struct Person {
        id: UserId, name: String, title: String, organisation_id: OrganisationId, roles: String, is_enabled: bool,
    }
}

row! {
    #[derive(Debug, Clone)]
    struct Certified {
        id: OfficerId, user_id: UserId, name: String, certificate_no: String, valid_from: LegalDay, valid_to: LegalDay,
        state: OfficerState = term,
    }
}

/// The people of an organ, with their officer records in whatever state.
///
/// # Errors
/// Engine faults.
pub async fn hands(tx: &mut ReadTx<'_>, organ: OrganisationId) -> Result<Vec<Hand>> {
    let people = select::<Person>("FROM users u WHERE organisation_id = ").b(organ).s(" AND ");
    let people: Vec<Person> = tx.all(people.within(tx, "u").s(" ORDER BY name, id")).await?;
    let officers = select::<Certified>("FROM officers o WHERE organisation_id = ").b(organ);
    let officers = officers.s(" AND user_id IS NOT NULL AND ");
    let officers: Vec<Certified> = tx.all(officers.within(tx, "o")).await?;
    let own = identity::role::store::verbs_within(tx, organ).await?;
    let hand = |p: Person| Hand {
        officer: officers.iter().find(|o| o.user_id == p.id).map(|o| CertifiedOfficer {
            id: o.id,
            name: o.name.clone(),
            certificate_no: o.certificate_no.clone(),
            valid_from: o.valid_from,
            valid_to: o.valid_to,
        }),
        is_certified: officers.iter().any(|o| o.user_id == p.id && o.state == OfficerState::Submitted),
        roles: read_roles(&p.roles),
        may_decide: own.get(&p.id).is_some_and(|verbs| verbs.holds(Verb::DecideApproval)),
        user_id: p.id,
        name: p.name,
        title: p.title,
        organisation_id: p.organisation_id,
        is_enabled: p.is_enabled,
    };
    Ok(people.into_iter().map(hand).collect())
}

/// Locks the people of a user's organ, so that nobody is given work while he leaves himself.
///
/// # Errors
/// Engine faults.
pub async fn hold(tx: &mut WriteTx<'_>, user: UserId) -> Result<()> {
    let lock = q("SELECT id FROM users u WHERE organisation_id = (SELECT organisation_id FROM users WHERE id = ");
    let lock = lock.b(user).s(") AND ").within(tx, "u").s(" ORDER BY id").for_update();
    tx.all::<(UserId,)>(lock).await.map(drop)
}
