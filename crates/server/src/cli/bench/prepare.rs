//! A folder to measure on: the demonstration county, many more enterprises, and an inspection per client.

use crate::config::Config;
use crate::install::{self, DEMO_PASSWORD};
use authority::{Actor, Command, Entry, Index, Permit, SubjectKind, Verb};
use identity::session::hash;
use identity::user::store as users;
use inspection::on_site::{self, NewInspection};
use lexicon::{CreditCode, EnterpriseId, LegalDay, OfficerId, RegionCode, SchemeId};
use registers::enterprise::{EnterpriseState, MoreParticulars, Particulars, RiskLevel, store as enterprises};
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
    /// An officer of the province above.
    pub province: String,
    /// The county's system administrator.
    pub administrator: String,
    pub auditor: String,
    /// The county's business administrator.
    pub importer: String,
    /// The ministry's business administrator.
    pub nation: String,
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
pub fn folder(folder: &Path, options: &super::Options) -> Result<Prepared, String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
    runtime.block_on(async {
        let today = LegalDay::parse(TODAY).map_err(|e| e.to_string())?;
        let config = Config {
            data_dir: folder.to_path_buf(),
            listen: ([127, 0, 0, 1], 0).into(),
            database_url: options.database_url.clone(),
            fonts: Vec::new(),
            trusted_proxies: Vec::new(),
            demo: true,
            today: Some(today),
            tls_cert: None,
            tls_key: None,
            behind_https: false,
            requests_per_second: 0,
        };
        let app = super::super::serve::open(&config, super::super::serve::setters(&config.font_folders())?).await?;
        let count = if is_filled(&app).await.map_err(|e| format!("{e:?}"))? { 0 } else { options.enterprises };
        let prepared = fill(&app, count, options.clients).await.map_err(|e| format!("{e:?}"))?;
        let people = if count == 0 { 0 } else { options.people };
        super::people::fill(&app, people).await.map_err(|e| format!("{e:?}"))?;
        // As the program itself does when nothing has been written for a while.
        app.clock.pass(3_000);
        while app.db.settle_search(Index::ENTERPRISES).await.map_err(|e| format!("{e:?}"))? {}
        if let Some(parts) = app.into_parts() {
            parts.db.close().await;
        }
        Ok(prepared)
    })
}

/// Whether the folder was prepared by an earlier run.
async fn is_filled(app: &App) -> authority::Result<bool> {
    let read = app.db.read(Permit::of_system("测量"), |tx| {
        Box::pin(async move { Ok(enterprises::take_row(tx, ordinary()).await.is_ok()) })
    });
    read.await
}

