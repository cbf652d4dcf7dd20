//! 样张 · prints every form's examples as PDF, and each once with forty entries, to be looked at
//!
//! `cargo run -p typeset --example papers -- FOLDER [FONT-FOLDER…]`

use std::error::Error;
use std::path::{Path, PathBuf};

use forms::{FormName, Job};
use serde_json::Value;
use typeset::Engine;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let target = arguments.next().ok_or("name a folder for the papers")?;
    let mut fonts: Vec<PathBuf> = arguments.collect();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fonts.push(crates.join("../assets/fonts"));
    let engine = Engine::new(&fonts)?;
    std::fs::create_dir_all(&target)?;
    for name in FormName::all() {
        for example in ["sample", "minimal", "long"] {
            let file = if example == "minimal" { "minimal" } else { "sample" };
            let text = std::fs::read_to_string(crates.join(format!("forms/{name}/{file}.json")))?;
            let mut data = serde_json::from_str(&text)?;
            if example == "long" {
                lengthen(&mut data);
            }
            let job = Job {
                form: name,
                data,
                ident: format!("{name}-{example}"),
                dated_ms: 1_795_424_400_000,
                is_preview: false,
                own: None,
                is_sealed: false,
                check: None,
            };
            let paper = engine.set(&job)?;
            std::fs::write(target.join(format!("{name}-{example}.pdf")), &paper.pdf)?;
            println!("{name} {example}: {} pages, {} bytes", paper.pages, paper.pdf.len());
        }
    }
    Ok(())
}

/// Repeats what is found or checked until there are forty entries.
fn lengthen(data: &mut Value) {
    for key in ["problems", "items", "opinions"] {
        if let Some(entries) = data.get_mut(key).and_then(Value::as_array_mut) {
            *entries = entries.iter().cycle().take(40).cloned().collect();
        }
    }
}
