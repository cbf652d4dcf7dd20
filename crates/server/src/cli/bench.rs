//! 测量 · CPU per operation of the running program, as in the bars
//!
//! R1 list page + total, R2 one by id, R5 a record with twelve answers (durable before the answer), D1 a three-page
//! on-site record, start-up. A child of this same program serves a prepared folder; its CPU time is read from the
//! system, so figures do not depend on who else is at work. Not a test: nothing here passes or fails, but for memory that grows over many papers.

mod client;
mod endurance;
mod papers;
mod peers;
mod people;
mod prepare;
mod workbooks;

use clap::Args;
use client::Client;
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant as Stopwatch;

/// What to measure.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// 企业数
    #[arg(long, default_value_t = 100_000)]
    enterprises: usize,
    /// 用户数，也是审计记录数
    #[arg(long, default_value_t = 1_000_000)]
    people: usize,
    /// 每项请求数
    #[arg(long, default_value_t = 4_000)]
    requests: usize,
    /// 并发连接数
    #[arg(long, default_value_t = 8)]
    clients: usize,
    /// 准备好的数据目录；不填则用临时目录。已经准备过的目录直接使用
    #[arg(long)]
    folder: Option<std::path::PathBuf>,
    /// 在 PostgreSQL 上测量
    #[arg(long)]
    database_url: Option<String>,
    /// PostgreSQL 主进程号，其下各进程的 CPU 时间一并计入
    #[arg(long)]
    database_pid: Option<u32>,
    /// 只测列表和检索
    #[arg(long)]
    only_lists: bool,
    /// 只测工作簿：导入、导出这么多行
    #[arg(long)]
    workbook: Option<usize>,
    /// 只测导出：全国的企业一个文件，由部级业务管理员导出
    #[arg(long)]
    export: bool,
    /// 只测文书：每种文书、两个排版进程的份数、同样文书的 LibreOffice 和 Chromium、连续出这么多份（盖章、签名）的内存
    #[arg(long, num_args = 0..=1, default_missing_value = "50000")]
    papers: Option<usize>,
    /// 装有 openpyxl 的 Python，测工作簿时一并比较
    #[arg(long)]
    python: Option<std::path::PathBuf>,
}

