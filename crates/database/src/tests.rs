//! The layer, as sentences. PostgreSQL runs the same sentences in the story tests.

use crate::{Db, Error, Migration, Q, like_contains, q, row};
use uuid::Uuid;

static MIGRATIONS: [Migration; 1] = [Migration {
    name: "0001.sql",
    sql: "CREATE TABLE things (id {uuid} PRIMARY KEY, name {text} NOT NULL, n {int}, yes {flag} NOT NULL) {strict};\n\
          CREATE TABLE series (k {text} PRIMARY KEY, n {int} NOT NULL) {strict};",
}];

row! {
    #[derive(Debug, PartialEq)]
    struct Thing { id: Uuid, name: String, n: Option<i64>, yes: bool }
}

async fn open(dir: &std::path::Path) -> Db {
    let db = Db::open_file(&dir.join("t.db")).unwrap();
    db.migrate(&MIGRATIONS).await.unwrap();
    db
}

async fn insert(db: &Db, id: u128, name: &'static str) -> Result<u64, Error> {
    db.write(move |c| {
        Box::pin(async move {
            let q = q("INSERT INTO things (id, name, n, yes) VALUES (").b(Uuid::from_u128(id)).s(",").b(name);
            c.exec(&q.s(",").b(None::<i64>).s(",").b(true).s(")")).await
        })
    })
    .await
}

async fn all(db: &Db) -> Vec<Thing> {
    db.read(|c| {
        Box::pin(async move { c.all(&Q::select::<Thing>("FROM things ORDER BY id")).await as Result<_, Error> })
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn a_row_comes_back_as_it_was_written() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path()).await;
    insert(&db, 7, "高炉").await.unwrap();
    assert_eq!(all(&db).await, [Thing { id: Uuid::from_u128(7), name: "高炉".into(), n: None, yes: true }]);
}

#[tokio::test]
async fn a_refused_or_panicking_write_leaves_nothing_and_the_next_one_works() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path()).await;
    let refused: Result<(), Error> = db
        .write(|c| {
            Box::pin(async move {
                c.exec(&q("INSERT INTO series (k, n) VALUES ('a', 1)")).await?;
                Err(Error::NotFound)
            })
        })
        .await;
    assert!(matches!(refused, Err(Error::NotFound)));
    let panicked: Result<(), Error> = db
        .write(|c| {
            Box::pin(async move {
                c.exec(&q("INSERT INTO series (k, n) VALUES ('b', 1)")).await?;
                panic!("on purpose")
            })
        })
        .await;
    assert!(matches!(panicked, Err(Error::NotCommitted(_))));
    insert(&db, 1, "转炉").await.unwrap();
    let left: Vec<(String,)> = db
        .read(|c| Box::pin(async move { c.all(&q("SELECT k FROM series")).await as Result<_, Error> }))
        .await
        .unwrap();
    assert!(left.is_empty());
    assert!(matches!(insert(&db, 1, "转炉").await, Err(Error::Duplicate(_))));
}

#[tokio::test]
async fn sixty_four_writers_take_every_number_once() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path()).await;
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut mine = Vec::new();
                for _ in 0..10 {
                    let sql = "INSERT INTO series (k, n) VALUES ('no', 1) ON CONFLICT (k) DO UPDATE SET n = series.n + 1 RETURNING n";
                    let n: Result<(i64,), Error> = db.write(move |c| Box::pin(async move { c.one(&q(sql)).await })).await;
                    mine.push(n.unwrap().0);
                }
                mine
            })
        })
        .collect();
    let mut taken = Vec::new();
    for task in tasks {
        taken.extend(task.await.unwrap());
    }
    taken.sort_unstable();
    assert_eq!(taken, (1..=640).collect::<Vec<i64>>());
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_reopening() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path()).await;
    insert(&db, 3, "加热炉").await.unwrap();
    db.close();
    assert_eq!(all(&open(dir.path()).await).await.len(), 1);
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path()).await;
    let r: Result<u64, Error> =
        db.read(|c| Box::pin(async move { c.exec(&q("INSERT INTO series (k, n) VALUES ('x', 1)")).await })).await;
    assert!(r.is_err());
}

#[tokio::test]
async fn a_migration_edited_after_it_ran_is_refused() {
    static EDITED: [Migration; 1] = [Migration { name: "0001.sql", sql: "CREATE TABLE other (k {text}) {strict}" }];
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path()).await;
    assert!(matches!(db.migrate(&EDITED).await, Err(Error::ChangedMigration(_))));
}

#[test]
fn wildcards_in_a_search_are_ordinary_characters() {
    assert_eq!(like_contains("50%_a\\"), "%50\\%\\_a\\\\%");
}
