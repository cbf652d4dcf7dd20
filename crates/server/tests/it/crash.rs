//! 断电 · the program is killed in the middle of issuing; afterwards every number is used once and every paper is whole.

use crate::path;
use crate::world::{County, Engine};
use lexicon::{CommandId, DocumentId};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The real program on a data folder and its engine, with the clock of the stories.
pub struct Program {
    child: Child,
    pub address: String,
}

impl Program {
    pub fn start(engine: &Engine, data: &Path) -> Self {
        Self::start_with(engine, data, &[])
    }

    pub fn start_with(engine: &Engine, data: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_zhifa"))
            .args([
                "serve",
                "--demo",
                "--today",
                "2026-05-20",
                "--requests-per-second",
                "0",
                "--listen",
                "127.0.0.1:0",
                "--data-dir",
            ])
            .arg(data)
            .args(engine.url().map(|url| format!("--database-url={url}")))
            .args(more)
            .env_remove("ZHIFA_DATABASE_URL")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map(Result::unwrap)
            .find_map(|l| l.split_once("://").map(|(_, address)| address.to_owned()))
            .unwrap();
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address: address.trim().to_owned() }
    }

    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// One request over a fresh connection; nothing when the program died before it answered.
pub fn send(
    address: &str,
    cookie: &str,
    (method, path): (&str, &str),
    command: CommandId,
    body: &Value,
) -> Option<(String, Value)> {
    let body = if method == "GET" { String::new() } else { body.to_string() };
    let mut stream = TcpStream::connect(address).ok()?;
    write!(
        stream,
        "{method} /api{path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncookie: {cookie}\r\ncommand-id: {command}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let length = head.to_lowercase().split("content-length: ").nth(1)?.split("\r\n").next()?.parse::<usize>().ok()?;
    if body.len() < length {
        return None;
    }
    let cookie = head.split("set-cookie: ").nth(1).and_then(|c| c.split(';').next()).unwrap_or_default().to_owned();
    Some((cookie, serde_json::from_str(body).unwrap_or(Value::Null)))
}

pub fn get(address: &str, cookie: &str, path: &str) -> Value {
    send(address, cookie, ("GET", path), CommandId::new(), &Value::Null).unwrap().1
}

/// Prepares an engine and a data folder with schemes that may be submitted, by the stories' own means.
async fn prepared(engine: &Engine, dir: &Path, schemes: usize) -> Vec<Value> {
    let county = County::kept(engine, dir).await;
    let zhao = county.person("zhao").await;
    let mut saved = Vec::new();
    for _ in 0..schemes {
        saved.push(path::saved_scheme(&county, &zhao).await);
    }
    drop(zhao);
    county.close().await;
    saved
}

pub fn log_in(address: &str, account: &str) -> String {
    let body = json!({"account": account, "password": crate::world::PASSWORD});
    send(address, "", ("POST", "/sessions"), CommandId::new(), &body).unwrap().0
}

/// 出具中途断电：已答复的不丢，未答复的可以重发，文号不重不跳，文书完整。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_killed_while_issuing_loses_no_number_and_doubles_none() {
    let (engine, dir) = (Engine::of_its_own().await, tempfile::tempdir().unwrap());
    let account = seed::all().unwrap().people.iter().find(|p| p.key == "zhao").unwrap().account.clone();
    let mut waiting: Vec<(Value, CommandId)> =
        prepared(&engine, dir.path(), 24).await.into_iter().map(|s| (s, CommandId::new())).collect();
    let mut acknowledged: Vec<(String, String)> = Vec::new();
    for round in 0..4 {
        let program = Program::start(&engine, dir.path());
        let cookie = log_in(&program.address, &account);
        let address = program.address.clone();
        let (answers, heard) = std::sync::mpsc::channel();
        for (scheme, command) in waiting.clone() {
            let (address, cookie, answers) = (address.clone(), cookie.clone(), answers.clone());
            std::thread::spawn(move || {
                let at = format!("/schemes/{}/submission", scheme["id"].as_str().unwrap());
                let answer = send(&address, &cookie, ("POST", &at), command, &json!({"seen": scheme["revision"]}));
                let _ = answers.send(answer.map(|(_, a)| {
                    (scheme["id"].as_str().unwrap().to_owned(), a["number"].as_str().unwrap_or_default().to_owned())
                }));
            });
        }
        drop(answers);
        // The blow falls after a few have been answered, while the others are under way.
        let before_the_blow = if round == 3 { usize::MAX } else { 4 };
        let mut program = Some(program);
        for (n, answer) in heard.iter().enumerate() {
            if let Some((scheme, number)) = answer {
                assert!(!number.is_empty(), "an answer without a number");
                waiting.retain(|(s, _)| s["id"] != json!(scheme));
                acknowledged.push((scheme, number));
            }
            if n + 1 >= before_the_blow
                && let Some(program) = program.take()
            {
                program.kill();
            }
        }
        if let Some(program) = program {
            program.kill();
        }
    }
    assert!(waiting.is_empty(), "everything was answered in the end");
    let program = Program::start(&engine, dir.path());
    let cookie = log_in(&program.address, &account);
    let numbers: BTreeSet<String> = acknowledged.iter().map(|(_, n)| n.clone()).collect();
    let expected: BTreeSet<String> = (1..=24).map(|n| format!("（甘庆西）应急检查〔2026〕{n:04}号")).collect();
    assert_eq!(numbers, expected, "each number once, none skipped");
    for (scheme, number) in acknowledged {
        assert_eq!(get(&program.address, &cookie, &format!("/schemes/{scheme}"))["number"], json!(number));
    }
    program.kill();
}

