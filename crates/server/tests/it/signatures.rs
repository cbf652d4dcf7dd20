//! 篡改 · a real sealed paper and what may be done to it; our verifier must refuse every one.
//!
//! With `ZHIFA_SIGNATURES` the papers are written to that folder, for other people's verifiers (`cargo x test --only
//! signatures`).

use crate::detached::{judged, unpacked};
use crate::path::{self, Cast};
use crate::world::County;
use lopdf::{Document, IncrementalDocument, Object, ObjectId};
use signing::{Algorithm, Flaw, Keys, Organ, Stamp};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A sealed order, another one, and the keys they were signed with.
struct Papers {
    county: County,
    paper: Vec<u8>,
    other: Vec<u8>,
    /// The second, detached signature of the order, as it is downloaded.
    packet: BTreeMap<String, Vec<u8>>,
    /// The name under which the order is downloaded.
    name: String,
    /// What the typesetter made, before it was signed.
    unsigned: Vec<u8>,
}

impl Papers {
    async fn of_a_county() -> Self {
        let county = County::new().await;
        let cast = Cast::of(&county).await;
        crate::seals::in_use(&county).await;
        let mut documents = Vec::new();
        for _ in 0..2 {
            let order = path::open_rectification(&county, &cast).await;
            documents.push(format!("/documents/{}", order["order_document_id"].as_str().unwrap()));
        }
        let file = async |at: &str| cast.zhao.get(&format!("{at}/file")).await.bytes;
        let (paper, other) = (file(&documents[0]).await, file(&documents[1]).await);
        let packet = unpacked(&cast.zhao.get(&format!("{}/detached-signature", documents[0])).await);
        let name = cast.zhao.get(&documents[0]).await.ok()["file_name"].as_str().unwrap().to_owned();
        let end = paper.windows(5).position(|w| w == b"%%EOF").unwrap() + 5;
        let unsigned = paper[..end].to_vec();
        Self { county, paper, other, packet, name, unsigned }
    }

    fn keys(&self) -> Keys {
        Keys::open(&self.county.dir.as_ref().unwrap().path().join("keys")).unwrap()
    }

    fn judged(&self, file: &[u8]) -> Result<usize, Flaw> {
        signing::verify(file, &self.keys().roots(Algorithm::P256).unwrap()).map(|found| found.len())
    }
}

fn find(hay: &[u8], needle: &[u8]) -> usize {
    hay.windows(needle.len()).position(|window| window == needle).unwrap()
}

/// Where the bytes of a stream stand in the file.
fn place_of(file: &[u8], id: ObjectId) -> std::ops::Range<usize> {
    let document = Document::load_mem(file).unwrap();
    let content = document.get_object(id).unwrap().as_stream().unwrap().content.clone();
    let at = find(file, &content);
    at..at + content.len()
}

/// The file with one bit changed in the middle of a stream.
fn bit_in(file: &[u8], id: ObjectId) -> Vec<u8> {
    let place = place_of(file, id);
    let mut out = file.to_vec();
    out[(place.start + place.end) / 2] ^= 4;
    out
}

/// The streams that answer a question, the largest first.
fn streams(file: &[u8], wanted: impl Fn(&lopdf::Dictionary) -> bool) -> Vec<ObjectId> {
    let document = Document::load_mem(file).unwrap();
    let all = document.objects.iter().filter_map(|(id, object)| Some((*id, object.as_stream().ok()?)));
    let mut found: Vec<_> =
        all.filter(|(_, stream)| wanted(&stream.dict)).map(|(id, s)| (s.content.len(), id)).collect();
    found.sort();
    found.into_iter().rev().map(|(_, id)| id).collect()
}

fn first_page(document: &Document) -> ObjectId {
    *document.get_pages().values().next().unwrap()
}

fn contents_of_page(file: &[u8]) -> ObjectId {
    let document = Document::load_mem(file).unwrap();
    document.get_page_contents(first_page(&document))[0]
}

