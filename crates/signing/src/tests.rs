//! What a signature must withstand, as sentences. The corpus over real papers is among the stories of the server.

use crate::{Algorithm, Flaw, Keys, Mask, Organ, Place, Stamp, code_of, sign, verify, written};
use lexicon::{Instant, LegalDay, OrganisationId};
use lopdf::{Document, Object, Stream, dictionary};
use std::sync::LazyLock;

/// One set of keys for all tests of a process.
pub(crate) static KEYS: LazyLock<(tempfile::TempDir, Keys)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::open(&folder.path().join("keys")).unwrap();
    (folder, keys)
});

pub(crate) fn at(day: &str) -> Instant {
    LegalDay::parse(day).unwrap().at_beijing(9, 30)
}

pub(crate) fn xifeng() -> Organ {
    static ID: LazyLock<OrganisationId> = LazyLock::new(OrganisationId::new);
    Organ { id: *ID, name: "庆阳市西峰区应急管理局".to_owned() }
}

/// A round seal: ink on a ring.
fn ring() -> Mask {
    let point = |n: u32| {
        let (x, y) = (f64::from(n % 100) - 49.5, f64::from(n / 100) - 49.5);
        if (40.0..48.0).contains(&x.hypot(y)) { 255 } else { 0 }
    };
    Mask { width: 100, height: 100, ink: (0..10_000).map(point).collect() }
}

fn stamp(sealed: bool) -> Stamp {
    let seal = sealed.then(|| (ring(), 420, Place { page: 2, x: 400.0, y: 700.0 }));
    Stamp { organ: xifeng(), at: at("2026-05-20"), seal }
}

/// A paper of two pages.
fn paper(word: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let page = |document: &mut Document, text: String| {
        let content = document.add_object(Stream::new(dictionary! {}, text.into_bytes()));
        let page = dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content };
        Object::from(document.add_object(page))
    };
    let kids = vec![page(&mut document, format!("% one {word}\n")), page(&mut document, format!("% two {word}\n"))];
    let size = vec![0.into(), 0.into(), 595.into(), 842.into()];
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 2, "MediaBox" => size };
    document.objects.insert(pages, tree.into());
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", root);
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

pub(crate) fn signed(sealed: bool) -> Vec<u8> {
    sign(&paper("整改"), &stamp(sealed), &KEYS.1).unwrap()
}

fn judged(file: &[u8]) -> Result<usize, Flaw> {
    verify(file, &KEYS.1.roots(Algorithm::P256).unwrap()).map(|found| found.len())
}

#[test]
fn a_signed_paper_holds_and_says_by_whom_and_when() {
    for sealed in [true, false] {
        let file = signed(sealed);
        let found = verify(&file, &KEYS.1.roots(Algorithm::P256).unwrap()).unwrap();
        let one = &found[0];
        assert_eq!((found.len(), one.about.subject.as_str(), one.at), (1, "庆阳市西峰区应急管理局", at("2026-05-20")));
        assert_eq!((one.about.issuer.as_str(), one.has_seal), ("演示用根证书", sealed));
        assert!(file.starts_with(&paper("整改")), "what was typeset stands untouched at the head");
    }
}

/// 中断后补打的文书与原件逐字节相同。
#[test]
fn signing_again_gives_the_same_bytes_also_after_a_renewal() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::open(folder.path()).unwrap();
    let once = sign(&paper("一"), &stamp(true), &keys).unwrap();
    let later = Stamp { at: at("2032-01-01"), ..stamp(true) };
    let renewed = sign(&paper("一"), &later, &keys).unwrap();
    assert_eq!(keys.list().unwrap().len(), 2, "after five years another certificate");
    let reopened = Keys::open(folder.path()).unwrap();
    assert_eq!(sign(&paper("一"), &stamp(true), &reopened).unwrap(), once);
    assert_eq!(sign(&paper("一"), &later, &reopened).unwrap(), renewed);
    let roots = reopened.roots(Algorithm::P256).unwrap();
    assert!(verify(&once, &roots).is_ok() && verify(&renewed, &roots).is_ok());
}

/// 任何一个字节的改动都被发现（《电子签名法》第十三条）。
#[test]
fn one_changed_byte_anywhere_is_found() {
    let file = signed(true);
    for place in (0..file.len()).step_by(7) {
        let mut changed = file.clone();
        changed[place] ^= 1;
        assert!(judged(&changed).is_err(), "byte {place} of {}", file.len());
    }
}

