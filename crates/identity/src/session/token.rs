//! The cookie and the middleware that turns it into a caller.

use super::{IDLE_MS, store};
use crate::user::rules::Refusal;
use crate::user::store as users;
use authority::{Actor, Permit, Result};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use lexicon::{Instant, OrganisationId, UserId};
use moka::sync::Cache;
use sha2::{Digest, Sha256};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use web::{App, Problem};

const COOKIE: &str = "zhifa_session";

/// Who is behind a token; kept for a few seconds so that a page of requests costs one look-up. Ending a session
/// forgets it at once in this process; another server forgets it when the entry expires.
static CALLERS: LazyLock<Cache<String, Known>> =
    LazyLock::new(|| Cache::builder().max_capacity(50_000).time_to_live(Duration::from_secs(5)).build());

#[derive(Clone)]
struct Known {
    actor: Arc<Actor>,
    must_change: bool,
    expires_at: Instant,
    seen_at: Instant,
}

/// The digest of the caller's token.
#[derive(Clone, Default)]
pub struct Token {
    pub(crate) digest: String,
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

    /// The cookie that carries a token; `None` takes it away.
    pub(crate) fn cookie(token: Option<&str>) -> String {
        match token {
            Some(token) => {
                format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}", super::LONGEST_MS / 1000)
            }
            None => format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"),
        }
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
    CALLERS.invalidate(digest);
}

/// Forgets all tokens of a user at once.
pub fn forget_user(user: UserId) {
    let digests: Vec<_> =
        CALLERS.iter().filter(|(_, k)| k.actor.user_id == user).map(|(digest, _)| digest.as_ref().clone()).collect();
    for digest in digests {
        CALLERS.invalidate(&digest);
    }
}

/// Forgets all tokens of the people of an organ, so that what changed in it holds from the next request on.
pub fn forget_organisation(organ: OrganisationId) {
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
            request.extensions_mut().insert(Token { digest });
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
        && known.expires_at > now
    {
        return Ok(Some(known));
    }
    let wanted = digest.to_owned();
    let found = app.db.read(Permit::of_system("登录"), move |tx| {
        Box::pin(async move {
            let Some(session) = store::find(tx, &wanted).await? else { return Ok(None) };
            let account = users::by_id(tx, session.user_id).await?;
            if !account.is_enabled {
                return Ok(None);
            }
            let actor = Arc::new(users::actor(tx, &account).await?);
            let must_change = account.must_change_password;
            Ok(Some(Known { actor, must_change, expires_at: session.expires_at, seen_at: session.seen_at }))
        })
    });
    let Some(known) = found.await? else { return Ok(None) };
    if now >= known.expires_at || now.0 - known.seen_at.0 > IDLE_MS {
        return Ok(None);
    }
    if now.0 - known.seen_at.0 > 10 * 60 * 1000 {
        touch(app, digest.to_owned()).await?;
    }
    CALLERS.insert(digest.to_owned(), known.clone());
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
