//! The import against a register.

use super::{checked, firm, firms_and_pieces, piece};
use crate::columns::columns;
use crate::import::check::keep;
use crate::import::difference::differences;
use crate::import::judge::{Verdict, Whole, judge};
use authority::{Actor, Command, Db, Entry, Permit, Role, Scope, SubjectKind, Verb};
use lexicon::{Clock, EnterpriseId, LegalDay, OrganisationId, RegionKeys, UserId};
use proptest::prelude::*;
use registers::enterprise::store;
use std::sync::Arc;

fn permit() -> Permit {
    let actor = Actor {
        user_id: UserId::new(),
        name: "孙三".to_owned(),
        title: String::new(),
        organisation_id: OrganisationId::new(),
        organisation_name: "西峰区应急管理局".to_owned(),
        keys: RegionKeys { prov: "62".to_owned(), city: "6210".to_owned(), county: "621002".to_owned() },
        officer_id: None,
        roles: vec![Role::BusinessAdmin],
        verbs: authority::Verbs::of_roles(&[Role::BusinessAdmin]),
        scope: Scope::County("621002".to_owned()),
        ..Actor::of_system("")
    };
    Arc::new(actor).may(Verb::ImportEnterprise).unwrap()
}

async fn open(dir: &std::path::Path) -> (Db, Arc<seed::Seed>) {
    let clock = Clock::at(LegalDay::parse("2026-05-20").unwrap());
    let db = Db::new(database::Db::open_file(&dir.join("t.db")).unwrap(), clock);
    db.migrate(migrations::MIGRATIONS).await.unwrap();
    let seed = Arc::new(seed::all().unwrap());
    let reference = seed.clone();
    let install = db.write(Permit::of_system("系统"), Command::of_system(), move |tx| {
        Box::pin(async move {
            registers::install::enterprises(tx, &reference).await?;
            tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "初始化"), ()).await
        })
    });
    install.await.unwrap();
    (db, seed)
}

async fn judged(db: &Db, seed: &Arc<seed::Seed>, bytes: Vec<u8>) -> Vec<Verdict> {
    let (checked, reference) = (checked(bytes).unwrap(), seed.clone());
    assert_eq!(checked.errors, []);
    let pieces = checked.pieces;
    let of = |n: usize| pieces.iter().filter(move |(owner, _)| *owner == n as i64 + 1).map(|(_, piece)| piece.clone());
    let firms: Vec<_> = checked.firms.into_iter().enumerate().map(|(n, firm)| (firm, of(n).collect())).collect();
    let read = db.read(permit(), move |tx| Box::pin(async move { judge(tx, &reference, firms, |_| true).await }));
    read.await.unwrap()
}

async fn put(db: &Db, id: EnterpriseId, whole: Whole) {
    let write = db.write(permit(), Command::of_system(), move |tx| {
        Box::pin(async move {
            store::insert_or_update(tx, id, &whole.particulars).await?;
            let count = registers::enterprise::piece_store::replace(tx, id, &whole.workshops).await?;
            registers::enterprise::piece_store::set_count(tx, id, count).await?;
            tx.record(Entry::on(SubjectKind::Enterprise, id, "导入"), ()).await
        })
    });
    write.await.unwrap();
}

