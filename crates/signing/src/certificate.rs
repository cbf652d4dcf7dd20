//! 证书 · making and reading certificates
//!
//! 演示用根证书只供试用：名称里写明“演示用”，正式使用须导入电子认证服务机构签发的本机关证书（《电子签名法》第十六条）。

use crate::algorithm::{Algorithm, Key};
use crate::{Fault, Result};
use der::asn1::{BitString, GeneralizedTime, PrintableStringRef, SetOfVec, Utf8StringRef};
use der::{Any, Decode, Encode};
use lexicon::Instant;
use p256::ecdsa::signature::Keypair;
use std::time::Duration;
use x509_cert::Certificate;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder, CertificateBuilder};
use x509_cert::certificate::TbsCertificate;
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier};
use x509_cert::ext::{Extension, ToExtension};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{
    DynSignatureAlgorithmIdentifier, EncodePublicKey, SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef,
};
use x509_cert::time::{Time, Validity};

const COUNTRY: der::asn1::ObjectIdentifier = const_oid::db::rfc4519::COUNTRY_NAME;
const ORGANISATION: der::asn1::ObjectIdentifier = const_oid::db::rfc4519::ORGANIZATION_NAME;
const COMMON_NAME: der::asn1::ObjectIdentifier = const_oid::db::rfc4519::COMMON_NAME;

/// A certificate in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Common name of its holder.
    pub subject: String,
    /// Common name of its issuer.
    pub issuer: String,
    /// Serial number in hexadecimal.
    pub serial: String,
    /// First moment.
    pub from: Instant,
    /// Last moment.
    pub to: Instant,
}

/// What a certificate says of itself.
#[must_use]
pub fn about(certificate: &Certificate) -> About {
    let tbs = certificate.tbs_certificate();
    About {
        subject: common_name(tbs.subject()),
        issuer: common_name(tbs.issuer()),
        serial: hex::encode(tbs.serial_number().as_bytes()),
        from: moment(tbs.validity().not_before),
        to: moment(tbs.validity().not_after),
    }
}

fn moment(time: Time) -> Instant {
    Instant(i64::try_from(time.to_unix_duration().as_millis()).unwrap_or(i64::MAX))
}

fn common_name(name: &Name) -> String {
    let found = name.iter().find(|atv| atv.oid == COMMON_NAME);
    found.map(|atv| String::from_utf8_lossy(atv.value.value()).into_owned()).unwrap_or_default()
}

/// The certificates of a PEM file.
///
/// # Errors
/// A file without one, or one that cannot be read.
pub fn certificates(pem: &[u8]) -> Result<Vec<Certificate>> {
    let found = Certificate::load_pem_chain(pem).map_err(Fault::certificate)?;
    if found.is_empty() { Err(Fault::Certificate("文件中没有证书".into())) } else { Ok(found) }
}

/// C=CN, O and CN in this order.
fn name(organisation: &str, common: &str) -> Result<Name> {
    let atv = |oid, value: der::Result<Any>| -> der::Result<RelativeDistinguishedName> {
        let mut set = SetOfVec::new();
        set.insert(AttributeTypeAndValue { oid, value: value? })?;
        Ok(RelativeDistinguishedName::from(set))
    };
    let parts = [
        atv(COUNTRY, PrintableStringRef::new("CN").and_then(|text| Any::encode_from(&text))),
        atv(ORGANISATION, Utf8StringRef::new(organisation).and_then(|text| Any::encode_from(&text))),
        atv(COMMON_NAME, Utf8StringRef::new(common).and_then(|text| Any::encode_from(&text))),
    ];
    let parts: der::Result<Vec<_>> = parts.into_iter().collect();
    let der = RdnSequence::from(parts.map_err(Fault::certificate)?).to_der().map_err(Fault::certificate)?;
    Name::from_der(&der).map_err(Fault::certificate)
}

/// What one of ours is to say.
struct Ours {
    issuer: Name,
    subject: Name,
    is_authority: bool,
}

