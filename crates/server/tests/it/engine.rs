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
        let name = format!("story_{}", CommandId::new().0.simple());
        let maker = database::Db::open_postgres(&url, 1).unwrap();
        let create = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
        let made: Result<(), database::Error> =
            maker.read(move |c| Box::pin(async move { c.script(&create).await })).await;
        made.unwrap();
        let (server, _) = url.rsplit_once('/').unwrap();
        Self(Some(format!("{server}/{name}")))
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
