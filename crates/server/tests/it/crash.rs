//! 断电 · the program is killed in the middle of issuing; afterwards every number is used once and every paper is whole.

use crate::path;
use crate::world::{County, Engine};
use lexicon::CommandId;
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
