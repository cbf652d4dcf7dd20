//! 密钥命令 · the keys with which papers are signed

use clap::{Args, Subcommand};
use identity::organisation::store as organisations;
use lexicon::{Clock, OrganisationId};
use signing::{Algorithm, Detached, Keys};
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, Subcommand)]
pub enum KeysCommand {
    /// 列出各机关的证书：算法、起用时间、持有人、签发者、有效期
    List(Place),
    /// 打印演示用根证书（PEM），供阅读器或第三方工具信任
    Root {
        #[command(flatten)]
        place: Place,
        /// 国密签名用的 SM2 根证书，不填则为 PDF 内签名用的 P-256 根证书
        #[arg(long)]
        sm2: bool,
    },
    /// 导入机关自有的私钥和证书（一个 PEM 文件：PKCS#8 私钥、本机关证书、依次的上级证书），即时起用；以前签的不变。
    /// P-256 的用于 PDF 内的签名，国密 SM2 的用于另附的国密签名
    Import {
        #[command(flatten)]
        place: Place,
        /// 机关的编号或者全称
        #[arg(long)]
        organ: String,
        /// PEM 文件
        file: PathBuf,
    },
}

/// Where keys and store are.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// 数据目录
    #[arg(long, env = "ZHIFA_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,
    /// 使用 PostgreSQL 时的连接地址；不填则使用数据目录中的内置数据库
    #[arg(long, env = "ZHIFA_DATABASE_URL")]
    database_url: Option<String>,
}

/// Which files, and what to trust.
#[derive(Debug, Clone, Args)]
pub struct Verify {
    /// 要验证的 PDF 文件，可写多个
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// 数据目录：信任其中的根证书
    #[arg(long, env = "ZHIFA_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,
    /// 只信任这个文件中的证书（PEM），不用数据目录
    #[arg(long)]
    ca: Option<PathBuf>,
    /// 改为验证国密签名：签名文件（DER），只验一个 PDF 文件
    #[arg(long, requires = "certificate", conflicts_with = "ca")]
    sm2: Option<PathBuf>,
    /// 国密签名的机关证书（PEM），上级证书可以接在后面
    #[arg(long, requires = "sm2")]
    certificate: Option<PathBuf>,
    /// 国密签名只信任这个根证书（PEM），不用数据目录
    #[arg(long, requires = "sm2")]
    root: Option<PathBuf>,
}

/// Runs a command about keys.
///
/// # Errors
/// What could not be done, in Chinese.
pub fn run(command: &KeysCommand) -> Result<(), String> {
    let (KeysCommand::List(place) | KeysCommand::Root { place, .. } | KeysCommand::Import { place, .. }) = command;
    let keys = open(&place.data_dir)?;
    match command {
        KeysCommand::Root { sm2, .. } => {
            let algorithm = if *sm2 { Algorithm::Sm2 } else { Algorithm::P256 };
            print!("{}", keys.root_pem(algorithm).map_err(|e| e.to_string())?);
        }
        KeysCommand::List(_) => list(&keys, &organs(place)?)?,
        KeysCommand::Import { organ, file, .. } => {
            let organs = organs(place)?;
            let (id, name) = organs
                .iter()
                .find(|(id, name)| id.to_string() == *organ || name == organ)
                .ok_or_else(|| format!("没有这个机关：{organ}。用 zhifa keys list 可以看到已有证书的机关"))?;
            let pem = std::fs::read_to_string(file).map_err(|e| format!("不能读取 {}：{e}", file.display()))?;
            let taken = keys.import(*id, &pem, Clock::System.now()).map_err(|e| e.to_string())?;
            let (kind, about) = (lexicon::Term::zh(taken.algorithm), taken.about);
            println!("已导入 {name} 的 {kind} 证书 {}，签发者 {}，即时起用", about.serial, about.issuer);
        }
    }
    Ok(())
}

fn open(data_dir: &Path) -> Result<Keys, String> {
    let folder = data_dir.join("keys");
    if !folder.is_dir() {
        return Err(format!("{} 中没有密钥库。请用 --data-dir 指明数据目录", data_dir.display()));
    }
    Keys::open(&folder).map_err(|e| e.to_string())
}

