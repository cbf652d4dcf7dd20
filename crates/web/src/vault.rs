//! 保管库 · files kept by their SHA-256
//!
//! A file is written beside its place, synced, and moved there in one step; so a name either holds the whole file or
//! nothing, also after a power cut. Nothing is ever overwritten: the same bytes have the same name.

use authority::{Halt, Result};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files to be taken away are kept this long.
pub const SCRATCH_AGE: std::time::Duration = std::time::Duration::from_hours(24);

/// Hashes what is written to it.
struct HashWriter<'a>(&'a mut Sha256);

impl Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A folder of files named by their digest; cheap to clone.
#[derive(Clone, Debug)]
pub struct Vault(Arc<PathBuf>);

impl Vault {
    /// Opens (and makes) the folder.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(folder: &Path) -> std::io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self(Arc::new(folder.to_path_buf())))
    }

    /// The SHA-256 of bytes, in hexadecimal.
    #[must_use]
    pub fn digest(bytes: &[u8]) -> String {
        hex::encode(Sha256::digest(bytes))
    }

    /// Keeps a file durably; returns its digest.
    ///
    /// # Errors
    /// [`Halt::Full`] when the disk is full; faults of the file system.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<String> {
        let vault = self.clone();
        blocking(move || vault.write(&bytes)).await
    }

    /// Keeps a file that lies beside the others, durably; returns its digest.
    ///
    /// # Errors
    /// As [`Vault::put`].
    pub async fn take_over(&self, laid: crate::Laid) -> Result<String> {
        let vault = self.clone();
        blocking(move || {
            let mut sha = Sha256::new();
            let mut file = std::fs::File::open(laid.path())?;
            std::io::copy(&mut file, &mut HashWriter(&mut sha))?;
            let digest = hex::encode(sha.finalize());
            let path = vault.path(&digest).ok_or_else(|| std::io::Error::other("digest"))?;
            if !path.exists() {
                file.sync_all()?;
                vault.place(laid.path(), &path)?;
            }
            Ok(digest)
        })
        .await
    }

    /// The file with this digest, checked against it.
    ///
    /// # Errors
    /// [`Halt::NotFound`]; a fault when the bytes on disk are not what they were.
    pub async fn get(&self, digest: &str) -> Result<Vec<u8>> {
        let path = self.path(digest).ok_or(Halt::NotFound)?;
        let digest = digest.to_owned();
        blocking(move || {
            let bytes = std::fs::read(&path)?;
            if Self::digest(&bytes) == digest {
                Ok(bytes)
            } else {
                Err(std::io::Error::other(format!("damaged file {digest}")))
            }
        })
        .await
    }

    /// Where the file with this digest stands, after its bytes were checked, for a reader that streams.
    ///
    /// # Errors
    /// As [`Vault::get`].
    pub async fn path_of(&self, digest: &str) -> Result<PathBuf> {
        let path = self.path(digest).ok_or(Halt::NotFound)?;
        let digest = digest.to_owned();
        blocking(move || {
            let mut sha = Sha256::new();
            std::io::copy(&mut std::fs::File::open(&path)?, &mut HashWriter(&mut sha))?;
            if hex::encode(sha.finalize()) == digest {
                Ok(path)
            } else {
                Err(std::io::Error::other(format!("damaged file {digest}")))
            }
        })
        .await
    }

    /// A place for a file that is made to be taken away (an export), beside the files that stay. What is older than a
    /// day goes; nothing here is kept by its digest.
    ///
    /// # Errors
    /// Faults of the file system.
    pub async fn scratch(&self, name: &str) -> Result<PathBuf> {
        let (folder, name) = (self.0.join("scratch"), name.to_owned());
        blocking(move || {
            std::fs::create_dir_all(&folder)?;
            for entry in std::fs::read_dir(&folder)?.flatten() {
                let age = entry.metadata().and_then(|m| m.modified()).ok().and_then(|at| at.elapsed().ok());
                if age.is_some_and(|age| age > SCRATCH_AGE) {
                    let _ = std::fs::remove_file(entry.path());
                }
            }
            Ok(folder.join(name))
        })
        .await
    }

    fn path(&self, digest: &str) -> Option<PathBuf> {
        let is_digest = digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit());
        is_digest.then(|| self.0.join(digest.get(..2).unwrap_or_default()).join(digest))
    }

    fn write(&self, bytes: &[u8]) -> std::io::Result<String> {
        let digest = Self::digest(bytes);
        let path = self.path(&digest).ok_or_else(|| std::io::Error::other("digest"))?;
        if path.exists() {
            return Ok(digest);
        }
        let folder = path.parent().ok_or_else(|| std::io::Error::other("folder"))?;
        std::fs::create_dir_all(folder)?;
        let beside = folder.join(format!("{}.part", lexicon::AttachmentId::new()));
        let mut file = std::fs::File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        self.place(&beside, &path)?;
        Ok(digest)
    }

    /// Moves a file that is whole and synced to its place in one step.
    fn place(&self, from: &Path, to: &Path) -> std::io::Result<()> {
        let folder = to.parent().unwrap_or(&self.0);
        std::fs::create_dir_all(folder)?;
        std::fs::rename(from, to)?;
        std::fs::File::open(folder)?.sync_all()
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|e| Halt::Fault(e.to_string()))?;
    done.map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => Halt::NotFound,
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Halt::Full,
        _ => Halt::Fault(e.to_string()),
    })
}
