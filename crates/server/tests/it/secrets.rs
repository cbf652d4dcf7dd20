//! 秘密不入日志 · what the program says on its two outputs, at its most talkative, holds no password and no session

use crate::crash::send;
use crate::world::{Engine, INITIAL, PASSWORD, id};
use lexicon::CommandId;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;

/// The real program with everything it says kept.
struct Talkative {
    child: Child,
    address: String,
    said: Vec<JoinHandle<String>>,
}

fn listen(from: impl Read + Send + 'static) -> (JoinHandle<String>, Receiver<String>) {
    let (tell, told) = channel();
    let kept = std::thread::spawn(move || {
        let mut all = String::new();
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            if let Some((_, address)) = line.split_once("://") {
                let _ = tell.send(address.trim().to_owned());
            }
            all.push_str(&line);
            all.push('\n');
        }
        all
    });
    (kept, told)
}

impl Talkative {
    fn start(engine: &Engine, data: &std::path::Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_zhifa"))
            .args(["serve", "--demo", "--today", "2026-05-20", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(data)
            .args(engine.url().map(|url| format!("--database-url={url}")))
            .env_remove("ZHIFA_DATABASE_URL")
            .env("RUST_LOG", "debug")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (out, address) = listen(child.stdout.take().unwrap());
        let (err, _) = listen(child.stderr.take().unwrap());
        let address = address.recv().unwrap();
        Self { child, address, said: vec![out, err] }
    }

    fn ask(&self, cookie: &str, (method, path): (&str, &str), body: &Value) -> (String, Value) {
        send(&self.address, cookie, (method, path), CommandId::new(), body).unwrap()
    }

    fn said(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.said.into_iter().map(|kept| kept.join().unwrap()).collect()
    }
}

/// 日志开到最细，登录、改密、开户、出错以后，口令、初始口令、登录凭据都不在程序的输出里。
#[tokio::test]
async fn no_password_and_no_session_is_ever_logged() {
    let (engine, dir) = (Engine::of_its_own().await, tempfile::tempdir().unwrap());
    let program = Talkative::start(&engine, dir.path());
    let account = seed::all().unwrap().people.iter().find(|p| p.key == "zhou").unwrap().account.clone();
    let wrong = "Never-The-Password-9";
    program.ask("", ("POST", "/sessions"), &json!({"account": account, "password": wrong}));
    let (cookie, me) = program.ask("", ("POST", "/sessions"), &json!({"account": account, "password": INITIAL}));
    assert_eq!(me["must_change_password"], true);
    let change = json!({"old_password": INITIAL, "new_password": PASSWORD});
    program.ask(&cookie, ("PUT", "/me/password"), &change);
    let (again, me) = program.ask("", ("POST", "/sessions"), &json!({"account": account, "password": PASSWORD}));
    assert_eq!(me["must_change_password"], false);
    let user = json!({"account": "12000000191", "name": "秦小川", "title": "", "department_id": null, "roles": ["officer"], "own_roles": []});
    let organ = server::install::organisation_id("xifeng").to_string();
    let opening = json!({"id": id(), "organisation_id": organ, "user": user});
    let (_, slip) = program.ask(&again, ("POST", "/users"), &opening);
    let initial = slip["initial_password"].as_str().unwrap().to_owned();
    program.ask("", ("POST", "/sessions"), &json!({"account": "12000000191", "password": initial}));
    program.ask("", ("POST", "/sessions"), &json!({"account": 7, "password": PASSWORD}));

    let said = program.said();
    let token = |cookie: &str| cookie.split_once('=').unwrap().1.to_owned();
    for secret in [wrong.to_owned(), PASSWORD.to_owned(), initial, token(&cookie), token(&again)] {
        assert!(secret.len() > 7 && !said.contains(&secret), "a secret stands in what the program says:\n{said}");
    }
    assert!(said.contains("://"), "what it says was heard: {said}");
}
