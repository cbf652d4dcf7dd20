//! Equipment and its register, as sentences.

use super::store::{self, Sort, Wanted};
use super::{Enterprise, EquipmentInput, WorkshopInput, index_store, piece_store, rules, search_store};
use crate::install::{self, fixed_id};
use authority::{Command, Db, Entry, Halt, Permit, Search, SubjectKind, like_contains};
use lexicon::{Clock, EnterpriseId, EquipmentId, LegalDay, OfficerId, WorkshopId};
use std::sync::Arc;

fn shop(equipment: Vec<EquipmentInput>) -> WorkshopInput {
    WorkshopInput {
        id: WorkshopId::new(),
        industry: "steel".to_owned(),
        unit: "steelmaking".to_owned(),
        name: " 炼钢厂 ".to_owned(),
        places: vec!["operation_room".to_owned(), "operation_room".to_owned()],
        equipment,
    }
}
fn piece(kind: &str, name: &str, spec: &str) -> EquipmentInput {
    EquipmentInput {
        id: EquipmentId::new(),
        kind: kind.to_owned(),
        name: name.to_owned(),
        spec: spec.to_owned(),
        attributes: None,
    }
}

/// 规格是大于零的数字，单位可写可不写。
#[test]
fn a_specification_is_a_positive_number_with_or_without_its_unit() {
    let tons = seed::Specification { label: "额定起重量".to_owned(), unit: "吨".to_owned() };
    for (text, stored) in [("100", "100"), (" 100吨 ", "100"), ("2.50", "2.5"), ("75 吨", "75")] {
        assert_eq!(rules::spec(&tons, text).as_deref(), Ok(stored), "{text}");
    }
    for wrong in ["", "吨", "-1", "0", "1e9", "inf", "NaN", "一百", "1000000000", "1.2.3", "100米"] {
        assert!(rules::spec(&tons, wrong).unwrap_err().contains("吨"), "{wrong}");
    }
}

/// 单元、设备、场所须在行业模型之内，名称必填，同一车间内同种设备不得同名。
#[test]
fn equipment_that_the_model_does_not_know_is_refused_at_its_field() {
    let seed = seed::all().unwrap();
    let check = |shop: WorkshopInput| {
        let faults = rules::workshops(&seed, &["steel".to_owned()], &[shop]);
        faults.map_err(|faults| faults.into_iter().map(|f| f.field).collect::<Vec<_>>())
    };
    let fine = check(shop(vec![piece("converter", " 1号转炉 ", "120吨")])).unwrap();
    assert_eq!((fine[0].name.as_str(), fine[0].places.len()), ("炼钢厂", 1));
    assert_eq!((fine[0].equipment[0].name.as_str(), fine[0].equipment[0].spec.as_str()), ("1号转炉", "120"));
    let at = |fields: &[&str]| Err(fields.iter().map(|f| (*f).to_owned()).collect::<Vec<_>>());
    assert_eq!(check(shop(vec![piece("blast_furnace", "1号高炉", "1")])), at(&["workshops[0].equipment[0].kind"]));
    assert_eq!(check(shop(vec![piece("converter", "  ", "x")])).unwrap_err().len(), 2);
    let twice = vec![piece("converter", "1号转炉", "1"), piece("converter", "1号转炉", "2")];
    assert_eq!(check(shop(twice)), at(&["workshops[0].equipment[1].name"]));
    assert_eq!(check(WorkshopInput { name: String::new(), ..shop(vec![]) }), at(&["workshops[0].name"]));
    assert_eq!(check(WorkshopInput { unit: "brewing".to_owned(), ..shop(vec![]) }), at(&["workshops[0].unit"]));
    assert_eq!(check(WorkshopInput { places: vec!["moon".to_owned()], ..shop(vec![]) }), at(&["workshops[0].places"]));
    let other =
        WorkshopInput { industry: "dust".to_owned(), unit: "sanding".to_owned(), places: vec![], ..shop(vec![]) };
    assert_eq!(check(other), at(&["workshops[0].industry"]));
}

#[test]
fn one_enterprise_holds_at_most_two_thousand_pieces() {
    let seed = seed::all().unwrap();
    let many = |n: usize| shop((0..n).map(|i| piece("converter", &format!("{i}号"), "1")).collect());
    let check = |n| rules::workshops(&seed, &["steel".to_owned()], &[many(n)]).map(|w| w[0].equipment.len());
    assert_eq!(check(2000), Ok(2000));
    assert_eq!(check(2001).unwrap_err()[0].field, "workshops");
}

