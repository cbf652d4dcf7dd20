//! The county as it was installed, made once for all stories of a run: each begins with a copy.

use crate::world::{County, Engine};
use std::path::{Path, PathBuf};

struct FirstDay {
    engine: Engine,
    dir: PathBuf,
}

/// Another hash of the initial password, which costs nothing to compare: every story logs its people in. The passwords
/// they choose are hashed as always.
const CHEAP_INITIAL: &str = "UPDATE users SET password_hash = \
    '$argon2id$v=19$m=8,t=1,p=1$emhpZmEtc3Rvcmllcw$vSydH12apW3Np/eUCUabTzbju+1gtWaXn4O5knq/DzY'";
static FIRST_DAY: tokio::sync::OnceCell<FirstDay> = tokio::sync::OnceCell::const_new();

impl FirstDay {
    async fn make() -> Self {
        let (engine, dir) = (Engine::of_its_own().await, Self::folder());
        let county = County::kept(&engine, &dir).await;
        county.behind(CHEAP_INITIAL).await;
        county.close().await;
        Self { engine, dir }
    }

    /// A folder of this run; those of runs that have ended are taken away, as nothing ends with a run.
    fn folder() -> PathBuf {
        let all = Path::new(env!("CARGO_TARGET_TMPDIR")).join("first-days");
        for old in std::fs::read_dir(&all).into_iter().flatten().flatten() {
            if !Path::new("/proc").join(old.file_name()).is_dir() {
                let _ = std::fs::remove_dir_all(old.path());
            }
        }
        let own = all.join(std::process::id().to_string());
        std::fs::create_dir_all(&own).unwrap();
        own
    }
}

/// The engine of a copy, whose files are in this folder.
pub async fn copied(to: &Path) -> Engine {
    let first = FIRST_DAY.get_or_init(FirstDay::make).await;
    first.engine.copied(&first.dir, to).await
}
