//! 密钥库 · a folder of keys
//!
//! `root.pem` 演示用根证书及其私钥；`organs/<id>/<起用时刻>.pem` 各机关的私钥和证书链；`secret` 验证码用的密钥。
//! Only the owner may read the files. A renewal is another file: what was signed before keeps its certificate, and a
//! paper signed again after a crash finds the one that was in force at its own time.

use crate::certificate::{self, About, about};
use crate::{Credential, Fault, Organ, Result, Signer};
use der::Encode;
use der::pem::LineEnding;
use hmac::{Hmac, KeyInit, Mac};
use lexicon::{Instant, OrganisationId};
use p256::ecdsa::{DerSignature, SigningKey};
use p256::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use sha2::Sha256;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use x509_cert::Certificate;
use x509_cert::der::EncodePem;

/// A day in milliseconds.
const DAY: i64 = 86_400_000;
/// 2020-01-01 in Beijing: no paper of this program is older.
const ROOT_FROM: Instant = Instant(1_577_808_000_000);
/// Thirty years.
const ROOT_TO: Instant = Instant(ROOT_FROM.0 + 30 * 365 * DAY);
/// A demonstration certificate of an organ is good for so long.
const ORGAN_FOR: i64 = 5 * 365 * DAY;

/// The keys of an installation, in a folder of their own.
pub struct Keys {
    folder: PathBuf,
    /// Only one may issue at a time.
    issuing: Mutex<()>,
}

/// One key of an organ as listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Whose.
    pub organ: OrganisationId,
    /// From when on it is used.
    pub since: Instant,
    /// Its certificate.
    pub about: About,
}

/// A key with its certificates, organ's first.
struct Pair {
    key: SigningKey,
    chain: Vec<Certificate>,
}

impl Keys {
    /// Opens the folder; makes it, the demonstration root and the secret when they are not there.
    ///
    /// # Errors
    /// A folder or file that cannot be made or read.
    pub fn open(folder: &Path) -> Result<Self> {
        make_folder(&folder.join("organs"))?;
        let keys = Self { folder: folder.to_path_buf(), issuing: Mutex::new(()) };
        if !keys.root_file().exists() {
            let key = certificate::new_key()?;
            let root = certificate::demonstration_root(&key, (ROOT_FROM, ROOT_TO))?;
            keep(&keys.root_file(), &Pair { key, chain: vec![root] }.to_pem()?)?;
        }
        if !keys.secret_file().exists() {
            let mut secret = [0_u8; 32];
            getrandom::fill(&mut secret).map_err(Fault::keys)?;
            keep(&keys.secret_file(), &hex::encode(secret))?;
        }
        Ok(keys)
    }

    fn root_file(&self) -> PathBuf {
        self.folder.join("root.pem")
    }
    fn secret_file(&self) -> PathBuf {
        self.folder.join("secret")
    }
    fn folder_of(&self, organ: OrganisationId) -> PathBuf {
        self.folder.join("organs").join(organ.to_string())
    }

    /// The certificates that verification may rest on: the demonstration root and the top of every imported chain.
    ///
    /// # Errors
    /// Files that cannot be read.
    pub fn roots(&self) -> Result<Vec<Certificate>> {
        let mut roots = vec![last(Pair::read(&self.root_file())?.chain)?];
        for (organ, since) in self.every()? {
            let top = last(Pair::read(&self.folder_of(organ).join(file_name(since)))?.chain)?;
            // A chain that was handed in without its root rests on its last certificate.
            if !roots.contains(&top) && !roots.iter().any(|root| certificate::is_signed_by(&top, root)) {
                roots.push(top);
            }
        }
        Ok(roots)
    }

