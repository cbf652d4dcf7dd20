//! 签名者 · who holds the keys of the organs
//!
//! A folder of files here ([`crate::Keys`]); a cryptographic machine in the office that has one.

use crate::{Algorithm, Result};
use lexicon::{Instant, OrganisationId};

/// An organ in whose name papers are signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organ {
    /// Its id.
    pub id: OrganisationId,
    /// Its name as printed.
    pub name: String,
}

/// The certificate in whose name something is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// What kind of key it is.
    pub algorithm: Algorithm,
    /// The organ's certificate first, then those above it; DER.
    pub chain: Vec<Vec<u8>>,
    /// What the holder of the keys knows the key by.
    pub key: String,
}

/// Something that signs with the keys of organs.
pub trait Signer: Send + Sync {
    /// The organ's certificate in force at a moment. The same moment gives the same certificate, also after renewals.
    ///
    /// # Errors
    /// No certificate in force then; a holder that cannot be reached.
    fn credential(&self, algorithm: Algorithm, organ: &Organ, at: Instant) -> Result<Credential>;

    /// The signature over these bytes, DER: ECDSA (P-256, SHA-256) or SM2 (SM3, the usual identity), deterministic.
    ///
    /// # Errors
    /// A key that is gone; a holder that cannot be reached.
    fn sign(&self, credential: &Credential, bytes: &[u8]) -> Result<Vec<u8>>;

    /// HMAC-SHA-256 of these bytes under the secret of the installation.
    ///
    /// # Errors
    /// A secret that cannot be read.
    fn mac(&self, bytes: &[u8]) -> Result<[u8; 32]>;
}
