//! 参数 · settings, from the command line or the environment

use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Settings of a server.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// 数据目录：数据库、文书和照片都放在这里
    #[arg(long, env = "ZHIFA_DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,
    /// 监听地址
    #[arg(long, env = "ZHIFA_LISTEN", default_value = "127.0.0.1:8720")]
    pub listen: SocketAddr,
    /// 使用 PostgreSQL 时的连接地址（postgres://…）；不填则使用数据目录中的内置数据库
    #[arg(long, env = "ZHIFA_DATABASE_URL")]
    pub database_url: Option<String>,
    /// 字体目录，可写多个；本单位自有的字体目录写在前面
    #[arg(long, env = "ZHIFA_FONTS", value_delimiter = ':')]
    pub fonts: Vec<PathBuf>,
    /// 反向代理的地址，可写多个；只有这些代理转述的来源地址（X-Forwarded-For）才可信
    #[arg(long, env = "ZHIFA_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// 首次启动时装入演示县（机构、人员、企业）
    #[arg(long, env = "ZHIFA_DEMO")]
    pub demo: bool,
    /// HTTPS 证书文件（PEM，含证书链）；与 --tls-key 同时填写则以 HTTPS 提供服务
    #[arg(long, env = "ZHIFA_TLS_CERT", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// HTTPS 私钥文件（PEM）
    #[arg(long, env = "ZHIFA_TLS_KEY", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// 前面的反向代理已提供 HTTPS：登录凭据只经 HTTPS 传送
    #[arg(long, env = "ZHIFA_BEHIND_HTTPS")]
    pub behind_https: bool,
    /// 每个登录每秒最多的请求数；0 为不限
    #[arg(long, env = "ZHIFA_REQUESTS_PER_SECOND", default_value_t = 50)]
    pub requests_per_second: u32,
    /// 演练用：把系统日期固定在某一天（2026-05-20）；正式使用时不要设置
    #[arg(long, env = "ZHIFA_TODAY")]
    pub today: Option<lexicon::LegalDay>,
}

impl Config {
    /// Whether browsers reach the service by HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.behind_https || self.tls_cert.is_some()
    }

    /// The font folders: those that were named, else the ones beside the program, else those of the source tree.
    #[must_use]
    pub fn font_folders(&self) -> Vec<PathBuf> {
        font_folders(&self.fonts)
    }
}

/// The font folders that exist among: the named ones, `fonts` beside the program, `assets/fonts` of the source tree.
#[must_use]
pub fn font_folders(named: &[PathBuf]) -> Vec<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|exe| exe.parent().map(|p| p.join("fonts")));
    let source = PathBuf::from("assets/fonts");
    let built_in = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/fonts"));
    let shipped = [beside, Some(source), cfg!(debug_assertions).then_some(built_in)];
    let shipped = shipped.into_iter().flatten().find(|p| p.join("MANIFEST.toml").is_file());
    named.iter().cloned().chain(shipped).collect()
}