#[test]
fn what_is_cut_off_or_appended_is_found() {
    let file = signed(false);
    for keep in [0, 10, paper("整改").len() / 2, file.len() - 1] {
        assert!(judged(&file[..keep]).is_err(), "{keep}");
    }
    assert_eq!(judged(&paper("整改")), Err(Flaw::Unsigned));
    for tail in [&b"\n"[..], b"%%EOF\n", b"\n1 0 obj\n<<>>\nendobj\n"] {
        assert_eq!(judged(&[&file, tail].concat()), Err(Flaw::NotWhole));
    }
}

/// 证书须由受信任的机构签发。
#[test]
fn a_paper_signed_with_other_keys_is_not_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let strangers = Keys::open(folder.path()).unwrap();
    let forged = sign(&paper("整改"), &stamp(true), &strangers).unwrap();
    assert_eq!(judged(&forged), Err(Flaw::Untrusted));
    assert!(verify(&forged, &strangers.roots(Algorithm::P256).unwrap()).is_ok());
}

/// 一份文书可以先后有几个签名，后一个覆盖前一个。
#[test]
fn a_later_signature_covers_the_earlier_one() {
    let twice = sign(&signed(true), &stamp(false), &KEYS.1).unwrap();
    assert_eq!(judged(&twice), Ok(2));
    let mut changed = twice.clone();
    changed[30] ^= 1;
    assert!(judged(&changed).is_err());
}

/// 导入本机关自有证书：须与私钥成对、在有效期内；导入前签的仍用旧证书。
#[test]
fn an_imported_certificate_is_used_from_then_on() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let keys = Keys::open(folder.path()).unwrap();
    let before = sign(&paper("一"), &stamp(false), &keys).unwrap();
    // Another installation's organ plays the licensed authority's customer.
    let authority = Keys::open(other.path()).unwrap();
    sign(&paper("一"), &stamp(false), &authority).unwrap();
    let theirs = other.path().join("organs").join(xifeng().id.to_string());
    let file = std::fs::read_dir(theirs).unwrap().next().unwrap().unwrap().path();
    let pem = std::fs::read_to_string(file).unwrap();
    let organ = xifeng().id;
    assert!(keys.import(organ, &pem, at("2019-01-01")).is_err(), "not yet in force");
    assert!(keys.import(organ, &pem, at("2040-01-01")).is_err(), "over");
    let (key, _) = pem.split_once("-----BEGIN CERTIFICATE").unwrap();
    assert!(
        keys.import(organ, &format!("{key}{}", keys.root_pem(Algorithm::P256).unwrap()), at("2026-06-01")).is_err(),
        "not a pair"
    );
    assert!(keys.import(organ, key, at("2026-06-01")).is_err(), "no certificate");
    let listed = keys.import(organ, &pem, at("2026-06-01")).unwrap();
    assert_eq!(keys.list().unwrap().last(), Some(&listed));
    assert_eq!(sign(&paper("一"), &stamp(false), &keys).unwrap(), before, "of a time before the import");
    let after = Stamp { at: at("2026-06-02"), ..stamp(false) };
    let after = sign(&paper("一"), &after, &keys).unwrap();
    assert_eq!(verify(&after, &keys.roots(Algorithm::P256).unwrap()).unwrap()[0].about.serial, listed.about.serial);
}

#[cfg(unix)]
#[test]
fn only_the_owner_reads_the_keys() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::open(&folder.path().join("keys")).unwrap();
    sign(&paper("一"), &stamp(false), &keys).unwrap();
    let mut folders = vec![folder.path().join("keys")];
    let mut files = 0;
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap().map(Result::unwrap) {
            let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
            if entry.path().is_dir() {
                assert_eq!(mode, 0o700, "{}", entry.path().display());
                folders.push(entry.path());
            } else {
                assert_eq!(mode, 0o600, "{}", entry.path().display());
                files += 1;
            }
        }
    }
    assert_eq!(files, 4, "two roots, secret, one organ");
}

#[test]
fn codes_differ_and_belong_to_the_installation() {
    let (one, other) = (OrganisationId::new().0, OrganisationId::new().0);
    let code = code_of(&KEYS.1, one).unwrap();
    assert_eq!(written(&code).as_deref(), Some(code.as_str()));
    assert_eq!(code_of(&KEYS.1, one).unwrap(), code);
    assert_ne!(code_of(&KEYS.1, other).unwrap(), code);
    let folder = tempfile::tempdir().unwrap();
    assert_ne!(code_of(&Keys::open(folder.path()).unwrap(), one).unwrap(), code);
}
