use super::{About, Assembly, Fault, Frame, Label, Picture};
use image::{DynamicImage, ImageFormat, RgbImage};
use lexicon::Instant;
use lopdf::{Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary};
use proptest::prelude::*;
use std::io::Cursor;

/// A file of so many pages, each with its words; size and resources stand above the pages, where they are inherited.
fn part(words: &str, pages: usize) -> Vec<u8> {
    let mut doc = Document::with_version("1.7");
    let tree = doc.new_object_id();
    let font = doc.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Times-Roman" });
    let kids: Vec<Object> = (1..=pages)
        .map(|n| {
            let text = format!("BT /F1 12 Tf 72 700 Td ({words} {n}) Tj ET");
            let content = doc.add_object(Stream::new(Dictionary::new(), text.into_bytes()));
            doc.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content }).into()
        })
        .collect();
    let count = i64::try_from(pages).unwrap();
    doc.set_object(
        tree,
        dictionary! {
            "Type" => "Pages", "Kids" => kids, "Count" => count,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        },
    );
    let root = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    doc.trailer.set("Root", root);
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).unwrap();
    bytes
}

fn about() -> About {
    let at = Instant(1_795_424_400_000);
    About { title: "卷宗 <甲> & 乙".into(), author: "滨江县应急管理局".into(), subject: String::new(), at }
}

fn contents(file: &[u8]) -> Vec<String> {
    let doc = Document::load_mem(file).unwrap();
    let text = |page| String::from_utf8_lossy(&doc.get_page_content(page)).into_owned();
    doc.get_pages().into_values().map(text).collect()
}

fn folio(page: &str) -> Option<usize> {
    let (_, after) = page.split_once("/ZfFolio 12 Tf")?;
    after.split_once('(')?.1.split_once(')')?.0.parse().ok()
}

proptest! {
    /// 卷内目录上的页号，就是该件首页右上角的页号。
    #[test]
    fn every_part_begins_on_the_page_its_place_says(
        counts in prop::collection::vec(1_usize..6, 1..12), front in 1_usize..4, back in 0_usize..3,
    ) {
        let mut file = Assembly::new();
        let mut places = Vec::new();
        for (n, count) in counts.iter().enumerate() {
            places.push(file.add(&part(&format!("part{n} page"), *count)).unwrap());
        }
        let numbered = file.pages();
        file.number(0..numbered, 1).unwrap();
        for _ in 0..back {
            file.add(&part("back", 1)).unwrap();
        }
        file.add(&part("front", front)).unwrap();
        file.to_front(front);
        let pages = contents(&file.finish(&about()).unwrap());
        prop_assert_eq!(pages.len(), front + numbered + back);
        for (n, place) in places.iter().enumerate() {
            let first = pages.iter().find(|page| folio(page) == Some(place.start + 1)).unwrap();
            prop_assert!(first.contains(&format!("(part{n} page 1)")), "{first}");
        }
        let numbers: Vec<usize> = pages.iter().filter_map(|page| folio(page)).collect();
        prop_assert_eq!(numbers, (1..=numbered).collect::<Vec<_>>());
        prop_assert!(pages.iter().take(front).all(|page| folio(page).is_none() && page.contains("(front")));
    }

    /// 打印几份就有几份，次序不乱，文件不因份数成倍变大。
    #[test]
    fn copies_follow_each_other_and_cost_little(copies in 2_usize..20) {
        let one = part("order", 3);
        let mut file = Assembly::new();
        let pages = file.add(&one).unwrap();
        for _ in 1..copies {
            file.again(pages.clone()).unwrap();
        }
        let made = file.finish(&about()).unwrap();
        let found = contents(&made);
        prop_assert_eq!(found.len(), 3 * copies);
        for (n, page) in found.iter().enumerate() {
            let words = format!("(order {})", n % 3 + 1);
            prop_assert!(page.contains(&words));
        }
        prop_assert!(made.len() < 6_000 + 400 * 3 * copies, "{}", made.len());
    }
}

#[test]
fn what_stood_above_a_page_comes_with_it() {
    let mut file = Assembly::new();
    file.add(&part("a", 2)).unwrap();
    let doc = Document::load_mem(&file.finish(&about()).unwrap()).unwrap();
    for page in doc.get_pages().into_values() {
        let dict = doc.get_dictionary(page).unwrap();
        assert!(dict.has(b"MediaBox") && dict.has(b"Resources"));
        assert_eq!(doc.get_page_fonts(page).unwrap().len(), 1);
    }
}

