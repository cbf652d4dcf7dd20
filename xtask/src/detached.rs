//! 他人验国密签名 · OpenSSL follows the explanation that is downloaded with the second signature
//!
//! The very commands of 验签说明.txt are run in the folder where the paper lies beside its unpacked packet, as a person would:
//! for the paper itself, for every manipulation of it, for another paper, and with a stranger's root.

use crate::tally::Tally;
use crate::{Outcome, tools};
use std::path::Path;
use std::process::Command;

/// The explanation and the file that its commands read.
struct Explained<'a> {
    openssl: &'a str,
    folder: &'a Path,
    commands: Vec<String>,
    paper: String,
    /// As the explanation names it.
    organ: String,
    public_key: String,
}

/// Judges the corpus; `others` are the manipulations of the paper and another one. What was judged wrongly.
///
/// # Errors
/// An OpenSSL that cannot be had or knows no SM2; a packet that is not as it should be.
pub fn judge(
    openssl: &str,
    folder: &Path,
    others: &[std::path::PathBuf],
    tally: &mut Tally,
) -> Result<Vec<String>, String> {
    let explained = Explained::read(openssl, folder)?;
    let genuine = folder.join(&explained.paper);
    let original = std::fs::read(&genuine).map_err(|e| e.to_string())?;
    let mut wrong = Vec::new();
    let mut note = |name: &str, holds: bool, wanted: bool| {
        println!("  {name:<40} {}", if holds { "accepts" } else { "refuses" });
        tally.count(holds == wanted);
        if holds != wanted {
            wrong.push(format!("openssl: {name}"));
        }
    };
    println!("  {:<40} OpenSSL (SM2)", "");
    note("genuine", explained.signature_holds(), true);
    note("the key is the certificate's", explained.key_is_the_certificates(), true);
    note("the certificate is the root's", explained.certificate_holds(None), true);
    note("the certificate names the organ", explained.names_the_organ(), true);
    note("the certificate is a stranger's", explained.certificate_holds(Some("stranger.pem")), false);
    for file in others {
        let bytes = std::fs::read(file).map_err(|e| e.to_string())?;
        std::fs::write(&genuine, bytes).map_err(|e| e.to_string())?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        note(&name, explained.signature_holds(), false);
    }
    std::fs::write(&genuine, original).map_err(|e| e.to_string())?;
    note("genuine again", explained.signature_holds(), true);
    Ok(wrong)
}

impl<'a> Explained<'a> {
    fn read(openssl: &'a str, folder: &'a Path) -> Result<Self, String> {
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|e| format!("{name}: {e}"));
        let text = read("验签说明.txt")?;
        let commands: Vec<String> = text.lines().filter(|l| l.starts_with("openssl ")).map(str::to_owned).collect();
        if commands.len() != 4 {
            return Err(format!("说明里有 {} 条命令 commands in the explanation", commands.len()));
        }
        let paper =
            commands.iter().find_map(|line| line.split('"').nth(1)).ok_or("说明里没有文件名 no name of a file")?;
        // The paper is of the stories' own day; the certificate is asked about on that day.
        let at =
            text.split("-attime ").nth(1).map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
        let at = at.ok_or("说明里没有签名时刻 no moment of the signature")?;
        let organ = text.lines().find_map(|line| line.strip_prefix("执法机关：")).ok_or("说明里没有机关 no organ")?;
        let (organ, paper, public_key) = (organ.trim().to_owned(), paper.to_owned(), read("公钥.pem")?);
        let commands =
            commands.iter().map(|line| line.replace("openssl verify ", &format!("openssl verify -attime {at} ")));
        Ok(Self { openssl, folder, commands: commands.collect(), paper, organ, public_key })
    }

    /// Runs one of the commands as it stands; what it printed, when it ended well.
    fn run(&self, which: usize, stead: Option<(&str, &str)>) -> Option<String> {
        let line = self.commands.get(which)?.strip_prefix("openssl")?;
        let line = stead.map_or_else(|| line.to_owned(), |(old, new)| line.replace(old, new));
        let mut shell = Command::new("sh");
        let out = shell.arg("-c").arg(format!("'{}'{line}", self.openssl)).current_dir(self.folder).output().ok()?;
        out.status.success().then(|| String::from_utf8_lossy(&out.stdout).replace("\r\n", "\n"))
    }

    fn signature_holds(&self) -> bool {
        self.run(0, None).is_some_and(|said| said.trim() == "Verified OK")
    }

    fn key_is_the_certificates(&self) -> bool {
        self.run(1, None).is_some_and(|said| said.trim() == self.public_key.trim())
    }

    fn names_the_organ(&self) -> bool {
        self.run(3, None).is_some_and(|said| said.contains(&format!("CN={}\n", self.organ)))
    }

    fn certificate_holds(&self, root: Option<&str>) -> bool {
        let stead = root.map(|root| ("根证书.pem", root));
        self.run(2, stead).is_some_and(|said| said.trim() == "机关证书.pem: OK")
    }
}

/// An OpenSSL that knows SM2 and SM3: that of `ZHIFA_OPENSSL`, or the one on the search path.
///
/// # Errors
/// None there, or one without them, and what to do about it.
pub fn openssl() -> Result<String, String> {
    let named = std::env::var_os("ZHIFA_OPENSSL").map(|tool| tool.to_string_lossy().into_owned());
    if named.is_none() && tools::on_path("openssl").is_none() {
        let installed: Outcome = tools::apt_install(&["openssl"]);
        installed?;
    }
    let tool = named.unwrap_or_else(|| "openssl".to_owned());
    let knows = |arguments: &[&str]| Command::new(&tool).args(arguments).output().is_ok_and(|out| out.status.success());
    if knows(&["ecparam", "-name", "SM2", "-noout"]) && knows(&["dgst", "-sm3", "-r", "/dev/null"]) {
        return Ok(tool);
    }
    Err(format!(
        "{tool} 不认得国密 SM2/SM3，国密签名无法由他人验证。This OpenSSL knows no SM2 or SM3.\n  \
         有的发行版（如 RHEL、Fedora）去掉了国密算法。请安装或编译带国密算法的 OpenSSL 3.0 以上版本，再用环境变量指明：\n  \
         Build one with them (./Configure && make) and name it: ZHIFA_OPENSSL=/usr/local/bin/openssl cargo x test --only signatures"
    ))
}
