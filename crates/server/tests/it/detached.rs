//! 国密签名 · made with every issued paper, downloaded with how to verify it, and worth nothing for any other bytes.

use crate::path::{self, Cast};
use crate::world::{Answer, County, Person};
use serde_json::{Value, json};
use signing::{Algorithm, Detached, Flaw, Keys};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The files of a packet by name.
pub fn unpacked(answer: &Answer) -> BTreeMap<String, Vec<u8>> {
    assert_eq!(answer.kind, "application/zip", "{}", answer.text());
    let mut zip = zip::ZipArchive::new(Cursor::new(answer.bytes.clone())).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().into_owned(), bytes);
    }
    files
}

/// What the packet says of these bytes, with nothing but the packet and our root.
pub fn judged(packet: &BTreeMap<String, Vec<u8>>, keys: &Keys, file: &[u8]) -> Result<String, Flaw> {
    let pem = std::str::from_utf8(&packet["机关证书.pem"]).unwrap();
    let detached = Detached::of(packet["签名.sig"].clone(), pem).unwrap();
    detached.verify(file, &keys.roots(Algorithm::Sm2).unwrap()).map(|found| found.about.subject)
}

fn keys(county: &County) -> Keys {
    Keys::open(&county.dir.as_ref().unwrap().path().join("keys")).unwrap()
}

async fn order(county: &County, cast: &Cast) -> String {
    let order = path::open_rectification(county, cast).await;
    format!("/documents/{}", order["order_document_id"].as_str().unwrap())
}

async fn set_second_signature(top: &Person, on: bool) {
    let view = top.get("/settings").await.ok();
    let mut settings = view["settings"].clone();
    settings["detached_signature"] = json!(on);
    top.put("/settings", &json!({"seen": view["revision"], "settings": settings})).await.ok();
}

/// 出具的文书有国密签名；下载的压缩包对下载的文件成立，改一个字节就不成立（《电子签名法》第十三条）；下载有留痕。
#[tokio::test]
async fn an_issued_paper_has_a_second_signature_that_holds_for_its_very_bytes() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let paper = order(&county, &cast).await;
    assert_eq!(cast.zhao.get(&format!("{paper}/stamp")).await.ok()["has_detached"], true);
    let document = cast.zhao.get(&paper).await.ok();
    let file = cast.zhao.get(&format!("{paper}/file?download=1")).await.bytes;
    let answer = cast.zhao.get(&format!("{paper}/detached-signature")).await;
    let packet = unpacked(&answer);
    let names: Vec<&str> = packet.keys().map(String::as_str).collect();
    assert_eq!(names, ["公钥.pem", "机关证书.pem", "根证书.pem", "签名.sig", "验签说明.txt"]);
    let keys = keys(&county);
    assert_eq!(judged(&packet, &keys, &file).as_deref(), Ok("庆阳市西峰区应急管理局"));
    for place in [0, file.len() / 2, file.len() - 1] {
        let mut changed = file.clone();
        changed[place] ^= 1;
        assert_eq!(judged(&packet, &keys, &changed), Err(Flaw::Mismatch), "byte {place}");
    }
    assert_eq!(packet["根证书.pem"], keys.root_pem(Algorithm::Sm2).unwrap().into_bytes());
    let told = String::from_utf8(packet["验签说明.txt"].clone()).unwrap();
    for said in [&document["file_name"], &document["number"], &document["sha256"], &document["organisation_name"]] {
        assert!(told.contains(said.as_str().unwrap()), "{said}\n{told}");
    }
    let folder = county.dir.as_ref().unwrap().path().to_string_lossy().into_owned();
    assert!(!told.contains(&folder), "{told}");
    let again = cast.zhao.get(&format!("{paper}/detached-signature")).await;
    assert_eq!(again.bytes, answer.bytes, "the same packet each time");
    cast.wang.get(&format!("{paper}/detached-signature")).await.is_not_found();
    let trail = county.trail().await;
    let taken = trail.iter().filter(|line| line.class == "download" && line.after_json.contains("国密签名.zip"));
    assert_eq!(taken.count(), 2);
}

/// 一份文书的签名不能当作另一份的用。
#[tokio::test]
async fn the_signature_of_one_paper_says_nothing_of_another() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let (one, other) = (order(&county, &cast).await, order(&county, &cast).await);
    let packet = unpacked(&cast.zhao.get(&format!("{one}/detached-signature")).await);
    let file = cast.zhao.get(&format!("{other}/file")).await.bytes;
    assert_eq!(judged(&packet, &keys(&county), &file), Err(Flaw::Mismatch));
}