/// 同样的材料做出同样的文件。
#[test]
fn the_same_parts_are_the_same_bytes() {
    let make = || {
        let mut file = Assembly::new();
        let place = file.add(&part("a", 2)).unwrap();
        file.number(place, 1).unwrap();
        file.mark("甲", 0);
        file.mark_below("乙", 1);
        file.finish(&about()).unwrap()
    };
    assert_eq!(make(), make());
}

/// 签名的外观（印章）并入以后仍在纸面上，签名域不再有。
#[test]
fn a_seal_stays_on_the_page_when_its_signature_is_left_behind() {
    let mut doc = Document::load_mem(&part("signed", 1)).unwrap();
    let page = *doc.get_pages().get(&1).unwrap();
    let look = doc.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 100.into(), 100.into()] },
        b"1 0 0 rg 0 0 100 100 re f".to_vec(),
    ));
    let rect: Vec<Object> = vec![300.into(), 200.into(), 413.into(), 313.into()];
    let widget = |look: lopdf::ObjectId, flags: i64| {
        dictionary! { "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "F" => flags, "Rect" => rect.clone(), "AP" => dictionary! { "N" => look } }
    };
    let (seen, hidden) = (doc.add_object(widget(look, 132)), doc.add_object(widget(look, 2)));
    doc.get_dictionary_mut(page).unwrap().set("Annots", vec![seen.into(), hidden.into()]);
    let mut signed = Vec::new();
    doc.save_to(&mut signed).unwrap();
    let mut file = Assembly::new();
    file.add(&signed).unwrap();
    let made = Document::load_mem(&file.finish(&about()).unwrap()).unwrap();
    let page = *made.get_pages().get(&1).unwrap();
    assert!(!made.get_dictionary(page).unwrap().has(b"Annots"));
    let content = String::from_utf8_lossy(&made.get_page_content(page)).into_owned();
    assert_eq!(content.matches("1.13000 0 0 1.13000 300.000 200.000 cm /ZfSeal").count(), 1, "{content}");
    assert!(content.contains("(signed 1)"));
}

fn encoded(photo: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    photo.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// 照片按打印尺寸缩小，长宽比不变；透明的地方印成白色。
#[test]
fn a_photo_is_made_as_small_as_a_page_can_show() {
    let photo = DynamicImage::ImageRgb8(RgbImage::from_pixel(4000, 2000, image::Rgb([200, 30, 30])));
    let small = Picture::of(&encoded(&photo, ImageFormat::Jpeg)).unwrap();
    let back = image::load_from_memory(&small.jpeg).unwrap();
    assert_eq!((back.width(), back.height()), (1500, 750));
    let clear = DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(8, 8, image::Rgba([0, 0, 0, 0])));
    let white = image::load_from_memory(&Picture::of(&encoded(&clear, ImageFormat::Png)).unwrap().jpeg).unwrap();
    assert!(white.to_rgb8().pixels().all(|pixel| pixel.0.iter().all(|c| *c > 250)));
    assert!(Picture::of(b"\xFF\xD8\xFF\xE0 not a photo").is_err());
}

#[test]
fn a_photo_stands_in_its_frame() {
    let mut file = Assembly::new();
    let place = file.add(&part("a", 1)).unwrap();
    let photo = DynamicImage::ImageRgb8(RgbImage::new(100, 200));
    let picture = Picture::of(&encoded(&photo, ImageFormat::Png)).unwrap();
    file.picture(place.start, &picture, Frame { left: 10.0, top: 20.0, width: 100.0, height: 100.0 }).unwrap();
    assert!(file.picture(1, &picture, Frame { left: 0.0, top: 0.0, width: 1.0, height: 1.0 }).is_err());
    let pages = contents(&file.finish(&about()).unwrap());
    // 100 mm high, 50 wide, in the middle of the frame.
    let wanted = "141.73 0 0 283.46 99.21 501.73 cm /ZfPhoto Do";
    assert!(pages.iter().any(|page| page.contains(wanted)), "{pages:?}");
}

