//! 密钥库 · a folder of keys
//!
//! 库内直接放 PDF 内签名用的 P-256 密钥，`sm2/` 放另附的国密签名用的 SM2 密钥，各有演示用根证书和各机关的证书；
//! `secret` 验证码用的密钥。Only the owner may read the files.

use crate::algorithm::Algorithm;
use crate::certificate::{About, about};
use crate::file::keep;
use crate::pair::Pair;
use crate::shelf::Shelf;
use crate::{Credential, Fault, Organ, Result, Signer};
use der::EncodePem;
use der::pem::LineEnding;
use hmac::{Hmac, KeyInit, Mac};
use lexicon::{Instant, OrganisationId};
use sha2::Sha256;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use x509_cert::Certificate;

/// The keys of an installation, in a folder of their own.
pub struct Keys {
    p256: Shelf,
    sm2: Shelf,
    secret: PathBuf,
    /// Only one may issue at a time.
    issuing: Mutex<()>,
}

/// One key of an organ as listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What kind of key.
    pub algorithm: Algorithm,
    /// Whose.
    pub organ: OrganisationId,
    /// From when on it is used.
    pub since: Instant,
    /// Its certificate.
    pub about: About,
}

impl Keys {
    /// Opens the folder; makes it, the demonstration roots and the secret when they are not there.
    ///
    /// # Errors
    /// A folder or file that cannot be made or read.
    pub fn open(folder: &Path) -> Result<Self> {
        let p256 = Shelf::open(Algorithm::P256, folder.to_path_buf())?;
        let sm2 = Shelf::open(Algorithm::Sm2, folder.join("sm2"))?;
        let secret = folder.join("secret");
        if !secret.exists() {
            let mut bytes = [0_u8; 32];
            getrandom::fill(&mut bytes).map_err(Fault::keys)?;
            keep(&secret, &hex::encode(bytes))?;
        }
        Ok(Self { p256, sm2, secret, issuing: Mutex::new(()) })
    }

    fn shelf(&self, algorithm: Algorithm) -> &Shelf {
        match algorithm {
            Algorithm::P256 => &self.p256,
            Algorithm::Sm2 => &self.sm2,
        }
    }

    /// The certificates that verification may rest on: the demonstration root and the top of every imported chain.
    ///
    /// # Errors
    /// Files that cannot be read.
    pub fn roots(&self, algorithm: Algorithm) -> Result<Vec<Certificate>> {
        self.shelf(algorithm).roots()
    }

    /// The demonstration root, as PEM, for whoever is to trust it.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn root_pem(&self, algorithm: Algorithm) -> Result<String> {
        self.shelf(algorithm).root()?.to_pem(LineEnding::LF).map_err(Fault::certificate)
    }

    /// Every key of every organ, by algorithm, oldest first.
    ///
    /// # Errors
    /// Files that cannot be read.
    pub fn list(&self) -> Result<Vec<Listed>> {
        let mut listed = Vec::new();
        for algorithm in Algorithm::BOTH {
            let shelf = self.shelf(algorithm);
            for (organ, since) in shelf.every()? {
                listed.push(Listed { algorithm, organ, since, about: about(shelf.pair(organ, since)?.first()?) });
            }
        }
        Ok(listed)
    }

    /// Takes an organ's own key and certificates (PEM: PKCS#8 key, the organ's certificate, then those above it), used
    /// from `now` on. The curve of the key says for which signature.
    ///
    /// # Errors
    /// A key of another curve, a certificate that belongs to another key, is over or may not sign.
    pub fn import(&self, organ: OrganisationId, pem: &str, now: Instant) -> Result<Listed> {
        let pair = Pair::of_pem(pem)?;
        pair.check(now)?;
        let algorithm = pair.key.algorithm();
        self.shelf(algorithm).take(organ, &pair, now)?;
        Ok(Listed { algorithm, organ, since: now, about: about(pair.first()?) })
    }
}

impl Signer for Keys {
    fn credential(&self, algorithm: Algorithm, organ: &Organ, at: Instant) -> Result<Credential> {
        let _one = self.issuing.lock().unwrap_or_else(PoisonError::into_inner);
        let shelf = self.shelf(algorithm);
        if let Some(found) = shelf.in_force(organ.id, at)? {
            return Ok(found);
        }
        shelf.issue(organ, at)?;
        let missing = || Fault::Certificate(format!("{}没有在签发时有效的证书", organ.name));
        shelf.in_force(organ.id, at)?.ok_or_else(missing)
    }

    fn sign(&self, credential: &Credential, bytes: &[u8]) -> Result<Vec<u8>> {
        self.shelf(credential.algorithm).pair_named(&credential.key)?.key.sign(bytes)
    }

    fn mac(&self, bytes: &[u8]) -> Result<[u8; 32]> {
        let text = std::fs::read_to_string(&self.secret).map_err(Fault::keys)?;
        let secret = hex::decode(text.trim()).map_err(Fault::keys)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&secret).map_err(Fault::keys)?;
        mac.update(bytes);
        Ok(mac.finalize().into_bytes().into())
    }
}
