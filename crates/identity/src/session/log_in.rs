//! 登录 · log in

use super::{Me, Token, hash, me, store};
use crate::organisation::store as organisations;
use crate::user::rules::{self, Refusal};
use crate::user::store as users;
use authority::{Command, Entry, Permit, SubjectKind};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lexicon::{Instant, UserId};
use serde::Deserialize;
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

/// 登录
#[utoipa::path(post, path = "/sessions", tag = "登录", request_body = Login, responses((status = 200, body = Me)))]
pub async fn run(app: App, Json(asked): Json<Login>) -> web::Result<Response> {
    let system = Permit::of_system("登录");
    let name = asked.account.trim().chars().take(40).collect::<String>();
    let found =
        app.db.read(system.clone(), move |tx| Box::pin(async move { users::by_account(tx, &name).await })).await?;
    let now = app.clock.now();
    let Some(account) = found.filter(|a| a.is_enabled) else {
        hash::matches(&asked.password, NOBODY).await?;
        return Err(Problem::new(StatusCode::UNAUTHORIZED, Refusal::WrongPassword.refused()));
    };
    rules::not_locked(account.locked_until, now).map_err(|r| Problem::new(StatusCode::TOO_MANY_REQUESTS, r))?;
    if !hash::matches(&asked.password, &account.password_hash).await? {
        let (failed, locked_until) = rules::after_failure(account.failed_count, now);
        note_attempt(&app, account.id, failed, locked_until, "登录失败").await?;
        return Err(match rules::not_locked(locked_until, now) {
            Err(refused) => Problem::new(StatusCode::TOO_MANY_REQUESTS, refused),
            Ok(()) => Problem::new(StatusCode::UNAUTHORIZED, Refusal::WrongPassword.refused()),
        });
    }
    let (token, digest) = Token::make()?;
    open(&app, account.id, digest).await?;
    let mut response = me::show(&app, account.id).await?.into_response();
    if let Ok(cookie) = HeaderValue::from_str(&Token::cookie(Some(&token))) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

async fn note_attempt(
    app: &App,
    user: UserId,
    failed: i64,
    until: Option<Instant>,
    act: &'static str,
) -> web::Result<()> {
    let write = app.db.write(Permit::of_system("登录"), Command::of_system(), move |tx| {
        Box::pin(async move {
            users::save_attempt(tx, user, failed, until).await?;
            tx.record(Entry::on(SubjectKind::User, user, act), ()).await
        })
    });
    Ok(write.await?)
}

async fn open(app: &App, user: UserId, digest: String) -> web::Result<()> {
    let write = app.db.write(Permit::of_system("登录"), Command::of_system(), move |tx| {
        Box::pin(async move {
            let account = users::by_id(tx, user).await?;
            let organ = organisations::standing(tx, account.organisation_id).await?;
            crate::organisation::rules::acts(&organ, tx.today())?;
            users::save_attempt(tx, user, 0, None).await?;
            store::open(tx, &digest, user).await?;
            tx.record(Entry::on(SubjectKind::User, user, "登录"), ()).await
        })
    });
    Ok(write.await?)
}
