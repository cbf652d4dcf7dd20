//! 二维码 · the square code in the corner of every issued paper

use forms::{Check, TypesetError};
use qrcode::{Color, EcLevel, QrCode};
use serde_json::{Value, json};

/// The code for the layout: its text, how many squares it is wide, and the dark runs of every row as `[row, from, to]`.
///
/// # Errors
/// An address too long for any square code.
pub(crate) fn drawn(check: &Check) -> Result<Value, TypesetError> {
    // M: a seventh of it may be smudged.
    let code = QrCode::with_error_correction_level(&check.payload, EcLevel::M)
        .map_err(|fault| TypesetError::Template(fault.to_string()))?;
    let wide = code.width();
    let dark: Vec<bool> = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
    let runs: Vec<[usize; 3]> =
        dark.chunks(wide.max(1)).enumerate().flat_map(|(row, cells)| runs(row, cells)).collect();
    Ok(json!({ "code": check.code, "wide": wide, "runs": runs }))
}

fn runs(row: usize, cells: &[bool]) -> Vec<[usize; 3]> {
    let mut found: Vec<[usize; 3]> = Vec::new();
    for (at, _) in cells.iter().enumerate().filter(|(_, dark)| **dark) {
        match found.last_mut() {
            Some([_, _, to]) if *to == at => *to = at + 1,
            _ => found.push([row, at, at + 1]),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_hold_every_dark_square_once() {
        assert_eq!(runs(3, &[true, true, false, true]), [[3, 0, 2], [3, 3, 4]]);
        assert!(runs(0, &[false, false]).is_empty());
        let check =
            Check { code: "7K3M-9QXA-0BTW-5DHN".into(), payload: "https://zf.example/v/7K3M9QXA0BTW5DHN".into() };
        let drawn = drawn(&check).unwrap();
        assert_eq!(drawn["wide"], 29, "version 3");
        // The finder in the upper left corner: seven dark squares, then one light.
        assert_eq!(drawn["runs"][0], json!([0, 0, 7]));
    }
}
