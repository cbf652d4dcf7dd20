//! 作国密签名 · signing the bytes of an issued paper a second time

use crate::issue::store::Frozen;
use authority::{Halt, Result};
use signing::{Detached, Organ};
use web::App;

/// Signs the file of a paper, with the certificate that was in force at the moment of the paper. The same paper gives the
/// same signature.
///
/// # Errors
/// What the keys say.
pub async fn make(app: &App, document: &Frozen, file: &[u8]) -> Result<Detached> {
    let organ = Organ { id: document.organisation_id, name: document.organisation_name.clone() };
    let (at, signer, file) = (document.numbered_at, app.signer.clone(), file.to_vec());
    let work = tokio::task::spawn_blocking(move || Detached::sign(&file, &organ, at, signer.as_ref()));
    let made = work.await.map_err(|e| Halt::Fault(e.to_string()))?;
    made.map_err(|why| Halt::Fault(format!("国密签名：{why}")))
}
