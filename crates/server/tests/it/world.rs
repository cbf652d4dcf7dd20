//! The demonstration county as a running service, and its people.
#![allow(clippy::wrong_self_convention, reason = "an answer is consumed by what the story says of it")]

pub use crate::engine::Engine;
use crate::first_day;
use crate::setters::in_process;
pub use crate::setters::typesetter;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use forms::{Examiner, Typesetter};
use http_body_util::BodyExt;
use lexicon::{Clock, CommandId, LegalDay};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;
use web::{App, Parts, Vault};

pub const INITIAL: &str = server::install::DEMO_PASSWORD;
pub const PASSWORD: &str = "Xifeng-Story-2026";
/// After ninety days.
const NEXT_PASSWORD: &str = "Xifeng-Story-2027";

/// 西峰区 on one quiet day, 20 May 2026.
pub struct County {
    pub app: App,
    pub router: Router,
    pub seed: seed::Seed,
    pub engine: database::Db,
    /// Keeps the folder until the story ends.
    pub dir: Option<tempfile::TempDir>,
}

database::row! {
    /// A line of the trail.
    #[derive(Debug)]
    pub struct TrailLine {
        act: String, class: String, user_name: String, organisation_id: uuid::Uuid, address: String, reason: String,
        before_json: String, after_json: String,
    }
}

/// A person who is logged in.
#[derive(Clone)]
pub struct Person {
    pub router: Router,
    pub cookie: String,
    pub name: String,
}

/// An answer of the service.
pub struct Answer {
    pub status: StatusCode,
    pub kind: String,
    pub bytes: Vec<u8>,
    pub cookie: Option<String>,
}

const TODAY: &str = "2026-05-20";
static SEED: LazyLock<seed::Seed> = LazyLock::new(|| seed::all().unwrap());

impl County {
    /// The county on its first day, with nobody logged in.
    pub async fn new() -> Self {
        Self::with_typesetter(typesetter()).await
    }

    /// The county with another typesetter.
    pub async fn with_typesetter(typesetter: Arc<dyn Typesetter>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let engine = first_day::copied(dir.path()).await.open(dir.path());
        let mut county = Self::of(engine, dir.path(), typesetter, SEED.clone());
        county.dir = Some(dir);
        county
    }

    /// The county with so many requests a second for each caller.
    pub async fn with_limits(requests: u32) -> Self {
        Self::new().await.rebuilt(in_process(), requests)
    }

    /// The county with another examiner of templates.
    pub async fn with_examiner(examiner: Arc<dyn Examiner>) -> Self {
        Self::new().await.rebuilt(examiner, 0)
    }

    fn rebuilt(mut self, examiner: Arc<dyn Examiner>, requests: u32) -> Self {
        let parts = self.app.clone();
        self.app = App::new(Parts {
            db: parts.db.clone(),
            clock: parts.clock.clone(),
            calendar: parts.calendar.clone(),
            typesetter: parts.typesetter.clone(),
            examiner,
            signer: parts.signer.clone(),
            vault: parts.vault.clone(),
            reference: parts.reference.clone(),
            limits: web::Limits::per_second(requests),
            is_https: false,
        });
        self.router = server::router::router(self.app.clone());
        self
    }

