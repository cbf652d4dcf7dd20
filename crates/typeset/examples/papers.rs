//! 样张 · prints every form's examples as PDF, to be looked at
//!
//! `cargo run -p typeset --example papers -- FOLDER [FONT-FOLDER…]`

use std::error::Error;
use std::path::{Path, PathBuf};

use forms::{FormName, Job};
use typeset::Engine;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let target = arguments.next().ok_or("name a folder for the papers")?;
    let mut fonts: Vec<PathBuf> = arguments.collect();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fonts.push(crates.join("../assets/fonts"));
    let engine = Engine::new(&fonts)?;
    std::fs::create_dir_all(&target)?;
    for name in FormName::ALL {
        for example in ["sample", "minimal"] {
            let text = std::fs::read_to_string(crates.join(format!("forms/{name}/{example}.json")))?;
            let data = serde_json::from_str(&text)?;
            let job = Job { form: name, data, ident: format!("{name}-{example}"), dated_ms: 1_795_424_400_000 };
            let paper = engine.set(&job)?;
            std::fs::write(target.join(format!("{name}-{example}.pdf")), &paper.pdf)?;
            println!("{name} {example}: {} pages, {} bytes", paper.pages, paper.pdf.len());
        }
    }
    Ok(())
}
