//! 登录会话 · the SQL of sessions

use authority::{ReadTx, Result, WriteTx, q, row, select};
use lexicon::{Instant, UserId};

row! {
    /// A session that was opened.
    #[derive(Debug, Clone)]
    pub struct Session { token_digest: String, user_id: UserId, seen_at: Instant, expires_at: Instant }
}

const LOGIN: &str = "a session says who the caller is; before it there is no scope";

/// The session with this digest.
///
/// # Errors
/// Engine faults.
pub async fn find(tx: &mut ReadTx<'_>, digest: &str) -> Result<Option<Session>> {
    tx.opt(select::<Session>("FROM sessions WHERE token_digest = ").b(digest).beyond(LOGIN)).await
}

/// Opens a session.
///
/// # Errors
/// Engine faults.
pub async fn open(tx: &mut WriteTx<'_>, digest: &str, user: UserId) -> Result<()> {
    let now = tx.at();
    let insert = q("INSERT INTO sessions (token_digest, user_id, created_at, seen_at, expires_at) VALUES (")
        .list([digest.into(), user.into(), now.into(), now.into(), Instant(now.0 + super::LONGEST_MS).into()])
        .s(")");
    tx.exec_one(insert.beyond(LOGIN)).await
}

/// Ends one session.
///
/// # Errors
/// Engine faults.
pub async fn end(tx: &mut WriteTx<'_>, digest: &str) -> Result<()> {
    tx.exec(q("DELETE FROM sessions WHERE token_digest = ").b(digest).beyond(LOGIN)).await?;
    Ok(())
}

/// Ends all sessions of a user but one.
///
/// # Errors
/// Engine faults.
pub async fn end_others(tx: &mut WriteTx<'_>, user: UserId, keep: &str) -> Result<()> {
    let delete = q("DELETE FROM sessions WHERE user_id = ").b(user).s(" AND token_digest <> ").b(keep);
    tx.exec(delete.beyond(LOGIN)).await?;
    Ok(())
}

/// Notes that a session is in use.
///
/// # Errors
/// Engine faults.
pub async fn touch(tx: &mut WriteTx<'_>, digest: &str) -> Result<()> {
    let now = tx.at();
    tx.exec(q("UPDATE sessions SET seen_at = ").b(now).s(" WHERE token_digest = ").b(digest).beyond(LOGIN)).await?;
    Ok(())
}