/// Measures and prints a table.
///
/// # Errors
/// What could not be prepared or started.
pub fn run(options: &Options) -> Result<(), String> {
    if let Some(rows) = options.workbook {
        return workbooks::run(options, rows);
    }
    if options.export {
        return workbooks::everything(options);
    }
    if let Some(papers) = options.papers {
        return papers::run(papers);
    }
    let folder = options
        .folder
        .clone()
        .unwrap_or_else(|| std::env::temp_dir().join(format!("zhifa-bench-{}", std::process::id())));
    let prepared = prepare::folder(&folder, options)?;
    let mut server = Server::start(&folder, options)?;
    println!("| 项目 | 每次 CPU ms | 次/秒 | 说明 |\n|---|---|---|---|");
    println!(
        "| 启动（{} 家企业） | {:.0} | | 到可以访问的时间 {:.0} ms |",
        options.enterprises,
        server.cpu_ms(),
        server.ready_ms
    );
    let session = client::log_in(&server.address, &prepared.account, &prepared.password)?;
    let list = "/enterprises?sort=newest&size=20".to_owned();
    measure(&mut server, ("R1 列表一页加总数", options, &session), move |_, _| (list.clone(), None))?;
    searches(&mut server, options, &prepared)?;
    if options.only_lists {
        println!("| 常驻内存 | | | {:.0} MB（不含排版进程） |", server.resident_mb());
        server.stop();
        return Ok(());
    }
    let one = format!("/enterprises/{}", prepared.enterprise);
    measure(&mut server, ("R2 单条", options, &session), move |_, _| (one.clone(), None))?;
    let large = format!("/enterprises/{}", prepared.steelworks);
    measure(&mut server, ("单条（200 台设备的钢铁企业）", options, &session), move |_, _| {
        (large.clone(), None)
    })?;
    let inspections = prepared.inspections.clone();
    measure(&mut server, ("R5 一次十二项检查结果", options, &session), move |client, seen| {
        let inspection = inspections.get(client).cloned().unwrap_or_default();
        (format!("/inspections/{}/findings", inspection.id), Some(inspection.answers(seen)))
    })?;
    lists_of_people(&mut server, options, &prepared)?;
    println!("| 常驻内存 | | | {:.0} MB（不含排版进程） |", server.resident_mb());
    server.stop();
    typesetting()?;
    if options.folder.is_none() {
        let _ = std::fs::remove_dir_all(&folder);
    }
    println!("\n负载 load average: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    Ok(())
}

/// R3, R4: what the page asks (`enterprises.ts`, newest first), pages with their totals, searched and filtered, as an officer of the county and of the province.
fn searches(server: &mut Server, options: &Options, prepared: &prepare::Prepared) -> Result<(), String> {
    let fewer = Options { requests: (options.requests / 10).max(options.clients), ..options.clone() };
    for (who, account) in [("县", &prepared.account), ("省", &prepared.province)] {
        let session = client::log_in(&server.address, account, &prepared.password)?;
        for (name, list) in [
            ("R3 列表一页加总数", "/enterprises?sort=newest&size=20"),
            ("R4 检索二字：钢铁", "/enterprises?sort=newest&size=20&q=%E9%92%A2%E9%93%81"),
            ("R4 检索二字：有限（人人都有）", "/enterprises?sort=newest&size=20&q=%E6%9C%89%E9%99%90"),
            ("R4 检索二字：鸿晟（少见）", "/enterprises?sort=newest&size=20&q=%E9%B8%BF%E6%99%9F"),
            ("R4 检索二字：没有", "/enterprises?sort=newest&size=20&q=%E9%BE%98%E9%BD%89"),
            ("R4 检索六字", "/enterprises?sort=newest&size=20&q=%E9%92%A2%E9%93%81%E7%AC%AC125"),
            (
                "检索加条件：钢铁、正常、粉尘",
                "/enterprises?sort=newest&size=20&q=%E9%92%A2%E9%93%81&state=normal&industry=dust",
            ),
            ("条件：正常、粉尘", "/enterprises?sort=newest&size=20&state=normal&industry=dust"),
            ("条件：重大风险（百分之二）", "/enterprises?sort=newest&size=20&risk_level=major"),
            (
                "条件：核销、危化品、重大风险（三万分之一）",
                "/enterprises?sort=newest&size=20&state=struck_off&element=%E5%8D%B1%E5%8C%96%E5%93%81&risk_level=major",
            ),
            ("条件：深井铸造（千分之一）", "/enterprises?sort=newest&size=20&industry=aluminium_dc"),
            ("最近更新：正常、粉尘", "/enterprises?sort=updated&size=20&state=normal&industry=dust"),
            ("跨区域查询二字：钢铁", "/enterprise-lookups?q=%E9%92%A2%E9%93%81"),
        ] {
            measure(server, (&format!("{who} {name}"), &fewer, &session), move |_, _| (list.to_owned(), None))?;
        }
    }
    Ok(())
}

/// The lists of the administrator and the auditor of the measured county, and of an administrator of the whole country.
fn lists_of_people(server: &mut Server, options: &Options, prepared: &prepare::Prepared) -> Result<(), String> {
    let nation = people::NATION.to_owned();
    let fewer = Options { requests: (options.requests / 10).max(options.clients), ..options.clone() };
    for (name, list) in [
        ("全国：用户列表一页加总数", "/users?size=20"),
        ("全国：用户检索二字（人人都有）", "/users?size=20&q=%E6%B5%8B%E9%87%8F"),
        ("全国：用户检索二字（少见）", "/users?size=20&q=%E5%91%A8%E5%AE%89"),
        ("全国：用户检索（没有）", "/users?size=20&q=%E9%BE%98%E9%BD%89"),
        ("全国：无人能办的事", "/stranded-work?size=20"),
    ] {
        let session = client::log_in(&server.address, &nation, &prepared.password)?;
        measure(server, (name, &fewer, &session), move |_, _| (list.to_owned(), None))?;
    }
    for (name, account, list) in [
        ("用户列表一页加总数", &prepared.administrator, "/users?size=20"),
        ("用户检索二字", &prepared.administrator, "/users?size=20&q=%E6%B5%8B%E9%87%8F"),
        ("无人能办的事", &prepared.administrator, "/stranded-work?size=20"),
        ("审计查询一页加总数", &prepared.auditor, "/audit-entries?size=20"),
        ("审计查询一类一页加总数", &prepared.auditor, "/audit-entries?size=20&class=login"),
    ] {
        let session = client::log_in(&server.address, account, &prepared.password)?;
        measure(server, (name, options, &session), move |_, _| (list.to_owned(), None))?;
    }
    Ok(())
}

/// Sends the requests over as many connections as there are clients and prints CPU per request and rate.
fn measure(
    server: &mut Server,
    (name, options, session): (&str, &Options, &str),
    request: impl Fn(usize, i64) -> (String, Option<Value>) + Send + Sync + Clone + 'static,
) -> Result<(), String> {
    let per_client = options.requests / options.clients.max(1);
    let (cpu, watch) = (server.cpu_ms(), Stopwatch::now());
    let tasks: Vec<_> = (0..options.clients)
        .map(|n| {
            let (address, session, request) = (server.address.clone(), session.to_owned(), request.clone());
            std::thread::spawn(move || -> Result<(), String> {
                let mut client = Client::connect(&address, &session)?;
                let mut seen = 0;
                for _ in 0..per_client {
                    let (path, body) = request(n, seen);
                    let answer = client.send(&path, body.as_ref())?;
                    seen = answer.get("revision").and_then(Value::as_i64).unwrap_or(seen);
                }
                Ok(())
            })
        })
        .collect();
    for task in tasks {
        task.join().map_err(|_| "a client died".to_owned())??;
    }
    let count = (per_client * options.clients) as f64;
    let (cpu, seconds) = (server.cpu_ms() - cpu, watch.elapsed().as_secs_f64());
    println!("| {name} | {:.3} | {:.0} | {} 个连接 |", cpu / count, count / seconds, options.clients);
    Ok(())
}

/// D1: three pages, twenty-four findings.
fn typesetting() -> Result<(), String> {
    let fonts = crate::config::font_folders(&[]);
    let before = cpu_ms("self");
    let engine = typeset::Engine::new(&fonts).map_err(|e| e.to_string())?;
    let form = forms::FormName::ON_SITE_RECORD;
    let mut data: Value = serde_json::from_str(forms::form(form).sample()).map_err(|e| e.to_string())?;
    let mut set = |n: usize| {
        let problem = "炼钢一厂1号吊运熔融金属的冶金铸造起重机：主小车龙门钩横梁焊缝未按规定进行年度探伤检测，检验报告超过有效期，不符合《中华人民共和国安全生产法》第四十一条第二款的规定";
        let problems = (0..24).map(|i| json!(format!("{problem}（{n}-{i}）"))).collect();
        if let Some(fields) = data.as_object_mut() {
            fields.insert("problems".to_owned(), problems);
        }
        let job = forms::Job {
            form,
            data: data.clone(),
            ident: n.to_string(),
            dated_ms: 0,
            is_preview: false,
            is_sealed: false,
            check: None,
            own: None,
        };
        engine.set(&job).map_err(|e| e.to_string())
    };
    let first = set(0)?;
    println!(
        "| D1 第一份（含读字体） | {:.0} | | {} 页 {} kB |",
        cpu_ms("self") - before,
        first.pages,
        first.pdf.len() / 1024
    );
    let (cpu, watch) = (cpu_ms("self"), Stopwatch::now());
    for n in 1..=50 {
        set(n)?;
    }
    let rate = 50.0 / watch.elapsed().as_secs_f64();
    println!("| D1 其后每份 | {:.1} | {rate:.0} | 一个进程 |", (cpu_ms("self") - cpu) / 50.0);
    Ok(())
}

/// A child that serves.
struct Server {
    child: Child,
    database: Option<u32>,
    address: String,
    ready_ms: f64,
}

impl Server {
    fn start(folder: &Path, options: &Options) -> Result<Self, String> {
        use std::io::BufRead;
        let program = std::env::current_exe().map_err(|e| e.to_string())?;
        let watch = Stopwatch::now();
        let mut child = Command::new(program)
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--today",
                prepare::TODAY,
                "--requests-per-second",
                "0",
                "--data-dir",
            ])
            .arg(folder)
            .args(options.database_url.iter().flat_map(|url| ["--database-url", url]))
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|e| e.to_string())?;
        let out = child.stdout.take().ok_or("no output")?;
        let mut lines = std::io::BufReader::new(out).lines().map_while(Result::ok);
        let address = lines
            .find_map(|l| l.split("http://").nth(1).map(|a| a.trim().to_owned()))
            .ok_or("the server did not start")?;
        let ready_ms = watch.elapsed().as_secs_f64() * 1000.0;
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { child, database: options.database_pid, address, ready_ms })
    }

    fn cpu_ms(&self) -> f64 {
        cpu_ms(&self.child.id().to_string()) + self.database.map_or(0.0, cpu_below_ms)
    }

    fn resident_mb(&self) -> f64 {
        memory_mb(self.child.id(), "VmRSS")
    }

    fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A line of what the system tells of a process's memory.
