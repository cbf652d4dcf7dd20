//! 留痕链 · the chain holds, and says where it does not
use crate::{Actor, Broken, Command, Db, Entry, EntryClass, Permit, SubjectKind};
use database::q;
use lexicon::{Clock, LegalDay, OrganisationId, UserId};
use std::sync::Arc;

struct Store {
    engine: database::Db,
    db: Db,
    _dir: tempfile::TempDir,
}

async fn store() -> Store {
    let dir = tempfile::tempdir().unwrap();
    let engine = database::Db::open_file(&dir.path().join("t.db")).unwrap();
    let db = Db::new(engine.clone(), Clock::at(LegalDay::parse("2026-05-20").unwrap()));
    db.migrate(migrations::MIGRATIONS).await.unwrap();
    Store { engine, db, _dir: dir }
}

fn zhao(organ: OrganisationId) -> Permit {
    let actor = Actor { user_id: UserId::new(), organisation_id: organ, ..Actor::of_system("赵明远") };
    Arc::new(actor).for_himself()
}

fn entry(act: &str) -> Entry {
    Entry::on(SubjectKind::System, uuid::Uuid::nil(), act)
}

impl Store {
    async fn act(&self, permit: &Permit, acts: &[&'static str]) {
        let acts = acts.to_vec();
        let write = self.db.write(permit.clone(), Command::of_system(), move |tx| {
            Box::pin(async move {
                for act in &acts {
                    tx.note(entry(act)).await?;
                }
                tx.record(entry("末"), ()).await
            })
        });
        write.await.unwrap();
    }
    async fn tamper(&self, sql: &'static str, organ: OrganisationId, seq: i64) {
        let change = q(sql).s(" WHERE organisation_id = ").b(organ).s(" AND seq = ").b(seq);
        let done: crate::Result<u64> =
            self.engine.write(move |c| Box::pin(async move { Ok(c.exec(&change).await?) })).await;
        assert_eq!(done.unwrap(), 1);
    }
    async fn broken(&self) -> Vec<Broken> {
        self.db.verify_trail(None).await.unwrap().broken
    }
}

#[tokio::test]
async fn a_chain_left_alone_holds_for_every_organ() {
    let (s, one, other) = (store().await, OrganisationId::new(), OrganisationId::new());
    s.act(&zhao(one), &["甲", "乙"]).await;
    s.act(&zhao(other), &[]).await;
    s.act(&zhao(one), &[]).await;
    let found = s.db.verify_trail(None).await.unwrap();
    assert_eq!((found.chains, found.entries, found.broken), (2, 5, Vec::new()));
}

/// 改动、删除任何一行，验证都指出该行；其他机关的链不受影响。
#[tokio::test]
async fn the_first_changed_or_missing_row_is_named() {
    for (sql, row, why) in [
        ("UPDATE entries SET reason = '后加的理由'", true, "这一行的内容被改动"),
        ("UPDATE entries SET at = at + 1", true, "这一行的内容被改动"),
        ("DELETE FROM entries", false, "这一行被删除"),
    ] {
        let (s, one, other) = (store().await, OrganisationId::new(), OrganisationId::new());
        s.act(&zhao(one), &["甲", "乙", "丙"]).await;
        s.act(&zhao(other), &["甲"]).await;
        s.tamper(sql, one, 2).await;
        let broken = s.broken().await;
        let [first] = broken.as_slice() else { panic!("{broken:?}") };
        assert_eq!((first.organisation_id, first.seq, first.why.as_str()), (one, 2, why));
        assert_eq!(first.entry.is_some(), row);
    }
}

#[tokio::test]
async fn a_tail_that_was_cut_off_is_noticed() {
    let (s, one) = (store().await, OrganisationId::new());
    s.act(&zhao(one), &["甲"]).await;
    s.tamper("DELETE FROM entries", one, 2).await;
    let broken = s.broken().await;
    assert_eq!(broken.iter().map(|b| b.seq).collect::<Vec<_>>(), [2]);
}

/// 查看记录先答复后写入，写入后与办理在同一条链上。
#[tokio::test]
async fn what_was_looked_at_stands_in_the_chain() {
    let (s, one) = (store().await, OrganisationId::new());
    let permit = zhao(one);
    for _ in 0..40 {
        let look = s.db.read(permit.clone(), |tx| {
            Box::pin(async move {
                tx.saw(entry("查看").class(EntryClass::Reading));
                Ok(())
            })
        });
        look.await.unwrap();
    }
    s.act(&permit, &[]).await;
    let found = s.db.verify_trail(None).await.unwrap();
    assert_eq!((found.entries, found.broken), (41, Vec::new()));
}

/// 一次办理留下上千条，仍在一条链上。
#[tokio::test]
async fn a_thousand_entries_of_one_act_stand_in_one_chain() {
    let (s, one) = (store().await, OrganisationId::new());
    s.act(&zhao(one), &["逐行"; 1_201]).await;
    let found = s.db.verify_trail(None).await.unwrap();
    assert_eq!((found.entries, found.broken), (1_202, Vec::new()));
}

/// 从第一版升级：机构、用户、旧留痕都在，旧留痕按次序入链，其后接着记。
#[tokio::test]
async fn a_store_of_the_first_version_is_upgraded_and_its_trail_chained() {
    let dir = tempfile::tempdir().unwrap();
    let engine = database::Db::open_file(&dir.path().join("t.db")).unwrap();
    engine.migrate(&migrations::MIGRATIONS[..5]).await.unwrap();
    let organ = OrganisationId::new();
    let old: crate::Result<()> = engine
        .write(move |c| {
            Box::pin(async move {
                let row = q("INSERT INTO organisations VALUES (").b(organ).s(
                    ", 'xifeng', NULL, '西峰区应急管理局', '西峰', 'county', '621002', '西峰区', '62', '6210', '621002', \
                     '甘庆西', '演示路1号', '12000000905', '745000', '西峰区人民政府', '西峰区人民法院', '演示银行', '0000', 1)",
                );
                c.exec(&row).await?;
                let user = q("INSERT INTO users VALUES (").b(UserId::new()).s(", '12000000001', '赵明远', ").b(organ);
                let user = user.s(", '执法大队', '', 'officer', 'x', ").b(false).s(", 0, NULL, ").b(true);
                c.exec(&user.s(", '62', '6210', '621002', 1)")).await?;
                for act in ["甲", "乙"] {
                    let entry = q("INSERT INTO entries VALUES (").b(lexicon::EntryId::new()).s(", 1, ");
                    let entry = entry.b(UserId::new()).s(", '赵明远', ").b(organ).s(", '西峰区', '62', '6210', '621002', 'x', ");
                    let entry = entry.b(uuid::Uuid::nil()).s(", 'scheme', ").b(uuid::Uuid::nil()).s(", ").b(act);
                    c.exec(&entry.s(", '', 'null', 'null')")).await?;
                }
                Ok(())
            })
        })
        .await;
    old.unwrap();
    let db = Db::new(engine.clone(), Clock::at(LegalDay::parse("2026-05-20").unwrap()));
    db.migrate(migrations::MIGRATIONS).await.unwrap();
    let s = Store { engine, db, _dir: dir };
    s.act(&zhao(organ), &[]).await;
    let found = s.db.verify_trail(None).await.unwrap();
    assert_eq!((found.chains, found.entries, found.broken), (1, 3, Vec::new()));
    let kept: crate::Result<Vec<(String, String)>> = s
        .engine
        .read(|c| {
            Box::pin(async move {
                let both = q("SELECT p.address, d.name FROM organisation_profiles p JOIN departments d \
                     ON d.organisation_id = p.organisation_id");
                Ok(c.all(&both).await?)
            })
        })
        .await;
    assert_eq!(kept.unwrap(), [("演示路1号".to_owned(), "执法大队".to_owned())]);
}

/// The digest of a line as programs made it before a line could tell another organ: the text of each column behind its
/// length, behind the digest before.
fn old_digest(before: &str, numbers: [i64; 2], ids: [uuid::Uuid; 5], texts: [&str; 13]) -> String {
    use sha2::{Digest, Sha256};
    let mut bytes = (before.len() as u64).to_be_bytes().to_vec();
    bytes.extend(before.as_bytes());
    let columns = numbers.iter().map(|n| n.to_be_bytes().to_vec()).chain(ids.iter().map(|id| id.as_bytes().to_vec()));
    for column in columns.chain(texts.iter().map(|text| text.as_bytes().to_vec())) {
        bytes.extend((column.len() as u64).to_be_bytes());
        bytes.extend(column);
    }
    hex::encode(Sha256::digest(bytes))
}

/// 从“告知下级”之前的版本升级：旧链逐行仍验证得过，其后接着记；升级后改动旧行，照样指出该行。
#[tokio::test]
async fn a_chain_made_before_a_line_could_tell_another_organ_still_holds() {
    let dir = tempfile::tempdir().unwrap();
    let engine = database::Db::open_file(&dir.path().join("t.db")).unwrap();
    let before = migrations::MIGRATIONS.iter().position(|m| m.name == "0036_told.sql").unwrap();
    engine.migrate(&migrations::MIGRATIONS[..before]).await.unwrap();
    let organ = OrganisationId::new();
    let old: crate::Result<()> = engine
        .write(move |c| {
            Box::pin(async move {
                let mut hash = String::new();
                for seq in 1..=3_i64 {
                    let (id, at) = (lexicon::EntryId::new().0, 1_779_238_800_000 + seq);
                    let ids = [id, UserId::new().0, organ.0, lexicon::CommandId::new().0, uuid::Uuid::nil()];
                    let texts = [
                        "赵明远",
                        "西峰区应急管理局",
                        "62",
                        "6210",
                        "621002",
                        "inspect",
                        "act",
                        "scheme",
                        "暂存方案",
                        "",
                        "null",
                        "{\"n\":1}",
                        "127.0.0.1",
                    ];
                    hash = old_digest(&hash, [seq, at], ids, texts);
                    let [user, _, command, subject] = [ids[1], ids[2], ids[3], ids[4]];
                    let [name, organ_name, prov, city, county, verb, class, kind, act, reason, was, is, address] =
                        texts;
                    let row = q(
                        "INSERT INTO entries (id, at, user_id, user_name, organisation_id, organisation_name, prov, \
                         city, county, verb, command_id, class, subject_kind, subject_id, act, reason, before_json, \
                         after_json, address, seq, hash) VALUES (",
                    );
                    let row = row.b(id).s(", ").b(at).s(", ").b(user).s(", ").b(name).s(", ").b(organ).s(", ");
                    let row =
                        row.b(organ_name).s(", ").b(prov).s(", ").b(city).s(", ").b(county).s(", ").b(verb).s(", ");
                    let row = row.b(command).s(", ").b(class).s(", ").b(kind).s(", ").b(subject).s(", ").b(act).s(", ");
                    let row = row.b(reason).s(", ").b(was).s(", ").b(is).s(", ").b(address).s(", ").b(seq).s(", ");
                    c.exec(&row.b(hash.clone()).s(")")).await?;
                }
                let end = q("INSERT INTO entry_chains (organisation_id, last_seq, last_hash) VALUES (").b(organ);
                c.exec(&end.s(", 3, ").b(hash).s(")")).await?;
                Ok(())
            })
        })
        .await;
    old.unwrap();
    let db = Db::new(engine.clone(), Clock::at(LegalDay::parse("2026-05-20").unwrap()));
    db.migrate(migrations::MIGRATIONS).await.unwrap();
    let s = Store { engine, db, _dir: dir };
    s.act(&zhao(organ), &["升级以后"]).await;
    let found = s.db.verify_trail(None).await.unwrap();
    assert_eq!((found.chains, found.entries, found.broken), (1, 5, Vec::new()));
    s.tamper("UPDATE entries SET told_prov = '62'", organ, 2).await;
    assert_eq!(s.broken().await.iter().map(|b| b.seq).collect::<Vec<_>>(), [2]);
}
