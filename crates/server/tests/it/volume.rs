//! 归档 · papers printed together, taken away as a set, bound into a volume

use crate::paper_sources::with_prerequisites;
use crate::papers;
use crate::path::{self, Cast};
use crate::world::{Answer, County, Person, id};
use lopdf::Document;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} in {value}"))
}

/// A photo as a camera makes it.
pub fn photo(width: u32, height: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 120])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// The first answer of the inspection gets this photo.
pub async fn shows(who: &Person, inspection: &Value, name: &str, bytes: &[u8]) -> Value {
    let file = who.upload("/attachments", &id(), (name, bytes)).await.ok();
    let bad = inspection["findings"].as_array().unwrap().iter().find(|f| f["verdict"] == "defective").unwrap();
    let mut finding = bad.clone();
    finding["attachments"].as_array_mut().unwrap().push(file["id"].clone());
    let at = format!("/inspections/{}", text(inspection, "id"));
    let body = json!({"seen": inspection["revision"], "findings": [finding]});
    who.put(&format!("{at}/findings"), &body).await.ok();
    who.get(&at).await.ok()
}

/// An inspection whose papers are issued, with photos of these names.
pub async fn issued(county: &County, cast: &Cast, photos: &[(&str, Vec<u8>)]) -> Value {
    let scheme = path::completed_scheme(county, cast).await;
    let inspection = path::begun_inspection(cast, &scheme).await;
    let mut inspection = path::answered(cast, &inspection, "2026-06-01").await;
    for (name, bytes) in photos {
        inspection = shows(&cast.zhao, &inspection, name, bytes).await;
    }
    let at = format!("/inspections/{}", text(&inspection, "id"));
    let submitted = cast.zhao.post(&format!("{at}/submission"), &json!({"seen": inspection["revision"]})).await.ok();
    path::issues(&cast.zhao, &submitted, "on_site_record").await;
    path::issues(&cast.zhao, &submitted, "rectification_order").await;
    cast.zhao.get(&at).await.ok()
}

async fn concluded(who: &Person, inspection: &Value) -> Value {
    let at = format!("/inspections/{}/conclusion", text(inspection, "id"));
    who.post(&at, &json!({"seen": inspection["revision"]})).await.ok()
}

/// The volume, once it is made.
async fn made(who: &Person, volume: &Value) -> Value {
    loop {
        let now = who.get(&format!("/volumes/{}", text(volume, "id"))).await.ok();
        if now["state"] != "running" {
            assert_eq!(now["state"], "ready", "{now}");
            return now;
        }
        tokio::task::yield_now().await;
    }
}

pub async fn volume(who: &Person, inspection: &Value) -> Value {
    let order = json!({"id": id(), "kept_for": "ten_years"});
    let begun = who.post(&format!("/inspections/{}/volumes", text(inspection, "id")), &order).await.ok();
    made(who, &begun).await
}

/// What stands on each page.
pub fn pages(answer: &Answer) -> Vec<String> {
    let doc = Document::load_mem(&answer.bytes).unwrap_or_else(|e| panic!("{e}: {}", answer.text()));
    let words = |page: &u32| doc.extract_text(&[*page]).unwrap().chars().filter(|c| !c.is_whitespace()).collect();
    doc.get_pages().keys().map(words).collect()
}

/// The number that stands at the corner of a page: what comes last, on an issued paper after its verification code.
fn folio(page: &str) -> Option<usize> {
    let (_, after) = page.rsplit_once('页')?;
    let number = match after.split_once("扫码查验真伪") {
        Some((_, code)) => code.get("7K3M-9QXA0BTW-5DHN".len()..)?,
        None => after,
    };
    number.parse().ok()
}

pub async fn documents(who: &Person, inspection: &Value) -> Vec<Value> {
    let list = who.get(&format!("/inspections/{}/documents", text(inspection, "id"))).await.ok();
    list.as_array().unwrap().clone()
}

pub fn ids(documents: &[Value]) -> String {
    documents.iter().map(|d| text(d, "id")).collect::<Vec<_>>().join(",")
}