fn memory_mb(process: u32, what: &str) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = text.lines().find(|l| l.starts_with(what)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}

/// User and system time of the children of a process, those that ended included.
fn cpu_below_ms(parent: u32) -> f64 {
    let fields = |process: &str| -> Vec<f64> {
        let text = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        let after_name = text.rsplit(") ").next().unwrap_or_default().to_owned();
        after_name.split_whitespace().map(|field| field.parse().unwrap_or_default()).collect()
    };
    let at = |fields: &[f64], n: usize| fields.get(n).copied().unwrap_or_default();
    let ended = fields(&parent.to_string());
    let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let own = all.map(|entry| fields(&entry.file_name().to_string_lossy())).filter(|f| at(f, 1) == f64::from(parent));
    let alive: f64 = own.map(|f| at(&f, 11) + at(&f, 12)).sum();
    (alive + at(&ended, 13) + at(&ended, 14)) * 10.0
}

/// User and system time of a process so far; the kernel counts in hundredths of a second.
fn cpu_ms(process: &str) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after_name = text.rsplit(") ").next().unwrap_or_default();
    let field = |n: usize| after_name.split_whitespace().nth(n).and_then(|v| v.parse::<f64>().ok()).unwrap_or_default();
    (field(11) + field(12)) * 10.0
}
