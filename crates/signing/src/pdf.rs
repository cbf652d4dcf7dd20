//! 签名写入 · the incremental update
//!
//! Appends the signature, its widget and the changed page and catalogue behind the bytes of the typesetter. The range
//! that is signed is the whole file but the signature value itself (ISO 32000-1, 12.8; PDF/A-2: all of it).

use crate::appearance::{self, Stamp};
use crate::{Algorithm, Fault, Result, Signer, cms_data};
use lexicon::Instant;
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, StringFormat, dictionary};
use sha2::{Digest, Sha256};

/// Room for what a signature holds besides the certificates.
const BESIDES: usize = 1024;
/// A place holder for each number of the byte range.
const WIDE: i64 = 9_999_999_999;

/// Signs a paper. The same paper, stamp and keys give the same bytes.
///
/// # Errors
/// A file that is no PDF of one of our papers; what the keys say.
pub fn sign(pdf: &[u8], stamp: &Stamp, signer: &dyn Signer) -> Result<Vec<u8>> {
    let credential = signer.credential(Algorithm::P256, &stamp.organ, stamp.at)?;
    let room = credential.chain.iter().map(Vec::len).sum::<usize>() + BESIDES;
    let (mut out, gap) = prepare(pdf, stamp, room)?;
    let digest = digest(&out, gap).ok_or_else(|| Fault::pdf("签名的位置不对"))?;
    let signature = cms_data::seal(&digest, &credential, signer)?;
    let value = hex::encode(signature);
    let place = out.get_mut(gap.0 + 1..gap.0 + 1 + value.len()).filter(|_| value.len() <= room * 2);
    place.ok_or_else(|| Fault::pdf("签名太长"))?.copy_from_slice(value.as_bytes());
    Ok(out)
}

/// The digest of all but the bytes from `gap.0` up to `gap.1`.
pub(crate) fn digest(file: &[u8], gap: (usize, usize)) -> Option<Vec<u8>> {
    let mut digest = Sha256::new();
    digest.update(file.get(..gap.0)?);
    digest.update(file.get(gap.1..)?);
    Some(digest.finalize().to_vec())
}

/// The file with an empty signature, and where its value stands, brackets included.
fn prepare(pdf: &[u8], stamp: &Stamp, room: usize) -> Result<(Vec<u8>, (usize, usize))> {
    let document = Document::load_mem(pdf).map_err(Fault::pdf)?;
    let wanted = stamp.seal.as_ref().map(|(_, _, place)| place.page);
    let pages = document.get_pages();
    let page = match wanted {
        Some(number) => pages.get(&number),
        None => pages.values().next_back(),
    };
    let page = *page.ok_or_else(|| Fault::pdf("没有要盖章的那一页"))?;
    let height = page_height(&document, page).ok_or_else(|| Fault::pdf("页面没有尺寸"))?;
    let root = document.trailer.get(b"Root").and_then(Object::as_reference).map_err(Fault::pdf)?;
    let version = document.version.clone();
    let mut update = IncrementalDocument::create_from(pdf.to_vec(), document);
    update.new_document.version = version;
    let field = field(&mut update.new_document, (stamp, page, height), room)?;
    enter(&mut update, (page, root), field).map_err(Fault::pdf)?;
    let mut out = Vec::new();
    update.save_to(&mut out).map_err(Fault::pdf)?;
    let gap = gap(&out, pdf.len(), room).ok_or_else(|| Fault::pdf("签名没有写入"))?;
    fill_range(&mut out, pdf.len(), gap).ok_or_else(|| Fault::pdf("签名范围没有写入"))?;
    Ok((out, gap))
}

