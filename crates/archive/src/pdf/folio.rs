//! 页号 · the page number at the upper outer corner
//!
//! 单面印制，页号在右上角；封面、卷内目录、备考表不编页号。The digits are ten glyphs of Tinos (Apache License 2.0, as
//! `assets/fonts`), embedded, so that the number is text and the file stays PDF/A.

use super::overlay::{draw, rectangle};
use super::{Assembly, Fault};
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use std::ops::Range;

/// `pyftsubset Tinos-Regular.ttf --text=0123456789 --no-hinting`
const FONT: &[u8] = include_bytes!("../../assets/folio.ttf");
const NAME: &str = "ZfFolio";
/// Points.
const SIZE: f32 = 12.0;
/// A digit of Tinos is half as wide as it is high.
const DIGIT: f32 = 0.5;
/// From the right and the upper edge, in points: 12 and 11 millimetres.
const FROM_RIGHT: f32 = 34.0;
const FROM_TOP: f32 = 31.2;
/// A4, when a page does not say how large it is.
const A4: [f32; 4] = [0.0, 0.0, 595.28, 841.89];

impl Assembly {
    /// Numbers pages, beginning with `first`.
    ///
    /// # Errors
    /// Pages that are not there.
    pub fn number(&mut self, range: Range<usize>, first: usize) -> Result<(), Fault> {
        let font = self.folio_font();
        for (at, number) in range.zip(first..) {
            let id = self.page(at)?;
            let mut page = self.doc.get_dictionary(id)?.clone();
            let [_, _, right, top] = rectangle(&self.doc, page.get(b"MediaBox").ok()).unwrap_or(A4);
            let digits = number.to_string();
            #[expect(clippy::cast_precision_loss, reason = "a page number has a few digits")]
            let left = right - FROM_RIGHT - SIZE * DIGIT * digits.len() as f32;
            let (x, y) = (left, top - FROM_TOP);
            let text = format!("BT /{NAME} {SIZE} Tf 0 g {x:.2} {y:.2} Td ({digits}) Tj ET");
            draw(&mut self.doc, &mut page, &text, ("Font", NAME, font));
            self.doc.set_object(id, page);
        }
        Ok(())
    }

    fn folio_font(&mut self) -> ObjectId {
        if let Some(font) = self.folio_font {
            return font;
        }
        let length = i64::try_from(FONT.len()).unwrap_or(0);
        let file = self.doc.add_object(Stream::new(dictionary! { "Length1" => length }, FONT.to_vec()));
        let descriptor = self.doc.add_object(described(file));
        let widths: Vec<Object> = vec![500.into(); 10];
        let font = self.doc.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "ZFOLIO+Tinos",
            "Encoding" => "WinAnsiEncoding", "FirstChar" => i64::from(b'0'), "LastChar" => i64::from(b'9'),
            "Widths" => widths, "FontDescriptor" => descriptor,
        });
        self.folio_font = Some(font);
        font
    }
}

/// Measures of Tinos in thousandths of its size.
fn described(file: ObjectId) -> Dictionary {
    dictionary! {
        "Type" => "FontDescriptor", "FontName" => "ZFOLIO+Tinos", "Flags" => 32,
        "FontBBox" => vec![(-543).into(), (-389).into(), 2797.into(), 1010.into()], "ItalicAngle" => 0,
        "Ascent" => 891, "Descent" => -216, "CapHeight" => 693, "StemV" => 80, "FontFile2" => file,
    }
}
