//! 复查 · the re-check: draft, preview, submit
//!
//! The draft is not a state and invisible to the law; the submission judges it, issues the opinion and closes the
//! rectification in one transaction.

pub mod draft;
mod opinion;
pub mod preview;
pub mod submit;
