//! 所选文书 · the papers that were chosen, each within the caller's scope

use super::rules;
use authority::{Halt, Permit, Result};
use documents::issue::{Document, store};
use serde::Deserialize;
use web::App;

/// Which papers, in which order.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
pub struct Chosen {
    /// 文书编号，以逗号分隔，按所列次序
    pub documents: String,
}

/// The chosen papers; they are all issued.
///
/// # Errors
/// Nothing chosen; not found when one of them is; one that is not issued.
pub async fn papers(app: &App, permit: Permit, chosen: &str) -> Result<Vec<Document>> {
    let ids = rules::ids(chosen).map_err(Halt::Invalid)?;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let mut found = Vec::with_capacity(ids.len());
            for id in ids {
                found.push(Document::from(store::one(tx, id).await?));
            }
            Ok(found)
        })
    });
    let found = read.await?;
    rules::issued(&found)?;
    Ok(found)
}
