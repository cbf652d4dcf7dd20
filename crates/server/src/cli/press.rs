//! 样张的签章 · a seal and keys that make an example look issued, for the gallery and for measuring

use documents::seal::mask;
use forms::{Job, Paper};
use lexicon::{Instant, OrganisationId};
use signing::{Keys, Mask, Organ, Place, Stamp};
use std::path::PathBuf;

/// The seal of 滨江县应急管理局, in whose name all examples are issued; `seed/seals/README.md`.
const SAMPLE_SEAL: &[u8] = include_bytes!("../../../../seed/seals/sample.png");
/// Of the seal, in tenths of a millimetre.
const SIZE: u32 = 420;

/// What makes a paper look issued: a seal, and keys that are thrown away.
pub struct Press {
    keys: Keys,
    organ: OrganisationId,
    seal: Mask,
    folder: PathBuf,
}

impl Press {
    /// Keys in a folder of their own, which goes with them.
    ///
    /// # Errors
    /// A folder that cannot be made.
    pub fn new(purpose: &str) -> Result<Self, String> {
        let folder = std::env::temp_dir().join(format!("zhifa-{purpose}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
        let keys = Keys::open(&folder).map_err(|e| e.to_string())?;
        let seal = mask::of_scan(SAMPLE_SEAL).map_err(|refusal| refusal.refused().sentence)?;
        Ok(Self { keys, organ: OrganisationId::new(), seal, folder })
    }

    /// The paper as the organ of the examples issues it; a preview, which has no code, stays as it is.
    ///
    /// # Errors
    /// What the keys say.
    pub fn sealed(&self, job: &Job, paper: &Paper) -> Result<Vec<u8>, String> {
        if job.check.is_none() {
            return Ok(paper.pdf.clone());
        }
        let name = job.data.get("organisation").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        let place = paper.seal.as_ref().map(|place| Place { page: place.page, x: place.x, y: place.y });
        let stamp = Stamp {
            organ: Organ { id: self.organ, name },
            at: Instant(job.dated_ms),
            seal: place.map(|place| (self.seal.clone(), SIZE, place)),
        };
        signing::sign(&paper.pdf, &stamp, &self.keys).map_err(|e| e.to_string())
    }
}

impl Drop for Press {
    fn drop(&mut self) {
        // Keys that nobody keeps; a folder that stays does no harm.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
