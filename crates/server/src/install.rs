//! 首次启动 · what an empty installation needs, and the demonstration county

use authority::{Actor, Command, Db, Entry, Halt, Permit, Result, Role, SubjectKind, Verb, Verbs, WriteTx};
use documents::seal::{SealKind, mask, state::SealState, store as seals};
use identity::department::{DepartmentFields, store as department_store};
use identity::organisation::store::{self as organisations, NewOrganisation};
use identity::session::hash;
use identity::setting::Settings;
use identity::user::admin_store::{self as accounts, NewAccount};
use identity::user::initial::{Initial, Made};
use identity::user::store::{self as users, NewUser};
use identity::user::{UserInput, is_account};
use lexicon::{
    Clock, DepartmentId, LegalDay, OfficerId, OrganisationId, RegionCode, RegionKeys, RegionLevel, SealId, SealImageId,
    Term, UserId,
};
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

/// Whether this installation has organs.
///
/// # Errors
/// Engine faults.
pub async fn has_organ(db: &Db) -> Result<bool> {
    db.read(Permit::of_system("安装"), |tx| Box::pin(async move { organisations::any(tx).await })).await
}

/// Loads the demonstration county: organs, people, officers, enterprises. What is there already stays as it is, so it
/// may run at every start; an account whose password was changed keeps the new one.
///
/// # Errors
/// Engine faults.
pub async fn demonstration(db: &Db, seed: &Seed, password: &str) -> Result<()> {
    if has_organ(db).await? {
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

/// The first organ of an installation and its system administrator.
#[derive(Debug, Clone)]
pub struct First {
    pub region: RegionCode,
    pub name: String,
    pub short_name: String,
    pub number_region: String,
    pub admin_name: String,
    /// The mobile number.
    pub admin_account: String,
}

/// Puts the first organ and its system administrator on record: account, one-time password, days it is good for.
///
/// # Errors
/// A sentence in Chinese: what was filled in wrongly, or that this installation has organs already.
pub async fn first(
    (db, clock): (&Db, &Clock),
    seed: &Seed,
    asked: First,
) -> std::result::Result<(String, String, i64), String> {
    let asked = filled(seed, asked)?;
    let settings = Settings::default();
    let wrong = |e: Halt| format!("不能建立本机关：{e:?}");
    let now = clock.now();
    let initial = Initial::make(&settings, &asked.admin_account, now).await.map_err(wrong)?;
    let account = (asked.admin_account.clone(), asked.admin_name.clone());
    let (hash, until, maker) = (initial.hash.clone(), initial.until, initial.maker());
    let new = first_organ(seed, &asked, now.day());
    let write = db.write(Permit::of_system("安装"), Command::of_system(), move |tx| {
        Box::pin(async move {
            if organisations::any(tx).await? {
                return Err(Halt::NotFound);
            }
            organisations::found(tx, &new).await?;
            let organ = organisations::standing(tx, new.id).await?;
            let input = UserInput {
                account: asked.admin_account.clone(),
                name: asked.admin_name.clone(),
                title: String::new(),
                department_id: None,
                roles: vec![Role::SystemAdmin],
                own_roles: Vec::new(),
            };
            let user = NewAccount {
                id: UserId::new(),
                organ: &organ,
                input: &input,
                department: "",
                password_hash: &hash,
                initial_until: until,
            };
            accounts::insert(tx, &user).await?;
            let entry = Entry::on(SubjectKind::Organisation, new.id, "初次安装").with(&asked.name);
            tx.record(entry, user.id).await
        })
    });
    let user = match write.await {
        Err(Halt::NotFound) => return Err("这个数据库里已经有机构，不能再作初次安装".to_owned()),
        done => done.map_err(wrong)?,
    };
    let made = Made::of(user, (&account.0, &account.1), "", until).by(maker);
    let password = initial.slip(made).initial_password.unwrap_or_default();
    Ok((account.0, password, settings.initial_password_days))
}

/// What was filled in, without blanks around it, or the sentence about what is wrong.
fn filled(seed: &Seed, asked: First) -> std::result::Result<First, String> {
    let trimmed = |text: &str| text.trim().to_owned();
    let asked = First {
        name: trimmed(&asked.name),
        short_name: trimmed(&asked.short_name),
        number_region: trimmed(&asked.number_region),
        admin_name: trimmed(&asked.admin_name),
        admin_account: trimmed(&asked.admin_account),
        ..asked
    };
    let long = [
        ("机关全称", &asked.name, 60),
        ("机关简称", &asked.short_name, 20),
        ("文号地区字", &asked.number_region, 10),
        ("管理员姓名", &asked.admin_name, 30),
    ];
    for (what, text, most) in long {
        if text.is_empty() || text.chars().count() > most {
            return Err(format!("{what}必填，不超过{most}字"));
        }
    }
    if !is_account(&asked.admin_account) {
        return Err("管理员账号应为11位手机号".to_owned());
    }
    let is_known = asked.region.level() == RegionLevel::Nation || seed.divisions.full_name(&asked.region).is_some();
    if is_known { Ok(asked) } else { Err("区划表中没有这个代码，请核对 --region".to_owned()) }
}

fn first_organ(seed: &Seed, asked: &First, today: LegalDay) -> NewOrganisation {
    let id = OrganisationId::new();
    NewOrganisation {
        id,
        parent_id: None,
        keys: asked.region.keys(),
        region_name: seed.divisions.full_name(&asked.region).unwrap_or_else(|| "全国".to_owned()),
        seed: seed::Organisation {
            key: id.to_string(),
            name: asked.name.clone(),
            short_name: asked.short_name.clone(),
            level: asked.region.level(),
            region_code: asked.region.clone(),
            parent: String::new(),
            number_region: asked.number_region.clone(),
            address: String::new(),
            phone: String::new(),
            postcode: String::new(),
            reconsideration_organ: String::new(),
            litigation_court: String::new(),
            fine_bank: String::new(),
            fine_account: String::new(),
            lookup_reach: "own".to_owned(),
            valid_from: today,
        },
    }
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
