//! 出具文书 · issuing a paper
//!
//! Three steps that survive a crash between any two: the number is given and the data frozen in the act's own
//! transaction; then the paper is printed from the frozen data, sealed, signed and kept by its digest; then the document is marked
//! issued. Printing is deterministic, so a paper that was interrupted is printed again, with the same number, at the
//! next start or the next look. An issued document never changes.
//! 读法：state → rules → store → act（编号、定稿）→ print（成文、盖章、签名）→ read
//! 不在这里：签章的上传与审核（seal）；送达、更正、撤销（见 life）

mod act;
pub mod life_store;
mod print;
pub mod read;
mod rules;
pub mod state;
pub mod store;

pub use act::{draw, freeze, number, preview, proof, ready};
pub use print::{print, recover, word};
pub use rules::{Refusal, halt_of};

use authority::SubjectKind;
use forms::FormName;
use lexicon::{DocumentId, EnterpriseId, Instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A paper that a chapter wants to issue.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Made by the client, so that issuing twice is one paper.
    pub id: DocumentId,
    pub form: FormName,
    pub enterprise_id: EnterpriseId,
    pub enterprise_name: String,
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    /// The record whose papers this one goes with (the scheme of an inspection, the inspection of a re-check); none
    /// begins a line of its own.
    pub follows: Option<Uuid>,
}

/// A document that has its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    pub id: DocumentId,
    pub number: String,
}

/// A document as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Document {
    pub id: DocumentId,
    /// 式样代码
    pub form: String,
    /// 文书名称
    pub zh: String,
    /// 文号
    pub number: String,
    pub state: state::DocumentState,
    pub organisation_name: String,
    pub enterprise_name: String,
    pub issued_at: Option<Instant>,
    pub issued_by: String,
    /// PDF 文件的 SHA-256
    pub sha256: String,
    pub pages: i64,
    pub file_name: String,
    pub revision: i64,
    /// The record it was made in.
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    /// 更正的是哪一份
    pub supersedes: Option<DocumentId>,
    /// 被哪一份更正
    pub superseded_by: Option<DocumentId>,
    /// 撤销、作废、更正的原因
    pub ended_reason: String,
    pub ended_by: String,
    pub ended_at: Option<Instant>,
}

impl From<store::Row> for Document {
    fn from(r: store::Row) -> Self {
        let zh = r.form.parse::<FormName>().map(FormName::zh).unwrap_or_default();
        let words = [zh, &r.number, &r.enterprise_name].into_iter().filter(|word| !word.is_empty());
        Self {
            file_name: format!("{}.pdf", words.collect::<Vec<_>>().join(" ")),
            zh: zh.to_owned(),
            id: r.id,
            form: r.form,
            number: r.number,
            state: r.state,
            organisation_name: r.organisation_name,
            enterprise_name: r.enterprise_name,
            issued_at: r.issued_at,
            issued_by: r.issued_by,
            sha256: r.file_sha256,
            pages: r.pages,
            revision: r.revision,
            subject_kind: r.subject_kind,
            subject_id: r.subject_id,
            supersedes: r.supersedes,
            superseded_by: r.superseded_by,
            ended_reason: r.ended_reason,
            ended_by: r.ended_by,
            ended_at: r.ended_at,
        }
    }
}
