//! 文书式样 · statutory forms
//!
//! One folder per form: `form.toml` (facts of the master table, fields in print order), `template.typ` (the paper),
//! `sample.json`, `minimal.json`. The build script finds the folders: adding a kind is adding a folder.
//! `form.toml` draws the editor, checks the data and names the fields that the template may print; `layout/` holds what
//! all papers share: head, number, fill-ins, signature lines, 落款 and footer.
//! 依据：《安全生产执法程序规定》第六条（统一执法文书格式）。
//! 读法：folder → name → form → facts → check → fill → 各式样 → job
//! 不在这里：排版（见 typeset），文书编号、签发与盖章（见 documents）。

mod check;
mod common;
mod facts;
mod fill;
mod folder;
mod form;
mod job;
mod name;
mod trial;

pub mod inspection_scheme;
pub mod on_site_record;
pub mod re_check_opinion;
pub mod rectification_order;

pub use check::FieldError;
pub use common::Officer;
pub use facts::{Facts, Phase, Signer};
pub use folder::LAYOUT;
pub use form::{Field, Form, Kind, catalogue, form};
pub use inspection_scheme::InspectionScheme;
pub use job::{Check, Job, Paper, SealPlace, TypesetError, Typesetter};
pub use name::{FormName, UnknownForm};
pub use on_site_record::OnSiteRecord;
pub use re_check_opinion::ReCheckOpinion;
pub use rectification_order::RectificationOrder;
pub use trial::{Examination, Examiner, Marked, ReadBack, TemplateFault};
