//! What sets the papers of the stories, and templates on trial.

use forms::{Examiner, Typesetter};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

fn fonts() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/fonts"))
}

/// One typesetter for all stories of the process: reading the fonts is the dear part.
pub fn in_process() -> Arc<typeset::InProcess> {
    static SHARED: OnceLock<Arc<typeset::InProcess>> = OnceLock::new();
    SHARED.get_or_init(|| Arc::new(typeset::InProcess::new(&[fonts()]).unwrap())).clone()
}

/// What sets the papers of the stories.
pub fn typesetter() -> Arc<dyn Typesetter> {
    in_process()
}

/// Sets templates on trial in child processes of the real program, as the service does.
pub fn child_examiner() -> Arc<dyn Examiner> {
    let command = [env!("CARGO_BIN_EXE_zhifa").into(), "typeset-worker".into(), "--fonts".into(), fonts().into()];
    let per_job = std::time::Duration::from_secs(300);
    Arc::new(typeset::Workers::new(command.into(), typeset::Limits { processes: 1, waiting: 4, per_job }))
}
