//! Every file of the folders below goes into the program: adding an industry, a checklist, a calendar or demonstration
//! enterprises means adding a file, and nothing else. Names are sorted, so that the same files give the same program.
#![allow(clippy::disallowed_methods, reason = "cargo tells a build script its folders by the environment")]

use std::{env, error::Error, fmt::Write, fs, path::Path};

/// Constant and folder below `seed/`.
const FOLDERS: [(&str, &str); 4] = [
    ("CALENDARS", "calendars"),
    ("INDUSTRIES", "industries"),
    ("CHECKLISTS", "checklists"),
    ("MORE_ENTERPRISES", "enterprises"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let seed = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../seed").canonicalize()?;
    let mut out = String::new();
    for (name, folder) in FOLDERS {
        println!("cargo::rerun-if-changed={}", seed.join(folder).display());
        let mut files = Vec::new();
        for entry in fs::read_dir(seed.join(folder))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                files.push(path);
            }
        }
        files.sort();
        writeln!(out, "const {name}: &[File] = &[")?;
        for path in files {
            let file = path.file_name().and_then(|file| file.to_str()).ok_or("a file name that is no text")?;
            writeln!(out, "    ({:?}, include_str!({:?})),", format!("{folder}/{file}"), path)?;
        }
        writeln!(out, "];")?;
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("files.rs"), out)?;
    Ok(())
}