/// How many papers the crash story issues: 200, or as many as `ZHIFA_CRASH_PAPERS` says.
fn crash_papers() -> usize {
    std::env::var_os("ZHIFA_CRASH_PAPERS").and_then(|n| n.to_str()?.parse().ok()).unwrap_or(200)
}

/// Papers that may be issued, by the stories' own means; a hundred in each inspection.
async fn papers_ready(engine: &Engine, dir: &Path, papers: usize) -> Vec<Value> {
    let county = County::kept(engine, dir).await;
    let cast = path::Cast::of(&county).await;
    let mut ready = Vec::new();
    while ready.len() < papers {
        let inspection = path::concluded_inspection(&county, &cast).await;
        for _ in 0..(papers - ready.len()).min(100) {
            ready.push(crate::papers::ready(&cast.zhao, &inspection, "inquiry_notice").await);
        }
    }
    drop(cast);
    county.close().await;
    ready
}

/// A paper that was answered as issued.
struct Made {
    document: DocumentId,
    number: String,
    sha256: String,
}

type Waiting = Vec<(Value, CommandId, CommandId)>;

/// One client works through the papers; it stops when the program dies.
fn issue_all(
    (address, cookie): (&str, &str),
    papers: &std::sync::Mutex<Waiting>,
    answers: &std::sync::mpsc::Sender<(String, Made)>,
) {
    loop {
        let Some((paper, document, command)) = papers.lock().unwrap().pop() else { return };
        let at = format!("/paper-drafts/{}/issue", paper["id"].as_str().unwrap());
        let body = json!({"seen": paper["revision"], "document_id": document});
        let Some((_, answer)) = send(address, cookie, ("POST", &at), command, &body) else { return };
        let text = |key: &str| answer[key].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
        let made = Made { document: DocumentId(document.0), number: text("number"), sha256: text("sha256") };
        let _ = answers.send((paper["id"].as_str().unwrap().to_owned(), made));
    }
}

/// 十六个客户端同时出具文书，中途多次断电：每个文号恰好用一次，每份出具的文书都有文件，文件与校验值一致。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn papers_of_sixteen_clients_survive_the_power_cut_each_number_once_each_file_whole() {
    let (engine, dir) = (Engine::of_its_own().await, tempfile::tempdir().unwrap());
    let account = seed::all().unwrap().people.iter().find(|p| p.key == "zhao").unwrap().account.clone();
    let papers = crash_papers();
    let ready = papers_ready(&engine, dir.path(), papers).await.into_iter();
    let mut waiting: Waiting = ready.map(|paper| (paper, CommandId::new(), CommandId::new())).collect();
    let mut issued: Vec<Made> = Vec::new();
    for round in 0..4 {
        let program = Program::start(&engine, dir.path());
        let (cookie, address) = (log_in(&program.address, &account), program.address.clone());
        let queue = std::sync::Arc::new(std::sync::Mutex::new(waiting.clone()));
        let (answers, heard) = std::sync::mpsc::channel();
        for _ in 0..16 {
            let (address, cookie, queue, answers) = (address.clone(), cookie.clone(), queue.clone(), answers.clone());
            std::thread::spawn(move || issue_all((&address, &cookie), &queue, &answers));
        }
        drop(answers);
        // The blow falls while sixteen papers are under way, at a third of what is left.
        let before_the_blow = if round == 3 { usize::MAX } else { waiting.len() / 3 };
        let mut program = Some(program);
        for (n, (paper, made)) in heard.iter().enumerate() {
            waiting.retain(|(p, ..)| p["id"] != json!(paper));
            issued.push(made);
            if n + 1 >= before_the_blow
                && let Some(program) = program.take()
            {
                program.kill();
            }
        }
        if let Some(program) = program {
            program.kill();
        }
    }
    assert!(waiting.is_empty(), "everything was answered in the end");
    let numbers: BTreeSet<String> = issued.iter().map(|made| made.number.clone()).collect();
    let expected: BTreeSet<String> = (1..=papers).map(|n| format!("（甘庆西）应急询〔2026〕{n:04}号")).collect();
    assert_eq!(numbers, expected, "each number exactly once, none skipped");
    whole(&engine, dir.path(), &issued).await;
}

/// Every file is there under its digest with a second signature that holds for it, no paper is left half done, and the
/// ledger has no gap.
async fn whole(engine: &Engine, dir: &Path, issued: &[Made]) {
    let county = County::kept(engine, dir).await;
    assert_eq!(documents::recover(&county.app).await.unwrap(), 0, "no paper was left unprinted");
    let roots = signing::Keys::open(&dir.join("keys")).unwrap().roots(signing::Algorithm::Sm2).unwrap();
    for Made { document, number, sha256 } in issued {
        let file = county.app.vault.get(sha256).await.unwrap();
        assert_eq!(&web::Vault::digest(&file), sha256, "{number}");
        let id = *document;
        let read = county.app.db.read(authority::Permit::of_system("断电"), move |tx| {
            Box::pin(async move { documents::detached::store::of_document(tx, id).await })
        });
        assert!(read.await.unwrap().unwrap().verify(&file, &roots).is_ok(), "{number}");
    }
    let li = county.person("li").await;
    let ledger = li.get("/numbers?form=inquiry_notice&year=2026").await.ok();
    assert_eq!((&ledger["used"], &ledger["missing"]), (&json!(issued.len()), &json!(0)));
    drop(li);
    county.close().await;
}
