//! What every act may use of the world outside: store, clock, calendar, typesetter, files, reference data.

use crate::{Limits, Problem, Vault};
use authority::Db;
use axum::extract::FromRequestParts;
use axum::http::request::Parts as RequestParts;
use forms::{Examiner, Typesetter};
use lexicon::{Clock, WorkCalendar};
use signing::Signer;
use std::ops::Deref;
use std::sync::Arc;

/// The parts of the application state.
pub struct Parts {
    /// The store, behind the gate.
    pub db: Db,
    /// Where acts take the time from.
    pub clock: Clock,
    /// Working days.
    pub calendar: WorkCalendar,
    /// Makes papers.
    pub typesetter: Arc<dyn Typesetter>,
    /// Sets templates on trial, apart from the papers.
    pub examiner: Arc<dyn Examiner>,
    /// Signs papers with the keys of the organs.
    pub signer: Arc<dyn Signer>,
    /// Keeps files by their digest.
    pub vault: Vault,
    /// How often one may ask.
    pub limits: Limits,
    /// The browser reaches the service by HTTPS, here or at the proxy before it: cookies are `Secure`.
    pub is_https: bool,
    /// Versioned reference data: divisions, industries, checklists, statutes.
    pub reference: seed::Seed,
}

/// The application state; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// Gives the parts back when this is the last handle (at shutdown).
    #[must_use]
    pub fn into_parts(self) -> Option<Parts> {
        Arc::try_unwrap(self.0).ok()
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl FromRequestParts<App> for App {
    type Rejection = Problem;
    async fn from_request_parts(_: &mut RequestParts, app: &App) -> Result<Self, Problem> {
        Ok(app.clone())
    }
}
