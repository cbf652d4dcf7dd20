//! X1, X2: a large workbook in and out, as in the bars, with openpyxl beside it when a Python that has it is named.
//!
//! The workbook has 25 columns and 500 seeded errors of 20 kinds; it is measured only when every error was reported at
//! its cell and every good row went in.

use super::client::{self, Client};
use super::{Options, Server, prepare};
use lexicon::CreditCode;
use rust_xlsxwriter::{Workbook, XlsxError};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Instant as Stopwatch;

/// What offices get wrong: the column and what stands there; `=` repeats the first credit code.
const WRONG: [(usize, &str); 20] = [
    (0, ""),
    (1, ""),
    (1, "91621002MA00000"),
    (1, "91621002MA000000OO"),
    (1, "="),
    (2, "999999"),
    (2, "621000"),
    (2, "621027"),
    (3, ""),
    (4, ""),
    (6, "12345"),
    (7, ""),
    (9, "电话"),
    (10, "航天企业"),
    (11, "工"),
    (12, "31"),
    (13, "巨型"),
    (15, "三十"),
    (16, "10.5"),
    (18, "倒闭"),
];
/// Seeded errors of one workbook.
const ERRORS: usize = 500;

/// Measures and prints a table.
///
/// # Errors
/// What could not be prepared; an error that was not reported, or a row that did not go in.
pub fn run(options: &Options, rows: usize) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("zhifa-workbooks-{}", std::process::id()));
    let empty = Options { enterprises: 0, people: 0, clients: 0, ..options.clone() };
    let prepared = prepare::folder(&folder, &empty)?;
    let file = folder.join("import.xlsx");
    let expected = write(&file, rows).map_err(|e| e.to_string())?;
    let mut server = Server::start(&folder, options)?;
    let session = client::log_in(&server.address, &prepared.importer, &prepared.password)?;
    let mut client = Client::connect(&server.address, &session)?;
    println!("| 项目 | CPU s | 历时 s | 高于空闲的内存 MB | 说明 |\n|---|---|---|---|---|");
    let bytes = std::fs::read(&file).map_err(|e| e.to_string())?;
    let size = bytes.len() / 1024 / 1024;
    let mark = Mark::of(&server);
    let import = upload(&mut client, &bytes)?;
    drop(bytes);
    let at = format!("/enterprise-imports/{import}");
    let checked = until(&mut client, &at, &["checked"])?;
    mark.print(&server, "X1 校验", &format!("{rows} 行 25 列，{size} MB"));
    same(&mut client, &at, &expected)?;
    let second = Mark::of(&server);
    let body = json!({"seen": number(&checked, "revision"), "skip_faulty_rows": true});
    client.call(("POST", &format!("{at}/confirmation")), ("application/json", body.to_string().as_bytes()))?;
    let done = until(&mut client, &at, &["imported"])?;
    second.print(
        &server,
        "X1 写入",
        &format!("{} 家，{} 处错误都报在单元格", number(&done, "imported"), number(&checked, "errors_total")),
    );
    mark.print(&server, "X1 合计", "");
    if number(&done, "imported") != i64::try_from(rows - expected.len()).unwrap_or(-1) {
        return Err(format!("{} of {} good rows went in", number(&done, "imported"), rows - expected.len()));
    }
    export(&mut client, &server)?;
    server.stop();
    if let Some(python) = &options.python {
        peer(python, &file, &folder)?;
    }
    let _ = std::fs::remove_dir_all(&folder);
    println!("\n负载 load average: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    Ok(())
}

/// X2 at its largest: everything in the country in one file, ordered by the ministry's business administrator.
///
/// # Errors
/// What could not be prepared; a file without every enterprise.
pub fn everything(options: &Options) -> Result<(), String> {
    let own = std::env::temp_dir().join(format!("zhifa-export-{}", std::process::id()));
    let folder = options.folder.clone().unwrap_or_else(|| own.clone());
    let prepared = prepare::folder(&folder, options)?;
    let mut server = Server::start(&folder, options)?;
    let session = client::log_in(&server.address, &prepared.nation, &prepared.password)?;
    let mut client = Client::connect(&server.address, &session)?;
    println!("| 项目 | CPU s | 历时 s | 高于空闲的内存 MB | 说明 |\n|---|---|---|---|---|");
    let rows = export(&mut client, &server)?;
    server.stop();
    let _ = std::fs::remove_dir_all(&own);
    println!("\n负载 load average: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    if usize::try_from(rows).is_ok_and(|rows| rows >= options.enterprises) {
        return Ok(());
    }
    Err(format!("{rows} of {} enterprises are in the file", options.enterprises))
}

