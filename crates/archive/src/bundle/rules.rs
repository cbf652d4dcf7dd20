//! 成套取用 · what a set may be

use authority::FieldError;
use documents::issue::Document;
use lexicon::{DocumentId, refusals};

/// 一套最多几份文书
pub const MOST_DOCUMENTS: usize = 100;
/// 一份最多打印几张
pub const MOST_COPIES: usize = 20;
/// 合并打印最多多少页，份数不计
pub const MOST_PAGES: i64 = 500;

refusals! {
    /// 不能成套取用的情形
    pub enum Refusal in "bundle" {
        NotIssued = "not_issued", "所选文书中有还没有出具的", way_out "请只选已出具的文书，或者先出具";
        TooLong = "too_long", "所选文书合计超过500页，不能合并打印", way_out "请分几次打印，或者打包下载";
    }
}

/// 所选文书，按所选次序；编号重复的只取一次。
///
/// # Errors
/// Nothing chosen, too many, something that is no id.
pub fn ids(text: &str) -> Result<Vec<DocumentId>, Vec<FieldError>> {
    let fault = |sentence: &str| vec![FieldError::new("documents", sentence)];
    let mut ids: Vec<DocumentId> = Vec::new();
    for part in text.split(',').filter(|part| !part.is_empty()) {
        let id = DocumentId(part.parse().map_err(|_| fault("文书编号无效，请刷新页面后重新选择"))?);
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    match ids.len() {
        0 => Err(fault("请至少选一份文书")),
        n if n > MOST_DOCUMENTS => Err(fault("一次最多选100份文书")),
        _ => Ok(ids),
    }
}

/// 各份文书打印几张；没有说的，按式样规定的份数。
///
/// # Errors
/// A number of copies that is none, or too many.
pub fn copies(text: &str, documents: &[Document]) -> Result<Vec<usize>, Vec<FieldError>> {
    let usual = documents.iter().map(|d| usual_copies(&d.form));
    if text.is_empty() {
        return Ok(usual.collect());
    }
    let given: Vec<Option<usize>> = text.split(',').map(|n| n.parse().ok()).collect();
    let fits = |n: &Option<usize>| n.is_some_and(|n| (1..=MOST_COPIES).contains(&n));
    if given.len() != documents.len() || !given.iter().all(fits) {
        return Err(vec![FieldError::new("copies", "每份文书打印1至20张")]);
    }
    Ok(given.into_iter().flatten().collect())
}

/// 式样规定的份数，例如一式两份。
#[must_use]
pub fn usual_copies(form: &str) -> usize {
    form.parse().map_or(1, |name| usize::from(forms::form(name).copies()))
}

/// 已出具的文书才有原件可取。
///
/// # Errors
/// `bundle.not_issued`.
pub fn issued(documents: &[Document]) -> Result<(), lexicon::Refused> {
    if documents.iter().all(|d| !d.sha256.is_empty()) { Ok(()) } else { Err(Refusal::NotIssued.refused()) }
}

/// 合并打印不超过500页。
///
/// # Errors
/// `bundle.too_long`.
pub fn printable(documents: &[Document]) -> Result<(), lexicon::Refused> {
    let pages: i64 = documents.iter().map(|d| d.pages).sum();
    if pages <= MOST_PAGES { Ok(()) } else { Err(Refusal::TooLong.refused()) }
}
