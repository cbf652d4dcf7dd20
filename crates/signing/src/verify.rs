//! 验签 · our own verifier
//!
//! Stricter than readers are: the signatures must cover the file to its last byte, nothing may stand beside the value
//! in its place holder, and the signature must be of the shape that we make. 《电子签名法》第十三条：签署后对电子签名、
//! 对数据电文内容和形式的任何改动能够被发现。

use crate::algorithm::{Algorithm, PublicKey, is_signed_by};
use crate::certificate::{self, About, about};
use crate::{cms_data, pdf};
use lexicon::{Instant, LegalDay, terms};
use lopdf::{Dictionary, Document, Object};
use x509_cert::Certificate;

terms! {
    /// 签名验证不通过的原因
    pub enum Flaw {
        NoPdf = "no_pdf", "不是完整的PDF文件";
        Unsigned = "unsigned", "没有数字签名";
        Malformed = "malformed", "签名的结构不对";
        NotWhole = "not_whole", "签名没有覆盖整个文件，签名后有添加或改动";
        Changed = "changed", "文件内容在签名后被改动";
        Forged = "forged", "签名值与证书不符";
        OtherCertificate = "other_certificate", "证书被调换";
        Untrusted = "untrusted", "证书不是受信任的机构签发的";
        NotInForce = "not_in_force", "签名时证书不在有效期内";
        OtherKind = "other_kind", "证书不是国密SM2证书";
        Mismatch = "mismatch", "国密签名与文件对不上：文件有改动，或者签名、证书不是这份文书的";
    }
}

/// A signature that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The certificate it was made with.
    pub about: About,
    /// The moment written into the paper.
    pub at: Instant,
    /// Whether a seal is to be seen.
    pub has_seal: bool,
}

/// Verifies a paper against the roots one trusts: every signature, oldest first.
///
/// # Errors
/// The first flaw found; one is enough.
pub fn verify(file: &[u8], roots: &[Certificate]) -> Result<Vec<Signature>, Flaw> {
    let document = Document::load_mem(file).map_err(|_| Flaw::NoPdf)?;
    let mut found = Vec::new();
    for field in fields(&document) {
        let value = field.get_deref(b"V", &document).and_then(Object::as_dict).map_err(|_| Flaw::Malformed)?;
        found.push((gap(file, value).ok_or(Flaw::Malformed)?, value, has_size(field)));
    }
    found.sort_by_key(|((_, end), _, _)| *end);
    let last = found.last().ok_or(Flaw::Unsigned)?;
    if last.0.1 != file.len() {
        return Err(Flaw::NotWhole);
    }
    found.iter().map(|((gap, end), value, seen)| one(file, (*gap, *end), (value, *seen), roots)).collect()
}

/// Every field of the form that is a signature.
fn fields(document: &Document) -> Vec<&Dictionary> {
    let all = || {
        let form = document.catalog()?.get_deref(b"AcroForm", document)?.as_dict()?;
        form.get_deref(b"Fields", document)?.as_array()
    };
    let field = |one: &'_ Object| -> Option<lopdf::ObjectId> { one.as_reference().ok() };
    let ids = all().map(|list| list.iter().filter_map(field).collect::<Vec<_>>()).unwrap_or_default();
    let dictionaries = ids.into_iter().filter_map(|id| document.get_object(id).and_then(Object::as_dict).ok());
    dictionaries.filter(|field| field.get(b"FT").and_then(Object::as_name).is_ok_and(|name| name == b"Sig")).collect()
}

fn has_size(field: &Dictionary) -> bool {
    let corners = field.get(b"Rect").and_then(Object::as_array);
    corners.is_ok_and(|corners| corners.iter().any(|corner| corner.as_float().is_ok_and(|at| at != 0.0)))
}

/// The gap of the byte range and where the range ends. The gap must be the value of `Contents` and nothing else.
fn gap(file: &[u8], value: &Dictionary) -> Option<((usize, usize), usize)> {
    let range = value.get(b"ByteRange").ok()?.as_array().ok()?;
    let numbers: Option<Vec<usize>> = range.iter().map(|n| usize::try_from(n.as_i64().ok()?).ok()).collect();
    let numbers = numbers?;
    let [0, before, after, length] = numbers.as_slice() else { return None };
    let end = after.checked_add(*length).filter(|end| *end <= file.len() && before < after)?;
    let inside = file.get(*before..*after)?.strip_prefix(b"<")?.strip_suffix(b">")?;
    let decoded = hex::decode(inside).ok()?;
    let contents = value.get(b"Contents").ok()?.as_str().ok()?;
    (decoded == contents).then_some(((*before, *after), end))
}

