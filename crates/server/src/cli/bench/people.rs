//! Users and entries in great numbers, for the lists of the administrator and the auditor.

use crate::install::{self, DEMO_PASSWORD};
use authority::{Command, Entry, Permit, SubjectKind};
use identity::session::hash;
use identity::user::store::{self as users, NewUser};
use lexicon::{OrganisationId, RegionCode, UserId};
use std::sync::Arc;
use web::App;

const BATCH: usize = 2_000;
/// Users of the measured county, as many as a large city has; the others stand all over the country.
const OWN: usize = 500;

/// The account of a system administrator of the whole country.
pub const NATION: &str = "12000000999";

/// Opens so many accounts and writes so many entries of the measured county's organ; gives the administrator and the
/// auditor a password.
pub async fn fill(app: &App, count: usize) -> authority::Result<()> {
    let hash = hash::make(format!("{DEMO_PASSWORD}-b")).await?;
    for key in ["zhou", "wei", "li", "qin"] {
        let (id, hash) = (install::user_id(key), hash.clone());
        let write = app.db.write(Permit::of_system("测量"), Command::of_system(), move |tx| {
            Box::pin(async move {
                users::save_password(tx, id, &hash, false).await?;
                tx.record(Entry::on(SubjectKind::User, id, "测量"), ()).await
            })
        });
        write.await?;
    }
    let places: Vec<RegionCode> =
        app.reference.divisions.list.iter().map(|d| d.code.clone()).filter(|c| !c.as_str().ends_with("00")).collect();
    if count > 0 {
        let nation = national(app, &hash);
        let write = app.db.write(Permit::of_system("测量"), Command::of_system(), move |tx| {
            Box::pin(async move {
                if let Some(new) = nation {
                    users::open(tx, &new).await?;
                }
                tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "测量数据"), ()).await
            })
        });
        write.await?;
    }
    for start in (0..count).step_by(BATCH) {
        let some: Vec<NewUser> =
            (start..(start + BATCH).min(count)).filter_map(|n| account(app, n, &places, &hash)).collect();
        let write = app.db.write(Permit::of_system("测量"), Command::of_system(), move |tx| {
            Box::pin(async move {
                for new in &some {
                    users::open(tx, new).await?;
                }
                tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "测量数据"), ()).await
            })
        });
        write.await?;
    }
    entries(app, count).await
}

async fn entries(app: &App, count: usize) -> authority::Result<()> {
    let zhao = app.reference.people.iter().find(|p| p.key == "zhao").map(|p| p.account.clone()).unwrap_or_default();
    let actor = Arc::new(super::prepare::by_account(app, zhao).await?);
    for start in (0..count).step_by(BATCH) {
        let write = app.db.write(actor.for_himself(), Command::of_system(), move |tx| {
            Box::pin(async move {
                for n in start..start + BATCH {
                    tx.note(Entry::on(SubjectKind::Scheme, UserId::new(), format!("测量第{n}次"))).await?;
                }
                tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "测量数据"), ()).await
            })
        });
        write.await?;
    }
    Ok(())
}

fn national(app: &App, hash: &str) -> Option<NewUser> {
    let mut person = app.reference.people.first()?.clone();
    NATION.clone_into(&mut person.account);
    "周安".clone_into(&mut person.name);
    Some(NewUser {
        id: UserId::new(),
        organisation_id: install::organisation_id("ministry"),
        department_id: None,
        keys: RegionCode::parse("000000").ok()?.keys(),
        roles: "system_admin".to_owned(),
        password_hash: hash.to_owned(),
        seed: person,
    })
}

fn account(app: &App, n: usize, places: &[RegionCode], hash: &str) -> Option<NewUser> {
    let own = n < OWN;
    let region = if own { RegionCode::parse("621002").ok()? } else { places.get(n % places.len())?.clone() };
    let organisation_id = if own { install::organisation_id("xifeng") } else { OrganisationId::new() };
    let mut person = app.reference.people.first()?.clone();
    person.account = format!("14{n:09}");
    person.name = format!("测量{n}");
    Some(NewUser {
        id: UserId::new(),
        organisation_id,
        department_id: None,
        keys: app.reference.divisions.keys(&region)?,
        roles: "officer".to_owned(),
        password_hash: hash.to_owned(),
        seed: person,
    })
}