/// 一次检查的文书按卷内次序；合并打印按所选次序和份数；有一份是别县的，就如同没有这一套。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn chosen_papers_are_printed_together_in_order_and_in_copies() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = issued(&county, &cast, &[]).await;
    let list = documents(&cast.zhao, &inspection).await;
    let forms: Vec<&str> = list.iter().map(|d| text(d, "form")).collect();
    assert_eq!(forms, ["inspection_scheme", "on_site_record", "rectification_order"]);
    assert_eq!(list.iter().map(|d| d["copies"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 1, 2]);

    let (record, order) = (&list[1], &list[2]);
    let chosen = ids(&[order.clone(), record.clone()]);
    let printed = cast.zhao.get(&format!("/document-sets/print?documents={chosen}&copies=2,1")).await;
    assert_eq!(printed.kind, "application/pdf");
    let found = pages(&printed);
    let of = |d: &Value| usize::try_from(d["pages"].as_i64().unwrap()).unwrap();
    assert_eq!(found.len(), 2 * of(order) + of(record));
    assert!(found[0].contains(text(order, "number")) && found[of(order)].contains(text(order, "number")));
    assert!(found[2 * of(order)].contains(text(record, "number")));
    let usual = pages(&cast.zhao.get(&format!("/document-sets/print?documents={chosen}")).await);
    assert_eq!(usual.len(), found.len(), "an order is made in two copies, a record in one");

    for bad in [format!("documents={chosen}&copies=1"), format!("documents={chosen}&copies=0,1"), "documents=".into()] {
        let answer = cast.zhao.get(&format!("/document-sets/print?{bad}")).await;
        assert_eq!(answer.status.as_u16(), 422, "{bad}: {}", answer.text());
    }
    for asked in [format!("print?documents={chosen}"), format!("zip?documents={chosen}")] {
        cast.wang.get(&format!("/document-sets/{asked}")).await.is_not_found();
        cast.zhao.get(&format!("/document-sets/{asked},{}", id())).await.is_not_found();
    }
    let trail = county.trail().await;
    let taken = trail.iter().filter(|line| line.class == "download" && line.after_json.contains("打印件")).count();
    assert_eq!(taken, 4, "two papers, printed twice");
}

/// 打包下载：每份原件一个文件，清单写明文号、日期、页数和校验值；再取一次，一字节不差。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_set_is_taken_away_as_one_zip_with_its_manifest() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = issued(&county, &cast, &[]).await;
    let list = documents(&cast.zhao, &inspection).await;
    let at = format!("/document-sets/zip?documents={}", ids(&list));
    let taken = cast.zhao.get(&at).await;
    assert_eq!(taken.kind, "application/zip");
    let mut zip = zip::ZipArchive::new(Cursor::new(taken.bytes.clone())).unwrap();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().into_owned(), bytes);
    }
    let manifest = String::from_utf8(files.remove("清单.csv").unwrap()).unwrap();
    let lines: Vec<&str> = manifest.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!((files.len(), lines.len()), (3, 4));
    for ((name, bytes), (line, document)) in files.iter().zip(lines[1..].iter().zip(&list)) {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells[1], name);
        assert_eq!(name, &format!("0{} {} {}.pdf", cells[0], text(document, "zh"), text(document, "number")));
        assert_eq!((cells[3], cells[6]), (text(document, "number"), "2026-05-20"));
        assert_eq!(cells[7], "已出具");
        assert_eq!((cells[10], cells[9]), (web::Vault::digest(bytes).as_str(), bytes.len().to_string().as_str()));
        assert_eq!(cells[10], text(document, "sha256"));
    }
    assert_eq!(cast.zhao.get(&at).await.bytes, taken.bytes);
    let trail = county.trail().await;
    assert_eq!(trail.iter().filter(|line| line.act == "打包下载文书" && line.class == "export").count(), 2);
}