fn one(
    file: &[u8],
    (gap, end): ((usize, usize), usize),
    (value, has_seal): (&Dictionary, bool),
    roots: &[Certificate],
) -> Result<Signature, Flaw> {
    let is = |key: &[u8], name: &[u8]| value.get(key).and_then(Object::as_name).is_ok_and(|found| found == name);
    if !is(b"SubFilter", b"ETSI.CAdES.detached") {
        return Err(Flaw::Malformed);
    }
    let at = value.get(b"M").and_then(Object::as_str).ok().and_then(moment).ok_or(Flaw::Malformed)?;
    let contents = value.get(b"Contents").and_then(Object::as_str).map_err(|_| Flaw::Malformed)?;
    let read = value_of(contents).and_then(cms_data::read).ok_or(Flaw::Malformed)?;
    let digest = file.get(..end).and_then(|covered| pdf::digest(covered, gap)).ok_or(Flaw::Malformed)?;
    if digest != read.digest {
        return Err(Flaw::Changed);
    }
    if !read.is_bound {
        return Err(Flaw::OtherCertificate);
    }
    if !is_made_by(&read) {
        return Err(Flaw::Forged);
    }
    let about = about(&read.leaf);
    if !certificate::may_sign(&read.leaf) || !leads_to(&read.leaf, &read.certificates, roots, at) {
        return Err(Flaw::Untrusted);
    }
    if at < about.from || about.to < at {
        return Err(Flaw::NotInForce);
    }
    Ok(Signature { about, at, has_seal })
}

/// The DER value without the noughts that fill its place; anything else behind it is none.
fn value_of(contents: &[u8]) -> Option<&[u8]> {
    let length = match contents.get(1)? {
        short @ 0..=0x7f => 2 + usize::from(*short),
        0x81 => 3 + usize::from(*contents.get(2)?),
        0x82 => 4 + usize::from(*contents.get(2)?) * 256 + usize::from(*contents.get(3)?),
        _ => return None,
    };
    let (value, rest) = contents.split_at_checked(length)?;
    rest.iter().all(|byte| *byte == 0).then_some(value)
}

fn is_made_by(read: &cms_data::Read) -> bool {
    let key = PublicKey::of(&read.leaf).filter(|key| key.algorithm() == Algorithm::P256);
    key.is_some_and(|key| key.verifies(&read.signed, &read.signature))
}

/// The moment that the last signature of a paper states and whether it has a seal, neither of them proved here.
pub(crate) fn claimed_time(file: &[u8]) -> Result<(Instant, bool), Flaw> {
    let document = Document::load_mem(file).map_err(|_| Flaw::NoPdf)?;
    let field = fields(&document).into_iter().next_back().ok_or(Flaw::Unsigned)?;
    let value = field.get_deref(b"V", &document).and_then(Object::as_dict).map_err(|_| Flaw::Malformed)?;
    let at = value.get(b"M").and_then(Object::as_str).ok().and_then(moment).ok_or(Flaw::Malformed)?;
    Ok((at, has_size(field)))
}

/// Whether valid certificates lead from the leaf to a root, or the leaf is itself one of those trusted; and whether no
/// certificate came along that is not on this way.
pub(crate) fn leads_to(leaf: &Certificate, given: &[Certificate], roots: &[Certificate], at: Instant) -> bool {
    let mut way = vec![leaf];
    // No chain of an authority is longer.
    for _ in 0..6 {
        let Some(here) = way.last().copied() else { return false };
        if roots.contains(here) {
            return given.iter().all(|one| way.contains(&one));
        }
        let good = |above: &&Certificate| {
            let about = about(above);
            let in_force = about.from <= at && at <= about.to;
            in_force && certificate::is_authority(above) && is_signed_by(here, above)
        };
        let Some(above) = roots.iter().chain(given).find(good) else { return false };
        way.push(above);
    }
    false
}

/// D:20260520090000+08'00', the way we write it.
fn moment(text: &[u8]) -> Option<Instant> {
    let text = std::str::from_utf8(text).ok()?;
    let digits = text.strip_prefix("D:")?.strip_suffix("+08'00'").filter(|digits| digits.len() == 14)?;
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<i64>().ok();
    let day = LegalDay::parse(&format!("{}-{}-{}", digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?)).ok()?;
    let midnight = day.at_beijing(0, 0).0;
    let at = Instant(midnight + (part(8, 10)? * 3600 + part(10, 12)? * 60 + part(12, 14)?) * 1000);
    (pdf::written(at) == text).then_some(at)
}
