//! 命令行 · the commands of the program

mod audit;
mod bench;
mod gallery;
mod generate;
mod init;
mod keys;
mod press;
pub mod serve;

use crate::{api, config, terms};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// zhifa —— “互联网+执法”系统：一个程序，县里的一台电脑就能用，也能接 PostgreSQL 供全省使用
#[derive(Parser)]
#[command(name = "zhifa", version, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 启动服务；按 Ctrl-C 停止
    Serve(config::Config),
    /// 初次安装：建立本机关和一名系统管理员
    Init(init::Options),
    /// 审计：验证留痕链
    Audit {
        #[command(subcommand)]
        command: audit::Audit,
    },
    /// 密钥：列出、导出根证书、导入机关自有证书
    Keys {
        #[command(subcommand)]
        command: keys::KeysCommand,
    },
    /// 验证文书文件的数字签名
    Verify(keys::Verify),
    /// 打印接口说明（OpenAPI）
    Openapi,
    /// 打印网页用的术语表（TypeScript）
    Terms,
    /// 生成状态图、权限表、提示语等说明到目录
    Generate { folder: PathBuf },
    /// 文书样张：每种文书的样例和最少内容各排成 PDF，并画成 PNG，放到目录
    Gallery(gallery::Options),
    /// 排版进程，由服务自动启动，不需要手工运行
    #[command(hide = true)]
    TypesetWorker {
        #[arg(long, value_delimiter = ':')]
        fonts: Vec<PathBuf>,
    },
    /// 测量：列表、单条、写入、排版和启动的耗时
    Bench(bench::Options),
}

/// Reads the command line and runs it.
#[must_use]
pub fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(config) => serve::run(config),
        Command::Init(options) => init::run(options),
        Command::Audit { command } => audit::run(&command),
        Command::Keys { command } => keys::run(&command),
        Command::Verify(asked) => keys::verify(&asked),
        Command::Openapi => api::document().to_pretty_json().map(|json| println!("{json}")).map_err(|e| e.to_string()),
        Command::Terms => {
            print!("{}", terms::typescript());
            Ok(())
        }
        Command::Generate { folder } => generate::run(&folder).map_err(|e| e.to_string()),
        Command::Gallery(options) => gallery::run(&options),
        Command::TypesetWorker { fonts } => typeset::worker(&fonts).map_err(|e| e.to_string()),
        Command::Bench(options) => bench::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("未能完成：{why}");
            ExitCode::FAILURE
        }
    }
}