/// An update behind the signature, as an editor makes it.
fn updated(file: &[u8], change: impl FnOnce(&mut IncrementalDocument)) -> Vec<u8> {
    let before = Document::load_mem(file).unwrap();
    let mut update = IncrementalDocument::create_from(file.to_vec(), before);
    change(&mut update);
    let mut out = Vec::new();
    update.save_to(&mut out).unwrap();
    out
}

/// The whole file written anew, as a printer driver or an optimiser does.
fn rewritten(file: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(file).unwrap();
    change(&mut document);
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

fn replaced(file: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let at = find(file, old);
    [&file[..at], new, &file[at + old.len()..]].concat()
}

/// As PDF writes Chinese in hexadecimal.
fn hex_text(text: &str) -> String {
    hex::encode_upper(text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>())
}

/// The hexadecimal value of the signature, where it stands.
fn value(file: &[u8]) -> std::ops::Range<usize> {
    let at = find(file, b"/Contents<") + b"/Contents<".len();
    at..at + file[at..].iter().position(|byte| *byte == b'>').unwrap()
}

fn with_value(file: &[u8], new: &[u8]) -> Vec<u8> {
    let place = value(file);
    let mut padded = new.to_vec();
    padded.resize(place.len(), b'0');
    [&file[..place.start], &padded, &file[place.end..]].concat()
}

fn with_byte_range_moved(file: &[u8]) -> Vec<u8> {
    let from = find(file, b"/ByteRange[0 ") + b"/ByteRange[0 ".len();
    let digits: Vec<u8> = file[from..].iter().copied().take_while(u8::is_ascii_digit).collect();
    let number: usize = std::str::from_utf8(&digits).unwrap().parse().unwrap();
    replaced(file, &[b"/ByteRange[0 ", digits.as_slice()].concat(), format!("/ByteRange[0 {}", number - 64).as_bytes())
}

/// Where the organ's certificate stands among those of a signature: the one of the two that bears its name.
fn leaf_in(der: &[u8]) -> std::ops::Range<usize> {
    let first = find(der, &[0x30, 0x82, 0x01]);
    let length = |at: usize| 4 + usize::from(der[at + 2]) * 256 + usize::from(der[at + 3]);
    let second = first + length(first);
    let is_leaf = der[first..second].windows(9).any(|window| window == "西峰区".as_bytes());
    if is_leaf { first..second } else { second..second + length(second) }
}

/// The certificate inside the signature exchanged for one that a stranger made for the same name.
fn with_other_certificate(papers: &Papers, forged: &[u8]) -> Vec<u8> {
    let der = |file: &[u8]| hex::decode(&file[value(file)]).unwrap();
    let (ours, theirs) = (der(&papers.paper), der(forged));
    let (a, b) = (leaf_in(&ours), leaf_in(&theirs));
    let swapped = [&ours[..a.start], &theirs[b], &ours[a.end..]].concat();
    with_value(&papers.paper, hex::encode(swapped).get(..value(&papers.paper).len()).unwrap().as_bytes())
}

/// Every manipulation with its name.
fn manipulations(papers: &Papers) -> Vec<(&'static str, Vec<u8>)> {
    let (paper, other) = (&papers.paper, &papers.other);
    let is_image = |d: &lopdf::Dictionary| d.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Image");
    let font = streams(paper, |d| {
        d.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n != b"Image" && n != b"Form" && n != b"XML")
    })[0];
    let seal = streams(paper, is_image)[0];
    let metadata = streams(paper, |d| d.has_type(b"Metadata"))[0];
    let page = contents_of_page(paper);
    let foreign_page = {
        let document = Document::load_mem(other).unwrap();
        document.get_object(contents_of_page(other)).unwrap().clone()
    };
    let blank = |object: &mut Object| object.as_stream_mut().unwrap().set_plain_content(b"q Q".to_vec());
    let strangers = tempfile::tempdir().unwrap();
    let forger = Keys::open(strangers.path()).unwrap();
    let organ =
        Organ { id: server::install::organisation_id("xifeng"), name: "庆阳市西峰区应急管理局".to_owned() };
    let stamp = Stamp { organ, at: papers.county.app.clock.now(), seal: None };
    let forged = signing::sign(&papers.unsigned, &stamp, &forger).unwrap();
    let mut flipped_value = paper.clone();
    // The signature value stands last; noughts fill its place.
    let end = value(paper).start + paper[value(paper)].iter().rposition(|digit| *digit != b'0').unwrap() - 20;
    flipped_value[end] = if flipped_value[end] == b'a' { b'b' } else { b'a' };
    let cut = paper.len() - 300;
    vec![
        ("page_content_bit", bit_in(paper, page)),
        ("font_bit", bit_in(paper, font)),
        ("seal_image_bit", bit_in(paper, seal)),
        ("metadata_bit", bit_in(paper, metadata)),
        ("signature_value_digit", flipped_value),
        ("signature_value_zeroed", with_value(paper, b"")),
        ("signature_of_another_paper", with_value(paper, &other[value(other)])),
        ("certificate_replaced", with_other_certificate(papers, &forged)),
        ("signed_by_a_stranger", forged),
        ("byte_range_moved", with_byte_range_moved(paper)),
        ("time_changed", replaced(paper, b"(D:20260520", b"(D:20250520")),
        ("bytes_appended", [paper.as_slice(), b"\n% appended\n"].concat()),
        (
            "page_changed_in_an_update",
            updated(paper, |u| {
                u.new_document.set_object(page, foreign_page.clone());
            }),
        ),
        (
            "seal_changed_in_an_update",
            updated(paper, |u| {
                u.opt_clone_object_to_new_document(seal).unwrap();
                blank(u.new_document.get_object_mut(seal).unwrap());
            }),
        ),
        ("page_removed", rewritten(paper, |d| d.delete_pages(&[1]))),
        (
            "metadata_swapped",
            updated(paper, |u| {
                u.opt_clone_object_to_new_document(metadata).unwrap();
                blank(u.new_document.get_object_mut(metadata).unwrap());
            }),
        ),
        ("written_anew", rewritten(paper, |_| ())),
        ("cut_off", paper[..cut].to_vec()),
        ("signature_removed", papers.unsigned.clone()),
        ("name_of_the_organ_changed", replaced(paper, hex_text("西峰区").as_bytes(), hex_text("镇原县").as_bytes())),
    ]
}