impl BuilderProfile for Ours {
    fn get_issuer(&self, _: &Name) -> Name {
        self.issuer.clone()
    }
    fn get_subject(&self) -> Name {
        self.subject.clone()
    }
    fn build_extensions(
        &self,
        own: SubjectPublicKeyInfoRef<'_>,
        issuers: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> x509_cert::builder::Result<Vec<Extension>> {
        let usages = if self.is_authority {
            KeyUsages::KeyCertSign | KeyUsages::CRLSign
        } else {
            KeyUsages::DigitalSignature | KeyUsages::NonRepudiation
        };
        let issuer = SubjectKeyIdentifier::try_from(issuers)?;
        let authority = AuthorityKeyIdentifier { key_identifier: Some(issuer.0), ..Default::default() };
        let constraints =
            BasicConstraints { ca: self.is_authority, path_len_constraint: self.is_authority.then_some(0) };
        Ok(vec![
            authority.to_extension(tbs.subject(), &[])?,
            constraints.to_extension(tbs.subject(), &[])?,
            KeyUsage(usages).to_extension(tbs.subject(), &[])?,
            SubjectKeyIdentifier::try_from(own)?.to_extension(tbs.subject(), &[])?,
        ])
    }
}

/// From and to, both included.
pub(crate) type Span = (Instant, Instant);

fn validity((from, to): Span) -> Result<Validity> {
    let time = |at: Instant| {
        let since = Duration::from_millis(u64::try_from(at.0).unwrap_or_default() / 1000 * 1000);
        GeneralizedTime::from_unix_duration(since).map(Time::GeneralTime).map_err(Fault::certificate)
    };
    Ok(Validity::new(time(from)?, time(to)?))
}

fn serial() -> Result<SerialNumber> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(Fault::keys)?;
    // Positive and of full length.
    if let Some(first) = bytes.first_mut() {
        *first = *first & 0x3f | 0x40;
    }
    SerialNumber::new(&bytes).map_err(Fault::certificate)
}

fn build(ours: Ours, span: Span, key: &Key, signs: &Key) -> Result<Certificate> {
    let public = match key {
        Key::P256(key) => SubjectPublicKeyInfoOwned::from_key(key.verifying_key()),
        Key::Sm2(key) => SubjectPublicKeyInfoOwned::from_key(key.verifying_key()),
    };
    let public = public.map_err(Fault::certificate)?;
    let builder = CertificateBuilder::new(ours, serial()?, validity(span)?, public).map_err(Fault::certificate)?;
    match signs {
        Key::P256(key) => signed(builder, key, signs),
        Key::Sm2(key) => signed(builder, key, signs),
    }
}

/// `names` says by its type what the certificate is signed with; `signs` does it, for SM2 too in DER.
fn signed<K>(mut builder: CertificateBuilder<Ours>, names: &K, signs: &Key) -> Result<Certificate>
where
    K: Keypair + DynSignatureAlgorithmIdentifier,
    K::VerifyingKey: EncodePublicKey,
{
    let bytes = builder.finalize(names).map_err(Fault::certificate)?;
    let signature = BitString::from_bytes(&signs.sign(&bytes)?).map_err(Fault::certificate)?;
    builder.assemble(signature, names).map_err(Fault::certificate)
}

/// The root of a demonstration; its name says so.
pub(crate) fn demonstration_root(key: &Key, span: Span) -> Result<Certificate> {
    let common = match key.algorithm() {
        Algorithm::P256 => "演示用根证书",
        Algorithm::Sm2 => "演示用国密根证书",
    };
    let own = name("演示用，不具有法律效力", common)?;
    build(Ours { issuer: own.clone(), subject: own, is_authority: true }, span, key, key)
}

/// An organ's certificate from the demonstration root.
pub(crate) fn of_organ(organ: &str, key: &Key, span: Span, root: (&Certificate, &Key)) -> Result<Certificate> {
    let ours = Ours {
        issuer: root.0.tbs_certificate().subject().clone(),
        subject: name("演示用，不具有法律效力", organ)?,
        is_authority: false,
    };
    build(ours, span, key, root.1)
}

/// Whether the certificate may issue others.
pub(crate) fn is_authority(certificate: &Certificate) -> bool {
    matches!(certificate.tbs_certificate().get_extension::<BasicConstraints>(), Ok(Some((_, found))) if found.ca)
}

/// Whether the certificate may sign papers.
pub(crate) fn may_sign(certificate: &Certificate) -> bool {
    match certificate.tbs_certificate().get_extension::<KeyUsage>() {
        Ok(Some((_, usage))) => usage.digital_signature() || usage.non_repudiation(),
        Ok(None) => true,
        Err(_) => false,
    }
}
