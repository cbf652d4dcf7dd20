//! 验证码 · the code on every paper
//!
//! Sixteen characters out of thirty-two (80 bits of an HMAC of the paper's id): nobody can guess one, count them up or
//! make one. No I, L, O, U: what is read from paper is typed in by people.

use crate::{Result, Signer};
use uuid::Uuid;

/// Characters of a code.
pub const CODE_LENGTH: usize = 16;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The code of a paper.
///
/// # Errors
/// A secret that cannot be read.
pub fn code_of(signer: &dyn Signer, document: Uuid) -> Result<String> {
    let mac = signer.mac(document.as_bytes())?;
    let bits = mac.iter().take(10).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    let letters = (0..CODE_LENGTH).rev().filter_map(|n| ALPHABET.get(usize::try_from(bits >> (5 * n) & 31).ok()?));
    Ok(letters.map(|letter| char::from(*letter)).collect())
}

/// A code as it may have been typed: small letters, spaces and dashes do not matter, O is nought and I and L are one.
/// None: it can be no code.
#[must_use]
pub fn written(typed: &str) -> Option<String> {
    let letters = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '—'));
    let code: String = letters
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let is_code = code.len() == CODE_LENGTH && code.bytes().all(|b| ALPHABET.contains(&b));
    is_code.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        assert_eq!(written(" 7k3m-9qxa obtw-5dhn ").as_deref(), Some("7K3M9QXA0BTW5DHN"));
        assert_eq!(written("iLo0111111111111").as_deref(), Some("1100111111111111"));
        assert_eq!(written("7K3M9QXA0BTW5DH"), None, "one is missing");
        assert_eq!(written("7K3M9QXA0BTW5DHU"), None, "U is no letter of a code");
        assert_eq!(written("７K3M9QXA0BTW5DHN"), None);
    }
}
