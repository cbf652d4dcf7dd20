//! 审计命令 · prove the trail, with the service running or not

use clap::{Args, Subcommand};
use lexicon::Clock;
use std::path::PathBuf;

#[derive(Debug, Clone, Subcommand)]
pub enum Audit {
    /// 从头验证每个机构的留痕链，指出第一处被改动、删除的行
    Verify(Place),
}

/// Where the store is.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// 数据目录
    #[arg(long, env = "ZHIFA_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,
    /// 使用 PostgreSQL 时的连接地址；不填则使用数据目录中的内置数据库
    #[arg(long, env = "ZHIFA_DATABASE_URL")]
    database_url: Option<String>,
}

/// Runs an audit command.
///
/// # Errors
/// What does not hold, in Chinese; what could not be read.
pub fn run(Audit::Verify(place): &Audit) -> Result<(), String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
    runtime.block_on(verify(place))
}

async fn verify(place: &Place) -> Result<(), String> {
    let file = place.data_dir.join("zhifa.db");
    if place.database_url.is_none() && !file.is_file() {
        return Err(format!("{} 中没有数据库。请用 --data-dir 指明数据目录", place.data_dir.display()));
    }
    let engine = match &place.database_url {
        Some(url) => database::Db::open_postgres(url, 2),
        None => database::Db::open_file(&file),
    };
    let db = authority::Db::new(engine.map_err(|e| format!("不能打开数据库：{e}"))?, Clock::System);
    let found = db.verify_trail(None).await;
    db.close().await;
    let found = found.map_err(|e| format!("不能读取留痕：{e:?}"))?;
    println!("{} 条链，{} 条记录完好", found.chains, found.entries);
    if found.broken.is_empty() {
        return Ok(());
    }
    let lines = found.broken.iter().map(|b| {
        let entry = b.entry.map(|id| format!("，记录 {id}")).unwrap_or_default();
        format!("机构 {} 第 {} 行{entry}：{}", b.organisation_id, b.seq, b.why)
    });
    Err(format!("留痕链不完好\n{}", lines.collect::<Vec<_>>().join("\n")))
}
