//! 卷宗的附件和印章 · scans, receipts and licences are bound in; seals stay to be seen where papers are put together

use crate::path::{self, Cast};
use crate::volume::{documents, ids, issued, pages, photo, text, volume};
use crate::world::{County, id};
use crate::{licences, papers, seals};
use lopdf::{Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary};
use serde_json::{Value, json};
use std::io::{Cursor, Read};

/// A PDF as a scanner makes it: lying sheets with a line of Latin text each.
fn scan(words: &str, pages: usize) -> Document {
    let mut doc = Document::with_version("1.4");
    let tree = doc.new_object_id();
    let font = doc.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let page = |n: usize| {
        let line = format!("BT /F1 20 Tf 80 300 Td ({words} {n}) Tj ET");
        let content = doc.add_object(Stream::new(Dictionary::new(), line.into_bytes()));
        doc.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content }).into()
    };
    let kids: Vec<Object> = (1..=pages).map(page).collect();
    let count = i64::try_from(pages).unwrap();
    let nodes = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => count,
        "MediaBox" => vec![0.into(), 0.into(), 1754.into(), 1240.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    };
    doc.set_object(tree, nodes);
    let root = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    doc.trailer.set("Root", root);
    doc
}

fn saved(mut doc: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).unwrap();
    bytes
}

fn locked() -> Vec<u8> {
    let mut doc = scan("secret", 1);
    doc.trailer.set("ID", vec![Object::string_literal("0123456789abcdef"), Object::string_literal("0123456789abcdef")]);
    let (owner_password, user_password) = ("owner", "user");
    let permissions = Permissions::all();
    let version = EncryptionVersion::V2 { document: &doc, owner_password, user_password, key_length: 128, permissions };
    let state = EncryptionState::try_from(version).unwrap();
    doc.encrypt(&state).unwrap();
    saved(doc)
}

/// The directory's entry that begins so: its pages and its remark.
fn entry<'a>(index: &'a str, name: &str) -> &'a str {
    let (_, after) = index.split_once(name).unwrap_or_else(|| panic!("{name} in {index}"));
    after
}

/// 书证、送达回证、证照各有目录、各占其页；加密、损坏、太长的占一页写明原因，备考表点名；原件不动。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scans_receipts_and_licences_are_bound_into_the_volume() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let mut broken = saved(scan("broken", 2));
    broken.truncate(200);
    let files = [
        ("吊钩.jpg", photo(300, 200)),
        ("检测报告.pdf", saved(scan("report", 2))),
        ("加密.pdf", locked()),
        ("残缺.pdf", broken),
        ("台账.pdf", saved(scan("ledger", 201))),
    ];
    let inspection = issued(&county, &cast, &files).await;
    licences::added(&cast.zhao, &saved(scan("licence", 1))).await;
    let list = documents(&cast.zhao, &inspection).await;
    let order = list.iter().find(|d| d["form"] == "rectification_order").unwrap();
    let receipt = cast.zhao.upload("/attachments", &id(), ("回证.jpg", &photo(200, 300))).await.ok();
    county.it_is("2026-05-21");
    let cast = Cast::of(&county).await;
    let mut service = papers::service("direct", "2026-05-20T10:00");
    service["attachments"] = json!([receipt["id"]]);
    let served = json!({"id": id(), "seen": order["revision"], "service": service});
    cast.zhao.post(&format!("/documents/{}/services", text(order, "id")), &served).await.ok();

    let made = volume(&cast.zhao, &inspection).await;
    assert_eq!((&made["photos"], &made["annexes"]), (&json!(1), &json!(6)));
    let file = cast.zhao.get(&format!("/volumes/{}/file", text(&made, "id"))).await;
    let found = pages(&file);
    let front = found.len() - usize::try_from(made["pages"].as_i64().unwrap()).unwrap() - 1;
    let index: String = found[1..front].concat();
    let page = |number: usize| &found[front + number - 1];
    let first: usize = list.iter().map(|d| usize::try_from(d["pages"].as_i64().unwrap()).unwrap()).sum::<usize>() + 2;
    // The photo stands behind the papers; then the scans, two pages and three sheets that say why.
    let second = format!("2026年5月20日{}—{}", first, first + 1);
    assert!(entry(&index, "书证：检测报告.pdf").starts_with(&second), "{index}");
    let scans = scanned(&file.bytes);
    assert_eq!(scans, ["(report 1)", "(report 2)", "(licence 1)"], "each on its own sheet");
    for (at, (name, why)) in
        [("加密.pdf", "PDF已加密"), ("残缺.pdf", "PDF已损坏"), ("台账.pdf", "PDF有201页，太长")].iter().enumerate()
    {
        let row = format!("2026年5月20日{}未能装订", first + 2 + at);
        assert!(entry(&index, &format!("书证：{name}")).starts_with(&row), "{row} in {index}");
        let sheet = page(first + 2 + at);
        assert!(sheet.contains(name) && sheet.contains(&format!("{why}，未能装订，原件另存")), "{sheet}");
        assert!(found.last().unwrap().contains(&format!("{name}（{why}）")), "{}", found.last().unwrap());
    }
    let sheet = page(first + 5);
    assert!(
        entry(&index, &format!("送达回证：责令限期整改指令书{}", text(order, "number"))).starts_with("2026年5月20日")
    );
    assert!(sheet.contains("送达回证") && sheet.contains("直接送达，2026年5月20日") && sheet.contains("回证.jpg"));
    assert!(entry(&index, "证照：营业执照").contains(&(first + 6).to_string()));
    assert!(found[0].contains("照片1张、附件6件"), "{}", found[0]);

    // What is withdrawn is bound no more; the same materials are the same volume.
    assert_eq!(volume(&cast.zhao, &inspection).await["id"], made["id"]);
    let at = format!("/enterprises/{}/licences", path::enterprise_id(path::STEELWORKS));
    let licence = cast.zhao.get(&at).await.ok();
    let gone = format!("/enterprise-licences/{}/withdrawal", text(&licence[0], "id"));
    cast.zhao.post(&gone, &json!({"reason": "已换发新证"})).await.ok();
    let next = volume(&cast.zhao, &inspection).await;
    assert_eq!((&next["version"], &next["annexes"]), (&json!(2), &json!(5)));
}