    /// The demonstration root, as PEM, for whoever is to trust it.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn root_pem(&self) -> Result<String> {
        last(Pair::read(&self.root_file())?.chain)?.to_pem(LineEnding::LF).map_err(Fault::certificate)
    }

    /// Every key of every organ, oldest first.
    ///
    /// # Errors
    /// Files that cannot be read.
    pub fn list(&self) -> Result<Vec<Listed>> {
        let one = |(organ, since): (OrganisationId, Instant)| {
            let pair = Pair::read(&self.folder_of(organ).join(file_name(since)))?;
            Ok(Listed { organ, since, about: about(pair.first()?) })
        };
        self.every()?.into_iter().map(one).collect()
    }

    /// Takes an organ's own key and certificates (PEM: PKCS#8 key, the organ's certificate, then those above it), used
    /// from `now` on.
    ///
    /// # Errors
    /// A key that is none of P-256, a certificate that belongs to another key, is over or may not sign.
    pub fn import(&self, organ: OrganisationId, pem: &str, now: Instant) -> Result<Listed> {
        let pair = Pair::of_pem(pem)?;
        let leaf = pair.first()?;
        let about = about(leaf);
        if certificate::public_key(leaf).as_ref() != Some(pair.key.verifying_key()) {
            return Err(Fault::Certificate("证书与私钥不是一对".into()));
        }
        if !certificate::may_sign(leaf) || certificate::is_authority(leaf) {
            return Err(Fault::Certificate("这张证书不能用于签名".into()));
        }
        if now < about.from || about.to < now {
            return Err(Fault::Certificate("证书不在有效期内".into()));
        }
        let linked =
            pair.chain.windows(2).all(|two| matches!(two, [below, above] if certificate::is_signed_by(below, above)));
        if !linked {
            return Err(Fault::Certificate("证书链不相接：本机关证书在前，上级证书依次在后".into()));
        }
        make_folder(&self.folder_of(organ))?;
        keep(&self.folder_of(organ).join(file_name(now)), &pair.to_pem()?)?;
        Ok(Listed { organ, since: now, about })
    }

    /// Organ and first moment of every key, oldest first.
    fn every(&self) -> Result<Vec<(OrganisationId, Instant)>> {
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
    fn in_force(&self, organ: OrganisationId, at: Instant) -> Result<Option<Credential>> {
        for since in self.times_of(organ)?.into_iter().rev().filter(|since| *since <= at) {
            let file = self.folder_of(organ).join(file_name(since));
            let pair = Pair::read(&file)?;
            let about = about(pair.first()?);
            if about.from <= at && at <= about.to {
                return Ok(Some(Credential { chain: pair.chain_der()?, key: format!("{organ}/{}", file_name(since)) }));
            }
        }
        Ok(None)
    }

    /// A certificate from the demonstration root for an organ that has none at the moment.
    fn issue(&self, organ: &Organ, at: Instant) -> Result<()> {
        let times = self.times_of(organ.id)?;
        let before = times.iter().rev().find(|since| **since <= at);
        // Not before the one that ran out, so that papers of its time still find it.
        let over = match before {
            Some(since) => about(Pair::read(&self.folder_of(organ.id).join(file_name(*since)))?.first()?).to,
            None => ROOT_FROM,
        };
        let from = Instant(over.0.max(at.0 - DAY));
        let to = Instant((from.0 + ORGAN_FOR).min(ROOT_TO.0));
        let root = Pair::read(&self.root_file())?;
        let key = certificate::new_key()?;
        let leaf = certificate::of_organ(&organ.name, &key, (from, to), (root.first()?, &root.key))?;
        let chain = vec![leaf, root.first()?.clone()];
        make_folder(&self.folder_of(organ.id))?;
        keep(&self.folder_of(organ.id).join(file_name(from)), &Pair { key, chain }.to_pem()?)
    }
}

impl Signer for Keys {
    fn credential(&self, organ: &Organ, at: Instant) -> Result<Credential> {
        let _one = self.issuing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = self.in_force(organ.id, at)? {
            return Ok(found);
        }
        self.issue(organ, at)?;
        let missing = || Fault::Certificate(format!("{}没有在签发时有效的证书", organ.name));
        self.in_force(organ.id, at)?.ok_or_else(missing)
    }

