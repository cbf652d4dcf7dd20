//! 文书样张 · every form set from its examples, to be looked at
//!
//! Each kind as `NN-code-sample.pdf` and `NN-code-minimal.pdf` in the order of the procedure, as an organ issues them: with
//! the seal of the organ of the examples, a signature of keys made for this gallery only, and a verification code that
//! leads nowhere. Where poppler's `pdftoppm` is installed, each page as PNG beside it.

use super::press::Press;
use forms::{Check, Form, Job, catalogue};
use lexicon::LegalDay;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the gallery goes and how it is drawn.
#[derive(clap::Args)]
pub struct Options {
    /// 放样张的目录
    #[arg(long)]
    out: PathBuf,
    /// PNG 的清晰度（每英寸点数）
    #[arg(long, default_value_t = 60)]
    dpi: u16,
    #[arg(long, value_delimiter = ':')]
    fonts: Vec<PathBuf>,
}

/// Sets every form from its examples into a folder.
///
/// # Errors
/// What could not be set or written.
pub fn run(options: &Options) -> Result<(), String> {
    std::fs::create_dir_all(&options.out).map_err(|e| e.to_string())?;
    let fonts = crate::config::font_folders(&options.fonts);
    let engine = typeset::Engine::new(&fonts).map_err(|e| e.to_string())?;
    let press = Press::new("gallery")?;
    let mut pages_drawn = true;
    for (place, form) in catalogue().iter().enumerate() {
        for (example, data) in [("sample", form.sample()), ("minimal", form.minimal())] {
            let stem = format!("{:02}-{}-{example}", place + 1, form.name());
            let job = job(form, data, &stem)?;
            let paper = engine.set(&job).map_err(|e| format!("{stem}: {e}"))?;
            let (file, pages) = (options.out.join(format!("{stem}.pdf")), paper.pages);
            std::fs::write(&file, press.sealed(&job, &paper)?).map_err(|e| e.to_string())?;
            pages_drawn = pages_drawn && draw(&file, options.dpi)?;
            println!("{}  {example}  {} 页  {}", form.zh(), pages, file.display());
        }
    }
    if !pages_drawn {
        println!("没有找到 pdftoppm（poppler-utils），只有 PDF，没有 PNG");
    }
    Ok(())
}

/// The code on the papers of the gallery.
const CODE: &str = "7K3M-9QXA-0BTW-5DHN";

fn job(form: &Form, data: &str, ident: &str) -> Result<Job, String> {
    let data: serde_json::Value = serde_json::from_str(data).map_err(|e| e.to_string())?;
    // Without its number it is a preview, and a preview has neither seal nor code.
    let is_paper = !form.is_numbered() || data.get("number").is_some_and(serde_json::Value::is_string);
    let check =
        Check { code: CODE.to_owned(), payload: format!("https://zf.example.gov.cn/v/{}", CODE.replace('-', "")) };
    let dated_ms = LegalDay::new(2026, 5, 20).map_err(|e| e.to_string())?.at_beijing(9, 0).0;
    Ok(Job {
        form: form.name(),
        data,
        ident: ident.to_owned(),
        dated_ms,
        is_preview: false,
        is_sealed: is_paper && form.seal(),
        check: is_paper.then_some(check),
        own: None,
    })
}

/// Draws the pages of a PDF; false where the tool is not installed.
fn draw(pdf: &Path, dpi: u16) -> Result<bool, String> {
    let mut tool = Command::new("pdftoppm");
    match tool.args(["-png", "-r", &dpi.to_string()]).arg(pdf).arg(pdf.with_extension("")).status() {
        Ok(status) if status.success() => Ok(true),
        Ok(status) => Err(format!("pdftoppm {}: {status}", pdf.display())),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(false),
        Err(e) => Err(e.to_string()),
    }
}
