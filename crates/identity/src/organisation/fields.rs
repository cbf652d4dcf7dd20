//! 机构 · the lengths of what is filled in

use authority::{FieldError, Halt, Result};

/// A field: its path, its Chinese name, what was filled in, how long it may be, whether it is owed.
pub(crate) type Field<'a> = (&'a str, &'a str, &'a str, usize, bool);

/// Checks lengths and what must not be empty.
///
/// # Errors
/// Every field that does not fit.
pub(crate) fn check(fields: &[Field<'_>]) -> Result<()> {
    let mut errors = Vec::new();
    for (path, zh, text, longest, is_owed) in fields {
        let text = text.trim();
        if *is_owed && text.is_empty() {
            errors.push(FieldError::new(*path, format!("请填写{zh}")));
        } else if text.chars().count() > *longest {
            errors.push(FieldError::new(*path, format!("{zh}不能超过{longest}字")));
        } else if text.chars().any(char::is_control) {
            errors.push(FieldError::new(*path, format!("{zh}中有不能印出的字符")));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Halt::Invalid(errors)) }
}
