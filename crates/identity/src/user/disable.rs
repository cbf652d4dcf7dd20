//! 停用用户 · an account that opens nothing any more
//!
//! The act itself stands in personnel: it must know what work the person leaves behind.

use super::admin_store::{self as store, Record};
use super::grant::{self, Refusal, by_state};
use authority::{FieldError, Halt, WriteTx};

/// Switches an account off and ends its sessions.
///
/// # Errors
/// `user.himself`, `user.already_disabled`.
pub async fn switch_off(tx: &mut WriteTx<'_>, user: &Record, reason: &str) -> authority::Result<()> {
    grant::not_himself(tx.actor(), user.id)?;
    if !user.is_enabled {
        return Err(by_state(Refusal::AlreadyDisabled).into());
    }
    store::save_enabled(tx, user.id, false, reason).await?;
    crate::session::store::end_all(tx, user.id).await?;
    Ok(())
}

/// 理由必填，至多二百字。
///
/// # Errors
/// At `reason`.
pub fn reason(text: &str) -> authority::Result<&str> {
    let text = text.trim();
    let wrong = |sentence: &str| Err(Halt::Invalid(vec![FieldError::new("reason", sentence)]));
    match text.chars().count() {
        0 => wrong("请填写理由"),
        1..=200 => Ok(text),
        _ => wrong("理由不能超过200字"),
    }
}
