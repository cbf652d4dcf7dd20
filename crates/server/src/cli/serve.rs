//! 启动服务 · start, run, stop cleanly

use crate::config::Config;
use crate::install::{self, DEMO_PASSWORD};

use crate::router::router;
use authority::{Db, Index};
use axum_server::tls_rustls::RustlsConfig;
use forms::{Examiner, Typesetter};
use identity::session::{TrustedProxies, behind_proxies};
use lexicon::Clock;
use migrations::MIGRATIONS;
use seed::Seed;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use web::{App, Limits, Parts, Vault};

/// Runs the server until Ctrl-C or SIGTERM.
///
/// # Errors
/// Why it could not start, in Chinese.
pub fn run(config: Config) -> Result<(), String> {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn,server=info".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
    runtime.block_on(serve(config))
}

async fn serve(config: Config) -> Result<(), String> {
    let app = open(&config, setters(&config.font_folders())?).await?;
    let recovered = documents::recover(&app).await.map_err(|e| format!("恢复中断的文书失败：{e:?}"))?;
    if recovered > 0 {
        say(&format!("已补齐上次中断的文书 {recovered} 份\n"));
    }
    let resumed = exchange::recover(&app).await.map_err(|e| format!("恢复中断的导入、导出失败：{e:?}"))?;
    if resumed > 0 {
        say(&format!("继续上次中断的导入、导出 {resumed} 项\n"));
    }
    let bound = archive::recover(&app).await.map_err(|e| format!("恢复中断的卷宗失败：{e:?}"))?;
    if bound > 0 {
        say(&format!("继续上次中断的卷宗 {bound} 卷\n"));
    }
    let listener = tokio::net::TcpListener::bind(config.listen)
        .await
        .map_err(|e| format!("不能监听 {}：{e}。请换一个端口（--listen）或停止占用它的程序", config.listen))?;
    let has_organ = install::has_organ(&app.db).await.map_err(|e| format!("不能读取机构：{e:?}"))?;
    announce(&app.reference, (&config, has_organ), &listener);
    let comparing = tokio::spawn(compare(app.clone()));
    let sweeping = tokio::spawn(sweep(app.clone()));
    let settling = tokio::spawn(settle(app.clone()));
    listen(&config, listener, &app).await?;
    say("正在停止……\n");
    for own in [comparing, sweeping, settling] {
        own.abort();
        let _ = own.await;
    }
    if let Some(parts) = app.into_parts() {
        parts.db.close().await;
    }
    say("已停止，数据已全部写入\n");
    Ok(())
}

/// Compares enterprises that were written with others (疑似重复), a few at a time, so that nobody waits for it.
async fn compare(app: App) {
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        let compared = match registers::duplicate::look::is_quiet(&app).await {
            Ok(true) => registers::duplicate::look::some(&app).await.map(drop),
            quiet => quiet.map(drop),
        };
        if let Err(why) = compared {
            tracing::warn!("查找疑似重复：{why:?}");
        }
    }
}

/// Puts the search index in order when nothing is being written.
async fn settle(app: App) {
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        loop {
            match app.db.settle_search(Index::ENTERPRISES).await {
                Ok(true) => tokio::task::yield_now().await,
                Ok(false) => break,
                Err(why) => {
                    tracing::warn!("整理检索索引：{why:?}");
                    break;
                }
            }
        }
    }
}

/// Takes away what imports have left and nobody needs any more, at the start and then every six hours.
async fn sweep(app: App) {
    let mut tick = tokio::time::interval(Duration::from_hours(6));
    loop {
        tick.tick().await;
        if let Err(why) = exchange::import::sweep::run(&app).await {
            tracing::warn!("清理导入明细：{why:?}");
        }
    }
}

/// Answers requests until it is told to stop; then lets those under way end.
async fn listen(config: &Config, listener: tokio::net::TcpListener, app: &App) -> Result<(), String> {
    let proxies = TrustedProxies::new(config.trusted_proxies.clone());
    let service = router(app.clone()).layer(axum::middleware::from_fn_with_state(proxies, behind_proxies));
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    let (Some(cert), Some(key)) = (&config.tls_cert, &config.tls_key) else {
        return axum::serve(listener, service).with_graceful_shutdown(stopped()).await.map_err(|e| e.to_string());
    };
    let _ = rustls::crypto::ring::default_provider().install_default();
    let tls = RustlsConfig::from_pem_file(cert, key).await;
    let tls = tls.map_err(|e| format!("不能使用证书 {} 或私钥 {}：{e}", cert.display(), key.display()))?;
    let handle = axum_server::Handle::new();
    tokio::spawn({
        let handle = handle.clone();
        async move {
            stopped().await;
            handle.graceful_shutdown(Some(Duration::from_secs(30)));
        }
    });
    let listener = listener.into_std().map_err(|e| e.to_string())?;
    let server = axum_server::from_tcp_rustls(listener, tls).map_err(|e| e.to_string())?;
    server.handle(handle).serve(service).await.map_err(|e| e.to_string())
}