/// 按统一社会信用代码比对：未登记的新增；同样的内容再来一次，没有变化；改了的逐项说明，设备只增加和更新，不核销。
#[tokio::test]
async fn the_same_file_changes_nothing_and_another_one_says_what_it_changes() {
    let dir = tempfile::tempdir().unwrap();
    let (db, seed) = open(dir.path()).await;
    let row = |name: &str, spec: &str| piece(1, ["炼钢", "一车间", "", "转炉", name, spec]);
    let first = || firms_and_pieces(vec![firm(1)], vec![row("1号", "100"), row("2号", "100")]);
    let Some(Verdict::New(whole)) = judged(&db, &seed, first()).await.pop() else { panic!("new") };
    put(&db, EnterpriseId::new(), *whole).await;
    assert!(matches!(judged(&db, &seed, first()).await[..], [Verdict::Unchanged { .. }]));
    let mut renamed = firm(1);
    renamed[0] = "演示铸钢新厂".to_owned();
    renamed[6] = "12000000009".to_owned();
    let second = firms_and_pieces(vec![renamed], vec![row("2号", "120"), row("3号", "80")]);
    let Some(Verdict::Changed { before, after, .. }) = judged(&db, &seed, second).await.pop() else {
        panic!("changed")
    };
    let said: Vec<(String, String, String)> = differences(&seed, columns().unwrap(), (&before, &after))
        .into_iter()
        .map(|d| (d.heading, d.before, d.after))
        .collect();
    let said: Vec<(&str, &str, &str)> = said.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    assert_eq!(
        said,
        [
            ("企业名称", "演示铸钢1厂", "演示铸钢新厂"),
            ("法定代表人电话", "120****0001", "120****0009"),
            ("炼钢 一车间", "2号（100吨）", "2号（120吨）"),
            ("炼钢 一车间", "", "3号（80吨）"),
        ]
    );
    assert_eq!(after.workshops[0].equipment.len(), 3);
    assert_eq!(
        after.differing(&before).as_object().unwrap().keys().collect::<Vec<_>>(),
        ["name", "phone", "workshops"]
    );
}

/// 文件里没有的列，不因导入而失去；有列而空着的，照空着的更新。
#[test]
fn what_the_file_has_no_column_for_is_kept() {
    let mut before = checked(firms_and_pieces(vec![firm(1)], vec![])).unwrap().firms.remove(0);
    before.contact_title = "安全科长".to_owned();
    before.more.postcode = "745000".to_owned();
    let mut after = checked(firms_and_pieces(vec![firm(1)], vec![])).unwrap().firms.remove(0);
    keep(&mut after, &before, |key| key != "postcode");
    assert_eq!((after.contact_title.as_str(), after.more.postcode.as_str()), ("", "745000"));
}

/// 管辖范围之外的企业不能由导入改动，也不透露其情况。
#[tokio::test]
async fn an_enterprise_of_another_county_is_refused_and_nothing_is_told_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let (db, seed) = open(dir.path()).await;
    let other = seed.enterprises.iter().find(|e| e.region_code.as_str() != "621002").unwrap();
    let mut row = firm(1);
    row[1] = other.credit_code.to_string();
    let verdicts = judged(&db, &seed, firms_and_pieces(vec![row, firm(2)], vec![])).await;
    let [Verdict::Refused(sentence), Verdict::New(_)] = verdicts.as_slice() else { panic!("{verdicts:?}") };
    assert!(!sentence.contains(&other.name));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// 同一文件再导入一次，没有变化：无论填了什么。
    #[test]
    fn a_second_import_of_the_same_rows_changes_nothing(
        rows in proptest::collection::vec(("[一-十]{1,8}", 0_u32..2_000, 0_usize..4, proptest::bool::ANY, "[0-9]{6}"), 1..6)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let dir = tempfile::tempdir().unwrap();
            let (db, seed) = open(dir.path()).await;
            let mut firms = Vec::new();
            let mut pieces = Vec::new();
            for (n, (name, employees, scale, has_pieces, capacity)) in (1..).zip(&rows) {
                let mut row = firm(n);
                row[0].clone_from(name);
                row[13] = ["大型", "中型", "小型", "微型"][*scale].to_owned();
                row[14].clone_from(capacity);
                row[15] = employees.to_string();
                firms.push(row);
                if *has_pieces {
                    pieces.push(piece(n, ["炼钢", "一车间", "操作室", "转炉", name, "120"]));
                }
            }
            for verdict in judged(&db, &seed, firms_and_pieces(firms.clone(), pieces.clone())).await {
                let Verdict::New(whole) = verdict else { panic!("{verdict:?}") };
                put(&db, EnterpriseId::new(), *whole).await;
            }
            let again = judged(&db, &seed, firms_and_pieces(firms, pieces)).await;
            assert!(again.iter().all(|verdict| matches!(verdict, Verdict::Unchanged { .. })), "{again:?}");
        });
    }
}
