//! 国密签名 · the second, detached signature
//!
//! 对已经签好的文书文件的全部字节另作的 SM2 签名（SM3 杂凑，GB/T 32918），与文件分开保存；不用本系统，用 OpenSSL 就能验。
//! It is taken over the very bytes of the issued PDF, the signature inside it included.
//! 不在这里：签章结构（GB/T 38540）、时间戳

use crate::algorithm::{Algorithm, PublicKey};
use crate::certificate::{self, about, certificates};
use crate::verify::{claimed_time, leads_to};
use crate::{Fault, Flaw, Organ, Result, Signature, Signer};
use der::pem::LineEnding;
use der::{Decode, EncodePem};
use lexicon::Instant;
use x509_cert::Certificate;

/// A signature beside its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detached {
    /// The SM2 signature, DER.
    pub signature: Vec<u8>,
    /// The organ's certificate first, then those above it.
    chain: Vec<Certificate>,
}

impl Detached {
    /// Signs a file for an organ. The same file, moment and keys give the same signature.
    ///
    /// # Errors
    /// What the keys say.
    pub fn sign(file: &[u8], organ: &Organ, at: Instant, signer: &dyn Signer) -> Result<Self> {
        let credential = signer.credential(Algorithm::Sm2, organ, at)?;
        let chain: der::Result<Vec<Certificate>> =
            credential.chain.iter().map(|der| Certificate::from_der(der)).collect();
        Ok(Self { signature: signer.sign(&credential, file)?, chain: chain.map_err(Fault::certificate)? })
    }

    /// A signature that was kept, with its certificates as PEM.
    ///
    /// # Errors
    /// Certificates that cannot be read.
    pub fn of(signature: Vec<u8>, pem: &str) -> Result<Self> {
        Ok(Self { signature, chain: certificates(pem.as_bytes())? })
    }

    /// All certificates as PEM, to be kept.
    ///
    /// # Errors
    /// None with certificates that were read.
    pub fn chain_pem(&self) -> Result<String> {
        pem(&self.chain)
    }

    /// The organ's certificate as PEM.
    ///
    /// # Errors
    /// As [`Self::chain_pem`].
    pub fn certificate_pem(&self) -> Result<String> {
        pem(self.chain.get(..1).unwrap_or_default())
    }

    /// The certificates between the organ's and the root; empty when there are none.
    ///
    /// # Errors
    /// As [`Self::chain_pem`].
    pub fn between_pem(&self) -> Result<String> {
        let end = self.chain.len() - usize::from(self.root().is_some());
        pem(self.chain.get(1..end).unwrap_or_default())
    }

    /// The root as PEM; none when the organ handed in its certificate without it.
    ///
    /// # Errors
    /// As [`Self::chain_pem`].
    pub fn root_pem(&self) -> Result<Option<String>> {
        self.root().map(|root| pem(std::slice::from_ref(root))).transpose()
    }

    fn root(&self) -> Option<&Certificate> {
        let of_itself = |one: &&Certificate| one.tbs_certificate().subject() == one.tbs_certificate().issuer();
        self.chain.get(1..)?.last().filter(of_itself)
    }

    /// The organ's public key as PEM.
    ///
    /// # Errors
    /// As [`Self::chain_pem`].
    pub fn public_key_pem(&self) -> Result<String> {
        let leaf = self.chain.first().ok_or_else(|| Fault::Certificate("没有证书".into()))?;
        leaf.tbs_certificate().subject_public_key_info().to_pem(LineEnding::LF).map_err(Fault::certificate)
    }

    /// What the organ's certificate says.
    #[must_use]
    pub fn about(&self) -> Option<certificate::About> {
        self.chain.first().map(about)
    }

    /// Verifies a paper with its signature against the roots one trusts. The signature has no time of its own; it covers
    /// the one that the paper states.
    ///
    /// # Errors
    /// The first flaw found.
    pub fn verify(&self, file: &[u8], roots: &[Certificate]) -> std::result::Result<Signature, Flaw> {
        let leaf = self.chain.first().ok_or(Flaw::OtherKind)?;
        let key = PublicKey::of(leaf).filter(|key| key.algorithm() == Algorithm::Sm2).ok_or(Flaw::OtherKind)?;
        if !key.verifies(file, &self.signature) {
            return Err(Flaw::Mismatch);
        }
        let (at, has_seal) = claimed_time(file)?;
        let about = about(leaf);
        if !certificate::may_sign(leaf) || !leads_to(leaf, &self.chain, roots, at) {
            return Err(Flaw::Untrusted);
        }
        if at < about.from || about.to < at {
            return Err(Flaw::NotInForce);
        }
        Ok(Signature { about, at, has_seal })
    }
}

fn pem(chain: &[Certificate]) -> Result<String> {
    let all: der::Result<Vec<String>> = chain.iter().map(|one| one.to_pem(LineEnding::LF)).collect();
    all.map(|all| all.concat()).map_err(Fault::certificate)
}

#[cfg(test)]
mod tests;
