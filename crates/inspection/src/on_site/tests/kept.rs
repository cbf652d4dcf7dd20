//! What the store keeps of an inspection, on SQLite; the story tests run the same on PostgreSQL.

use super::*;
use crate::on_site::search_store;
use crate::on_site::{NewInspection, open, store};
use authority::{Command, Db, Entry, Halt, Permit, SubjectKind, Verb, Work, WriteTx};
use lexicon::Clock;
use registers::install::{self, fixed_id};
use std::sync::Arc;

async fn write<T, F>(db: &Db, who: Actor, f: F) -> authority::Result<T>
where
    T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
    F: for<'t, 'c> FnOnce(&'t mut WriteTx<'c>) -> Work<'t, T> + Send + 'static,
{
    let permit: Permit = Arc::new(who).may(Verb::Inspect)?;
    db.write(permit, Command::of_system(), move |tx| {
        Box::pin(async move {
            let answer = f(tx).await?;
            tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "试"), answer).await
        })
    })
    .await
}

fn zhao() -> Actor {
    caller(Some(ZHAO), ORGAN)
}

/// The key of a piece of equipment, or of the operation room of a workshop, of the seeded steelworks.
fn chosen((kind, n): (&str, &str)) -> String {
    let id = |kind: &str| fixed_id(kind, &format!("xifeng_hongsheng_steel/{n}"));
    if kind == "equipment" {
        format!("equipment:{}", id("equipment"))
    } else {
        format!("place:{}:operation_room", id("workshop"))
    }
}

/// A store with one inspection that waits to be carried out.
async fn opened(dir: &std::path::Path) -> (Db, InspectionId) {
    let db = Db::new(database::Db::open_file(&dir.join("t.db")).unwrap(), Clock::at(today()));
    db.migrate(migrations::MIGRATIONS).await.unwrap();
    let reference = seed::all().unwrap();
    let id = write(&db, zhao(), move |tx| {
        Box::pin(async move {
            install::enterprises(tx, &reference).await?;
            let new = NewInspection {
                scheme_id: SchemeId::new(),
                scheme_number: "（甘庆西）应急检查〔2026〕0001号".to_owned(),
                enterprise_id: EnterpriseId(fixed_id("enterprise", "xifeng_hongsheng_steel")),
                enterprise_name: "庆阳市西峰区宏盛钢铁有限公司".to_owned(),
                officer_ids: vec![ZHAO, QIAN],
                officers: "赵明远、钱立诚".to_owned(),
                inspect_from: today(),
                inspect_to: today().plus(2),
                items: vec![item("G1"), item("G2")],
                targets: [("equipment", "1/1"), ("place", "2")].map(chosen).to_vec(),
            };
            open(tx, new).await
        })
    });
    let id = id.await.unwrap();
    (db, id)
}

/// 现场检查按企业登记预填，检查场所只填选中设备、场所所在的车间；同一版本只能保存一次。
#[tokio::test]
async fn an_opened_inspection_is_prefilled_and_kept_once_per_revision() {
    let dir = tempfile::tempdir().unwrap();
    let (db, id) = opened(dir.path()).await;
    let row = write(&db, zhao(), move |tx| {
        Box::pin(async move {
            let row = store::take(tx, id, 1).await?;
            let p = &row.particulars_json;
            assert_eq!((row.state, row.items_json.len(), row.number.as_str()), (InspectionState::Pending, 2, ""));
            assert!(
                !p.legal_person.is_empty() && !p.address.is_empty() && p.places.matches('、').count() == 1,
                "{p:?}"
            );
            assert_eq!(p.officers, [ZHAO, QIAN]);
            let revision = store::save(tx, &Row { state: InspectionState::InProgress, ..row }).await?;
            Ok(revision)
        })
    });
    assert_eq!(row.await.unwrap(), 2);
    let again = |who: Actor, seen: i64| {
        write(&db, who, move |tx| Box::pin(async move { store::take(tx, id, seen).await.map(|row| row.revision) }))
    };
    assert!(matches!(again(zhao(), 1).await, Err(Halt::Stale { revision: 2, .. })));
    assert_eq!(again(zhao(), 2).await.unwrap(), 2);
    let Err(Halt::Refused(refused)) = again(caller(Some(LI), ORGAN), 2).await else { panic!("refused") };
    assert_eq!(refused.code, "inspection.not_assigned");
    let Err(Halt::Refused(refused)) = again(caller(Some(ZHAO), OrganisationId::new()), 2).await else { panic!() };
    assert_eq!(refused.code, "gate.not_own");
    let outsider = Actor { scope: Scope::County("620000".to_owned()), ..zhao() };
    assert!(matches!(again(outsider, 2).await, Err(Halt::NotFound)));
}

/// 同一事项同一对象的结果后填的代替先填的；问题数随之变化。
#[tokio::test]
async fn a_later_answer_takes_the_place_of_an_earlier_one() {
    let dir = tempfile::tempdir().unwrap();
    let (db, id) = opened(dir.path()).await;
    let done = write(&db, zhao(), move |tx| {
        Box::pin(async move {
            let many: Vec<Answer> =
                (0..900).map(|n| answer("G1", &format!("t{n}"), Verdict::Defective, "rectify")).collect();
            store::answer(tx, id, &many).await?;
            store::answer(tx, id, &[answer("G1", "t7", Verdict::InOrder, "")]).await?;
            let kept = store::answers(tx, id).await?;
            assert_eq!(kept.len(), 900);
            assert_eq!(kept.iter().filter(|a| a.verdict == Verdict::InOrder).count(), 1);
            let others: Vec<OtherProblem> = vec![other(Measure::Rectify, Some(today())).into()];
            store::replace_others(tx, id, &others).await?;
            store::replace_others(tx, id, &others).await?;
            assert_eq!(store::others(tx, id).await?.len(), 1);
            assert_eq!(store::answered_targets(tx, id).await?.len(), 900);
            store::problems(tx, id).await
        })
    });
    assert_eq!(done.await.unwrap(), 900);
}

/// 列表可以按企业、检查人员、状态和“我的”筛选。
#[tokio::test]
async fn the_list_is_narrowed_by_enterprise_officer_state_and_person() {
    let dir = tempfile::tempdir().unwrap();
    let (db, _) = opened(dir.path()).await;
    let lines = |filter: search_store::Filter| {
        let permit = Arc::new(zhao()).may(Verb::ReadInspection).unwrap();
        db.read(permit, move |tx| {
            Box::pin(async move {
                search_store::page(tx, &filter, None, 20).await.map(|(lines, total)| (lines.len(), total))
            })
        })
    };
    let text = |t: &str| Some(t.to_owned());
    let all = search_store::Filter::default;
    assert_eq!(lines(all()).await.unwrap(), (1, 1));
    assert_eq!(lines(search_store::Filter { enterprise: text("宏盛"), ..all() }).await.unwrap(), (1, 1));
    assert_eq!(lines(search_store::Filter { enterprise: text("100%"), ..all() }).await.unwrap(), (0, 0));
    assert_eq!(
        lines(search_store::Filter { officer: text("钱立诚"), mine: Some(QIAN), ..all() }).await.unwrap(),
        (1, 1)
    );
    assert_eq!(lines(search_store::Filter { mine: Some(LI), ..all() }).await.unwrap(), (0, 0));
    let concluded = search_store::Filter { state: Some(InspectionState::Concluded), ..all() };
    assert_eq!(lines(concluded).await.unwrap(), (0, 0));
}
