//! 初始密码 · the password an administrator hands out
//!
//! Made by the server, shown once, kept only as a hash. An installation may switch on the manual's rule: the initial
//! password is the account.

use super::rules::{DAY_MS, PasswordPolicy};
use crate::session::hash;
use crate::setting::{InitialPasswordRule, Settings};
use authority::{Halt, Result};
use lexicon::{Instant, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Letters and digits that nobody mistakes for another.
const UPPER: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
const LOWER: &[u8] = b"abcdefghjkmnpqrstuvwxyz";
const DIGIT: &[u8] = b"23456789";

/// A password with its hash. Only the hash goes into the store.
pub struct Initial {
    password: String,
    /// Argon2id
    pub hash: String,
    /// When it stops to be good for a first login.
    pub until: Instant,
    /// Whether it can be shown again.
    is_account: bool,
    made: Uuid,
}

/// What the write keeps and answers: who, and which making it was. Never the password.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Made {
    pub user_id: UserId,
    pub name: String,
    pub account: String,
    pub organisation_name: String,
    pub until: Instant,
    made: Uuid,
}

impl Made {
    /// Whose initial password was stored, good until when.
    #[must_use]
    pub fn of(user_id: UserId, (account, name): (&str, &str), organisation_name: &str, until: Instant) -> Self {
        let (account, name, organisation_name) = (account.to_owned(), name.to_owned(), organisation_name.to_owned());
        Self { user_id, name, account, organisation_name, until, made: Uuid::nil() }
    }

    /// The same, by this making.
    #[must_use]
    pub fn by(self, made: Uuid) -> Self {
        Self { made, ..self }
    }
}

/// 密码条：发给本人的初始密码，只显示一次。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Slip {
    pub user_id: UserId,
    pub name: String,
    pub account: String,
    pub organisation_name: String,
    /// 初始密码；同一次提交重复发送时为空，因为只显示一次
    pub initial_password: Option<String>,
    /// 有效期至
    pub valid_until: Instant,
}

impl Initial {
    /// Makes an initial password for an account by the rule in force.
    ///
    /// # Errors
    /// Busy when too many hashes are being made.
    pub async fn make(settings: &Settings, account: &str, now: Instant) -> Result<Self> {
        let is_account = settings.initial_password_rule == InitialPasswordRule::Account;
        let password = if is_account { account.to_owned() } else { random(settings.into())? };
        let hash = hash::make(password.clone()).await?;
        let until = Instant(now.0 + settings.initial_password_days * DAY_MS);
        let mut made = [0_u8; 16];
        getrandom::fill(&mut made).map_err(|e| Halt::Fault(e.to_string()))?;
        Ok(Self { password, hash, until, is_account, made: Uuid::from_bytes(made) })
    }

    /// Names this making, so that an answer of an earlier one is known.
    #[must_use]
    pub fn maker(&self) -> Uuid {
        self.made
    }

    /// The slip for what was written. When the write answers with an earlier making, this password was never stored,
    /// and the stored one is gone.
    #[must_use]
    pub fn slip(self, written: Made) -> Slip {
        let is_this = written.made == self.made || self.is_account;
        Slip {
            user_id: written.user_id,
            name: written.name,
            account: written.account,
            organisation_name: written.organisation_name,
            initial_password: is_this.then_some(self.password),
            valid_until: written.until,
        }
    }
}

/// A random password in groups of four, e.g. `Kp7m-Qx4t-Hn9r`: about seventeen bits a group.
///
/// # Errors
/// When the machine has no randomness.
pub fn random(policy: PasswordPolicy) -> Result<String> {
    let mut out = String::new();
    while (out.len() as i64) < policy.min_length.max(14) {
        if !out.is_empty() {
            out.push('-');
        }
        for set in [UPPER, LOWER, DIGIT, LOWER] {
            out.push(pick(set)?);
        }
    }
    Ok(out)
}

/// One of the set, each as likely as any other.
fn pick(set: &[u8]) -> Result<char> {
    let most = 256 - 256 % set.len();
    loop {
        let mut byte = [0_u8; 1];
        getrandom::fill(&mut byte).map_err(|e| Halt::Fault(e.to_string()))?;
        let n = usize::from(byte[0]);
        if n < most
            && let Some(c) = set.get(n % set.len())
        {
            return Ok(char::from(*c));
        }
    }
}
