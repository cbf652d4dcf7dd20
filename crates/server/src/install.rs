//! 首次启动 · what an empty installation needs, and the demonstration county

use authority::{Actor, Command, Db, Entry, Halt, Permit, Result, Role, SubjectKind, Verb, Verbs, WriteTx};
use documents::seal::{SealKind, mask, state::SealState, store as seals};
use identity::department::{DepartmentFields, store as department_store};
use identity::organisation::store::{self as organisations, NewOrganisation};
use identity::session::hash;
use identity::user::store::{self as users, NewUser};
use lexicon::{DepartmentId, LegalDay, OfficerId, OrganisationId, RegionKeys, SealId, SealImageId, Term, UserId};
use registers::install::fixed_id;
use seed::Seed;
use std::sync::Arc;
use web::Vault;

/// The initial password of the demonstration accounts; it must be changed at the first login.
pub const DEMO_PASSWORD: &str = "Zhifa-Demo-2026";

/// The id of a seeded organ.
#[must_use]
pub fn organisation_id(key: &str) -> OrganisationId {
    OrganisationId(fixed_id("organisation", key))
}

/// The id of a seeded account.
#[must_use]
pub fn user_id(key: &str) -> UserId {
    UserId(fixed_id("user", key))
}

/// The id of a seeded officer.
#[must_use]
pub fn officer_id(key: &str) -> OfficerId {
    OfficerId(fixed_id("officer", key))
}

/// Writes the law registry into its tables; what stands there already costs one look.
///
/// # Errors
/// Engine faults.
pub async fn law(db: &Db, seed: &Seed) -> Result<()> {
    let registry = seed.clone();
    let look = db.read(Permit::of_system("安装"), move |tx| {
        Box::pin(async move { registers::statute::store::differing(tx, &registry).await })
    });
    if !look.await? {
        return Ok(());
    }
    let registry = seed.clone();
    let write = db.write(Permit::of_system("安装"), Command::of_system(), move |tx| {
        Box::pin(async move {
            registers::statute::store::register(tx, &registry).await?;
            let counted = (registry.statutes.len(), registry.articles.len());
            let entry = Entry::on(SubjectKind::System, uuid::Uuid::nil(), "登记法规");
            tx.record(entry.with(&counted), ()).await
        })
    });
    write.await
}

/// Loads the demonstration county: organs, people, officers, enterprises. What is there already stays as it is, so it
/// may run at every start; an account whose password was changed keeps the new one.
///
/// # Errors
/// Engine faults.
pub async fn demonstration(db: &Db, seed: &Seed, password: &str) -> Result<()> {
    let is_there =
        db.read(Permit::of_system("安装"), |tx| Box::pin(async move { organisations::any(tx).await })).await?;
    if is_there {
        return Ok(());
    }
    let hash = hash::make(password.to_owned()).await?;
    let seed = seed.clone();
    let write = db.write(Permit::of_system("安装"), Command::of_system(), move |tx| {
        Box::pin(async move {
            found(tx, &seed).await?;
            people(tx, &seed, &hash).await?;
            departments(tx, &seed).await?;
            registers::install::officers(tx, &seed).await?;
            registers::install::enterprises(tx, &seed).await?;
            tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "装入演示县"), ()).await
        })
    });
    write.await
}

fn keys(seed: &Seed, organisation: &str) -> RegionKeys {
    let organ = seed.organisations.iter().find(|o| o.key == organisation);
    organ.map(|o| o.region_code.keys()).unwrap_or_default()
}

async fn found(tx: &mut WriteTx<'_>, seed: &Seed) -> Result<()> {
    for organ in &seed.organisations {
        let new = NewOrganisation {
            id: organisation_id(&organ.key),
            parent_id: (!organ.parent.is_empty()).then(|| organisation_id(&organ.parent)),
            keys: organ.region_code.keys(),
            region_name: seed.divisions.full_name(&organ.region_code).unwrap_or_else(|| "全国".to_owned()),
            seed: organ.clone(),
        };
        organisations::found(tx, &new).await?;
    }
    Ok(())
}

async fn people(tx: &mut WriteTx<'_>, seed: &Seed, hash: &str) -> Result<()> {
    for person in &seed.people {
        let keys = keys(seed, &person.organisation);
        let roles: Vec<&str> = person.roles.iter().map(|r| r.code()).collect();
        let new = NewUser {
            id: user_id(&person.key),
            organisation_id: organisation_id(&person.organisation),
            department_id: (!person.department.is_empty()).then(|| department_id(person)),
            keys,
            roles: roles.join(","),
            password_hash: hash.to_owned(),
            seed: person.clone(),
        };
        users::open(tx, &new).await?;
    }
    Ok(())
}

