//! 二维码 · the square code in the corner of every issued paper

use forms::{Check, TypesetError};
use qrcode::{EcLevel, QrCode};
use serde_json::{Value, json};

/// The code for the layout: its text, how many squares it is wide, and its squares row by row as shades of grey.
///
/// # Errors
/// An address too long for any square code.
pub(crate) fn drawn(check: &Check) -> Result<Value, TypesetError> {
    // M: a seventh of it may be smudged.
    let code = QrCode::with_error_correction_level(&check.payload, EcLevel::M)
        .map_err(|fault| TypesetError::Template(fault.to_string()))?;
    let shades: Vec<u8> = code.to_colors().into_iter().map(|color| color.select(0, u8::MAX)).collect();
    Ok(json!({ "code": check.code, "wide": code.width(), "shades": shades }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_square_is_black_or_white() {
        let check =
            Check { code: "7K3M-9QXA-0BTW-5DHN".into(), payload: "https://zf.example/v/7K3M9QXA0BTW5DHN".into() };
        let drawn = drawn(&check).unwrap();
        assert_eq!(drawn["wide"], 29, "version 3");
        let shades: Vec<u64> = drawn["shades"].as_array().unwrap().iter().map(|s| s.as_u64().unwrap()).collect();
        assert_eq!(shades.len(), 29 * 29);
        // The finder in the upper left corner: seven dark squares, then one light.
        assert_eq!(shades[..8], [0, 0, 0, 0, 0, 0, 0, 255]);
    }
}