fn page_height(document: &Document, page: ObjectId) -> Option<f64> {
    let mut node = document.get_object(page).ok()?.as_dict().ok()?;
    // A page may take its size from the pages above it; the tree is never deep.
    for _ in 0..16 {
        if let Ok(found) = node.get_deref(b"MediaBox", document) {
            let corners = found.as_array().ok()?;
            return Some(f64::from(corners.get(3)?.as_float().ok()?) - f64::from(corners.get(1)?.as_float().ok()?));
        }
        node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

fn field(document: &mut Document, (stamp, page, height): (&Stamp, ObjectId, f64), room: usize) -> Result<ObjectId> {
    let (rectangle, form) = appearance::add(document, stamp, height)?;
    let signature = document.add_object(dictionary! {
        "Type" => "Sig", "Filter" => "Adobe.PPKLite", "SubFilter" => "ETSI.CAdES.detached",
        "ByteRange" => vec![0.into(), WIDE.into(), WIDE.into(), WIDE.into()],
        "Contents" => Object::String(vec![0; room], StringFormat::Hexadecimal),
        "M" => Object::string_literal(written(stamp.at)),
        "Name" => text(&stamp.organ.name),
        "Reason" => text("行政执法文书"),
    });
    let mut widget = dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => Object::string_literal("OrganSignature"),
        "V" => signature, "P" => page, "F" => 132, "Rect" => rectangle,
    };
    if let Some(form) = form {
        widget.set("AP", dictionary! { "N" => form });
    }
    Ok(document.add_object(widget))
}

/// Enters the field into its page and into the form of the document.
fn enter(update: &mut IncrementalDocument, (page, root): (ObjectId, ObjectId), field: ObjectId) -> lopdf::Result<()> {
    let before = update.get_prev_documents();
    let kept = |dictionary: &Dictionary, key: &[u8]| -> Vec<Object> {
        let found = dictionary.get_deref(key, before).and_then(Object::as_array);
        found.cloned().unwrap_or_default()
    };
    let mut annotations = kept(before.get_object(page)?.as_dict()?, b"Annots");
    let form = before.get_object(root)?.as_dict()?.get_deref(b"AcroForm", before).and_then(Object::as_dict).cloned();
    let mut form = form.unwrap_or_default();
    let mut fields = kept(&form, b"Fields");
    annotations.push(field.into());
    fields.push(field.into());
    form.set("Fields", fields);
    form.set("SigFlags", 3);
    update.opt_clone_object_to_new_document(page)?;
    update.new_document.get_object_mut(page)?.as_dict_mut()?.set("Annots", annotations);
    update.opt_clone_object_to_new_document(root)?;
    update.new_document.get_object_mut(root)?.as_dict_mut()?.set("AcroForm", form);
    Ok(())
}

/// The signature value `<000…>` behind the bytes that were there before.
fn gap(out: &[u8], after: usize, room: usize) -> Option<(usize, usize)> {
    let zeros = vec![b'0'; room * 2];
    let at = find(out, &zeros, after)?;
    let (from, to) = (at.checked_sub(1)?, at + zeros.len() + 1);
    (out.get(from) == Some(&b'<') && out.get(to - 1) == Some(&b'>')).then_some((from, to))
}

/// Writes the byte range over its place holder, padded with blanks.
fn fill_range(out: &mut [u8], after: usize, gap: (usize, usize)) -> Option<()> {
    let first = find(out, WIDE.to_string().as_bytes(), after)?;
    let from = out.get(..first)?.iter().rposition(|byte| *byte == b'[')?;
    let to = first + out.get(first..)?.iter().position(|byte| *byte == b']')?;
    let range = format!("[0 {} {} {}", gap.0, gap.1, out.len() - gap.1);
    let width = to - from;
    let padded = format!("{range:<width$}");
    let place = out.get_mut(from..to)?;
    (padded.len() == place.len()).then(|| place.copy_from_slice(padded.as_bytes()))
}

fn find(hay: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    hay.get(from..)?.windows(needle.len()).position(|window| window == needle).map(|at| at + from)
}

/// UTF-16 with its mark, as PDF writes what is not Latin.
fn text(value: &str) -> Object {
    let units = value.encode_utf16().flat_map(u16::to_be_bytes);
    Object::String([0xfe, 0xff].into_iter().chain(units).collect(), StringFormat::Hexadecimal)
}

/// D:20260520090000+08'00'
pub(crate) fn written(at: Instant) -> String {
    let digits: String = at.to_beijing_text().chars().filter(char::is_ascii_digit).collect();
    format!("D:{digits}+08'00'")
}
