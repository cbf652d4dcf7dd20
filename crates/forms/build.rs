//! 文书目录 · finds the form folders
//!
//! A folder with a `form.toml` is a form: adding a kind of paper is adding a folder, no list in code names it.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=.");
    let here = env::current_dir()?;
    let mut out = String::from("pub(crate) const FOLDERS: &[Folder] = &[\n");
    for folder in children(&here)?.into_iter().filter(|path| path.join("form.toml").is_file()) {
        let file = |name: &str| format!("include_str!({:?})", folder.join(name));
        let _ = writeln!(
            out,
            "    Folder {{ code: {:?}, about: {}, template: {}, sample: {}, minimal: {} }},",
            name_of(&folder),
            file("form.toml"),
            file("template.typ"),
            file("sample.json"),
            file("minimal.json"),
        );
    }
    out.push_str("];\n\n/// What all papers share, as (file name, Typst text). A template imports them as `/layout/<file name>`.\n");
    out.push_str("pub const LAYOUT: &[(&str, &str)] = &[\n");
    for file in children(&here.join("layout"))? {
        let _ = writeln!(out, "    ({:?}, include_str!({file:?})),", name_of(&file));
    }
    out.push_str("];\n");
    let folder = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    fs::write(folder.join("folders.rs"), out)
}

/// By name, so that the same tree gives the same file.
fn children(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    found.sort();
    Ok(found)
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
