//! 文书样张 · the gallery that is looked at before a form is put to use, made by the program itself

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// 每一种文书的两份样张都有 PDF 和 PNG；盖章的盖上样张机关的印章，其余不盖。
#[test]
fn the_gallery_shows_every_kind_as_pdf_and_as_picture() {
    let folder = tempfile::tempdir().unwrap();
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts");
    let mut program = Command::new(env!("CARGO_BIN_EXE_zhifa"));
    program.arg("gallery").arg("--out").arg(folder.path()).args(["--dpi", "30", "--fonts"]).arg(fonts);
    let done = program.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let files = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<String> = files.collect();
    for (place, form) in forms::catalogue().iter().enumerate() {
        for example in ["sample", "minimal"] {
            let stem = format!("{:02}-{}-{example}", place + 1, form.name());
            let paper = std::fs::read(folder.path().join(format!("{stem}.pdf"))).unwrap();
            let pages = lopdf::Document::load_mem(&paper).unwrap().get_pages().len();
            let drawn: Vec<&String> =
                files.iter().filter(|name| name.starts_with(&format!("{stem}-")) && name.ends_with(".png")).collect();
            assert_eq!(drawn.len(), pages, "{stem}: a picture of every page");
            let is_red = |name: &&String| image::open(folder.path().join(name)).unwrap().to_rgb8().pixels().any(red);
            let sealed = drawn.iter().filter(|name| is_red(name)).count();
            if example == "sample" {
                assert_eq!(sealed, usize::from(form.seal()), "{stem}: pages with a seal");
            }
        }
    }
}

fn red(pixel: &image::Rgb<u8>) -> bool {
    let [red, green, blue] = pixel.0.map(i32::from);
    red > 150 && red - green > 60 && red - blue > 60
}
