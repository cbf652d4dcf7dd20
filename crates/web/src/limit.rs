//! 限速 · how often one person, or one address, may ask
//!
//! Generous for people, narrow for programs that try passwords or the codes of papers. What is over is answered 429 with the seconds to wait.

use crate::problem::DoorRefusal;
use crate::{App, Problem};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

/// Logins, or codes of papers, that one address may try in a minute; an office shares one address.
const LOGINS_PER_MINUTE: u32 = 30;
/// A page opens with several requests at once.
const BURST: u32 = 4;
/// After as many questions, keys that are idle are forgotten.
const SWEEP: u32 = 20_000;

/// The limits of a running service.
pub struct Limits {
    calls: Option<DefaultKeyedRateLimiter<String>>,
    logins: Option<DefaultKeyedRateLimiter<String>>,
    asked: AtomicU32,
}

impl Limits {
    /// So many requests a second for each session (or, without one, each address); nought is no limit at all.
    #[must_use]
    pub fn per_second(requests: u32) -> Self {
        let calls = NonZeroU32::new(requests).map(|per_second| {
            let burst = NonZeroU32::new(requests.saturating_mul(BURST)).unwrap_or(per_second);
            RateLimiter::keyed(Quota::per_second(per_second).allow_burst(burst))
        });
        let per_minute = NonZeroU32::new(LOGINS_PER_MINUTE).filter(|_| calls.is_some());
        let logins = per_minute.map(|n| RateLimiter::keyed(Quota::per_minute(n)));
        Self { calls, logins, asked: AtomicU32::new(0) }
    }

    /// The seconds to wait, when it is too often.
    fn wait(&self, is_login: bool, key: &str, address: &str) -> Option<u64> {
        self.sweep();
        let over = |limiter: &DefaultKeyedRateLimiter<String>, key: &str| {
            let not_before = limiter.check_key(&key.to_owned()).err()?;
            Some(not_before.wait_time_from(DefaultClock::default().now()).as_secs() + 1)
        };
        let login = self.logins.as_ref().filter(|_| is_login).and_then(|limiter| over(limiter, address));
        login.or_else(|| self.calls.as_ref().and_then(|limiter| over(limiter, key)))
    }

    fn sweep(&self) {
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            for limiter in [&self.calls, &self.logins].into_iter().flatten() {
                limiter.retain_recent();
            }
        }
    }
}

/// Middleware: refuses what comes too often.
pub async fn limit_rate(State(app): State<App>, request: Request, next: Next) -> Response {
    let address = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_string());
    let address = address.unwrap_or_default();
    let cookie = request.headers().get(header::COOKIE).and_then(|v| v.to_str().ok());
    let key = cookie.map_or_else(|| address.clone(), str::to_owned);
    let is_login = request.method() == Method::POST && request.uri().path() == "/api/sessions";
    let is_guess = request.uri().path().starts_with("/api/verifications/");
    let Some(seconds) = app.limits.wait(is_login || is_guess, &key, &address) else { return next.run(request).await };
    let refused = DoorRefusal::TooOften.refused();
    let mut response = Problem::new(StatusCode::TOO_MANY_REQUESTS, refused).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_held_back_and_the_others_are_not() {
        let limits = Limits::per_second(1);
        for _ in 0..BURST {
            assert_eq!(limits.wait(false, "one", "10.0.0.1"), None);
        }
        assert!(limits.wait(false, "one", "10.0.0.1").is_some_and(|seconds| seconds >= 1));
        assert_eq!(limits.wait(false, "another", "10.0.0.1"), None);
    }

    #[test]
    fn logins_of_one_address_are_counted_whoever_tries() {
        let limits = Limits::per_second(1_000);
        for n in 0..LOGINS_PER_MINUTE {
            assert_eq!(limits.wait(true, &n.to_string(), "10.0.0.1"), None);
        }
        assert!(limits.wait(true, "new", "10.0.0.1").is_some());
        assert_eq!(limits.wait(true, "new", "10.0.0.2"), None);
        assert_eq!(limits.wait(false, "new", "10.0.0.1"), None);
    }

    #[test]
    fn nought_is_no_limit() {
        let limits = Limits::per_second(0);
        assert!((0..1_000).all(|_| limits.wait(true, "one", "10.0.0.1").is_none()));
    }
}
