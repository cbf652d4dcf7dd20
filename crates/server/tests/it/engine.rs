//! Where a story keeps its records.

use lexicon::CommandId;

/// Where a story keeps its records: the embedded engine in its folder, or a PostgreSQL database of its own.
#[derive(Clone)]
pub struct Engine(Option<String>);

impl Engine {
    /// A new, empty one.
    pub async fn of_its_own() -> Self {
        let Some(url) = std::env::var_os("ZHIFA_TEST_DATABASE_URL").and_then(|u| u.into_string().ok()) else {
            return Self(None);
        };
        Self(Some(database(&url, "template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'").await))
    }

    /// As this one is, with the folder that belongs to it; nobody may be at work in it.
    pub async fn copied(&self, from: &std::path::Path, to: &std::path::Path) -> Self {
        copy(from, to);
        match self.url() {
            None => Self(None),
            Some(url) => Self(Some(database(url, url.rsplit_once('/').unwrap().1).await)),
        }
    }

    /// What a program is started with; nothing for the embedded engine.
    pub fn url(&self) -> Option<&str> {
        self.0.as_deref()
    }

    pub fn open(&self, folder: &std::path::Path) -> database::Db {
        match self.url() {
            Some(url) => database::Db::open_postgres(url, 8).unwrap(),
            None => database::Db::open_file(&folder.join("zhifa.db")).unwrap(),
        }
    }
}

/// Makes a database beside another, after a template; its address.
async fn database(beside: &str, template: &str) -> String {
    let (server, _) = beside.rsplit_once('/').unwrap();
    let name = format!("story_{}", CommandId::new().0.simple());
    let maker = database::Db::open_postgres(&format!("{server}/postgres"), 1).unwrap();
    let create = format!("CREATE DATABASE {name} TEMPLATE {template}");
    let made: Result<(), database::Error> = maker.read(move |c| Box::pin(async move { c.script(&create).await })).await;
    made.unwrap();
    format!("{server}/{name}")
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
