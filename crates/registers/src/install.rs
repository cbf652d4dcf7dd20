//! 初始数据 · the registers at first start
//!
//! Officers and enterprises of the seed data, with ids that follow from their keys, so that a second start, a test
//! and a phone mean the same record.

use crate::enterprise::{
    BusinessKind, EnterpriseState, EquipmentInput, MoreParticulars, Particulars, WorkshopInput, piece_store,
    store as enterprise_store,
};
use crate::officer::store as officer_store;
use authority::{Halt, Result, WriteTx};
use lexicon::{EnterpriseId, EquipmentId, OfficerId, OrganisationId, Term, UserId, WorkshopId};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid, Variant, Version};

/// The id of a record of the seed data: the first 16 bytes of SHA-256 of `kind:key`, as a UUID of version 8.
///
/// Kinds in use: `organisation`, `user`, `officer`, `enterprise` with the key of the seed; `workshop` with
/// `<enterprise key>/<n>`, `equipment` with `<enterprise key>/<n>/<m>`, counted from 1.
#[must_use]
pub fn fixed_id(kind: &str, key: &str) -> Uuid {
    let digest = Sha256::digest(format!("{kind}:{key}").as_bytes());
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(digest) {
        *to = from;
    }
    Builder::from_bytes(bytes).with_version(Version::Custom).with_variant(Variant::RFC4122).into_uuid()
}

/// Puts everybody with a certificate on record as an officer; those there already stay as they are. Organs and
/// accounts are expected under their [`fixed_id`]. Returns how many people that are.
///
/// # Errors
/// Engine faults; seed data that contradict themselves.
pub async fn officers(tx: &mut WriteTx<'_>, reference: &seed::Seed) -> Result<usize> {
    let mut count = 0;
    for person in &reference.people {
        let Some(certificate) = &person.certificate else { continue };
        let organ = reference.organisations.iter().find(|o| o.key == person.organisation);
        let organ = organ.ok_or_else(|| Halt::Fault(format!("no organ {}", person.organisation)))?;
        let new = officer_store::NewOfficer {
            id: OfficerId(fixed_id("officer", &person.key)),
            user_id: Some(UserId(fixed_id("user", &person.key))),
            name: person.name.clone(),
            organisation_id: OrganisationId(fixed_id("organisation", &organ.key)),
            organisation_name: organ.name.clone(),
            keys: organ.region_code.keys(),
            certificate: certificate.clone(),
        };
        officer_store::enrol(tx, &new).await?;
        count += 1;
    }
    Ok(count)
}

/// Puts the demonstration enterprises on record with their workshops and equipment. Returns how many there are.
///
/// # Errors
/// Engine faults; seed data that contradict themselves.
pub async fn enterprises(tx: &mut WriteTx<'_>, reference: &seed::Seed) -> Result<usize> {
    for firm in &reference.enterprises {
        let id = EnterpriseId(fixed_id("enterprise", &firm.key));
        enterprise_store::insert_or_update(tx, id, &particulars(reference, firm)?).await?;
        let count = piece_store::replace(tx, id, &workshops(firm)).await?;
        piece_store::set_count(tx, id, count).await?;
    }
    Ok(reference.enterprises.len())
}

pub(crate) fn particulars(reference: &seed::Seed, firm: &seed::Enterprise) -> Result<Particulars> {
    let unknown = || Halt::Fault(format!("no division {}", firm.region_code));
    let state = EnterpriseState::ALL.iter().copied().find(|state| state.zh() == firm.state);
    Ok(Particulars {
        credit_code: firm.credit_code.clone(),
        name: firm.name.clone(),
        region_code: firm.region_code.clone(),
        region_name: reference.divisions.full_name(&firm.region_code).ok_or_else(unknown)?,
        keys: reference.divisions.keys(&firm.region_code).ok_or_else(unknown)?,
        address: firm.address.clone(),
        legal_person: firm.legal_person.clone(),
        legal_title: firm.legal_title.clone(),
        phone: firm.phone.clone(),
        contact: firm.contact.clone(),
        contact_title: firm.contact_title.clone(),
        contact_phone: firm.contact_phone.clone(),
        is_special: crate::industry::is_special(reference, &firm.industries),
        industries: firm.industries.clone(),
        element: firm.element.clone(),
        gb4754: firm.gb4754.clone(),
        scale: firm.scale.clone(),
        capacity: firm.capacity.clone(),
        employees: i64::from(firm.employees),
        longitude: Some(firm.longitude),
        latitude: Some(firm.latitude),
        state: state.ok_or_else(|| Halt::Fault(format!("no state {}", firm.state)))?,
        more: MoreParticulars {
            business_kind: if firm.legal_title == "经营者" {
                BusinessKind::SelfEmployed
            } else {
                BusinessKind::Company
            },
            attributes: firm.attributes.clone(),
            ..MoreParticulars::default()
        },
    })
}

/// The workshops of a firm of the seed data, with their fixed ids.
#[must_use]
pub fn workshops(firm: &seed::Enterprise) -> Vec<WorkshopInput> {
    let shop = |(n, shop): (usize, &seed::Workshop)| WorkshopInput {
        id: WorkshopId(fixed_id("workshop", &format!("{}/{n}", firm.key))),
        industry: shop.industry.clone(),
        unit: shop.unit.clone(),
        name: shop.name.clone(),
        places: shop.places.clone(),
        equipment: (1..)
            .zip(&shop.equipment)
            .map(|(m, piece): (usize, _)| EquipmentInput {
                id: EquipmentId(fixed_id("equipment", &format!("{}/{n}/{m}", firm.key))),
                kind: piece.kind.clone(),
                name: piece.name.clone(),
                spec: piece.spec.to_string(),
                attributes: Some(piece.attributes.clone()),
            })
            .collect(),
    };
    (1..).zip(&firm.workshops).map(shop).collect()
}