/// 卷宗：封面、目录、文书、照片、备考表；目录上的页号就是该件首页右上角的页号；材料不变不做第二份，有新文书就是新的一版。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_volume_holds_everything_and_its_directory_leads_to_the_pages() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let photos = [("吊钩.jpg", photo(3000, 2000)), ("焊缝.jpg", photo(400, 800))];
    let inspection = concluded(&cast.zhao, &issued(&county, &cast, &photos).await).await;
    let first = volume(&cast.zhao, &inspection).await;
    assert_eq!((&first["version"], &first["documents"], &first["photos"]), (&json!(1), &json!(3), &json!(2)));
    let file = cast.zhao.get(&format!("/volumes/{}/file", text(&first, "id"))).await;
    assert_eq!(web::Vault::digest(&file.bytes), text(&first, "sha256"));

    let found = pages(&file);
    assert_eq!(found.len(), 3 + usize::try_from(first["pages"].as_i64().unwrap()).unwrap());
    assert!(found[0].contains("安全生产行政检查") && found[0].contains("对庆阳"), "{}", found[0]);
    assert!(found[1].contains("卷内目录") && found.last().unwrap().contains("本卷情况说明"));
    let list = documents(&cast.zhao, &inspection).await;
    let mut expected = 1;
    for document in &list {
        let number = text(document, "number");
        let count = usize::try_from(document["pages"].as_i64().unwrap()).unwrap();
        let said = if count == 1 { expected.to_string() } else { format!("{expected}—{}", expected + count - 1) };
        let row = format!("{}{number}2026年5月20日{said}/", text(document, "zh"));
        let index = found[1].replace("备注", "");
        assert!(index.contains(row.trim_end_matches('/')), "{row} in {index}");
        let page = found.iter().find(|page| folio(page) == Some(expected)).unwrap();
        assert!(page.contains(number), "page {expected}: {page}");
        expected += count;
    }
    for (n, (name, bytes)) in photos.iter().enumerate() {
        let page =
            found.iter().find(|page| folio(page) == Some(expected + n) || page.contains(&web::Vault::digest(bytes)));
        let page = page.unwrap();
        assert!(page.contains(name) && page.contains(&web::Vault::digest(bytes)), "{page}");
        assert!(page.contains("焊缝未按规定进行年度探伤检测") && page.contains("赵明远"), "{page}");
    }

    let same = volume(&cast.zhao, &inspection).await;
    assert_eq!(same["id"], first["id"], "nothing has changed since");
    county.it_is("2026-05-30");
    let cast = Cast { zhao: county.person("zhao").await, wang: county.person("wang").await, ..cast };
    let at = format!("/rectifications/{}", text(&inspection, "rectification_id"));
    let rectification = cast.zhao.get(&at).await.ok();
    let checked = path::good_re_check(&rectification, "2026-05-30T08:30");
    cast.zhao.post(&format!("{at}/re-checks"), &checked).await.ok();
    let second = volume(&cast.zhao, &inspection).await;
    assert_eq!((&second["version"], &second["documents"]), (&json!(2), &json!(4)));
    let history = cast.zhao.get(&format!("/inspections/{}/volumes", text(&inspection, "id"))).await.ok();
    let versions: Vec<i64> = history.as_array().unwrap().iter().map(|v| v["version"].as_i64().unwrap()).collect();
    assert_eq!(versions, [2, 1]);
    let at = format!("/volumes/{}/file?download=1", text(&first, "id"));
    let again = crate::audit::traced_get(&county, &cast.zhao, &at).await;
    assert_eq!(again.bytes, file.bytes, "a version that was made stays as it is");

    for volume in [&first, &second] {
        let at = format!("/volumes/{}", text(volume, "id"));
        cast.wang.get(&at).await.is_not_found();
        cast.wang.get(&format!("{at}/file")).await.is_not_found();
    }
}

/// 没有出具文书的检查没有卷宗；坏了的照片占一页、说明原因，不妨碍成卷。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_volume_needs_a_paper_and_survives_a_damaged_photo() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let mut damaged = photo(300, 300);
    damaged.truncate(400);
    let inspection = issued(&county, &cast, &[("坏.jpg", damaged), ("好.jpg", photo(300, 300))]).await;
    let made = volume(&cast.zhao, &inspection).await;
    let found = pages(&cast.zhao.get(&format!("/volumes/{}/file", text(&made, "id"))).await);
    assert_eq!(found.iter().filter(|page| page.contains("照片不能显示，原件另存")).count(), 1);
    assert!(found.last().unwrap().contains("有1张照片不能显示"), "{}", found.last().unwrap());
    assert!(found.last().unwrap().contains("检查尚未办结"));

    let scheme = path::saved_scheme(&county, &cast.zhao).await;
    assert_eq!(scheme["inspection_id"], Value::Null, "a draft has no inspection and no volume");
    let order = json!({"id": id(), "kept_for": "ten_years"});
    cast.wang.post(&format!("/inspections/{}/volumes", text(&inspection, "id")), &order).await.is_not_found();
    let zheng = county.person("zheng").await;
    let at = format!("/inspections/{}/volumes", text(&inspection, "id"));
    let answer = zheng.post(&at, &order).await;
    assert!(answer.status.is_client_error(), "the province looks and does not act: {}", answer.text());
}

