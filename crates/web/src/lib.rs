//! 窗口 · the HTTP kit
//!
//! What every handler uses: the application state, extractors that answer in Chinese, problem+json, paging, uploads,
//! the vault of files. Not here: any route, any table, any rule.
#![deny(missing_docs)]

mod app;
mod extract;
mod guard;
mod limit;
mod page;
mod problem;
mod reply;
mod trace;
mod upload;
mod vault;

pub use app::{App, Parts};
pub use extract::{Caller, CallerRefusal, Json, Path, Query, Sent};
pub use guard::{digest_commands, method_refusal, no_such_route, own_pages_only, secure_headers};
pub use limit::{Limits, limit_rate};
pub use page::{Counted, Cursor, Page, PageSize, TOTAL_LIMIT, paged};
pub use problem::{DoorRefusal, Problem, ProblemBody};
pub use reply::{attachment_reply, file_reply, pdf_reply, word_reply, workbook_reply, zip_reply};
pub use trace::{Exported, asked_in_vain, downloaded, exported, looked_at, note_refusals};
pub use upload::{Laid, LargeUpload, Received, ReceivedFile, Upload};
pub use utoipa_axum::{router::OpenApiRouter, routes};
pub use vault::{SCRATCH_AGE, Vault};

/// What a handler returns.
pub type Result<T> = std::result::Result<T, Problem>;

/// The routes of a chapter, with their OpenAPI description.
pub type Routes = OpenApiRouter<App>;

#[cfg(test)]
mod tests;
