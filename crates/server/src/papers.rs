//! 文书样张 · every form set from its sample data

use forms::{FormName, Job};
use lexicon::LegalDay;
use std::path::{Path, PathBuf};

/// Sets every form from its sample into `folder`.
///
/// # Errors
/// What could not be set or written.
pub fn run(folder: &Path, fonts: &[PathBuf]) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|e| e.to_string())?;
    let engine = typeset::Engine::new(fonts).map_err(|e| e.to_string())?;
    let dated_ms = LegalDay::new(2026, 5, 20).map_err(|e| e.to_string())?.at_beijing(9, 0).0;
    for name in FormName::all() {
        let data = serde_json::from_str(forms::form(name).sample()).map_err(|e| e.to_string())?;
        let job = Job { form: name, data, ident: name.code().to_owned(), dated_ms, is_preview: false };
        let paper = engine.set(&job).map_err(|e| e.to_string())?;
        let file = folder.join(format!("{}.pdf", name.code()));
        std::fs::write(&file, &paper.pdf).map_err(|e| e.to_string())?;
        println!("{}  {} 页  {}", name.zh(), paper.pages, file.display());
    }
    Ok(())
}