#[test]
fn bookmarks_lead_to_their_pages_and_a_reader_names_the_pages() {
    let mut file = Assembly::new();
    file.add(&part("a", 4)).unwrap();
    for (n, words) in ["封面", "文书", "照片"].iter().enumerate() {
        file.mark(words, n);
    }
    file.mark_below("一", 3);
    file.label(0, Label::Named("封面".into()));
    file.label(1, Label::Numbered);
    let doc = Document::load_mem(&file.finish(&about()).unwrap()).unwrap();
    let mut at = doc.catalog().unwrap().get(b"Outlines").and_then(Object::as_reference).unwrap();
    let root = doc.get_dictionary(at).unwrap();
    assert_eq!(root.get(b"Count").unwrap().as_i64().unwrap(), 3);
    at = root.get(b"First").and_then(Object::as_reference).unwrap();
    let pages: Vec<_> = doc.get_pages().into_values().collect();
    let mut seen = Vec::new();
    loop {
        let item = doc.get_dictionary(at).unwrap();
        let dest = item.get(b"Dest").unwrap().as_array().unwrap()[0].as_reference().unwrap();
        seen.push(pages.iter().position(|page| *page == dest).unwrap());
        match item.get(b"Next").and_then(Object::as_reference) {
            Ok(next) => at = next,
            Err(_) => break,
        }
    }
    assert_eq!(seen, [0, 1, 2]);
    let last = doc.get_dictionary(at).unwrap();
    assert!(last.has(b"First") && last.get(b"Count").unwrap().as_i64().unwrap() == -1);
    let labels = doc.catalog().unwrap().get(b"PageLabels").unwrap().as_dict().unwrap();
    assert_eq!(labels.get(b"Nums").unwrap().as_array().unwrap().len(), 4);
}

/// A page as a scanner makes it: so large, turned so, with a resource dictionary and contents in two pieces.
fn scan((wide, high): (i64, i64), turned: i64) -> Document {
    let mut doc = Document::load_mem(&part("scan", 1)).unwrap();
    let page = *doc.get_pages().get(&1).unwrap();
    let more = doc.add_object(Stream::new(Dictionary::new(), b"Q 1 0 0 rg 0 0 10 10 re f".to_vec()));
    let dict = doc.get_dictionary_mut(page).unwrap();
    let first = dict.get(b"Contents").unwrap().clone();
    dict.set("Contents", vec![first, more.into()]);
    dict.set("MediaBox", vec![0.into(), 0.into(), wide.into(), high.into()]);
    dict.set("Rotate", turned);
    dict.set("AA", dictionary! { "O" => dictionary! { "S" => "JavaScript" } });
    // A reference to nothing: among other objects it must not find one.
    dict.set("Metadata", Object::Reference((2, 7)));
    doc
}

fn bytes(mut doc: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).unwrap();
    bytes
}

/// 外来的扫描件不论大小方向，都摆正放在A4版面上，页号仍在右上角；脚本、链接不带进来；全卷不再自称 PDF/A。
#[test]
fn a_foreign_page_stands_upright_on_a_sheet_of_a4() {
    for (size, turned, sheet, wanted) in [
        ((595, 842), 0, (595.28, 841.89), [1.0, 0.0, 0.0, 1.0, 0.14, -0.055]),
        ((1190, 1684), 0, (595.28, 841.89), [0.49993, 0.0, 0.0, 0.49993, 0.179, 0.0]),
        ((842, 595), 90, (595.28, 841.89), [0.0, -1.0, 1.0, 0.0, 0.14, 841.945]),
        ((842, 595), 0, (841.89, 595.28), [1.0, 0.0, 0.0, 1.0, -0.055, 0.14]),
        ((595, 842), -180, (595.28, 841.89), [-1.0, 0.0, 0.0, -1.0, 595.14, 841.945]),
        ((842, 595), 270, (595.28, 841.89), [0.0, 1.0, -1.0, 0.0, 595.14, -0.055]),
    ] {
        let mut file = Assembly::new();
        file.add(&part("own", 1)).unwrap();
        let place = file.add_foreign(&bytes(scan(size, turned)), 10).unwrap();
        file.number(place, 2).unwrap();
        let made = file.finish(&about()).unwrap();
        assert!(!String::from_utf8_lossy(&made).contains("pdfaid:part"));
        let doc = Document::load_mem(&made).unwrap();
        let page = doc.get_dictionary(*doc.get_pages().get(&2).unwrap()).unwrap();
        let media: Vec<f32> =
            page.get(b"MediaBox").unwrap().as_array().unwrap()[2..].iter().map(|n| n.as_float().unwrap()).collect();
        assert_eq!(media, [sheet.0, sheet.1], "{size:?} {turned}");
        assert!(["AA", "Annots", "Rotate", "Metadata"].iter().all(|key| !page.has(key.as_bytes())));
        let content = contents(&made)[1].clone();
        let (before, _) = content.split_once(" cm /ZfPage Do").unwrap();
        let matrix: Vec<f32> = before.lines().last().unwrap().split(' ').map(|n| n.parse().unwrap()).collect();
        let is_near = matrix.iter().zip(wanted).all(|(found, wanted): (&f32, f32)| (found - wanted).abs() < 0.01);
        assert!(is_near && matrix.len() == 6, "{size:?} {turned}: {matrix:?}");
        assert_eq!(folio(&content), Some(2));
        let drawn = doc.objects.values().filter_map(|o| o.as_stream().ok());
        let drawn: Vec<Vec<u8>> =
            drawn.filter(|s| s.dict.has(b"BBox")).map(|s| s.decompressed_content().unwrap()).collect();
        assert!(drawn.iter().any(|d| String::from_utf8_lossy(d).contains("(scan 1)")));
    }
}

