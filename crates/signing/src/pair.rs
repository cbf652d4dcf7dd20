//! 密钥对 · a private key with its certificates, as a file of PEM

use crate::algorithm::{Key, PublicKey, is_signed_by};
use crate::certificate::{self, about};
use crate::{Fault, Result};
use der::pem::LineEnding;
use der::{DecodePem, Encode, EncodePem};
use lexicon::Instant;
use std::path::Path;
use x509_cert::Certificate;

/// A key with its certificates, organ's first.
pub(crate) struct Pair {
    pub key: Key,
    pub chain: Vec<Certificate>,
}

impl Pair {
    pub fn read(file: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(file).map_err(|e| Fault::Keys(format!("{}：{e}", file.display())))?;
        Self::of_pem(&text)
    }

    pub fn of_pem(pem: &str) -> Result<Self> {
        let (mut key, mut chain) = (None, Vec::new());
        for block in blocks(pem) {
            if block.starts_with("-----BEGIN PRIVATE KEY-----") {
                let other = || Fault::Certificate("私钥应为 PKCS#8 格式的 P-256 或国密 SM2 私钥，未加密".into());
                key = Some(Key::of_pem(&block).ok_or_else(other)?);
            } else if block.starts_with("-----BEGIN CERTIFICATE-----") {
                chain.push(Certificate::from_pem(&block).map_err(Fault::certificate)?);
            }
        }
        let key = key.ok_or_else(|| Fault::Certificate("没有私钥（-----BEGIN PRIVATE KEY-----）".into()))?;
        if chain.is_empty() {
            return Err(Fault::Certificate("没有证书（-----BEGIN CERTIFICATE-----）".into()));
        }
        Ok(Self { key, chain })
    }

    pub fn to_pem(&self) -> Result<String> {
        let mut text = self.key.to_pem()?;
        for certificate in &self.chain {
            text.push_str(&certificate.to_pem(LineEnding::LF).map_err(Fault::certificate)?);
        }
        Ok(text)
    }

    pub fn first(&self) -> Result<&Certificate> {
        self.chain.first().ok_or_else(|| Fault::Certificate("没有证书".into()))
    }

    pub fn into_last(self) -> Result<Certificate> {
        self.chain.into_iter().next_back().ok_or_else(|| Fault::Certificate("没有证书".into()))
    }

    pub fn chain_der(&self) -> Result<Vec<Vec<u8>>> {
        self.chain.iter().map(|one| one.to_der().map_err(Fault::certificate)).collect()
    }

    /// 能不能用来签文书：证书与私钥成对、用途是签名、在有效期内、证书链相接。
    pub fn check(&self, now: Instant) -> Result<()> {
        let leaf = self.first()?;
        let about = about(leaf);
        if PublicKey::of(leaf) != Some(self.key.public()) {
            return Err(Fault::Certificate("证书与私钥不是一对".into()));
        }
        if !certificate::may_sign(leaf) || certificate::is_authority(leaf) {
            return Err(Fault::Certificate("这张证书不能用于签名".into()));
        }
        if now < about.from || about.to < now {
            return Err(Fault::Certificate("证书不在有效期内".into()));
        }
        let linked = self.chain.windows(2).all(|two| matches!(two, [below, above] if is_signed_by(below, above)));
        if !linked {
            return Err(Fault::Certificate("证书链不相接：本机关证书在前，上级证书依次在后".into()));
        }
        Ok(())
    }
}

/// The PEM blocks of a text, each with its lines.
fn blocks(pem: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in pem.lines().map(str::trim) {
        if line.starts_with("-----BEGIN ") {
            open = Some(String::new());
        }
        if let Some(block) = open.as_mut() {
            block.push_str(line);
            block.push('\n');
        }
        if line.starts_with("-----END ") {
            found.extend(open.take());
        }
    }
    found
}