/// Orders an export of all that is in scope and fetches the file; its rows.
fn export(client: &mut Client, server: &Server) -> Result<i64, String> {
    let mark = Mark::of(server);
    let order = json!({"id": lexicon::ExportId::new()}).to_string();
    let begun = client.call(("POST", "/enterprise-exports"), ("application/json", order.as_bytes()))?;
    let first = mark.watch.elapsed().as_secs_f64();
    let at = format!("/exports/{}", text(&begun, "id"));
    let ready = until(client, &at, &["ready"])?;
    let bytes = client.file(&format!("{at}/file"))?;
    let rows = number(&ready, "done");
    let said = format!("{rows} 行，{} MB，首次答复 {:.0} ms", bytes / 1024 / 1024, first * 1000.0);
    mark.print(server, "X2 导出并下载", &said);
    Ok(rows)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn number(value: &Value, key: &str) -> i64 {
    value.get(key).and_then(Value::as_i64).unwrap_or_default()
}

/// Where the server stood before a piece of work.
struct Mark {
    cpu: f64,
    /// Own memory: pages of files that the system maps and may drop at any time are not the program's.
    resident: f64,
    most: Arc<Mutex<f64>>,
    watch: Stopwatch,
}

impl Mark {
    fn of(server: &Server) -> Self {
        let (resident, most) = (own_mb(server.child.id()), Arc::new(Mutex::new(0.0_f64)));
        let (process, seen) = (server.child.id(), Arc::downgrade(&most));
        std::thread::spawn(move || {
            // Ends with the mark.
            while let Some(most) = seen.upgrade() {
                if let Ok(mut most) = most.lock() {
                    *most = most.max(own_mb(process));
                }
                drop(most);
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
        });
        Self { cpu: server.cpu_ms(), resident, most, watch: Stopwatch::now() }
    }

    fn print(&self, server: &Server, what: &str, said: &str) {
        let cpu = (server.cpu_ms() - self.cpu) / 1000.0;
        let peak = self.most.lock().map_or(0.0, |most| *most) - self.resident;
        println!("| {what} | {cpu:.2} | {:.2} | {peak:.0} | {said} |", self.watch.elapsed().as_secs_f64());
    }
}

/// Memory of a process that no file backs.
fn own_mb(process: u32) -> f64 {
    super::memory_mb(process, "RssAnon")
}

fn upload(client: &mut Client, bytes: &[u8]) -> Result<String, String> {
    let (edge, id) = ("----zhifa-bench", lexicon::ImportId::new().to_string());
    let mut body = format!(
        "--{edge}\r\ncontent-disposition: form-data; name=\"id\"\r\n\r\n{id}\r\n--{edge}\r\ncontent-disposition: form-data; \
         name=\"file\"; filename=\"bench.xlsx\"\r\ncontent-type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
    client.call(("POST", "/enterprise-imports"), (&format!("multipart/form-data; boundary={edge}"), &body))?;
    Ok(id)
}

fn until(client: &mut Client, at: &str, states: &[&str]) -> Result<Value, String> {
    loop {
        let now = client.send(at, None)?;
        let state = text(&now, "state").to_owned();
        if states.contains(&state.as_str()) {
            return Ok(now);
        }
        if state == "failed" || !text(&now, "failure").is_empty() {
            return Err(now.to_string());
        }
        // Progress is asked for as often as the page does.
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
}

/// Every seeded error, and no other, stands in the list of faults.
fn same(client: &mut Client, at: &str, expected: &[(i64, String)]) -> Result<(), String> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = client.send(&format!("{at}/faults?size=100&cursor={cursor}"), None)?;
        for fault in page.get("items").and_then(Value::as_array).into_iter().flatten() {
            found.push((number(fault, "row"), text(fault, "column").to_owned()));
        }
        match text(&page, "next") {
            "" => break,
            next => next.clone_into(&mut cursor),
        }
    }
    if found == expected {
        Ok(())
    } else {
        Err(format!("{} faults are reported, {} were made", found.len(), expected.len()))
    }
}

/// Writes the workbook; where its errors are.
fn write(file: &Path, rows: usize) -> Result<Vec<(i64, String)>, XlsxError> {
    let headings: Vec<String> = exchange::columns::columns()
        .map(|columns| columns.enterprise.columns.iter().map(|column| column.heading.clone()).collect())
        .unwrap_or_default();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name("企业信息")?;
    for (column, heading) in (0_u16..).zip(&headings) {
        sheet.write_string(0, column, heading)?;
    }
    let every = (rows / ERRORS).max(1);
    let mut expected = Vec::new();
    for (n, row) in (0..rows).zip(1_u32..) {
        let mut cells = line(n);
        if n % every == every - 1 {
            let (column, text) = WRONG.get(n / every % WRONG.len()).copied().unwrap_or_default();
            let text = if text == "=" { code(0) } else { text.to_owned() };
            if let Some(cell) = cells.get_mut(column) {
                *cell = text;
            }
            let letters = exchange::columns::letters(u32::try_from(column).unwrap_or(0));
            expected.push((i64::from(row) + 1, letters));
        }
        for (column, cell) in (0_u16..).zip(&cells) {
            if !cell.is_empty() {
                sheet.write_string(row, column, cell)?;
            }
        }
    }
    book.save(file)?;
    Ok(expected)
}

fn code(n: usize) -> String {
    let body = format!("91621002MA{n:07}");
    let check = CreditCode::check_character(&body).map(char::from);
    format!("{body}{}", check.unwrap_or('0'))
}

fn line(n: usize) -> Vec<String> {
    let texts = [
        &format!("测量用第{n}机械制造有限责任公司"),
        &code(n),
        "621002",
        &format!("工业园区{n}号"),
        "赵启明",
        "经理",
        "12000000101",
        "钱向东",
        "安全员",
        "12000000102",
        "粉尘涉爆企业",
        "工贸",
        "3489",
        "小型",
        "机械零件3万件/年",
        &(n % 900).to_string(),
        "107.61376",
        "35.7324",
        "正常",
        "企业",
        "745000",
        "三级",
        "一般风险",
        "县级",
        "西峰区应急管理局",
    ];
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// openpyxl, only reading every cell of the same file, and only writing as many.
fn peer(python: &Path, file: &Path, folder: &Path) -> Result<(), String> {
    let out = folder.join("peer.xlsx");
    let script = "import sys,openpyxl,resource,time\nt=time.time()\n\
        w=openpyxl.load_workbook(sys.argv[1],read_only=True)\n\
        rows=[[c for c in r] for r in w.worksheets[0].iter_rows(values_only=True)] if sys.argv[3]=='write' else None\n\
        n=len(rows) if rows else sum(1 for r in w.worksheets[0].iter_rows(values_only=True))\n\
        c=time.process_time();t=time.time() if rows else t\n\
        base=c if rows else 0\n\
        if rows:\n o=openpyxl.Workbook(write_only=True);s=o.create_sheet()\n for r in rows: s.append(r)\n o.save(sys.argv[2])\n\
        print(f'{time.process_time()-base:.2f} | {time.time()-t:.2f} | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024:.0f} | {n} 行')";
    for (what, mode) in [("openpyxl 只读", "read"), ("openpyxl 只写", "write")] {
        let run = std::process::Command::new(python).args(["-c", script]).arg(file).arg(&out).arg(mode).output();
        let run = run.map_err(|e| e.to_string())?;
        if !run.status.success() {
            return Err(String::from_utf8_lossy(&run.stderr).into_owned());
        }
        println!("| {what} | {} |", String::from_utf8_lossy(&run.stdout).trim());
    }
    Ok(())
}
