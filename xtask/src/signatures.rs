//! 他人验签 · what other people's verifiers say of our signatures
//!
//! The stories write a signed paper and twenty manipulations of it; pdfsig (poppler, NSS) and pyHanko judge each. The genuine
//! ones must be accepted by both, every manipulation refused by at least one of them (by ours: by the story itself). The second,
//! detached signature is judged by OpenSSL.

use crate::shell::{command, run as call, watch};
use crate::tally::{Counting, Tally};
use crate::{Outcome, detached, root::root, tools};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs the step.
///
/// # Errors
/// A tool that cannot be had, a genuine paper refused, a manipulation accepted by everybody.
pub fn run(tally: &mut Tally) -> Outcome {
    let openssl = detached::openssl()?;
    let folder = root().join("target/x/signatures");
    let _ = std::fs::remove_dir_all(&folder);
    let corpus = folder.join("corpus");
    let mut story = command(&root(), "cargo test --workspace --test it signatures::");
    watch(story.env("ZHIFA_SIGNATURES", &corpus).env_remove("ZHIFA_TEST_DATABASE_URL"), |line| {
        tally.read(Counting::Cargo, line)
    })?;
    let files = papers(&corpus)?;
    let others: Vec<PathBuf> = files.iter().filter(|file| !file.ends_with("genuine.pdf")).cloned().collect();
    let mut wrong = detached::judge(&openssl, &corpus.join("packet"), &others, tally)?;
    tools::nss()?;
    let pyhanko = tools::pyhanko()?;
    let trust = nss_store(&folder, &corpus.join("root.pem"))?;
    println!("  {:<40} {:<8} pyHanko", "", "pdfsig");
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let said = [pdfsig(&trust, &file), hanko(&pyhanko, &corpus.join("root.pem"), &file)];
        let word = |accepts: bool| if accepts { "accepts" } else { "refuses" };
        println!("  {name:<40} {:<8} {}", word(said[0]), word(said[1]));
        let holds = if is_genuine(&file) { said == [true; 2] } else { said != [true; 2] };
        tally.count(holds);
        if !holds {
            wrong.push(name);
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("判断不对 judged wrongly: {}", wrong.join(", "))) }
}

fn is_genuine(file: &Path) -> bool {
    file.file_stem().is_some_and(|name| name.to_string_lossy().starts_with("genuine"))
}

fn papers(corpus: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(corpus).map_err(|e| format!("{}: {e}", corpus.display()))?;
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    found.retain(|file| file.extension().is_some_and(|end| end == "pdf"));
    found.sort();
    if found.len() < 14 { Err(format!("只有 {} 份文书 only so few papers", found.len())) } else { Ok(found) }
}

/// A certificate store of NSS that trusts our root and nothing else.
fn nss_store(folder: &Path, root_pem: &Path) -> Result<PathBuf, String> {
    let store = folder.join("nss");
    std::fs::create_dir_all(&store).map_err(|e| e.to_string())?;
    let place = format!("sql:{}", store.display());
    call(Command::new("certutil").args(["-N", "-d", &place, "--empty-password"]))?;
    call(Command::new("certutil").args(["-A", "-d", &place, "-n", "root", "-t", ",C,", "-i"]).arg(root_pem))?;
    Ok(store)
}

/// poppler accepts a file when the one signature is valid, its certificate trusted and the whole file covered.
fn pdfsig(store: &Path, file: &Path) -> bool {
    let out = Command::new("pdfsig").arg("-nssdir").arg(store).arg(file).output();
    let said = out.map(|out| String::from_utf8_lossy(&out.stdout).into_owned()).unwrap_or_default();
    ["Signature is Valid", "Certificate is Trusted", "Total document signed"].iter().all(|words| said.contains(words))
        && !said.contains("Not total document signed")
}

/// pyHanko accepts a file when it says so by its exit code and found a signature at all.
fn hanko(tool: &Path, root_pem: &Path, file: &Path) -> bool {
    let out = Command::new(tool)
        .args(["sign", "validate", "--no-revocation-check", "--trust"])
        .arg(root_pem)
        .arg(file)
        .output();
    out.is_ok_and(|out| out.status.success() && String::from_utf8_lossy(&out.stdout).contains("INTACT:TRUSTED"))
}