    fn sign(&self, credential: &Credential, bytes: &[u8]) -> Result<Vec<u8>> {
        use p256::ecdsa::signature::Signer as _;
        let pair = Pair::read(&self.folder.join("organs").join(&credential.key))?;
        let signature: DerSignature = pair.key.try_sign(bytes).map_err(Fault::keys)?;
        Ok(signature.as_bytes().to_vec())
    }

    fn mac(&self, bytes: &[u8]) -> Result<[u8; 32]> {
        let text = std::fs::read_to_string(self.secret_file()).map_err(Fault::keys)?;
        let secret = hex::decode(text.trim()).map_err(Fault::keys)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&secret).map_err(Fault::keys)?;
        mac.update(bytes);
        Ok(mac.finalize().into_bytes().into())
    }
}

impl Pair {
    fn read(file: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(file).map_err(|e| Fault::Keys(format!("{}：{e}", file.display())))?;
        Self::of_pem(&text)
    }

    fn of_pem(pem: &str) -> Result<Self> {
        let (mut key, mut chain) = (None, Vec::new());
        for block in blocks(pem) {
            if block.starts_with("-----BEGIN PRIVATE KEY-----") {
                let read = SigningKey::from_pkcs8_pem(&block);
                key = Some(read.map_err(|_| Fault::Certificate("私钥应为 PKCS#8 格式的 P-256 私钥，未加密".into()))?);
            } else if block.starts_with("-----BEGIN CERTIFICATE-----") {
                use der::DecodePem;
                chain.push(Certificate::from_pem(&block).map_err(Fault::certificate)?);
            }
        }
        let key = key.ok_or_else(|| Fault::Certificate("没有私钥（-----BEGIN PRIVATE KEY-----）".into()))?;
        if chain.is_empty() {
            return Err(Fault::Certificate("没有证书（-----BEGIN CERTIFICATE-----）".into()));
        }
        Ok(Self { key, chain })
    }

    fn to_pem(&self) -> Result<String> {
        let mut text = self.key.to_pkcs8_pem(LineEnding::LF).map_err(Fault::certificate)?.to_string();
        for certificate in &self.chain {
            text.push_str(&certificate.to_pem(LineEnding::LF).map_err(Fault::certificate)?);
        }
        Ok(text)
    }

    fn first(&self) -> Result<&Certificate> {
        self.chain.first().ok_or_else(|| Fault::Certificate("没有证书".into()))
    }

    fn chain_der(&self) -> Result<Vec<Vec<u8>>> {
        self.chain.iter().map(|one| one.to_der().map_err(Fault::certificate)).collect()
    }
}

fn last(chain: Vec<Certificate>) -> Result<Certificate> {
    chain.into_iter().next_back().ok_or_else(|| Fault::Certificate("没有证书".into()))
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

fn file_name(since: Instant) -> String {
    format!("{:015}.pem", since.0)
}

fn make_folder(folder: &Path) -> Result<()> {
    let mut make = std::fs::DirBuilder::new();
    make.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    make.create(folder).map_err(|e| Fault::Keys(format!("{}：{e}", folder.display())))
}

/// Writes a file that only its owner may read, whole or not at all. One that is there stays.
fn keep(file: &Path, text: &str) -> Result<()> {
    let write = || -> std::io::Result<()> {
        let beside = file.with_extension("part");
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut open = options.open(&beside)?;
        open.write_all(text.as_bytes())?;
        open.sync_all()?;
        let linked = std::fs::hard_link(&beside, file);
        std::fs::remove_file(&beside)?;
        match linked {
            Err(there) if there.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
            other => other,
        }
    };
    write().map_err(|e| Fault::Keys(format!("{}：{e}", file.display())))
}