/// 加密的、损坏的、太长的不装订，已经装好的不受影响。
#[test]
fn a_foreign_file_that_cannot_be_bound_leaves_the_rest_as_it_was() {
    let mut locked = scan((595, 842), 0);
    locked
        .trailer
        .set("ID", vec![Object::string_literal("0123456789abcdef"), Object::string_literal("0123456789abcdef")]);
    let version = EncryptionVersion::V2 {
        document: &locked,
        owner_password: "甲",
        user_password: "乙",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    locked.encrypt(&state).unwrap();
    let mut file = Assembly::new();
    file.add(&part("own", 2)).unwrap();
    let fault = |file: &mut Assembly, pdf: &[u8]| file.add_foreign(pdf, 3).unwrap_err();
    let found = fault(&mut file, &bytes(locked));
    assert!(found.is_locked(), "{found}");
    assert!(matches!(fault(&mut file, &part("long", 4)), Fault::TooLong(4)));
    let whole = part("cut", 3);
    for broken in [&whole[..whole.len() / 3], b"%PDF-1.7 nonsense", b""] {
        assert!(!fault(&mut file, broken).is_locked());
    }
    assert_eq!(file.pages(), 2);
    assert!(String::from_utf8_lossy(&file.finish(&about()).unwrap()).contains("pdfaid:part"), "still an archive file");
}

/// 扫描件上的图章、批注一并印出，链接和弹出窗口不印。
#[test]
fn stamps_and_remarks_of_a_foreign_page_are_printed() {
    let mut doc = scan((595, 842), 0);
    let page = *doc.get_pages().get(&1).unwrap();
    let look = dictionary! { "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 10.into(), 10.into()] };
    let look = doc.add_object(Stream::new(look, b"(stamped)".to_vec()));
    let rect: Vec<Object> = vec![100.into(), 100.into(), 110.into(), 110.into()];
    let annots: Vec<Object> = ["Stamp", "Popup", "Link"]
        .iter()
        .map(|kind| {
            let dict = dictionary! { "Subtype" => *kind, "Rect" => rect.clone(), "AP" => dictionary! { "N" => look } };
            doc.add_object(dict).into()
        })
        .collect();
    doc.get_dictionary_mut(page).unwrap().set("Annots", annots);
    let mut file = Assembly::new();
    file.add_foreign(&bytes(doc), 1).unwrap();
    let made = Document::load_mem(&file.finish(&about()).unwrap()).unwrap();
    let streams = made.objects.values().filter_map(|o| o.as_stream().ok());
    let all: String =
        streams.map(|s| String::from_utf8_lossy(&s.decompressed_content().unwrap_or_default()).into_owned()).collect();
    assert_eq!(all.matches("cm /ZfSeal").count(), 1, "{all}");
}

#[test]
fn what_is_no_pdf_is_refused() {
    assert!(Assembly::new().add(b"%PDF-1.7 nonsense").is_err());
    assert!(Assembly::new().finish(&about()).is_err(), "a file without a page");
}