    /// The county with other reference data.
    pub async fn with_seed(seed: seed::Seed) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let engine = Engine::of_its_own().await.open(dir.path());
        let mut county = Self::on_seed(engine, dir.path(), typesetter(), seed).await;
        county.dir = Some(dir);
        county
    }

    /// The county on an engine and in a folder that stay.
    pub async fn kept(engine: &Engine, folder: &Path) -> Self {
        Self::on(engine.open(folder), folder, typesetter()).await
    }

    /// Ends the service; what was acknowledged is in the folder.
    pub async fn close(self) {
        drop((self.router, self.engine));
        self.app.into_parts().unwrap().db.close().await;
    }

    async fn on(engine: database::Db, folder: &Path, typesetter: Arc<dyn Typesetter>) -> Self {
        Self::on_seed(engine, folder, typesetter, SEED.clone()).await
    }

    async fn on_seed(engine: database::Db, folder: &Path, typesetter: Arc<dyn Typesetter>, seed: seed::Seed) -> Self {
        let county = Self::bare(engine, folder, typesetter, seed).await;
        server::install::demonstration(&county.app.db, &county.seed, INITIAL).await.unwrap();
        county
    }

    /// A new installation: no organ, nobody.
    pub async fn of_nobody() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let engine = Engine::of_its_own().await.open(dir.path());
        let mut county = Self::bare(engine, dir.path(), typesetter(), SEED.clone()).await;
        county.dir = Some(dir);
        county
    }

    async fn bare(engine: database::Db, folder: &Path, typesetter: Arc<dyn Typesetter>, seed: seed::Seed) -> Self {
        let county = Self::of(engine, folder, typesetter, seed);
        county.app.db.migrate(migrations::MIGRATIONS).await.unwrap();
        server::install::law(&county.app.db, &county.seed).await.unwrap();
        county
    }

    /// The service over what is there.
    fn of(engine: database::Db, folder: &Path, typesetter: Arc<dyn Typesetter>, seed: seed::Seed) -> Self {
        let clock = Clock::at(LegalDay::parse(TODAY).unwrap());
        let db = authority::Db::new(engine.clone(), clock.clone());
        let vault = Vault::open(&folder.join("files")).unwrap();
        let app = App::new(Parts {
            signer: Arc::new(signing::Keys::open(&folder.join("keys")).unwrap()),
            db,
            clock,
            calendar: seed.work_calendar(),
            typesetter,
            examiner: in_process(),
            vault,
            reference: seed.clone(),
            limits: web::Limits::per_second(0),
            is_https: false,
        });
        let router = server::router::router(app.clone());
        Self { app, router, seed, engine, dir: None }
    }

    /// It is nine o'clock on another day.
    pub fn it_is(&self, day: &str) {
        self.app.clock.set(LegalDay::parse(day).unwrap());
    }

    /// Some hours later.
    pub fn hours_pass(&self, hours: i64) {
        self.app.clock.pass(hours * 3_600_000);
    }

    /// Somebody with a hand on the database changes one row behind the service's back.
    pub async fn tamper(&self, sql: &'static str, id: &str) {
        let change = database::q(sql).b(uuid::Uuid::parse_str(id).unwrap());
        let done: Result<u64, database::Error> =
            self.engine.write(move |c| Box::pin(async move { c.exec(&change).await })).await;
        assert_eq!(done.unwrap(), 1);
    }

    /// Whether its records are in the embedded engine.
    pub fn is_embedded(&self) -> bool {
        self.engine.engine() == database::Engine::Sqlite
    }

    /// As [`County::tamper`], for a whole table.
    pub async fn behind(&self, sql: &'static str) {
        let change = database::q(sql);
        let done: Result<u64, database::Error> =
            self.engine.write(move |c| Box::pin(async move { c.exec(&change).await })).await;
        done.unwrap();
    }

    /// Everything the store holds, as text: the files of the embedded engine, or the rows where a secret could be.
    pub async fn everything_stored(&self) -> String {
        if self.engine.engine() == database::Engine::Sqlite {
            let folder = std::fs::read_dir(self.dir.as_ref().unwrap().path()).unwrap();
            let files = folder.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
            return files.map(|path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()).collect();
        }
        let all = database::q(
            "SELECT t::text FROM users t UNION ALL SELECT t::text FROM entries t UNION ALL SELECT t::text FROM commands t \
             UNION ALL SELECT t::text FROM password_history t UNION ALL SELECT t::text FROM sessions t",
        );
        let rows: Result<Vec<(String,)>, database::Error> =
            self.engine.read(move |c| Box::pin(async move { c.all(&all).await })).await;
        rows.unwrap().into_iter().map(|(row,)| row).collect()
    }

    /// Every line of the trail, oldest first.
    pub async fn trail(&self) -> Vec<TrailLine> {
        let all = database::Q::select::<TrailLine>("FROM entries ORDER BY id");
        let rows: Result<Vec<TrailLine>, database::Error> =
            self.engine.read(move |c| Box::pin(async move { c.all(&all).await })).await;
        rows.unwrap()
    }

    /// A system administrator of an organ, logged in.
    pub async fn administrator_of(&self, organ: &str) -> Person {
        use identity::user::store::{NewUser, open};
        let id = lexicon::UserId::new();
        let seeded = self.seed.organisations.iter().find(|o| o.key == organ).unwrap();
        let level = format!("{:02}", self.seed.organisations.iter().position(|o| o.key == organ).unwrap());
        let account = format!("120000009{level}");
        let new = NewUser {
            id,
            organisation_id: server::install::organisation_id(organ),
            department_id: None,
            keys: seeded.region_code.keys(),
            roles: "system_admin".to_owned(),
            password_hash: identity::session::hash::make(INITIAL.to_owned()).await.unwrap(),
            seed: seed::Person { account: account.clone(), ..self.account("zhou").clone() },
        };
        let write =
            self.app.db.write(authority::Permit::of_system("安装"), authority::Command::of_system(), move |tx| {
                Box::pin(async move {
                    open(tx, &new).await?;
                    tx.record(authority::Entry::on(authority::SubjectKind::User, new.id, "安装"), ()).await
                })
            });
        write.await.unwrap();
        let mut person = self.nobody();
        let answer = person.post("/sessions", &json!({"account": account, "password": INITIAL})).await;
        person.cookie = answer.cookie.clone().unwrap();
        person.put("/me/password", &json!({"old_password": INITIAL, "new_password": PASSWORD})).await.ok();
        person
    }

    /// Nobody: a caller without a session.
    pub fn nobody(&self) -> Person {
        Person { router: self.router.clone(), cookie: String::new(), name: "无".into() }
    }

    /// The account of a person of the cast.
    pub fn account(&self, key: &str) -> &seed::Person {
        self.seed.people.iter().find(|p| p.key == key).unwrap_or_else(|| panic!("nobody is called {key}"))
    }

    /// Logs a person of the cast in, through the first change of password and one that is due.
    pub async fn person(&self, key: &str) -> Person {
        let who = self.account(key);
        let mut person = Person { name: who.name.clone(), ..self.nobody() };
        let passwords = [INITIAL, PASSWORD, NEXT_PASSWORD];
        for (n, password) in passwords.iter().enumerate() {
            let answer = person.post("/sessions", &json!({"account": who.account, "password": password})).await;
            if answer.status == StatusCode::UNAUTHORIZED && n + 1 < passwords.len() {
                continue;
            }
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
            person.cookie = answer.cookie.clone().unwrap();
            if answer.json()["must_change_password"] == true {
                let change = json!({"old_password": password, "new_password": passwords[n + 1]});
                person.put("/me/password", &change).await.ok();
            }
            break;
        }
        person
    }
}

