//! A folder to measure on: the demonstration county, many more enterprises, and an inspection per client.

use crate::config::Config;
use crate::install::{self, DEMO_PASSWORD};
use authority::{Actor, Command, Entry, Permit, SubjectKind, Verb};
use identity::session::hash;
use identity::user::store as users;
use inspection::on_site::{self, NewInspection};
use lexicon::{CreditCode, EnterpriseId, LegalDay, OfficerId, RegionCode, SchemeId};
use registers::enterprise::{EnterpriseState, MoreParticulars, Particulars, store as enterprises};
use registers::install::fixed_id;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use web::App;

/// The day of the measured folder.
pub const TODAY: &str = "2026-05-20";
/// Enterprises in the scope of the measured county, as in the peers' workload.
const OWN: usize = 234;
const STEELWORKS: &str = "xifeng_kunxin_steel";

/// What the measurement needs to know of the folder.
pub struct Prepared {
    pub account: String,
    /// The county's system administrator.
    pub administrator: String,
    pub auditor: String,
    /// The county's business administrator.
    pub importer: String,
    pub password: String,
    pub enterprise: EnterpriseId,
    /// The one with 200 pieces of equipment.
    pub steelworks: EnterpriseId,
    pub inspections: Vec<Inspection>,
}

/// An inspection with twelve item × target pairs to answer.
#[derive(Debug, Clone, Default)]
pub struct Inspection {
    pub id: String,
    pairs: Vec<(String, String)>,
}

impl Inspection {
    /// Twelve answers at the revision that was seen; the first request sees revision 1.
    pub fn answers(&self, seen: i64) -> Value {
        let answer = |(item, target): &(String, String)| {
            json!({"id": lexicon::FindingId::new(), "item_id": item, "target": target, "verdict": "in_order",
                "description": "", "measure": null, "due_on": null, "attachments": []})
        };
        json!({"seen": seen.max(1), "findings": self.pairs.iter().map(answer).collect::<Vec<_>>()})
    }
}

/// Makes the folder.
pub fn folder(folder: &Path, (count, people): (usize, usize), clients: usize) -> Result<Prepared, String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
    runtime.block_on(async {
        let today = LegalDay::parse(TODAY).map_err(|e| e.to_string())?;
        let config = Config {
            data_dir: folder.to_path_buf(),
            listen: ([127, 0, 0, 1], 0).into(),
            database_url: None,
            fonts: Vec::new(),
            trusted_proxies: Vec::new(),
            demo: true,
            today: Some(today),
            tls_cert: None,
            tls_key: None,
            behind_https: false,
            requests_per_second: 0,
        };
        let app = super::super::serve::open(&config, super::super::serve::typesetter(&config.font_folders())?).await?;
        let prepared = fill(&app, count, clients).await.map_err(|e| format!("{e:?}"))?;
        super::people::fill(&app, people).await.map_err(|e| format!("{e:?}"))?;
        if let Some(parts) = app.into_parts() {
            parts.db.close().await;
        }
        Ok(prepared)
    })
}

async fn fill(app: &App, count: usize, clients: usize) -> authority::Result<Prepared> {
    let places: Vec<RegionCode> =
        app.reference.divisions.list.iter().map(|d| d.code.clone()).filter(|c| !c.as_str().ends_with("00")).collect();
    for start in (0..count).step_by(2_000) {
        let batch: Vec<Particulars> =
            (start..(start + 2_000).min(count)).filter_map(|n| enterprise(app, n, &places)).collect();
        let write = app.db.write(Permit::of_system("测量"), Command::of_system(), move |tx| {
            Box::pin(async move {
                for (n, firm) in (start..).zip(&batch) {
                    let id = if n == 0 { ordinary() } else { EnterpriseId::new() };
                    enterprises::insert_or_update(tx, id, firm).await?;
                }
                tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "测量数据"), ()).await
            })
        });
        write.await?;
    }
    let of = |key: &str| app.reference.people.iter().find(|p| p.key == key).map(|p| p.account.clone());
    let [zhao, administrator, auditor, importer] = ["zhao", "zhou", "wei", "li"].map(|key| of(key).unwrap_or_default());
    let actor = actor(app, zhao.clone()).await?;
    let mut inspections = Vec::new();
    for _ in 0..clients {
        inspections.push(inspection(app, &actor).await?);
    }
    let steelworks = EnterpriseId(fixed_id("enterprise", STEELWORKS));
    let password = format!("{DEMO_PASSWORD}-b");
    Ok(Prepared {
        account: zhao,
        administrator,
        auditor,
        importer,
        password,
        enterprise: ordinary(),
        steelworks,
        inspections,
    })
}

