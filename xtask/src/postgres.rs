//! 临时 PostgreSQL · a throw-away cluster for the stories
//!
//! Made in a temporary folder, reached on a free port of this machine only, gone when we are gone: a small shell
//! holds the server and waits on a pipe from us, so that even a killed test run leaves nothing behind.

use crate::shell::{answer, command};
use crate::tools::{apt_install, is_root, on_path};
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A running cluster. It stops when this value is dropped.
#[derive(Debug)]
pub struct Cluster {
    keeper: Child,
    port: u16,
    version: String,
}

/// Durability is what a throw-away cluster does not need.
const SETTINGS: &str = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200";

/// `$1` programs, `$2` folder, `$3` port, `$4` settings. Ends when its input ends. A server that is only starting still
/// ignores QUIT, as every background job of a shell does, and is ended by TERM; one that runs does not wait for clients.
const KEEPER: &str = r#"
"$1/initdb" -D "$2/data" -U zhifa -A trust -E UTF8 --locale=C --no-sync >"$2/log" 2>&1 || { cat "$2/log" >&2; rm -rf "$2"; exit 1; }
"$1/postgres" -D "$2/data" -p "$3" -h 127.0.0.1 -k "$2" $4 >>"$2/log" 2>&1 &
server=$!
read -r _
kill -TERM $server 2>/dev/null
kill -QUIT $server 2>/dev/null
wait $server
rm -rf "$2"
"#;

impl Cluster {
    /// Starts a cluster with the first PostgreSQL that really works; installs Debian's when none does.
    ///
    /// # Errors
    /// What to install, or why the cluster did not start.
    pub fn start() -> Result<Cluster, String> {
        let mut why = match first_that_works() {
            Ok(cluster) => return Ok(cluster),
            Err(why) => why,
        };
        if !why.is_empty() {
            why = format!("（{why}）");
        }
        println!("没有可用的 PostgreSQL 服务器{why}。No PostgreSQL server that works.");
        apt_install(&["postgresql"])?;
        first_that_works()
    }

    /// Where the stories reach it; the user may create databases.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://zhifa@127.0.0.1:{}/postgres", self.port)
    }

    /// `postgres (PostgreSQL) 15.…`
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        drop(self.keeper.wait());
    }
}

fn first_that_works() -> Result<Cluster, String> {
    let mut why = String::new();
    for programs in folders() {
        match start_with(&programs) {
            Ok(cluster) => return Ok(cluster),
            Err(e) => why = format!("{}: {e}", programs.display()),
        }
    }
    Err(why)
}

/// Folders that hold server programs: Debian's, newest first, then whatever is on the search path.
fn folders() -> Vec<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> =
        versions.filter_map(|v| Some((v.file_name().to_str()?.parse().ok()?, v.path().join("bin")))).collect();
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    let linked =
        on_path("postgres").and_then(|p| p.canonicalize().ok()).and_then(|p| p.parent().map(Path::to_path_buf));
    let mut all: Vec<PathBuf> = found.into_iter().map(|(_, dir)| dir).chain(linked).collect();
    all.dedup();
    all.retain(|dir| ["postgres", "initdb"].iter().all(|p| dir.join(p).is_file()));
    all
}

fn start_with(programs: &Path) -> Result<Cluster, String> {
    let version =
        answer(Command::new(programs.join("postgres")).arg("--version")).ok_or("postgres --version 失败 fails")?;
    let (dir, user) = home()?;
    let port = free_port()?;
    let mut keeper = match &user {
        Some(user) => command(&dir, &format!("{} sh -c", become_user(user)?)),
        None => command(&dir, "sh -c"),
    };
    keeper.arg(KEEPER).arg("keeper").args([programs, &dir]).arg(port.to_string()).arg(SETTINGS);
    // A colleague's settings must not leak into a test cluster.
    for name in ["PGDATA", "PGPORT", "PGHOST", "PGUSER", "PGDATABASE", "PGOPTIONS"] {
        keeper.env_remove(name);
    }
    // A signal to our whole group (Ctrl-C, a build machine that gives up) must not keep the keeper from clearing up.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut keeper, 0);
    let keeper = keeper.stdin(Stdio::piped()).spawn().map_err(|e| e.to_string())?;
    let mut cluster = Cluster { keeper, port, version };
    cluster.wait_until_ready(programs, &dir)?;
    Ok(cluster)
}

impl Cluster {
    fn wait_until_ready(&mut self, programs: &Path, dir: &Path) -> Result<(), String> {
        let start = Instant::now();
        let port = self.port;
        while start.elapsed() < Duration::from_secs(60) {
            if let Ok(Some(status)) = self.keeper.try_wait() {
                return Err(format!("initdb 失败 fails ({status})"));
            }
            let ask = format!("{}/psql -h 127.0.0.1 -p {port} -U zhifa -d postgres -tAc SELECT(1)", programs.display());
            if answer(&mut command(Path::new("/"), &ask)).as_deref() == Some("1") {
                return Ok(());
            }
            // A starting server announces nothing one could wait for; it has to be asked again.
            sleep(Duration::from_millis(100));
        }
        let log = fs::read_to_string(dir.join("log")).unwrap_or_default();
        Err(format!("60 秒内没有启动 did not start within 60 s\n{log}"))
    }
}

/// A new folder, owned by the user that will run the server. PostgreSQL refuses to run as root.
fn home() -> Result<(PathBuf, Option<String>), String> {
    let dir = std::env::temp_dir().join(format!("zhifa-pg-{}-{}", std::process::id(), free_port()?));
    fs::create_dir(&dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    if !is_root() {
        return Ok((dir, None));
    }
    let exists = |user: &&str| answer(&mut command(Path::new("/"), &format!("id -u {user}"))).is_some();
    let user = ["postgres", "nobody"].into_iter().find(exists).ok_or("没有普通用户可用 no ordinary user to run as")?;
    crate::shell::run(command(Path::new("/"), &format!("chown {user}")).arg(&dir))?;
    Ok((dir, Some(user.to_owned())))
}

fn become_user(user: &str) -> Result<String, String> {
    let id = |which: &str| answer(&mut command(Path::new("/"), &format!("id -{which} {user}")));
    if on_path("runuser").is_some() {
        return Ok(format!("runuser -u {user} --"));
    }
    match (on_path("setpriv"), id("u"), id("g")) {
        (Some(_), Some(u), Some(g)) => Ok(format!("setpriv --reuid {u} --regid {g} --clear-groups")),
        _ => Err("没有 runuser 或 setpriv neither runuser nor setpriv".into()),
    }
}

fn free_port() -> Result<u16, String> {
    let socket = TcpListener::bind(("127.0.0.1", 0)).and_then(|s| s.local_addr());
    socket.map(|a| a.port()).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_port_can_be_taken() {
        assert!(TcpListener::bind(("127.0.0.1", free_port().unwrap())).is_ok());
    }
}