/// 程序中断以后接着做，做出来的是同一个文件。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_volume_that_was_interrupted_is_made_after_the_start() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = issued(&county, &cast, &[("吊钩.jpg", photo(600, 400))]).await;
    let first = volume(&cast.zhao, &inspection).await;
    let undo = "UPDATE volumes SET state = 'running', file_sha256 = '', pages = 0, bytes = 0 WHERE id = ";
    county.tamper(undo, text(&first, "id")).await;
    assert_eq!(archive::recover(&county.app).await.unwrap(), 1);
    let again = made(&cast.zhao, &first).await;
    assert_eq!((&again["sha256"], &again["pages"]), (&first["sha256"], &first["pages"]));
}

/// 卷宗的目录：更正、撤销了的文书写明状态，状态变了就是新的一版；次序可以按出具日期。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_directory_says_which_papers_no_longer_hold() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let first = papers::issued(&cast, &inspection, "inquiry_notice").await;
    let before = volume(&cast.zhao, &inspection).await;
    let correction = json!({"id": id(), "form": "inquiry_notice", "supersedes": first["id"], "reason": "联系电话写错"});
    let paper = papers::begin(&cast.zhao, &inspection, &correction).await.ok();
    let second = papers::issue(&cast.zhao, &paper).await.ok();
    let made = volume(&cast.zhao, &inspection).await;
    let end = json!({"seen": second["revision"], "reason": "不再需要通知"});
    cast.sun.post(&format!("/documents/{}/withdrawal", text(&second, "id")), &end).await.ok();
    let after = volume(&cast.zhao, &inspection).await;
    assert_eq!([&before, &made, &after].map(|v| v["version"].as_i64().unwrap()), [1, 2, 3], "its state is new");
    let file = cast.zhao.get(&format!("/volumes/{}/file", text(&after, "id"))).await;
    let found = pages(&file);
    for (paper, state) in [(&first, "已更正"), (&second, "已撤销")] {
        let row = found[1].split_once(text(paper, "number")).unwrap().1;
        let row = row.split_once("询问通知书").map_or(row, |(row, _)| row);
        assert!(row.contains(state), "{state} in {row}");
    }
    assert!(found.last().unwrap().contains("卷内有2份文书已被更正或者撤销"), "{}", found.last().unwrap());
    let taken = cast.zhao.get(&format!("/document-sets/zip?documents={}", text(&second, "id"))).await;
    let mut zip = zip::ZipArchive::new(Cursor::new(taken.bytes)).unwrap();
    let mut manifest = String::new();
    zip.by_name("清单.csv").unwrap().read_to_string(&mut manifest).unwrap();
    assert!(manifest.contains("状态") && manifest.contains("已撤销"), "{manifest}");

    let order = json!({"id": id(), "kept_for": "ten_years", "paper_order": "date"});
    let at = format!("/inspections/{}/volumes", text(&inspection, "id"));
    let by_date = made_of(&cast.zhao, &at, &order).await;
    assert_eq!((&by_date["paper_order"], &by_date["version"]), (&json!("date"), &json!(4)));
}

async fn made_of(who: &Person, at: &str, order: &Value) -> Value {
    let begun = who.post(at, order).await.ok();
    made(who, &begun).await
}

/// 出具了的案卷首页就是封面；另行出具的目录、备考表不装订，只在备考表里说明：一卷只有一个封面、一份目录。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_drawn_up_cover_is_the_cover_and_there_is_one_directory() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let without = volume(&cast.zhao, &inspection).await;
    for form in ["volume_index", "volume_note"] {
        with_prerequisites(&cast, &inspection, form).await;
    }
    let cover = papers::issued(&cast, &inspection, "volume_cover").await;
    let made = volume(&cast.zhao, &inspection).await;
    let list = documents(&cast.zhao, &inspection).await;
    assert_eq!(made["documents"], json!(list.len() - 3), "the three papers about the volume are none of its contents");
    let found = pages(&cast.zhao.get(&format!("/volumes/{}/file", text(&made, "id"))).await);
    assert!(found[0].contains(text(&cover, "number")), "{}", found[0]);
    let count = |words: &str| found.iter().filter(|page| page.contains(words)).count();
    assert_eq!((count("本卷情况说明"), count("归档号")), (1, 1));
    assert!(found.last().unwrap().contains("另行出具的首页、目录、备考表2份不装入本卷"), "{}", found.last().unwrap());
    let old = pages(&cast.zhao.get(&format!("/volumes/{}/file", text(&without, "id"))).await);
    assert!(old[0].contains("安全生产行政检查"), "without one the volume makes its own cover");
}