/// The one enterprise that is read by its id: an ordinary one, in the measured county.
fn ordinary() -> EnterpriseId {
    EnterpriseId(fixed_id("enterprise", "measured"))
}

/// The first [`OWN`] stand in the measured county, the others all over the country.
fn enterprise(app: &App, n: usize, places: &[RegionCode]) -> Option<Particulars> {
    let region = if n < OWN { RegionCode::parse("621002").ok()? } else { places.get(n % places.len())?.clone() };
    let body = format!("91{}MA{:07}", region.as_str(), n);
    let code = format!("{body}{}", char::from(CreditCode::check_character(&body)?));
    Some(Particulars {
        credit_code: CreditCode::parse(&code).ok()?,
        name: format!("测量用第{n}机械制造有限责任公司"),
        region_name: app.reference.divisions.full_name(&region)?,
        keys: app.reference.divisions.keys(&region)?,
        region_code: region,
        address: format!("工业园区{n}号"),
        legal_person: "赵启明".into(),
        legal_title: "经理".into(),
        phone: "12000000101".into(),
        contact: "钱向东".into(),
        contact_title: "安全员".into(),
        contact_phone: "12000000102".into(),
        industries: vec!["dust".into()],
        is_special: true,
        element: "工贸".into(),
        gb4754: "3489".into(),
        scale: "小型".into(),
        capacity: String::new(),
        employees: 35,
        longitude: None,
        latitude: None,
        state: EnterpriseState::Normal,
        more: MoreParticulars::default(),
    })
}

/// Zhao as the gate knows him, with a password that need not be changed.
async fn actor(app: &App, account: String) -> authority::Result<Arc<Actor>> {
    let hash = hash::make(format!("{DEMO_PASSWORD}-b")).await?;
    let id = install::user_id("zhao");
    let write = app.db.write(Permit::of_system("测量"), Command::of_system(), move |tx| {
        Box::pin(async move {
            users::save_password(tx, id, &hash, false).await?;
            tx.record(Entry::on(SubjectKind::User, id, "测量"), ()).await
        })
    });
    write.await?;
    Ok(Arc::new(by_account(app, account).await?))
}

/// A person as the gate knows him.
pub async fn by_account(app: &App, account: String) -> authority::Result<Actor> {
    let read = app.db.read(Permit::of_system("测量"), move |tx| {
        Box::pin(async move {
            let account = users::by_account(tx, &account).await?.ok_or(authority::Halt::NotFound)?;
            users::actor(tx, &account).await
        })
    });
    read.await
}

/// An inspection of the steelworks in hand, with the first twelve pairs of its matrix.
async fn inspection(app: &App, actor: &Arc<Actor>) -> authority::Result<Inspection> {
    let permit = actor.may(Verb::Inspect)?;
    let inner = app.clone();
    let firm = EnterpriseId(fixed_id("enterprise", STEELWORKS));
    let officers: Vec<OfficerId> = ["zhao", "qian"].map(install::officer_id).to_vec();
    let write = app.db.write(permit, Command::of_system(), move |tx| {
        Box::pin(async move {
            let today = tx.today();
            let enterprise = registers::enterprise::take(tx, &inner.reference, firm).await?;
            let lists = registers::checklist::in_force(&inner.reference, today);
            let items: Vec<_> = lists.into_iter().filter(|l| l.key == "steel_8").flat_map(|l| l.items).collect();
            let groups = registers::target::groups(&enterprise, &items, &inner.reference.industries);
            let keys: Vec<String> = groups
                .iter()
                .flat_map(|g| g.targets.iter().filter(|t| t.proposed).map(|t| t.key.clone()))
                .take(20)
                .collect();
            let matrix = registers::target::matrix(&items, &groups, &keys);
            let pairs: Vec<(String, String)> = matrix
                .into_iter()
                .flat_map(|(item, targets)| targets.into_iter().map(move |t| (item.clone(), t)))
                .take(12)
                .collect();
            let new = NewInspection {
                scheme_id: SchemeId::new(),
                scheme_number: "测量".into(),
                enterprise_id: firm,
                enterprise_name: enterprise.row.name.clone(),
                officer_ids: officers,
                officers: "赵明远、钱立诚".into(),
                inspect_from: today,
                inspect_to: today.plus(1),
                items,
                targets: keys,
            };
            let id = on_site::open(tx, new).await?;
            tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "测量检查"), (id.to_string(), pairs)).await
        })
    });
    let (id, pairs) = write.await?;
    Ok(Inspection { id, pairs })
}
