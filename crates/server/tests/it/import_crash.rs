//! 断电 · the program is killed while it checks, writes and takes back an import; afterwards everything is there once, or
//! not at all.

use crate::crash::{Program, get, log_in, send};
use crate::import::{code, good_row, workbook};
use crate::world::{County, Engine, id};
use lexicon::CommandId;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;

const ROWS: usize = 4_200;

/// Uploads a workbook over a fresh connection.
fn upload(address: &str, cookie: &str, bytes: &[u8]) -> Value {
    let edge = "----zhifa-crash";
    let mut body = format!(
        "--{edge}\r\ncontent-disposition: form-data; name=\"id\"\r\n\r\n{}\r\n--{edge}\r\ncontent-disposition: form-data; \
         name=\"file\"; filename=\"firms.xlsx\"\r\ncontent-type: application/octet-stream\r\n\r\n",
        id()
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "POST /api/enterprise-imports HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncookie: {cookie}\r\n\
         command-id: {}\r\ncontent-type: multipart/form-data; boundary={edge}\r\ncontent-length: {}\r\n\r\n",
        CommandId::new(),
        body.len()
    )
    .unwrap();
    stream.write_all(&body).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap_or_else(|_| panic!("{answer}"))
}

fn until(address: &str, cookie: &str, at: &str, is_there: impl Fn(&Value) -> bool) -> Value {
    loop {
        let now = get(address, cookie, at);
        assert_eq!(now["failure"], "", "{now}");
        if is_there(&now) {
            return now;
        }
        std::thread::yield_now();
    }
}

/// 校验中途断电，写入中途断电：重新启动后接着办完，不缺一家，不重一家，没有半家。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_killed_while_checking_and_while_writing_goes_on_and_doubles_nothing() {
    let (engine, dir) = (Engine::of_its_own().await, tempfile::tempdir().unwrap());
    let account = seed::all().unwrap().people.iter().find(|p| p.key == "li").unwrap().account.clone();
    let county = County::kept(&engine, dir.path()).await;
    drop(county.person("li").await);
    county.close().await;
    let codes: Vec<String> = (0..ROWS).map(code).collect();
    let rows: Vec<_> = codes.iter().map(|code| good_row(code, "庆阳西峰某机械厂")).collect();
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
    let book = workbook(&rows);

    let program = Program::start(&engine, dir.path());
    let cookie = log_in(&program.address, &account);
    let total = |program: &Program, cookie: &str| {
        get(&program.address, cookie, "/enterprises?region=621002")["total"].as_i64().unwrap()
    };
    let before = total(&program, &cookie);
    let import = upload(&program.address, &cookie, &book);
    let at = format!("/enterprise-imports/{}", import["id"].as_str().unwrap());
    until(&program.address, &cookie, &at, |now| now["state"] == "checked" || now["done"].as_i64() > Some(0));
    program.kill();

    let program = Program::start(&engine, dir.path());
    let cookie = log_in(&program.address, &account);
    let checked = until(&program.address, &cookie, &at, |now| now["state"] == "checked");
    assert_eq!(
        (&checked["rows"], &checked["new_rows"], &checked["errors_total"]),
        (&json!(ROWS), &json!(ROWS), &json!(0))
    );
    assert_eq!(total(&program, &cookie), before, "a check writes nothing");
    let confirm = json!({"seen": checked["revision"]});
    send(&program.address, &cookie, ("POST", &format!("{at}/confirmation")), CommandId::new(), &confirm).unwrap();
    until(&program.address, &cookie, &at, |now| now["state"] == "imported" || now["done"].as_i64() > Some(0));
    program.kill();

    let program = Program::start(&engine, dir.path());
    let cookie = log_in(&program.address, &account);
    let done = until(&program.address, &cookie, &at, |now| now["state"] == "imported");
    assert_eq!((&done["imported"], &done["conflicts"]), (&json!(ROWS), &json!(0)), "{done}");
    assert_eq!(total(&program, &cookie), before + ROWS as i64);
    // The same file again finds every enterprise whole and as it should be.
    let again = upload(&program.address, &cookie, &book);
    let at = format!("/enterprise-imports/{}", again["id"].as_str().unwrap());
    let again = until(&program.address, &cookie, &at, |now| now["state"] == "checked");
    assert_eq!(
        (&again["unchanged_rows"], &again["new_rows"], &again["changed_rows"]),
        (&json!(ROWS), &json!(0), &json!(0))
    );
    program.kill();
}