async fn installed(dir: &std::path::Path) -> (Db, Arc<seed::Seed>) {
    let clock = Clock::at(LegalDay::parse("2026-05-20").unwrap());
    let db = Db::new(database::Db::open_file(&dir.join("t.db")).unwrap(), clock);
    db.migrate(migrations::MIGRATIONS).await.unwrap();
    let seed = Arc::new(seed::all().unwrap());
    let reference = seed.clone();
    write(&db, move |tx| {
        Box::pin(async move {
            assert!(install::officers(tx, &reference).await? > 2);
            install::enterprises(tx, &reference).await?;
            Ok(())
        })
    })
    .await
    .unwrap();
    (db, seed)
}

async fn write<F>(db: &Db, f: F) -> authority::Result<()>
where
    F: for<'t, 'c> FnOnce(&'t mut authority::WriteTx<'c>) -> authority::Work<'t, ()> + Send + 'static,
{
    db.write(Permit::of_system("系统"), Command::of_system(), move |tx| {
        Box::pin(async move {
            f(tx).await?;
            tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "试"), ()).await
        })
    })
    .await
}

async fn take(db: &Db, seed: &Arc<seed::Seed>, id: EnterpriseId) -> Enterprise {
    let seed = seed.clone();
    let read =
        db.read(Permit::of_system("系统"), move |tx| Box::pin(async move { store::take(tx, &seed, id).await }));
    read.await.unwrap()
}

/// 漏列的设备予以核销而不删除，编号再次出现时恢复。
#[tokio::test]
async fn a_piece_left_out_is_struck_off_and_comes_back_with_its_id() {
    let dir = tempfile::tempdir().unwrap();
    let (db, seed) = installed(dir.path()).await;
    let id = EnterpriseId(fixed_id("enterprise", "xifeng_hongsheng_steel"));
    let before = take(&db, &seed, id).await;
    assert_eq!((before.row.equipment_count, before.workshops.len()), (8, 2));
    assert_eq!(before.workshops[0].equipment[0].spec_unit, "吨");
    let all: Vec<WorkshopInput> = before.workshops.iter().map(WorkshopInput::from).collect();
    let fewer = vec![all[0].clone()];
    let first = before.clone();
    write(&db, move |tx| {
        Box::pin(async move {
            let count = piece_store::replace(tx, id, &fewer).await?;
            assert_eq!(count, 6);
            piece_store::keep_count(tx, &first, count).await
        })
    })
    .await
    .unwrap();
    let less = take(&db, &seed, id).await;
    assert_eq!((less.row.equipment_count, less.workshops.len(), less.revision), (6, 1, before.revision + 1));
    write(&db, move |tx| {
        Box::pin(async move {
            let count = piece_store::replace(tx, id, &all).await?;
            piece_store::keep_count(tx, &less, count).await
        })
    })
    .await
    .unwrap();
    assert_eq!(take(&db, &seed, id).await.workshops, before.workshops);
}

/// 一台设备只属于一家企业：拿别家的编号登记不准。
#[tokio::test]
async fn an_id_of_another_enterprise_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (db, seed) = installed(dir.path()).await;
    let one = EnterpriseId(fixed_id("enterprise", "xifeng_hongsheng_steel"));
    let other = EnterpriseId(fixed_id("enterprise", "xifeng_longyuan_steel"));
    let stolen: Vec<WorkshopInput> = take(&db, &seed, one).await.workshops.iter().map(WorkshopInput::from).collect();
    let before = take(&db, &seed, other).await;
    let tried = write(&db, move |tx| {
        Box::pin(async move {
            piece_store::replace(tx, other, &stolen).await?;
            Ok(())
        })
    });
    assert!(matches!(tried.await, Err(Halt::Refused(refused)) if refused.code == "gate.duplicate"));
    assert_eq!(take(&db, &seed, other).await, before);
}

