//! 口令散列 · password hashing
//!
//! Argon2id costs 30 to 200 ms of CPU, so at most two run at once and few may wait; the rest are told to come back.

use crate::user::rules::Refusal;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use authority::{Halt, Result};
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;

static AT_ONCE: Semaphore = Semaphore::const_new(2);
static WAITING: AtomicUsize = AtomicUsize::new(0);
const QUEUE: usize = 64;

fn hasher() -> Result<Argon2<'static>> {
    // OWASP's first recommendation: 19 MiB, two passes, one lane.
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|e| Halt::Fault(e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of a password, with a fresh salt.
///
/// # Errors
/// Busy when too many are waiting.
pub async fn make(password: String) -> Result<String> {
    bounded(move || {
        let hash = hasher()?.hash_password(password.as_bytes()).map_err(|e| Halt::Fault(e.to_string()))?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether a password belongs to a hash.
///
/// # Errors
/// Busy when too many are waiting.
pub async fn matches(password: &str, hash: &str) -> Result<bool> {
    let (password, hash) = (password.to_owned(), hash.to_owned());
    bounded(move || {
        let parsed = PasswordHash::new(&hash).map_err(|e| Halt::Fault(e.to_string()))?;
        Ok(hasher()?.verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await
}

async fn bounded<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    if WAITING.fetch_add(1, Ordering::SeqCst) >= QUEUE {
        WAITING.fetch_sub(1, Ordering::SeqCst);
        return Err(Halt::Busy(Refusal::Busy.refused()));
    }
    let permit = AT_ONCE.acquire().await;
    WAITING.fetch_sub(1, Ordering::SeqCst);
    let _permit = permit.map_err(|e| Halt::Fault(e.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|e| Halt::Fault(e.to_string()))?
}
