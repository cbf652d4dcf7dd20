//! The cookie and the middleware that turns it into a caller.

use super::store;
use crate::setting::store as settings;
use crate::user::rules::Refusal;
use crate::user::store as users;
use authority::{Actor, Permit, Result};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use lexicon::{Instant, OrganisationId, SessionId, UserId};
use moka::sync::Cache;
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use web::{App, Problem};

const COOKIE: &str = "zhifa_session";

/// Who is behind a token; kept for a few seconds so that a page of requests costs one look-up. Ending a session
/// forgets it at once in this process; another server forgets it when the entry expires.
static CALLERS: LazyLock<Cache<String, Known>> =
    LazyLock::new(|| Cache::builder().max_capacity(50_000).time_to_live(Duration::from_secs(5)).build());

/// Counts what was forgotten: a look-up that began before is not kept, or a session ended meanwhile would live on.
static FORGOTTEN: AtomicU64 = AtomicU64::new(0);

/// A session is noted as in use at most this often, in milliseconds.
const TOUCH_MS: i64 = 10 * 60 * 1000;

#[derive(Clone)]
struct Known {
    session: SessionId,
    actor: Arc<Actor>,
    must_change: bool,
    expires_at: Instant,
    seen_at: Instant,
    idle_ms: i64,
}

impl Known {
    fn is_over(&self, now: Instant) -> bool {
        now >= self.expires_at || now.0 - self.seen_at.0 > self.idle_ms
    }
}

/// The caller's session, and the digest of its token.
#[derive(Clone, Default)]
pub struct Token {
    pub(crate) digest: String,
    pub(crate) session: Option<SessionId>,
}

impl Token {
    /// A fresh token and its digest.
    pub(crate) fn make() -> Result<(String, String)> {
        let mut bytes = [0u8; 32];
        getrandom::fill(&mut bytes).map_err(|e| authority::Halt::Fault(e.to_string()))?;
        let token = hex::encode(bytes);
        let digest = hex::encode(Sha256::digest(token.as_bytes()));
        Ok((token, digest))
    }

    /// The cookie that carries a token for so many seconds; `None` takes it away.
    pub(crate) fn cookie(app: &App, token: Option<(&str, i64)>) -> String {
        let (token, seconds) = token.unwrap_or_default();
        let secure = if app.is_https { "; Secure" } else { "" };
        format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}")
    }
}

impl FromRequestParts<App> for Token {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> std::result::Result<Self, Problem> {
        Ok(parts.extensions.get::<Token>().cloned().unwrap_or_default())
    }
}

/// Forgets a token at once.
pub fn forget_token(digest: &str) {
    FORGOTTEN.fetch_add(1, Ordering::SeqCst);
    CALLERS.invalidate(digest);
}

/// Forgets all tokens of a user at once.
pub fn forget_user(user: UserId) {
    FORGOTTEN.fetch_add(1, Ordering::SeqCst);
    let digests: Vec<_> =
        CALLERS.iter().filter(|(_, k)| k.actor.user_id == user).map(|(digest, _)| digest.as_ref().clone()).collect();
    for digest in digests {
        CALLERS.invalidate(&digest);
    }
}

/// Forgets what is known of every caller at once: a role or a setting was changed.
pub fn forget_everybody() {
    FORGOTTEN.fetch_add(1, Ordering::SeqCst);
    CALLERS.invalidate_all();
}

/// Forgets all tokens of the people of an organ, so that what changed in it holds from the next request on.
pub fn forget_organisation(organ: OrganisationId) {
    FORGOTTEN.fetch_add(1, Ordering::SeqCst);
    let of_organ = CALLERS.iter().filter(|(_, k)| k.actor.organisation_id == organ);
    let digests: Vec<_> = of_organ.map(|(digest, _)| digest.as_ref().clone()).collect();
    for digest in digests {
        CALLERS.invalidate(&digest);
    }
}

/// Middleware: finds out who is calling. With an initial password only the way to change it is open.
pub async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let Some(digest) = token_of(&request).map(|t| hex::encode(Sha256::digest(t.as_bytes()))) else {
        return next.run(request).await;
    };
    match known(&app, &digest).await {
        Err(halt) => return Problem::from(halt).into_response(),
        Ok(None) => {}
        Ok(Some(known)) => {
            let path = request.uri().path();
            let is_open = path.ends_with("/me") || path.ends_with("/me/password") || path.contains("/sessions");
            if known.must_change && !is_open {
                let refused = Refusal::PasswordMustChange.refused();
                return Problem::new(StatusCode::FORBIDDEN, refused).into_response();
            }
            request.extensions_mut().insert(known.actor);
            request.extensions_mut().insert(Token { digest, session: Some(known.session) });
        }
    }
    next.run(request).await
}

fn token_of(request: &Request) -> Option<&str> {
    request
        .headers()
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split("; "))
        .find_map(|pair| pair.strip_prefix(COOKIE)?.strip_prefix('='))
}

async fn known(app: &App, digest: &str) -> Result<Option<Known>> {
    let now = app.clock.now();
    if let Some(known) = CALLERS.get(digest)
        && !known.is_over(now)
    {
        return Ok(Some(known));
    }
    let forgotten = FORGOTTEN.load(Ordering::SeqCst);
    let wanted = digest.to_owned();
    let found = app.db.read(Permit::of_system("登录"), move |tx| {
        Box::pin(async move {
            let Some(session) = store::find(tx, &wanted).await? else { return Ok(None) };
            let account = users::by_id(tx, session.user_id).await?;
            if !account.is_enabled {
                return Ok(None);
            }
            let settings = settings::all(tx).await?;
            let mut actor = users::actor(tx, &account).await?;
            actor.address = session.address;
            Ok(Some(Known {
                session: session.id,
                actor: Arc::new(actor),
                must_change: account.must_change(&settings, now).is_some(),
                expires_at: session.expires_at,
                seen_at: session.seen_at,
                idle_ms: settings.session_idle_minutes * 60_000,
            }))
        })
    });
    let Some(known) = found.await?.filter(|known| !known.is_over(now)) else { return Ok(None) };
    if now.0 - known.seen_at.0 > TOUCH_MS.min(known.idle_ms / 3) {
        touch(app, digest.to_owned()).await?;
    }
    if FORGOTTEN.load(Ordering::SeqCst) == forgotten {
        CALLERS.insert(digest.to_owned(), known.clone());
    }
    Ok(Some(known))
}

async fn touch(app: &App, digest: String) -> Result<()> {
    use authority::{Command, Entry, SubjectKind};
    let write = app.db.write(Permit::of_system("登录"), Command::of_system(), move |tx| {
        Box::pin(async move {
            store::touch(tx, &digest).await?;
            tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "续期登录"), ()).await
        })
    });
    write.await
}