async fn fill(app: &App, count: usize, clients: usize) -> authority::Result<Prepared> {
    let places: Vec<RegionCode> =
        app.reference.divisions.list.iter().map(|d| d.code.clone()).filter(|c| !c.as_str().ends_with("00")).collect();
    for start in (0..count).step_by(2_000) {
        let batch: Vec<Particulars> =
            (start..(start + 2_000).min(count)).filter_map(|n| enterprise(app, n, &places)).collect();
        let write = app.db.write(Permit::of_system("测量"), Command::of_system(), move |tx| {
            Box::pin(async move {
                let id = |n| if n == 0 { ordinary() } else { EnterpriseId::new() };
                let new: Vec<_> = (start..).zip(&batch).map(|(n, firm)| (id(n), firm)).collect();
                registers::enterprise::bulk_store::insert_all(tx, &new).await?;
                for (id, _) in &new {
                    // What is measured is not the comparing of a million firms beside.
                    registers::enterprise::index_store::looked(tx, *id).await?;
                }
                tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "测量数据"), ()).await
            })
        });
        write.await?;
    }
    let of = |key: &str| app.reference.people.iter().find(|p| p.key == key).map(|p| p.account.clone());
    let [zhao, zheng, administrator, auditor, importer, nation] =
        ["zhao", "zheng", "zhou", "wei", "li", "qin"].map(|key| of(key).unwrap_or_default());
    let actor = actor(app, ("zhao", zhao.clone())).await?;
    self::actor(app, ("zheng", zheng.clone())).await?;
    let mut inspections = Vec::new();
    for _ in 0..clients {
        inspections.push(inspection(app, &actor).await?);
    }
    let steelworks = EnterpriseId(fixed_id("enterprise", STEELWORKS));
    let password = format!("{DEMO_PASSWORD}-b");
    let province = zheng;
    Ok(Prepared {
        account: zhao,
        province,
        administrator,
        auditor,
        importer,
        nation,
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

/// The first [`OWN`] stand in the measured county, of the others every fourth in its province, the rest all over the
/// country.
fn enterprise(app: &App, n: usize, places: &[RegionCode]) -> Option<Particulars> {
    let near: Vec<&RegionCode> =
        places.iter().filter(|p| p.as_str().starts_with("62") && !p.as_str().starts_with("621002")).collect();
    let region = match n {
        _ if n < OWN => RegionCode::parse("621002").ok()?,
        _ if n % 4 == 1 => (*near.get(n / 4 % near.len())?).clone(),
        _ => places.get(n % places.len())?.clone(),
    };
    let body = format!("91{}MA{:07}", region.as_str(), n);
    let code = format!("{body}{}", char::from(CreditCode::check_character(&body)?));
    Some(Particulars {
        credit_code: CreditCode::parse(&code).ok()?,
        name: name(n),
        region_name: app.reference.divisions.full_name(&region)?,
        keys: app.reference.divisions.keys(&region)?,
        region_code: region,
        address: format!("工业园区{n}号"),
        legal_person: "赵启明".into(),
        legal_title: "经理".into(),
        phone: format!("1200000{:04}", n % 10_000),
        contact: "钱向东".into(),
        contact_title: "安全员".into(),
        contact_phone: "12000000102".into(),
        industries: vec![industry(n).into()],
        is_special: true,
        element: if n % 23 == 5 { "危化品" } else { "工贸" }.into(),
        gb4754: "3489".into(),
        scale: "小型".into(),
        capacity: String::new(),
        employees: 35,
        longitude: None,
        latitude: None,
        state: state(n),
        more: MoreParticulars { risk_level: risk(n), ..MoreParticulars::default() },
    })
}

/// One in a thousand casts aluminium, some make steel, most have dust. The cycles of the filters are prime to each
/// other, so that every combination of them is there, and in every division.
fn industry(n: usize) -> &'static str {
    match n {
        _ if n % 997 == 3 => "aluminium_dc",
        _ if n % 19 == 4 => "steel",
        _ if n % 11 == 2 => "machinery",
        _ => "dust",
    }
}

fn state(n: usize) -> EnterpriseState {
    match n % 31 {
        9 => EnterpriseState::StruckOff,
        10 | 11 => EnterpriseState::Suspended,
        _ => EnterpriseState::Normal,
    }
}

fn risk(n: usize) -> RiskLevel {
    match n % 47 {
        11 => RiskLevel::Major,
        12..=15 => RiskLevel::Considerable,
        16..=26 => RiskLevel::General,
        27..=36 => RiskLevel::Low,
        _ => RiskLevel::Unrated,
    }
}

/// An invented name: a proper name of two characters out of 900, a trade out of 40.
fn name(n: usize) -> String {
    const FIRST: &str = "鸿昆金盛恒瑞泰华宏顺德兴隆祥丰裕润嘉康宁安达通利源广聚汇铭卓";
    const SECOND: &str = "晟新鑫茂业祺和邦成立远驰凯旋腾飞跃升辉煌耀明亮景荣庆福禄寿喜";
    const TRADES: [&str; 40] = [
        "钢铁",
        "铝业",
        "铜业",
        "镁业",
        "机械",
        "家具",
        "木业",
        "纺织",
        "服装",
        "制鞋",
        "皮革",
        "造纸",
        "印刷",
        "包装",
        "塑料",
        "橡胶",
        "陶瓷",
        "玻璃",
        "水泥",
        "建材",
        "铸造",
        "锻造",
        "热处理",
        "电镀",
        "电器",
        "电缆",
        "灯具",
        "仪表",
        "汽车零部件",
        "农机",
        "船舶",
        "食品",
        "粮油",
        "饲料",
        "酿酒",
        "乳业",
        "制糖",
        "冷链",
        "仓储物流",
        "再生资源",
    ];
    let pick = |text: &str, n: usize| text.chars().nth(n % text.chars().count()).unwrap_or('甲');
    let trade = TRADES.get(n.wrapping_mul(7) / 3 % TRADES.len()).copied().unwrap_or_default();
    format!("{}{}{trade}第{}有限责任公司", pick(FIRST, n / 11), pick(SECOND, n / 331), n % 1000)
}

/// A person of the cast as the gate knows him, with a password that need not be changed.
async fn actor(app: &App, (key, account): (&str, String)) -> authority::Result<Arc<Actor>> {
    let hash = hash::make(format!("{DEMO_PASSWORD}-b")).await?;
    let id = install::user_id(key);
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