/// 断电后补打的文书，签名只有一个，与断电前的相同，对补打的文件成立。
#[tokio::test]
async fn a_paper_printed_again_after_a_crash_has_the_one_signature() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let paper = order(&county, &cast).await;
    let before = unpacked(&cast.zhao.get(&format!("{paper}/detached-signature")).await);
    // The blow fell before the paper was marked issued; then once more with the signature already kept.
    for lost in [true, false] {
        county.behind("UPDATE documents SET state = 'frozen', file_sha256 = ''").await;
        if lost {
            county.behind("DELETE FROM document_detached_signatures").await;
        }
        assert!(documents::recover(&county.app).await.unwrap() >= 3);
        let after = unpacked(&cast.zhao.get(&format!("{paper}/detached-signature")).await);
        assert_eq!(after, before);
        let file = cast.zhao.get(&format!("{paper}/file")).await.bytes;
        assert!(judged(&after, &keys(&county), &file).is_ok());
    }
    // The blow fell between freezing and printing, and the next look prints it: the packet is whole.
    county.behind("UPDATE documents SET state = 'frozen', file_sha256 = ''").await;
    county.behind("DELETE FROM document_detached_signatures").await;
    assert_eq!(unpacked(&cast.zhao.get(&format!("{paper}/detached-signature")).await), before);
}

/// 参数关掉以后出具的没有国密签名，下载时说明办法；以前出具的不补、不变。
#[tokio::test]
async fn without_the_setting_a_paper_has_none_and_says_so() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let top = county.administrator_of("ministry").await;
    let with = order(&county, &cast).await;
    set_second_signature(&top, false).await;
    let without = order(&county, &cast).await;
    set_second_signature(&top, true).await;
    let has = async |paper: &str| cast.zhao.get(&format!("{paper}/stamp")).await.ok()["has_detached"].clone();
    assert_eq!((has(&with).await, has(&without).await), (json!(true), Value::Bool(false)));
    let refused = cast.zhao.get(&format!("{without}/detached-signature")).await.is_refused(422, "detached.missing");
    assert!(refused["way_out"].as_str().unwrap().contains("PDF文件内的数字签名"), "{refused}");
    assert!(cast.zhao.get(&format!("{with}/detached-signature")).await.status.is_success());
}

/// 命令行验国密签名：原件通过，改动的、换了根证书的不通过，说明原因。
#[tokio::test]
async fn the_command_line_verifies_what_was_downloaded() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let paper = order(&county, &cast).await;
    let file = cast.zhao.get(&format!("{paper}/file")).await.bytes;
    let packet = unpacked(&cast.zhao.get(&format!("{paper}/detached-signature")).await);
    let (folder, strangers) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let at = |name: &str| folder.path().join(name);
    for (name, bytes) in &packet {
        std::fs::write(at(name), bytes).unwrap();
    }
    let root = Keys::open(strangers.path()).unwrap().root_pem(Algorithm::Sm2).unwrap();
    std::fs::write(at("stranger.pem"), root).unwrap();
    let mut changed = file.clone();
    changed[100] ^= 1;
    std::fs::write(at("paper.pdf"), &file).unwrap();
    std::fs::write(at("changed.pdf"), &changed).unwrap();
    let told = |paper: &str, root: &str| {
        let mut verify = std::process::Command::new(env!("CARGO_BIN_EXE_zhifa"));
        verify.args(["verify", paper, "--sm2", "签名.sig", "--certificate", "机关证书.pem", "--root", root]);
        let out = verify.current_dir(folder.path()).output().unwrap();
        (out.status.success(), String::from_utf8(out.stdout).unwrap())
    };
    let (holds, said) = told("paper.pdf", "根证书.pem");
    assert!(holds && said.contains("庆阳市西峰区应急管理局") && said.contains("2026-05-20"), "{said}");
    let (holds, said) = told("changed.pdf", "根证书.pem");
    assert!(!holds && said.contains("文件有改动"), "{said}");
    let (holds, said) = told("paper.pdf", "stranger.pem");
    assert!(!holds && said.contains("不是受信任的机构签发的"), "{said}");
}