impl Person {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, CommandId::new(), None).await
    }
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, CommandId::new(), Some(body)).await
    }
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, CommandId::new(), Some(body)).await
    }
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, CommandId::new(), None).await
    }

    /// One request with a command id of one's own, so that it can be sent again.
    pub async fn send(&self, method: Method, path: &str, command: CommandId, body: Option<&Value>) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api{path}"))
            .header(header::COOKIE, &self.cookie)
            .header("command-id", command.to_string())
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.map_or_else(Body::empty, |b| Body::from(b.to_string())))
            .unwrap();
        self.raw(request).await
    }

    /// Uploads a file under an id.
    pub async fn upload(&self, path: &str, id: &str, (name, bytes): (&str, &[u8])) -> Answer {
        let edge = "----zhifa-story";
        let mut body = format!(
            "--{edge}\r\ncontent-disposition: form-data; name=\"id\"\r\n\r\n{id}\r\n--{edge}\r\n\
             content-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("/api{path}"))
            .header(header::COOKIE, &self.cookie)
            .header("command-id", CommandId::new().to_string())
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={edge}"))
            .header(header::CONTENT_LENGTH, body.len())
            .body(Body::from(body))
            .unwrap();
        self.raw(request).await
    }

    pub async fn raw(&self, mut request: Request<Body>) -> Answer {
        let peer: std::net::SocketAddr = "192.0.2.10:51000".parse().unwrap();
        request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let (kind, set) = {
            let header =
                |name| response.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
            (header(header::CONTENT_TYPE), header(header::SET_COOKIE))
        };
        let cookie = set.split(';').next().filter(|c| !c.is_empty()).map(str::to_owned);
        let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
        Answer { status, kind, bytes, cookie }
    }
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("{} {}", self.status, self.text()))
    }
    /// The answer of an act that must succeed.
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.text());
        if self.bytes.is_empty() { Value::Null } else { self.json() }
    }
    /// The act is refused with this code; the problem is well formed and Chinese.
    pub fn is_refused(self, status: u16, code: &str) -> Value {
        let problem = self.json();
        assert_eq!((self.status.as_u16(), problem["code"].as_str().unwrap_or_default()), (status, code), "{problem}");
        assert!(self.kind.starts_with("application/problem+json"), "{}", self.kind);
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{detail}");
        assert!(!problem["way_out"].as_str().unwrap_or_default().is_empty(), "a refusal names a way out: {problem}");
        problem
    }
    /// For the caller it does not exist.
    pub fn is_not_found(self) {
        self.is_refused(404, "request.not_found");
    }
}

pub fn id() -> String {
    CommandId::new().to_string()
}
