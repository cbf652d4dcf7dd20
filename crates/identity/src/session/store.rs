//! 登录会话 · the SQL of sessions

use authority::{ReadTx, Result, WriteTx, q, row, select};
use lexicon::{Instant, SessionId, UserId};

row! {
    /// A session that was opened.
    #[derive(Debug, Clone)]
    pub struct Session {
        id: SessionId, token_digest: String, user_id: UserId, address: String, agent: String, created_at: Instant,
        seen_at: Instant, expires_at: Instant,
    }
}

/// A session to open.
pub struct NewSession {
    pub id: SessionId,
    pub digest: String,
    pub user_id: UserId,
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
    pub expires_at: Instant,
}

const LOGIN: &str = "a session says who the caller is; before it there is no scope";
const OWN: &str = "the user's own sessions";

/// The session with this digest.
///
/// # Errors
/// Engine faults.
pub async fn find(tx: &mut ReadTx<'_>, digest: &str) -> Result<Option<Session>> {
    tx.opt(select::<Session>("FROM sessions WHERE token_digest = ").b(digest).beyond(LOGIN)).await
}

/// The sessions of a user, the one used last first; at most a hundred.
///
/// # Errors
/// Engine faults.
pub async fn of_user(tx: &mut ReadTx<'_>, user: UserId) -> Result<Vec<Session>> {
    let list = select::<Session>("FROM sessions WHERE user_id = ").b(user).s(" ORDER BY seen_at DESC, id LIMIT 100");
    tx.all(list.beyond(OWN)).await
}

/// One session of a user.
///
/// # Errors
/// Not found, also when it belongs to somebody else.
pub async fn one(tx: &mut ReadTx<'_>, user: UserId, id: SessionId) -> Result<Session> {
    tx.one(select::<Session>("FROM sessions WHERE id = ").b(id).s(" AND user_id = ").b(user).beyond(OWN)).await
}

/// Opens a session, and takes away the expired ones of the same user.
///
/// # Errors
/// Engine faults.
pub async fn open(tx: &mut WriteTx<'_>, new: NewSession) -> Result<()> {
    let now = tx.at();
    let over = q("DELETE FROM sessions WHERE user_id = ").b(new.user_id).s(" AND expires_at <= ").b(now);
    tx.exec(over.beyond(OWN)).await?;
    let insert =
        q("INSERT INTO sessions (id, token_digest, user_id, address, agent, created_at, seen_at, expires_at) \
         VALUES (")
        .list([
            new.id.into(),
            new.digest.into(),
            new.user_id.into(),
            new.address.into(),
            new.agent.into(),
            now.into(),
            now.into(),
            new.expires_at.into(),
        ])
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

/// Ends all sessions of a user; how many there were.
///
/// # Errors
/// Engine faults.
pub async fn end_all(tx: &mut WriteTx<'_>, user: UserId) -> Result<u64> {
    tx.exec(q("DELETE FROM sessions WHERE user_id = ").b(user).beyond(OWN)).await
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