/// The line of text on each page that came from a scan, in the order of the pages.
fn scanned(file: &[u8]) -> Vec<String> {
    let doc = Document::load_mem(file).unwrap();
    let of = |page: lopdf::ObjectId| {
        let (own, _) = doc.get_page_resources(page).unwrap();
        let drawing = own?.get(b"XObject").ok()?.as_dict().ok()?.get(b"ZfPage").ok()?.as_reference().ok()?;
        let content = doc.get_object(drawing).unwrap().as_stream().unwrap().decompressed_content().unwrap();
        let content = String::from_utf8_lossy(&content).into_owned();
        Some(content[content.find('(').unwrap()..=content.find(')').unwrap()].to_owned())
    };
    doc.get_pages().into_values().filter_map(of).collect()
}

/// What the drawings of a page's seals draw, unfolded.
fn drawn_seals(file: &[u8]) -> Vec<Vec<(String, Vec<u8>)>> {
    let doc = Document::load_mem(file).unwrap();
    let of = |page: lopdf::ObjectId| {
        let (own, _) = doc.get_page_resources(page).unwrap();
        let Some(Ok(Object::Dictionary(forms))) = own.map(|r| r.get(b"XObject").cloned()) else { return Vec::new() };
        let content = String::from_utf8_lossy(&doc.get_page_content(page)).into_owned();
        let seals = forms.iter().filter(|(name, _)| name.starts_with(b"ZfSeal"));
        let drawn = seals.map(|(name, at)| (String::from_utf8_lossy(name).into_owned(), at.as_reference().unwrap()));
        drawn
            .filter(|(name, _)| content.contains(&format!("cm /{name} Do")))
            .map(|(name, id)| (name, doc.get_object(id).unwrap().as_stream().unwrap().decompressed_content().unwrap()))
            .collect()
    };
    doc.get_pages().into_values().map(of).collect()
}

/// The drawing of the seal in a signed paper.
fn signed_look(file: &[u8]) -> Vec<u8> {
    let doc = Document::load_mem(file).unwrap();
    let widget = doc.objects.values().filter_map(|o| o.as_dict().ok());
    let widget = widget.filter(|d| d.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Widget"));
    let mut look = widget.map(|d| d.get(b"AP").unwrap().as_dict().unwrap().get(b"N").unwrap().as_reference().unwrap());
    let look = look.next_back().unwrap();
    doc.get_object(look).unwrap().as_stream().unwrap().decompressed_content().unwrap()
}

fn is_signed(file: &[u8]) -> bool {
    let text = String::from_utf8_lossy(file);
    let doc = Document::load_mem(file).unwrap();
    let fields = doc.catalog().unwrap().has(b"AcroForm");
    fields || text.contains("/ByteRange") || text.contains("/Sig")
}

/// 盖了章的文书并入打印件、卷宗，印章的样子仍在原处；合成的文件不带签名域，不冒充已签名；打包下载的是原件，签名有效。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seal_is_seen_wherever_its_paper_goes_and_only_the_original_is_signed() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    seals::in_use(&county).await;
    let inspection = issued(&county, &cast, &[]).await;
    let list = documents(&cast.zhao, &inspection).await;
    let order: &Value = list.iter().find(|d| d["form"] == "rectification_order").unwrap();
    let original = cast.zhao.get(&format!("/documents/{}/file", text(order, "id"))).await.bytes;
    assert!(is_signed(&original));
    let look = signed_look(&original);
    assert!(look.len() > 20, "the seal is drawn");

    let printed = cast.zhao.get(&format!("/document-sets/print?documents={}&copies=2", text(order, "id"))).await.bytes;
    let made = volume(&cast.zhao, &inspection).await;
    let bound = cast.zhao.get(&format!("/volumes/{}/file", text(&made, "id"))).await.bytes;
    for (file, copies) in [(&printed, 2), (&bound, 1)] {
        let seals: Vec<Vec<u8>> = drawn_seals(file).into_iter().flatten().map(|(_, drawing)| drawing).collect();
        assert_eq!(seals.iter().filter(|drawing| **drawing == look).count(), copies, "as in the original");
        assert!(!is_signed(file), "a signature is good for its own file");
        let keys = signing::Keys::open(&county.dir.as_ref().unwrap().path().join("keys")).unwrap();
        assert!(
            signing::verify(file, &keys.roots(signing::Algorithm::P256).unwrap())
                .map_or(true, |found| found.is_empty())
        );
    }

    let zip = cast.zhao.get(&format!("/document-sets/zip?documents={}", ids(&list))).await.bytes;
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut file = zip.by_name(&format!("03 责令限期整改指令书 {}.pdf", text(order, "number"))).unwrap();
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes, original);
}
