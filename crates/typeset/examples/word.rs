//! 编辑稿样张 · writes every form's sample as .docx, to be looked at
//!
//! `cargo run -p typeset --example word -- FOLDER`

use std::error::Error;
use std::path::{Path, PathBuf};

use forms::{FormName, Job, form};
use typeset::Engine;

fn main() -> Result<(), Box<dyn Error>> {
    let target = std::env::args_os().nth(1).map(PathBuf::from).ok_or("name a folder for the files")?;
    let engine = Engine::new(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts")])?;
    std::fs::create_dir_all(&target)?;
    for name in FormName::all() {
        let data = serde_json::from_str(form(name).sample())?;
        let job = Job {
            form: name,
            data,
            ident: name.to_string(),
            dated_ms: 1_795_424_400_000,
            is_preview: false,
            is_sealed: false,
            check: None,
            own: None,
        };
        std::fs::write(target.join(format!("{name}.docx")), engine.word(&job)?)?;
    }
    Ok(())
}
