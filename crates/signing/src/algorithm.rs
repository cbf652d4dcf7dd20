//! 算法 · the two kinds of keys
//!
//! P-256 与 SHA-256 用于 PDF 内的签名（各种阅读器认得）；国密 SM2 与 SM3 用于另附的签名（GB/T 32918，GB/T 35276）。
//! Both sign deterministically (RFC 6979, for SM2 with SM3): the same bytes and key give the same signature.

use crate::{Fault, Result};
use const_oid::ObjectIdentifier;
use der::Encode;
use der::pem::LineEnding;
use lexicon::terms;
use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey};
use x509_cert::Certificate;

/// 签名者标识的默认值（GB/T 35276）：双方没有约定的，验签用这一个。
pub const SM2_ID: &str = "1234567812345678";
/// SM2 signature with SM3 (GM/T 0006).
const SM2_WITH_SM3: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.156.10197.1.501");

terms! {
    /// 数字签名的算法
    pub enum Algorithm {
        P256 = "p256", "P-256";
        Sm2 = "sm2", "国密SM2";
    }
}

impl Algorithm {
    /// Both, in the order they are listed.
    pub(crate) const BOTH: [Self; 2] = [Self::P256, Self::Sm2];

    /// What a certificate says it was signed with.
    fn signs_as(self) -> ObjectIdentifier {
        match self {
            Self::P256 => const_oid::db::rfc5912::ECDSA_WITH_SHA_256,
            Self::Sm2 => SM2_WITH_SM3,
        }
    }
}

/// A private key.
pub(crate) enum Key {
    P256(p256::ecdsa::SigningKey),
    Sm2(sm2::dsa::SigningKey),
}

impl Key {
    /// A new key from the randomness of the machine.
    pub fn new(algorithm: Algorithm) -> Result<Self> {
        loop {
            let mut bytes = [0_u8; 32];
            getrandom::fill(&mut bytes).map_err(Fault::keys)?;
            let key = match algorithm {
                Algorithm::P256 => p256::ecdsa::SigningKey::from_slice(&bytes).map(Self::P256).ok(),
                Algorithm::Sm2 => sm2::dsa::SigningKey::from_slice(SM2_ID, &bytes).map(Self::Sm2).ok(),
            };
            // One in 2^32 is no key.
            if let Some(key) = key {
                return Ok(key);
            }
        }
    }

    /// PKCS#8, not encrypted, of either curve.
    pub fn of_pem(pem: &str) -> Option<Self> {
        if let Ok(key) = p256::ecdsa::SigningKey::from_pkcs8_pem(pem) {
            return Some(Self::P256(key));
        }
        let secret = sm2::SecretKey::from_pkcs8_pem(pem).ok()?;
        sm2::dsa::SigningKey::new(SM2_ID, &secret).map(Self::Sm2).ok()
    }

    pub fn to_pem(&self) -> Result<String> {
        let text = match self {
            Self::P256(key) => key.to_pkcs8_pem(LineEnding::LF),
            Self::Sm2(key) => sm2::SecretKey::from(*key.as_nonzero_scalar()).to_pkcs8_pem(LineEnding::LF),
        };
        Ok(text.map_err(Fault::certificate)?.to_string())
    }

    pub fn algorithm(&self) -> Algorithm {
        match self {
            Self::P256(_) => Algorithm::P256,
            Self::Sm2(_) => Algorithm::Sm2,
        }
    }

    pub fn public(&self) -> PublicKey {
        match self {
            Self::P256(key) => PublicKey::P256(*key.verifying_key()),
            Self::Sm2(key) => PublicKey::Sm2(key.verifying_key().clone().into()),
        }
    }

    /// The signature over these bytes, DER.
    pub fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        match self {
            Self::P256(key) => {
                let signature: p256::ecdsa::DerSignature = key.try_sign(bytes).map_err(Fault::keys)?;
                Ok(signature.as_bytes().to_vec())
            }
            Self::Sm2(key) => Ok(key.try_sign(bytes).map_err(Fault::keys)?.to_der().to_vec()),
        }
    }
}

/// A public key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PublicKey {
    P256(p256::ecdsa::VerifyingKey),
    Sm2(sm2::PublicKey),
}

impl PublicKey {
    /// The key of a certificate; none when it has another kind.
    pub fn of(certificate: &Certificate) -> Option<Self> {
        let info = certificate.tbs_certificate().subject_public_key_info().to_der().ok()?;
        if let Ok(key) = p256::ecdsa::VerifyingKey::from_public_key_der(&info) {
            return Some(Self::P256(key));
        }
        sm2::PublicKey::from_public_key_der(&info).map(Self::Sm2).ok()
    }

    pub fn algorithm(self) -> Algorithm {
        match self {
            Self::P256(_) => Algorithm::P256,
            Self::Sm2(_) => Algorithm::Sm2,
        }
    }

    /// Whether this is the DER of a signature over these bytes, in the one way it is written.
    pub fn verifies(self, bytes: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::P256(key) => p256::ecdsa::DerSignature::try_from(signature)
                .is_ok_and(|signature| key.verify(bytes, &signature).is_ok()),
            Self::Sm2(key) => {
                let key = sm2::dsa::VerifyingKey::new(SM2_ID, key);
                let read = sm2::dsa::Signature::from_der(signature);
                let one = read.ok().filter(|read| read.to_der().as_bytes() == signature);
                key.ok().zip(one).is_some_and(|(key, one)| key.verify(bytes, &one).is_ok())
            }
        }
    }
}

/// Whether `above` signed `below`, both with keys of the same kind.
pub(crate) fn is_signed_by(below: &Certificate, above: &Certificate) -> bool {
    let signed = || {
        let (key, of_below) = (PublicKey::of(above)?, PublicKey::of(below)?);
        let named = below.signature_algorithm();
        let fits = key.algorithm() == of_below.algorithm()
            && named.oid == key.algorithm().signs_as()
            && named == below.tbs_certificate().signature();
        let bytes = below.tbs_certificate().to_der().ok().filter(|_| fits)?;
        key.verifies(&bytes, below.signature().as_bytes()?).then_some(())
    };
    below.tbs_certificate().issuer() == above.tbs_certificate().subject() && signed().is_some()
}
