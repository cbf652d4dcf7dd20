//! 我的登录 · where one is logged in

use super::{Token, store};
use authority::Verb;
use lexicon::{Instant, SessionId};
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json};

/// One of the caller's own sessions.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnSession {
    pub id: SessionId,
    /// 登录地址
    pub address: String,
    /// 浏览器自称
    pub agent: String,
    /// 登录时间
    pub created_at: Instant,
    /// 最近使用
    pub seen_at: Instant,
    /// 最迟退出
    pub expires_at: Instant,
    /// 本次登录
    pub is_current: bool,
}

/// 我的登录
#[utoipa::path(get, path = "/sessions", tag = "登录", operation_id = "list_own_sessions", responses((status = 200, body = Vec<OwnSession>)))]
pub async fn run(Caller(caller): Caller, app: App, token: Token) -> web::Result<Json<Vec<OwnSession>>> {
    let permit = caller.may(Verb::EndOwnSessions)?;
    let (user, now) = (caller.user_id, app.clock.now());
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move { Ok((store::of_user(tx, user).await?, crate::setting::store::all(tx).await?)) })
    });
    let (sessions, settings) = read.await?;
    let idle_ms = settings.session_idle_minutes * 60_000;
    let open = sessions.into_iter().filter(|s| s.expires_at > now && now.0 - s.seen_at.0 <= idle_ms);
    let shown = |s: store::Session| OwnSession {
        is_current: Some(s.id) == token.session,
        id: s.id,
        address: s.address,
        agent: s.agent,
        created_at: s.created_at,
        seen_at: s.seen_at,
        expires_at: s.expires_at,
    };
    Ok(Json(open.map(shown).collect()))
}