#[tokio::test]
async fn the_list_is_filtered_and_paged_without_losing_or_doubling_a_row() {
    let dir = tempfile::tempdir().unwrap();
    let (db, seed) = installed(dir.path()).await;
    let list = |wanted: Wanted, after, size| {
        let read = db.read(Permit::of_system("系统"), move |tx| {
            Box::pin(async move { store::list(tx, &wanted, after, size).await })
        });
        async { read.await.unwrap() }
    };
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let (mut rows, counted) = list(Wanted::default(), after, 10).await;
        assert_eq!(counted.total, i64::try_from(seed.enterprises.len()).unwrap());
        let more = rows.len() > 10;
        rows.truncate(10);
        seen.extend(rows.iter().map(|r| r.id));
        after = seen.last().copied().map(store::After::Id);
        if !more {
            break;
        }
    }
    assert_eq!(seen.len(), seed.enterprises.len());
    assert!(seen.is_sorted_by(|a, b| a > b));
    let found = |wanted: Wanted| async { list(wanted, None, 100).await.1.total };
    let text = |t: &str| Wanted { search: Search::of(t, &index_store::ALL), ..Wanted::default() };
    assert_eq!(found(text("鸿晟")).await, 1);
    assert_eq!(found(text("91621002000001011q")).await, 1);
    assert_eq!(found(text("%%")).await, 0);
    let letter = |t: &str| Wanted { pattern: Some(like_contains(t)), ..Wanted::default() };
    assert_eq!((found(letter("晟")).await > 0, found(letter("%")).await), (true, 0));
    let in_city = seed.enterprises.iter().filter(|e| e.region_code.as_str().starts_with("6210")).count();
    let city = Wanted { region: Some(("city", "6210".to_owned())), ..Wanted::default() };
    assert_eq!(found(city).await, i64::try_from(in_city).unwrap());
    let dusty = seed.enterprises.iter().filter(|e| e.industries.iter().any(|i| i == "dust")).count();
    let dust = Wanted { industries: vec!["dust".to_owned()], ..Wanted::default() };
    assert_eq!(found(dust).await, i64::try_from(dusty).unwrap());
}

/// 检索结果按任何次序都是同样几家，无论先检索后排序，还是按次序逐家核对（结果很多时）。
#[tokio::test]
async fn what_was_found_is_the_same_in_every_order_and_by_either_way() {
    let dir = tempfile::tempdir().unwrap();
    let (db, _) = installed(dir.path()).await;
    let read = db.read(Permit::of_system("系统"), |tx| {
        Box::pin(async move {
            let mut all = Vec::new();
            for sort in [Sort::Newest, Sort::Updated, Sort::Placed] {
                for many in [0, 10_001] {
                    let search = Search::of("有限", &index_store::ALL).unwrap();
                    let wanted = Wanted { search: Some(search.clone()), sort, ..Wanted::default() };
                    let mut ids = search_store::found(tx, (&wanted, &search), (None, many), 100).await?;
                    ids.sort_unstable();
                    all.push(ids);
                }
            }
            Ok(all)
        })
    });
    let all = read.await.unwrap();
    assert!(all[0].len() > 3 && all.iter().all(|ids| *ids == all[0]), "{all:?}");
}

/// 选用执法人员以本机关人员库为限。
#[tokio::test]
async fn officers_are_shown_in_the_asked_order_and_only_own_ones_may_act() {
    let dir = tempfile::tempdir().unwrap();
    let (db, seed) = installed(dir.path()).await;
    let certified = seed.people.iter().filter(|p| p.certificate.is_some());
    let mut ids: Vec<OfficerId> = certified.take(2).map(|p| OfficerId(fixed_id("officer", &p.key))).collect();
    ids.reverse();
    let on = LegalDay::parse("2026-05-20").unwrap();
    let asked = ids.clone();
    let read = db.read(Permit::of_system("系统"), move |tx| {
        Box::pin(async move {
            let shown = crate::officer::officers(tx, &asked, on).await?;
            // The system itself belongs to no organ, so no officer is its own.
            let own = crate::officer::certified(tx, &asked).await;
            assert!(matches!(own, Err(Halt::Refused(refused)) if refused.code == "officers.not_own"));
            Ok(shown)
        })
    });
    let shown = read.await.unwrap();
    assert_eq!(shown.iter().map(|o| o.id).collect::<Vec<_>>(), ids);
    assert!(shown.iter().all(|o| !o.certificate_no.is_empty() && !o.organisation_name.is_empty()));
}