fn department_id(person: &seed::Person) -> DepartmentId {
    DepartmentId(fixed_id("department", &format!("{}/{}", person.organisation, person.department)))
}

/// The departments are those the people of the seed work in.
async fn departments(tx: &mut WriteTx<'_>, seed: &Seed) -> Result<()> {
    let mut known = std::collections::BTreeSet::new();
    for person in seed.people.iter().filter(|p| !p.department.is_empty()) {
        let key = format!("{}/{}", person.organisation, person.department);
        if !known.insert(key.clone()) {
            continue;
        }
        let fields = DepartmentFields {
            name: person.department.clone(),
            leader: String::new(),
            contact: String::new(),
            contact_phone: String::new(),
            ordinal: 0,
        };
        let organ = (organisation_id(&person.organisation), &keys(seed, &person.organisation));
        department_store::insert(tx, department_id(person), organ, &fields).await?;
    }
    Ok(())
}

/// The organ of the demonstration that has a seal.
const SEALED_ORGAN: &str = "xifeng";
/// Drawn for the demonstration and marked so that it can be taken for no real seal; `seed/seals/README.md`.
const DEMO_SEAL: &[u8] = include_bytes!("../../../seed/seals/demonstration.png");

/// A seal of the demonstration county, handed in and reviewed by its people, so that demonstration papers are sealed.
/// Any seal that is there already stays the only one.
///
/// # Errors
/// Engine faults; a picture that is no seal.
pub async fn demonstration_seal(db: &Db, vault: &Vault, seed: &Seed) -> Result<()> {
    let is_there = db.read(Permit::of_system("安装"), |tx| {
        Box::pin(async move { Ok(!seals::page(tx, None, None, 1).await?.0.is_empty()) })
    });
    if is_there.await? {
        return Ok(());
    }
    let mask = mask::of_scan(DEMO_SEAL).map_err(|refusal| Halt::Refused(refusal.refused()))?;
    let original_sha256 = vault.put(DEMO_SEAL.to_vec()).await?;
    let mask_sha256 = vault.put(mask::to_png(&mask).map_err(Halt::Fault)?).await?;
    let Some(organ) = seed.organisations.iter().find(|o| o.key == SEALED_ORGAN) else { return Ok(()) };
    let image = seals::Image {
        id: SealImageId::new(),
        organisation_id: organisation_id(SEALED_ORGAN),
        name: "演示用印章.png".to_owned(),
        original_sha256,
        mask_sha256,
        width: mask.width.into(),
        height: mask.height.into(),
        uploaded_by_id: user_id("chen"),
    };
    let new_id = SealId::new();
    let person = |key: &str, role: Role| {
        Arc::new(Actor {
            user_id: user_id(key),
            name: seed.people.iter().find(|p| p.key == key).map(|p| p.name.clone()).unwrap_or_default(),
            organisation_id: organisation_id(SEALED_ORGAN),
            organisation_name: organ.name.clone(),
            keys: organ.region_code.keys(),
            verbs: Verbs::of_roles(&[role]),
            roles: vec![role],
            ..Actor::of_system("安装")
        })
    };
    let chen = person("chen", Role::SealUploader).may(Verb::UploadSeal)?;
    let wu = person("wu", Role::SealReviewer).may(Verb::ReviewSeal)?;
    let write = db.write(chen, Command::of_system(), move |tx| {
        Box::pin(async move {
            let today = tx.today();
            let new = seals::New {
                id: new_id,
                kind: SealKind::Organ,
                size_tenths: 420,
                valid_from: LegalDay::parse("2026-01-01").unwrap_or(today),
                valid_to: LegalDay::parse("2035-12-31").unwrap_or(today),
                image,
            };
            seals::insert_image(tx, &new.image).await?;
            seals::insert(tx, &new).await?;
            tx.record(Entry::on(SubjectKind::Seal, new_id, "提交签章"), ()).await
        })
    });
    write.await?;
    let write = db.write(wu, Command::of_system(), move |tx| {
        Box::pin(async move {
            seals::reviewed(tx, new_id, SealState::Passed, "演示用").await?;
            tx.record(Entry::on(SubjectKind::Seal, new_id, "审核通过"), ()).await
        })
    });
    write.await
}