fn list(keys: &Keys, organs: &[(OrganisationId, String)]) -> Result<(), String> {
    for one in keys.list().map_err(|e| e.to_string())? {
        let name = organs.iter().find(|(id, _)| *id == one.organ).map_or("（机关不在数据库中）", |(_, name)| name);
        let about = one.about;
        let span = format!("{} 至 {}", about.from.day(), about.to.day());
        let since = one.since.to_beijing_text();
        let kind = lexicon::Term::zh(one.algorithm);
        println!("{kind}\t{since} 起用\t{name}\t{}\t{span}\t签发者 {}\t{}", about.subject, about.issuer, about.serial);
    }
    Ok(())
}

fn organs(place: &Place) -> Result<Vec<(OrganisationId, String)>, String> {
    let file = place.data_dir.join("zhifa.db");
    if place.database_url.is_none() && !file.is_file() {
        return Err(format!("{} 中没有数据库。请用 --data-dir 指明数据目录", place.data_dir.display()));
    }
    let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
    runtime.block_on(async {
        let engine = match &place.database_url {
            Some(url) => database::Db::open_postgres(url, 2),
            None => database::Db::open_file(&file),
        };
        let db = authority::Db::new(engine.map_err(|e| format!("不能打开数据库：{e}"))?, Clock::System);
        let read = db
            .read(authority::Permit::of_system("密钥"), |tx| Box::pin(async move { organisations::names(tx).await }));
        let found = read.await.map_err(|e| format!("不能读取机关：{e:?}"));
        db.close().await;
        found
    })
}

/// Verifies papers and says of each by whom and when it was signed.
///
/// # Errors
/// When one of them does not hold.
pub fn verify(asked: &Verify) -> Result<(), String> {
    if let (Some(signature), Some(certificate)) = (&asked.sm2, &asked.certificate) {
        return verify_detached(asked, signature, certificate);
    }
    let roots = match &asked.ca {
        Some(file) => signing::certificates(&read(file)?).map_err(|e| e.to_string())?,
        None => open(&asked.data_dir)?.roots(Algorithm::P256).map_err(|e| e.to_string())?,
    };
    let mut bad = 0;
    for file in &asked.files {
        let bytes = read(file)?;
        match signing::verify(&bytes, &roots) {
            Ok(found) => {
                for one in found {
                    let seal = if one.has_seal { "有印章" } else { "无印章" };
                    let at = one.at.to_beijing_text();
                    println!("✓ {}\t{}\t{at}\t{seal}\t签发者 {}", file.display(), one.about.subject, one.about.issuer);
                }
            }
            Err(flaw) => {
                bad += 1;
                println!("✘ {}\t{}", file.display(), lexicon::Term::zh(flaw));
            }
        }
    }
    if bad == 0 { Ok(()) } else { Err(format!("{bad} 个文件没有通过验证")) }
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|e| format!("不能读取 {}：{e}", file.display()))
}

/// Verifies one paper with its second, detached signature.
fn verify_detached(asked: &Verify, signature: &Path, certificate: &Path) -> Result<(), String> {
    let [file] = asked.files.as_slice() else { return Err("验证国密签名时只能写一个文件".into()) };
    let roots = match &asked.root {
        Some(root) => signing::certificates(&read(root)?).map_err(|e| e.to_string())?,
        None => open(&asked.data_dir)?.roots(Algorithm::Sm2).map_err(|e| e.to_string())?,
    };
    let pem = String::from_utf8(read(certificate)?).map_err(|_| format!("{} 不是 PEM 文件", certificate.display()))?;
    let detached = Detached::of(read(signature)?, &pem).map_err(|e| e.to_string())?;
    match detached.verify(&read(file)?, &roots) {
        Ok(one) => {
            let (at, about) = (one.at.to_beijing_text(), one.about);
            println!("✓ {}\t国密签名\t{}\t文书所载时间 {at}\t签发者 {}", file.display(), about.subject, about.issuer);
            Ok(())
        }
        Err(flaw) => {
            println!("✘ {}\t{}", file.display(), lexicon::Term::zh(flaw));
            Err("国密签名没有通过验证".into())
        }
    }
}
