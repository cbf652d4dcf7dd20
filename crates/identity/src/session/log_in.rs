//! 登录 · log in

use super::store::{self, NewSession};
use super::{Me, Peer, Token, forget_user, hash, me};
use crate::setting::{Settings, store as settings};
use crate::user::rules::{self, Refusal};
use crate::user::store::{self as users, Account};
use authority::{Actor, Command, Entry, EntryClass, Halt, Permit, SubjectKind};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lexicon::{Instant, Refused, SessionId};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;
use web::{App, Json, Problem};

/// Account and password.
#[derive(Deserialize, ToSchema)]
pub struct Login {
    pub account: String,
    pub password: String,
}

/// A hash nobody has the password of: an unknown account costs the same time as a known one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Who wants to log in.
struct Candidate {
    account: Account,
    actor: Arc<Actor>,
    settings: Settings,
    /// Why nobody logs in for the organ any more.
    ended: Option<Refused>,
}

/// 登录
#[utoipa::path(post, path = "/sessions", tag = "登录", request_body = Login, responses((status = 200, body = Me)))]
pub async fn run(app: App, peer: Peer, headers: HeaderMap, Json(asked): Json<Login>) -> web::Result<Response> {
    let name = asked.account.trim().chars().take(40).collect::<String>();
    let now = app.clock.now();
    let Some(candidate) = candidate(&app, &name, &peer).await? else {
        hash::matches(&asked.password, NOBODY).await?;
        nobody(&app, &name, &peer).await;
        return Err(unauthorized(Refusal::WrongPassword.refused()));
    };
    let (account, settings) = (&candidate.account, &candidate.settings);
    if !account.is_enabled {
        hash::matches(&asked.password, NOBODY).await?;
        candidate.failed(&app, "账号已停用").await;
        return Err(unauthorized(Refusal::WrongPassword.refused()));
    }
    if let Err(refused) = rules::not_locked(account.locked_until, now, settings) {
        candidate.failed(&app, "账号已锁定").await;
        return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, refused));
    }
    if !hash::matches(&asked.password, &account.password_hash).await? {
        return Err(match rules::not_locked(candidate.count_failure(&app).await?, now, settings) {
            Err(refused) => Problem::new(StatusCode::TOO_MANY_REQUESTS, refused),
            Ok(()) => unauthorized(Refusal::WrongPassword.refused()),
        });
    }
    if let Some(refused) = candidate.ended.clone() {
        candidate.failed(&app, "机构已撤销或合并").await;
        return Err(unauthorized(refused));
    }
    if let Err(refused) = rules::initial_not_over(account.must_change_password, account.initial_until, now) {
        candidate.failed(&app, "初始密码已过期").await;
        return Err(unauthorized(refused));
    }
    let (token, digest) = Token::make()?;
    let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    candidate.open(&app, digest, agent).await?;
    forget_user(account.id);
    let mut response = me::show(&app, account.id).await?.into_response();
    let seconds = settings.session_longest_hours * 3600;
    if let Ok(cookie) = HeaderValue::from_str(&Token::cookie(&app, Some((&token, seconds)))) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn unauthorized(refused: Refused) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, refused)
}

async fn candidate(app: &App, name: &str, peer: &Peer) -> authority::Result<Option<Candidate>> {
    let (name, address) = (name.to_owned(), peer.0.clone());
    let read = app.db.read(Permit::of_system("登录"), move |tx| {
        Box::pin(async move {
            let Some(account) = users::by_account(tx, &name).await? else { return Ok(None) };
            let (mut actor, ended) = match users::actor(tx, &account).await {
                Ok(actor) => (actor, None),
                Err(Halt::Unauthenticated(refused)) => (users::of_ended_organ(&account), Some(refused)),
                Err(other) => return Err(other),
            };
            actor.address = address;
            Ok(Some(Candidate { account, actor: Arc::new(actor), settings: settings::all(tx).await?, ended }))
        })
    });
    read.await
}

/// A failure under a name that nobody has: kept by the system itself, with the name masked, since people type their
/// password there by mistake.
async fn nobody(app: &App, name: &str, peer: &Peer) {
    let mut actor = Actor::of_system("登录");
    actor.address.clone_from(&peer.0);
    let entry = Entry::on(SubjectKind::System, uuid::Uuid::nil(), "登录失败").class(EntryClass::Failure);
    let entry = entry.because("没有这个账号").with(&users::masked(name));
    app.db.note_later(Arc::new(actor).for_himself(), entry).await;
}

impl Candidate {
    fn failure(&self) -> Entry {
        Entry::on(SubjectKind::User, self.account.id, "登录失败").class(EntryClass::Failure)
    }

    /// A refused attempt that changes nothing.
    async fn failed(&self, app: &App, why: &str) {
        app.db.note_later(self.actor.for_himself(), self.failure().because(why)).await;
    }

    /// One more wrong password; until when the account is locked now.
    async fn count_failure(&self, app: &App) -> authority::Result<Option<Instant>> {
        let (id, entry, settings) = (self.account.id, self.failure(), self.settings.clone());
        let write = app.db.write(self.actor.for_himself(), Command::of_system(), move |tx| {
            Box::pin(async move {
                // Counted on the row as it is now: attempts sent together must not count as one.
                let account = users::by_id_for_update(tx, id).await?;
                if rules::not_locked(account.locked_until, tx.at(), &settings).is_err() {
                    return tx.record(entry.because("账号已锁定"), account.locked_until).await;
                }
                let (failed, until) = rules::after_failure(account.failed_count, tx.at(), &settings);
                users::save_attempt(tx, id, failed, until).await?;
                let why = if until.is_some() { "密码不正确，账号锁定" } else { "密码不正确" };
                tx.record(entry.because(why), until).await
            })
        });
        write.await
    }

    async fn open(&self, app: &App, digest: String, agent: &str) -> authority::Result<()> {
        let (user_id, hash) = (self.account.id, self.account.password_hash.clone());
        let longest_ms = self.settings.session_longest_hours * 3_600_000;
        let new = NewSession {
            id: SessionId::new(),
            digest,
            user_id,
            address: self.actor.address.clone(),
            agent: agent.chars().take(200).collect(),
            expires_at: Instant(app.clock.now().0 + longest_ms),
        };
        let write = app.db.write(self.actor.for_himself(), Command::of_system(), move |tx| {
            Box::pin(async move {
                // The password was right a moment ago; disabled or reset since then, it opens nothing.
                users::save_login(tx, user_id, &hash).await?;
                let entry = Entry::on(SubjectKind::User, user_id, "登录").class(EntryClass::Login).with(&new.agent);
                store::open(tx, new).await?;
                tx.record(entry, ()).await
            })
        });
        write.await
    }
}