/// 二十种改动，一种也瞒不过去；原件通过（《电子签名法》第十三条）。
#[tokio::test]
async fn no_manipulation_of_a_signed_paper_holds() {
    let papers = Papers::of_a_county().await;
    assert_eq!(papers.judged(&papers.paper), Ok(1));
    assert_eq!(papers.judged(&papers.other), Ok(1));
    let all = manipulations(&papers);
    assert!(all.len() >= 12);
    for (name, file) in &all {
        assert_ne!(*file, papers.paper, "{name} changes something");
        assert!(papers.judged(file).is_err(), "{name} was not found");
        assert!(judged(&papers.packet, &papers.keys(), file).is_err(), "{name} was not found by the second signature");
    }
    assert!(judged(&papers.packet, &papers.keys(), &papers.paper).is_ok());
    if let Some(folder) = std::env::var_os("ZHIFA_SIGNATURES").map(PathBuf::from) {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("root.pem"), papers.keys().root_pem(Algorithm::P256).unwrap()).unwrap();
        std::fs::write(folder.join("genuine.pdf"), &papers.paper).unwrap();
        std::fs::write(folder.join("genuine_other.pdf"), &papers.other).unwrap();
        for (name, file) in &all {
            std::fs::write(folder.join(format!("tampered_{name}.pdf")), file).unwrap();
        }
        write_packet(&papers, &folder.join("packet"));
    }
}

/// The paper beside its unpacked packet, as whoever holds both has them; and the root of a stranger.
fn write_packet(papers: &Papers, folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join(&papers.name), &papers.paper).unwrap();
    for (name, bytes) in &papers.packet {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let strangers = tempfile::tempdir().unwrap();
    let root = Keys::open(strangers.path()).unwrap().root_pem(Algorithm::Sm2).unwrap();
    std::fs::write(folder.join("stranger.pem"), root).unwrap();
}
