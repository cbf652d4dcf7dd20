//! 密钥架 · the keys of one algorithm
//!
//! `root.pem` 演示用根证书及其私钥；`organs/<id>/<起用时刻>.pem` 各机关的私钥和证书链。
//! A renewal is another file: what was signed before keeps its certificate, and a paper signed again after a crash
//! finds the one that was in force at its own time.

use crate::algorithm::{Algorithm, Key, is_signed_by};
use crate::certificate::{self, about};
use crate::file::{keep, make_folder};
use crate::pair::Pair;
use crate::{Credential, Fault, Organ, Result};
use lexicon::{Instant, OrganisationId};
use std::path::PathBuf;
use x509_cert::Certificate;

/// A day in milliseconds.
const DAY: i64 = 86_400_000;
/// 2020-01-01 in Beijing: no paper of this program is older.
const ROOT_FROM: Instant = Instant(1_577_808_000_000);
/// Thirty years.
const ROOT_TO: Instant = Instant(ROOT_FROM.0 + 30 * 365 * DAY);
/// A demonstration certificate of an organ is good for so long.
const ORGAN_FOR: i64 = 5 * 365 * DAY;

/// The root and the organs' keys of one algorithm, in a folder of their own.
pub(crate) struct Shelf {
    pub algorithm: Algorithm,
    pub folder: PathBuf,
}

impl Shelf {
    /// Makes the folder and the demonstration root when they are not there.
    pub fn open(algorithm: Algorithm, folder: PathBuf) -> Result<Self> {
        let shelf = Self { algorithm, folder };
        make_folder(&shelf.folder.join("organs"))?;
        if !shelf.root_file().exists() {
            let key = Key::new(algorithm)?;
            let root = certificate::demonstration_root(&key, (ROOT_FROM, ROOT_TO))?;
            keep(&shelf.root_file(), &Pair { key, chain: vec![root] }.to_pem()?)?;
        }
        Ok(shelf)
    }

    fn root_file(&self) -> PathBuf {
        self.folder.join("root.pem")
    }

    fn folder_of(&self, organ: OrganisationId) -> PathBuf {
        self.folder.join("organs").join(organ.to_string())
    }

    /// The pair of an organ in use from a moment on.
    pub fn pair(&self, organ: OrganisationId, since: Instant) -> Result<Pair> {
        Pair::read(&self.folder_of(organ).join(file_name(since)))
    }

    /// The pair a credential names.
    pub fn pair_named(&self, name: &str) -> Result<Pair> {
        Pair::read(&self.folder.join("organs").join(name))
    }

    /// The demonstration root.
    pub fn root(&self) -> Result<Certificate> {
        Pair::read(&self.root_file())?.into_last()
    }

    /// The demonstration root and the top of every imported chain.
    pub fn roots(&self) -> Result<Vec<Certificate>> {
        let mut roots = vec![self.root()?];
        for (organ, since) in self.every()? {
            let top = self.pair(organ, since)?.into_last()?;
            // A chain that was handed in without its root rests on its last certificate.
            if !roots.contains(&top) && !roots.iter().any(|root| is_signed_by(&top, root)) {
                roots.push(top);
            }
        }
        Ok(roots)
    }

    /// Takes a pair for an organ, used from `since` on.
    pub fn take(&self, organ: OrganisationId, pair: &Pair, since: Instant) -> Result<()> {
        make_folder(&self.folder_of(organ))?;
        keep(&self.folder_of(organ).join(file_name(since)), &pair.to_pem()?)
    }

    /// Organ and first moment of every key, oldest first.
    pub fn every(&self) -> Result<Vec<(OrganisationId, Instant)>> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(self.folder.join("organs")).map_err(Fault::keys)?.flatten() {
            let name = entry.file_name();
            let Some(organ) = name.to_str().and_then(|name| name.parse::<OrganisationId>().ok()) else { continue };
            found.extend(self.times_of(organ)?.into_iter().map(|since| (organ, since)));
        }
        found.sort_by_key(|(organ, since)| (*since, *organ));
        Ok(found)
    }

    /// The first moments of an organ's keys, oldest first.
    fn times_of(&self, organ: OrganisationId) -> Result<Vec<Instant>> {
        let folder = self.folder_of(organ);
        if !folder.exists() {
            return Ok(Vec::new());
        }
        let files = std::fs::read_dir(&folder).map_err(Fault::keys)?.flatten();
        let time = |name: std::ffi::OsString| name.to_str()?.strip_suffix(".pem")?.parse().ok().map(Instant);
        let mut times: Vec<Instant> = files.filter_map(|file| time(file.file_name())).collect();
        times.sort_unstable();
        Ok(times)
    }

    /// The newest key that was in use at the moment and whose certificate was good then.
    pub fn in_force(&self, organ: OrganisationId, at: Instant) -> Result<Option<Credential>> {
        for since in self.times_of(organ)?.into_iter().rev().filter(|since| *since <= at) {
            let pair = self.pair(organ, since)?;
            let about = about(pair.first()?);
            if about.from <= at && at <= about.to {
                let key = format!("{organ}/{}", file_name(since));
                return Ok(Some(Credential { algorithm: self.algorithm, chain: pair.chain_der()?, key }));
            }
        }
        Ok(None)
    }

    /// A certificate from the demonstration root for an organ that has none at the moment.
    pub fn issue(&self, organ: &Organ, at: Instant) -> Result<()> {
        let times = self.times_of(organ.id)?;
        let before = times.iter().rev().find(|since| **since <= at);
        // Not before the one that ran out, so that papers of its time still find it.
        let over = match before {
            Some(since) => about(self.pair(organ.id, *since)?.first()?).to,
            None => ROOT_FROM,
        };
        let from = Instant(over.0.max(at.0 - DAY));
        let to = Instant((from.0 + ORGAN_FOR).min(ROOT_TO.0));
        let root = Pair::read(&self.root_file())?;
        let key = Key::new(self.algorithm)?;
        let leaf = certificate::of_organ(&organ.name, &key, (from, to), (root.first()?, &root.key))?;
        let chain = vec![leaf, root.first()?.clone()];
        self.take(organ.id, &Pair { key, chain }, from)
    }
}

fn file_name(since: Instant) -> String {
    format!("{:015}.pem", since.0)
}
