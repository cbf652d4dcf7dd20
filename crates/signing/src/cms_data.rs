//! 签名数据 · the CMS inside the PDF
//!
//! One signer, SHA-256, ECDSA on P-256; content type, digest and the ESS certificate id are signed; no signing time
//! (in PAdES it stands in the PDF). RFC 5652, RFC 5035, ETSI EN 319 122-1.

use crate::{Credential, Fault, Result, Signer};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::db::{rfc5911, rfc5912};
use der::asn1::{ObjectIdentifier, OctetString, SetOfVec};
use der::{Any, Decode, Encode, Sequence};
use sha2::{Digest, Sha256};
use spki::AlgorithmIdentifierOwned;
use x509_cert::Certificate;
use x509_cert::attr::{Attribute, Attributes};

/// RFC 5035: hash algorithm left out means SHA-256.
#[derive(Sequence)]
struct EssCertIdV2 {
    cert_hash: OctetString,
}

#[derive(Sequence)]
struct SigningCertificateV2 {
    certs: Vec<EssCertIdV2>,
}

const SHA_256: AlgorithmIdentifierOwned = AlgorithmIdentifierOwned { oid: rfc5912::ID_SHA_256, parameters: None };

/// The signature over a digest, as DER of a `ContentInfo`.
pub(crate) fn seal(digest: &[u8], credential: &Credential, signer: &dyn Signer) -> Result<Vec<u8>> {
    let chain: der::Result<Vec<Certificate>> = credential.chain.iter().map(|der| Certificate::from_der(der)).collect();
    let chain = chain.map_err(Fault::certificate)?;
    let leaf = chain.first().ok_or_else(|| Fault::Certificate("没有证书".into()))?;
    let attributes = attributes(digest, leaf).map_err(Fault::certificate)?;
    let signed = attributes.to_der().map_err(Fault::certificate)?;
    let signature = signer.sign(credential, &signed)?;
    wrap(&chain, attributes, signature).map_err(Fault::certificate)
}

fn attributes(digest: &[u8], leaf: &Certificate) -> der::Result<Attributes> {
    let hash = OctetString::new(Sha256::digest(leaf.to_der()?).to_vec())?;
    let certificate = SigningCertificateV2 { certs: vec![EssCertIdV2 { cert_hash: hash }] };
    let mut all = Attributes::new();
    all.insert(attribute(rfc5911::ID_CONTENT_TYPE, Any::encode_from(&rfc5911::ID_DATA)?)?)?;
    all.insert(attribute(rfc5911::ID_MESSAGE_DIGEST, Any::encode_from(&OctetString::new(digest)?)?)?)?;
    all.insert(attribute(rfc5911::ID_AA_SIGNING_CERTIFICATE_V_2, Any::encode_from(&certificate)?)?)?;
    Ok(all)
}

fn attribute(oid: ObjectIdentifier, value: Any) -> der::Result<Attribute> {
    let mut values = SetOfVec::new();
    values.insert(value)?;
    Ok(Attribute { oid, values })
}

fn wrap(chain: &[Certificate], signed: Attributes, signature: Vec<u8>) -> der::Result<Vec<u8>> {
    let Some(leaf) = chain.first() else { return Err(der::ErrorKind::Failed.into()) };
    let sid = SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
        issuer: leaf.tbs_certificate().issuer().clone(),
        serial_number: leaf.tbs_certificate().serial_number().clone(),
    });
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid,
        digest_alg: SHA_256,
        signed_attrs: Some(signed),
        signature_algorithm: AlgorithmIdentifierOwned { oid: rfc5912::ECDSA_WITH_SHA_256, parameters: None },
        signature: OctetString::new(signature)?,
        unsigned_attrs: None,
    };
    let certificates: Vec<CertificateChoices> = chain.iter().cloned().map(CertificateChoices::Certificate).collect();
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![SHA_256])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: rfc5911::ID_DATA, econtent: None },
        certificates: Some(CertificateSet::try_from(certificates)?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![info])?,
    };
    ContentInfo { content_type: rfc5911::ID_SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()
}

/// What a signature found in a paper says.
pub(crate) struct Read {
    /// All certificates that came with it.
    pub certificates: Vec<Certificate>,
    /// The one it names as the signer's.
    pub leaf: Certificate,
    /// The digest that was signed.
    pub digest: Vec<u8>,
    /// The signed attributes, as they were signed.
    pub signed: Vec<u8>,
    /// The signature value.
    pub signature: Vec<u8>,
    /// The signed attributes name the very certificate.
    pub is_bound: bool,
}

/// Reads a signature of the one shape we make; anything else is none.
pub(crate) fn read(der: &[u8]) -> Option<Read> {
    let info = ContentInfo::from_der(der).ok()?;
    if info.content_type != rfc5911::ID_SIGNED_DATA {
        return None;
    }
    let data: SignedData = info.content.decode_as().ok()?;
    if data.encap_content_info.econtent.is_some() || data.encap_content_info.econtent_type != rfc5911::ID_DATA {
        return None;
    }
    let [signer] = data.signer_infos.0.as_slice() else { return None };
    let of_shape = signer.digest_alg.oid == rfc5912::ID_SHA_256
        && signer.signature_algorithm.oid == rfc5912::ECDSA_WITH_SHA_256
        && signer.unsigned_attrs.is_none();
    let signed = signer.signed_attrs.as_ref().filter(|_| of_shape)?;
    let certificates: Vec<Certificate> = data.certificates?.0.iter().filter_map(of_choice).collect();
    let SignerIdentifier::IssuerAndSerialNumber(named) = &signer.sid else { return None };
    let is_named = |one: &&Certificate| {
        let tbs = one.tbs_certificate();
        *tbs.issuer() == named.issuer && *tbs.serial_number() == named.serial_number
    };
    let leaf = certificates.iter().find(is_named)?.clone();
    let content: ObjectIdentifier = only(signed, rfc5911::ID_CONTENT_TYPE)?.decode_as().ok()?;
    let digest: OctetString = only(signed, rfc5911::ID_MESSAGE_DIGEST)?.decode_as().ok()?;
    let ess: SigningCertificateV2 = only(signed, rfc5911::ID_AA_SIGNING_CERTIFICATE_V_2)?.decode_as().ok()?;
    // Written again from its parts it must be the same: no version, algorithm or list may say something else.
    let ordered = std::iter::once(&leaf).chain(certificates.iter().filter(|one| **one != leaf)).cloned();
    let again = wrap(&ordered.collect::<Vec<_>>(), signed.clone(), signer.signature.as_bytes().to_vec());
    let hash = Sha256::digest(leaf.to_der().ok()?);
    let is_bound = ess.certs.first().is_some_and(|id| id.cert_hash.as_bytes() == &hash[..]);
    (again.ok()? == der).then_some(())?;
    Some(Read {
        leaf,
        digest: digest.as_bytes().to_vec(),
        signed: signed.to_der().ok()?,
        signature: signer.signature.as_bytes().to_vec(),
        is_bound: is_bound && content == rfc5911::ID_DATA,
        certificates,
    })
}

fn of_choice(choice: &CertificateChoices) -> Option<Certificate> {
    match choice {
        CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
        CertificateChoices::Other(_) => None,
    }
}

/// The one value of an attribute that stands there once.
fn only(attributes: &Attributes, oid: ObjectIdentifier) -> Option<&Any> {
    let mut found = attributes.iter().filter(|one| one.oid == oid);
    let (one, None) = (found.next()?, found.next()) else { return None };
    match one.values.as_slice() {
        [value] => Some(value),
        _ => None,
    }
}
