//! 初次安装 · the first organ and its system administrator
//!
//! 一个县可以单独使用：建本机关和一名系统管理员，其余机构、人员由他在网页上建立。The initial password is printed once and
//! kept nowhere but as a hash.

use crate::install::{First, first};
use authority::Db;
use clap::Args;
use lexicon::{Clock, RegionCode};
use migrations::MIGRATIONS;
use std::path::PathBuf;

/// The first organ and its administrator.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// 数据目录
    #[arg(long, env = "ZHIFA_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,
    /// 使用 PostgreSQL 时的连接地址；不填则使用数据目录中的内置数据库
    #[arg(long, env = "ZHIFA_DATABASE_URL")]
    database_url: Option<String>,
    /// 本机关所在行政区划的六位代码；应急管理部填 000000
    #[arg(long)]
    region: String,
    /// 机关全称，印在文书落款
    #[arg(long)]
    name: String,
    /// 机关简称
    #[arg(long)]
    short_name: String,
    /// 文号中的地区字，如：甘庆西
    #[arg(long)]
    number_region: String,
    /// 系统管理员的姓名
    #[arg(long)]
    admin_name: String,
    /// 系统管理员的账号（11位手机号）
    #[arg(long)]
    admin_account: String,
}

/// Writes the first organ and prints the slip of its administrator.
///
/// # Errors
/// What was filled in wrongly, or that there are organs already, in Chinese.
pub fn run(options: Options) -> Result<(), String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
    runtime.block_on(init(options))
}

async fn init(options: Options) -> Result<(), String> {
    let region = RegionCode::parse(options.region.trim()).map_err(|_| "--region 不是有效的行政区划代码".to_owned())?;
    let seed = seed::all().map_err(|e| e.to_string())?;
    std::fs::create_dir_all(&options.data_dir)
        .map_err(|e| format!("不能使用数据目录 {}：{e}", options.data_dir.display()))?;
    let engine = match &options.database_url {
        Some(url) => database::Db::open_postgres(url, 2),
        None => database::Db::open_file(&options.data_dir.join("zhifa.db")),
    };
    let db = Db::new(engine.map_err(|e| format!("不能打开数据库：{e}"))?, Clock::System);
    db.migrate(MIGRATIONS).await.map_err(|e| format!("不能更新数据库结构：{e:?}"))?;
    let asked = First {
        region,
        name: options.name,
        short_name: options.short_name,
        number_region: options.number_region,
        admin_name: options.admin_name,
        admin_account: options.admin_account,
    };
    let slip = first((&db, &Clock::System), &seed, asked).await;
    db.close().await;
    let (account, password, days) = slip?;
    println!("本机关和系统管理员已建立。\n\n  账号      {account}\n  初始密码  {password}\n");
    println!(
        "初始密码只显示这一次，{days} 天内首次登录并修改。现在可以运行 zhifa serve，由系统管理员登录后建立其他机构和用户。"
    );
    Ok(())
}
