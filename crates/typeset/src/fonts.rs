//! 字库 · fonts from folders
//!
//! Fonts are files, never part of the program: an authority puts the 方正小标宋 and 仿宋_GB2312 it holds a licence for into
//! its own folder, which comes first. The shipped fonts stand behind them and fill what they lack.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};

/// The fonts of an installation, in order of preference.
pub(crate) struct Fonts {
    pub(crate) book: FontBook,
    pub(crate) faces: Vec<Font>,
}

impl Fonts {
    /// Reads every font of the folders; within a folder by file name.
    pub(crate) fn read(folders: &[PathBuf]) -> io::Result<Self> {
        let mut fonts = Self { book: FontBook::new(), faces: Vec::new() };
        for folder in folders {
            for file in font_files(folder)? {
                for face in Font::iter(Bytes::new(std::fs::read(file)?)) {
                    fonts.book.push(face.info().clone());
                    fonts.faces.push(face);
                }
            }
        }
        if fonts.faces.is_empty() {
            return Err(io::Error::new(io::ErrorKind::NotFound, "字库文件夹中没有字体"));
        }
        Ok(fonts)
    }

    /// The font chains that the layout reads as `/fonts.json`. Only families that exist are named, because Typst merely
    /// warns about an unknown one.
    pub(crate) fn chains(&self) -> Value {
        json!({
            "latin": self.first(&["Tinos", "Times New Roman", "Liberation Serif"]),
            "body": self.chain(&["仿宋", "fangsong", "fzfs"], &["FandolFang R", "Noto Serif CJK SC"]),
            "head": self.chain(&["宋体", "simsun"], &["FandolSong", "Noto Serif CJK SC"]),
            "title": self.chain(&["小标宋", "xiaobiaosong", "fzxbs"], &["Noto Serif CJK SC", "FandolSong"]),
        })
    }

    /// Families whose name holds one of the words (an authority's own fonts), then the shipped ones.
    fn chain(&self, own: &[&str], shipped: &[&str]) -> Vec<String> {
        let mut chain: Vec<String> = Vec::new();
        for face in &self.faces {
            let family = face.info().family.to_string();
            let lower = family.to_lowercase();
            if own.iter().any(|word| lower.contains(word)) && !chain.contains(&family) {
                chain.push(family);
            }
        }
        for family in shipped.iter().filter(|family| self.has(family)) {
            if !chain.iter().any(|known| known == family) {
                chain.push((*family).to_owned());
            }
        }
        if chain.is_empty() {
            chain.extend(self.faces.first().map(|face| face.info().family.to_string()));
        }
        chain
    }

    fn first(&self, families: &[&str]) -> String {
        let known = families.iter().find(|family| self.has(family)).map(|family| (*family).to_owned());
        known.or_else(|| self.faces.first().map(|face| face.info().family.to_string())).unwrap_or_default()
    }

    fn has(&self, family: &str) -> bool {
        self.faces.iter().any(|face| face.info().family.eq_ignore_ascii_case(family))
    }
}

fn font_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        if matches!(ending.as_str(), "otf" | "ttf" | "ttc" | "otc") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts")
    }

    #[test]
    fn shipped_fonts_stand_in_their_places() {
        let chains = Fonts::read(&[shipped()]).unwrap().chains();
        assert_eq!(chains["latin"], "Tinos");
        assert_eq!(chains["body"], json!(["FandolFang R", "Noto Serif CJK SC"]));
        assert_eq!(chains["head"], json!(["FandolSong", "Noto Serif CJK SC"]));
        assert_eq!(chains["title"], json!(["Noto Serif CJK SC", "FandolSong"]));
    }

    /// 安装单位自备的字体排在随附字体之前。
    #[test]
    fn a_family_with_the_wanted_word_comes_before_the_shipped_ones() {
        let fonts = Fonts::read(&[shipped()]).unwrap();
        let chain = fonts.chain(&["tinos"], &["FandolFang R", "Tinos", "Not Installed"]);
        assert_eq!(chain, ["Tinos", "FandolFang R"]);
    }

    #[test]
    fn an_own_folder_may_hold_only_some_fonts_and_comes_first() {
        let own = tempfile::tempdir().unwrap();
        std::fs::copy(shipped().join("Tinos-Regular.ttf"), own.path().join("z.TTF")).unwrap();
        std::fs::write(own.path().join("readme.txt"), "no font").unwrap();
        let fonts = Fonts::read(&[own.path().to_owned(), shipped()]).unwrap();
        assert_eq!(fonts.faces[0].info().family, "Tinos");
        assert_eq!(fonts.faces.len(), Fonts::read(&[shipped()]).unwrap().faces.len() + 1);
    }

    #[test]
    fn a_folder_without_fonts_is_an_error() {
        let empty = tempfile::tempdir().unwrap();
        assert!(Fonts::read(&[empty.path().to_owned()]).is_err());
    }
}