/// Opens store, files and reference data, and loads the demonstration county when asked.
///
/// # Errors
/// What cannot be opened, in Chinese.
pub async fn open(config: &Config, (typesetter, examiner): Setters) -> Result<App, String> {
    let clock = config.today.map_or(Clock::System, Clock::at);
    let seed = seed::all().map_err(|e| e.to_string())?;
    std::fs::create_dir_all(&config.data_dir)
        .map_err(|e| format!("不能使用数据目录 {}：{e}", config.data_dir.display()))?;
    let engine = match &config.database_url {
        Some(url) => database::Db::open_postgres(url, 16),
        None => database::Db::open_file(&config.data_dir.join("zhifa.db")),
    };
    let db = Db::new(engine.map_err(|e| format!("不能打开数据库：{e}"))?, clock.clone());
    db.migrate(MIGRATIONS).await.map_err(|e| format!("不能更新数据库结构：{e:?}"))?;
    let filled = registers::enterprise::index_store::fill(&db).await;
    let filled = filled.map_err(|e| format!("不能建立检索索引：{e:?}"))?;
    if filled > 0 {
        say(&format!("已为 {filled} 家企业建立检索索引\n"));
    }
    install::law(&db, &seed).await.map_err(|e| format!("不能登记法规：{e:?}"))?;
    if config.demo {
        install::demonstration(&db, &seed, DEMO_PASSWORD).await.map_err(|e| format!("不能装入演示县：{e:?}"))?;
    }
    let vault = Vault::open(&config.data_dir.join("files")).map_err(|e| format!("不能使用文件目录：{e}"))?;
    if config.demo {
        let sealed = install::demonstration_seal(&db, &vault, &seed).await;
        sealed.map_err(|e| format!("不能装入演示用印章：{e:?}"))?;
    }
    let signer = signing::Keys::open(&config.data_dir.join("keys")).map_err(|e| e.to_string())?;
    Ok(App::new(Parts {
        db,
        clock,
        calendar: seed.work_calendar(),
        typesetter,
        examiner,
        signer: Arc::new(signer),
        vault,
        reference: seed,
        limits: Limits::per_second(config.requests_per_second),
        is_https: config.is_https(),
    }))
}

/// What sets papers, and what sets templates on trial.
pub type Setters = (Arc<dyn Typesetter>, Arc<dyn Examiner>);

/// Templates on trial: one process, few in the queue.
const TRIALS: typeset::Limits = typeset::Limits { processes: 1, waiting: 8, per_job: Duration::from_secs(20) };

/// Typeset workers: processes of this same program.
///
/// # Errors
/// When the fonts are not there.
pub fn setters(fonts: &[PathBuf]) -> Result<Setters, String> {
    if fonts.is_empty() {
        return Err("找不到字体目录。请把字体放在程序旁的 fonts 目录，或用 --fonts 指定".to_owned());
    }
    let program = std::env::current_exe().map_err(|e| e.to_string())?;
    let list: Vec<_> = fonts.iter().map(|p| p.as_os_str().to_owned()).collect();
    let command: Vec<OsString> =
        vec![program.into(), "typeset-worker".into(), "--fonts".into(), list.join(&OsString::from(":"))];
    let examiner = typeset::Workers::new(command.clone(), TRIALS);
    Ok((Arc::new(typeset::Pools::new(command, typeset::Limits::default())), Arc::new(examiner)))
}

/// Tells where the service is and who may log in; nobody may be listening, and that is no fault.
fn announce(seed: &Seed, (config, has_organ): (&Config, bool), listener: &tokio::net::TcpListener) {
    use std::fmt::Write as _;
    let address = listener.local_addr().map_or_else(|_| config.listen.to_string(), |a| a.to_string());
    let scheme = if config.tls_cert.is_some() { "https" } else { "http" };
    let mut text = format!("\n  zhifa 已启动   {scheme}://{address}\n\n");
    if config.demo {
        let _ = writeln!(text, "  演示账号（初始密码均为 {DEMO_PASSWORD}，首次登录须修改；改过的以新密码为准）");
        for person in &seed.people {
            let organ = seed.organisations.iter().find(|o| o.key == person.organisation);
            let roles: Vec<&str> = person.roles.iter().map(|r| lexicon::Term::zh(*r)).collect();
            let organ = organ.map(|o| o.short_name.as_str()).unwrap_or_default();
            let _ = writeln!(
                text,
                "    {}  {}  {organ}  {}  {}",
                person.account,
                person.name,
                person.title,
                roles.join("、")
            );
        }
        text.push_str("\n  按 Ctrl-C 停止\n\n");
    } else if !has_organ {
        text.push_str("  还没有机构，无人能够登录。请另开终端运行 zhifa init（参数见 zhifa init --help），");
        text.push_str("或者用 --demo 启动演示县\n\n");
    }
    say(&text);
}

fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = std::io::Write::write_all(&mut out, text.as_bytes());
    let _ = std::io::Write::flush(&mut out);
}

async fn stopped() {
    let interrupted = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminated = async {
        if let Ok(mut signal) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            signal.recv().await;
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