/// A workbook of firms that bear one name.
fn firms<'a>(codes: &'a [String], name: &'a str) -> Vec<u8> {
    let rows: Vec<_> = codes.iter().map(|code| good_row(code, name)).collect();
    workbook(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// Uploads a workbook, confirms it and waits until it is written; where the import stands.
fn imported(program: &Program, cookie: &str, book: &[u8]) -> String {
    let import = upload(&program.address, cookie, book);
    let at = format!("/enterprise-imports/{}", import["id"].as_str().unwrap());
    let checked = until(&program.address, cookie, &at, |now| now["state"] == "checked");
    let confirm = json!({"seen": checked["revision"]});
    send(&program.address, cookie, ("POST", &format!("{at}/confirmation")), CommandId::new(), &confirm).unwrap();
    until(&program.address, cookie, &at, |now| now["state"] == "imported");
    at
}

/// 撤销中途断电，两次：重新启动后接着撤完；新增的全部核销，更新的全部恢复原样，没有一家办了一半，撤完的不再撤一次。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_killed_while_it_is_taken_back_is_taken_back_whole() {
    const OLD: usize = ROWS / 2;
    let (engine, dir) = (Engine::of_its_own().await, tempfile::tempdir().unwrap());
    let account = seed::all().unwrap().people.iter().find(|p| p.key == "li").unwrap().account.clone();
    let county = County::kept(&engine, dir.path()).await;
    drop(county.person("li").await);
    county.close().await;
    let codes: Vec<String> = (0..ROWS).map(code).collect();
    let (old, all) = (firms(&codes[..OLD], "庆阳西峰某机械厂"), firms(&codes, "庆阳西峰某机械制造厂"));

    let program = Program::start(&engine, dir.path());
    let cookie = log_in(&program.address, &account);
    let struck_off = |program: &Program, cookie: &str| {
        get(&program.address, cookie, "/enterprises?region=621002&state=struck_off")["total"].as_i64().unwrap()
    };
    let before = struck_off(&program, &cookie);
    imported(&program, &cookie, &old);
    let at = imported(&program, &cookie, &all);
    let seen = get(&program.address, &cookie, &at)["revision"].clone();
    let undo = json!({"seen": seen, "reason": "导错了文件"});
    send(&program.address, &cookie, ("POST", &format!("{at}/undoing")), CommandId::new(), &undo).unwrap();
    program.kill();

    let program = Program::start(&engine, dir.path());
    let cookie = log_in(&program.address, &account);
    until(&program.address, &cookie, &at, |now| now["state"] == "undone" || now["done"].as_i64() > Some(0));
    program.kill();

    let program = Program::start(&engine, dir.path());
    let cookie = log_in(&program.address, &account);
    let done = until(&program.address, &cookie, &at, |now| now["state"] == "undone");
    assert_eq!((&done["taken_back"], &done["kept"]), (&json!(ROWS), &json!(0)), "{done}");
    assert_eq!(struck_off(&program, &cookie), before + (ROWS - OLD) as i64, "what it brought is struck off, once");
    // What it changed is as it was: the first file finds every one of its firms unchanged.
    let again = upload(&program.address, &cookie, &old);
    let at = format!("/enterprise-imports/{}", again["id"].as_str().unwrap());
    let again = until(&program.address, &cookie, &at, |now| now["state"] == "checked");
    assert_eq!(
        (&again["unchanged_rows"], &again["new_rows"], &again["changed_rows"]),
        (&json!(OLD), &json!(0), &json!(0)),
        "{again}"
    );
    program.kill();
}
