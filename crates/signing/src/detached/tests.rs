//! What the second signature must withstand, as sentences. What OpenSSL says of it: `cargo x test --only signatures`.

use super::Detached;
use crate::algorithm::{Key, PublicKey};
use crate::tests::{KEYS, at, signed, xifeng};
use crate::{Algorithm, Flaw, Keys, SM2_ID, certificates};
use der::EncodePem;
use der::pem::LineEnding;
use sm2::dsa::signature::Signer as _;

/// A key with its certificates from a root of its own, all of them made by OpenSSL.
const OPENSSL: &str = include_str!("../../fixtures/openssl_sm2.pem");
/// OpenSSL's signature with that key over "message digest".
const OPENSSL_SIGNATURE: &str = "30450220097aebe350b534078021cecc6567d77bfa253d88425adb54f975e091e091c513022100bf142093631f8b1db16213a3d0b4916338d7cd69350a062c493f58b15dfa857e";

fn second(file: &[u8], keys: &Keys) -> Detached {
    Detached::sign(file, &xifeng(), at("2026-05-20"), keys).unwrap()
}

fn judged(file: &[u8], signature: &Detached) -> Result<String, Flaw> {
    signature.verify(file, &KEYS.1.roots(Algorithm::Sm2).unwrap()).map(|found| found.about.subject)
}

/// GB/T 32918.5—2017 附录 A 的示例：公钥、消息、签名值。
#[test]
fn the_example_of_the_standard_verifies_and_any_other_does_not() {
    let point = concat!(
        "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020",
        "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
    );
    let key = PublicKey::Sm2(sm2::PublicKey::from_sec1_bytes(&hex::decode(point).unwrap()).unwrap());
    let (r, s) = (
        "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3",
        "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA",
    );
    let signature = hex::decode(format!("3046022100{r}022100{s}")).unwrap();
    assert!(key.verifies(b"message digest", &signature));
    assert!(!key.verifies(b"message digesT", &signature));
    assert!(!key.verifies(b"message digest", &[&signature[..], b"\0"].concat()), "nothing may stand behind it");
    for place in 0..signature.len() {
        let mut changed = signature.clone();
        changed[place] ^= 1;
        assert!(!key.verifies(b"message digest", &changed), "byte {place}");
    }
}

/// 签名者标识不是约定的默认值的，验不过。
#[test]
fn a_signature_under_another_identity_does_not_verify() {
    let Key::Sm2(key) = Key::new(Algorithm::Sm2).unwrap() else { panic!("not of SM2") };
    let secret = sm2::SecretKey::from(*key.as_nonzero_scalar());
    let public = Key::Sm2(key).public();
    let under = |id: &str| {
        let key = sm2::dsa::SigningKey::new(id, &secret).unwrap();
        key.sign(b"message digest").to_der().to_vec()
    };
    assert!(public.verifies(b"message digest", &under(SM2_ID)));
    assert!(!public.verifies(b"message digest", &under("ALICE123@YAHOO.COM")));
}

#[test]
fn what_openssl_signed_verifies_here() {
    let chain = certificates(OPENSSL.split_once("-----END PRIVATE KEY-----").unwrap().1.as_bytes()).unwrap();
    let key = PublicKey::of(&chain[0]).unwrap();
    assert!(key.algorithm() == Algorithm::Sm2);
    let signature = hex::decode(OPENSSL_SIGNATURE).unwrap();
    assert!(key.verifies(b"message digest", &signature));
    assert!(!key.verifies(b"message digest.", &signature));
    assert!(!PublicKey::of(&chain[1]).unwrap().verifies(b"message digest", &signature), "the root's key is another");
}

/// 对文书文件全部字节的签名：原件通过，说得出机关和时间；再签一次相同。
#[test]
fn the_second_signature_of_a_paper_holds_and_is_the_same_each_time() {
    for sealed in [true, false] {
        let file = signed(sealed);
        let signature = second(&file, &KEYS.1);
        let found = signature.verify(&file, &KEYS.1.roots(Algorithm::Sm2).unwrap()).unwrap();
        assert_eq!((found.about.subject.as_str(), found.at), ("庆阳市西峰区应急管理局", at("2026-05-20")));
        assert_eq!((found.about.issuer.as_str(), found.has_seal), ("演示用国密根证书", sealed));
        assert_eq!(second(&file, &KEYS.1), signature);
        let kept = Detached::of(signature.signature.clone(), &signature.chain_pem().unwrap()).unwrap();
        assert_eq!(kept, signature, "what is kept reads back");
    }
}

/// 任何一个字节的改动都被发现（《电子签名法》第十三条）。
#[test]
fn one_changed_byte_of_the_paper_or_of_the_signature_is_found() {
    let file = signed(true);
    let signature = second(&file, &KEYS.1);
    for place in (0..file.len()).step_by(997) {
        let mut changed = file.clone();
        changed[place] ^= 1;
        assert_eq!(judged(&changed, &signature), Err(Flaw::Mismatch), "byte {place} of {}", file.len());
    }
    assert_eq!(judged(&[&file[..], b"\n"].concat(), &signature), Err(Flaw::Mismatch));
    for place in 0..signature.signature.len() {
        let mut changed = signature.clone();
        changed.signature[place] ^= 1;
        assert_eq!(judged(&file, &changed), Err(Flaw::Mismatch), "byte {place} of the signature");
    }
}

/// 证书须由受信任的机构签发，而且是国密证书。
#[test]
fn a_stranger_and_a_certificate_of_the_other_kind_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let strangers = Keys::open(folder.path()).unwrap();
    let file = signed(false);
    let forged = second(&file, &strangers);
    assert_eq!(judged(&file, &forged), Err(Flaw::Untrusted));
    assert!(forged.verify(&file, &strangers.roots(Algorithm::Sm2).unwrap()).is_ok());
    let mine = second(&file, &KEYS.1);
    let swapped = Detached::of(forged.signature.clone(), &mine.chain_pem().unwrap()).unwrap();
    assert_eq!(judged(&file, &swapped), Err(Flaw::Mismatch));
    let of_p256 = crate::Signer::credential(&KEYS.1, Algorithm::P256, &xifeng(), at("2026-05-20")).unwrap();
    let pem = der::Decode::from_der(&of_p256.chain[0]).and_then(|c: x509_cert::Certificate| c.to_pem(LineEnding::LF));
    let other = Detached::of(mine.signature.clone(), &pem.unwrap()).unwrap();
    assert_eq!(judged(&file, &other), Err(Flaw::OtherKind));
    assert_eq!(mine.verify(&file, &KEYS.1.roots(Algorithm::P256).unwrap()), Err(Flaw::Untrusted), "another root");
}

#[test]
fn what_is_no_paper_of_ours_has_no_time_and_does_not_hold() {
    let text = b"no paper";
    assert_eq!(judged(text, &second(text, &KEYS.1)), Err(Flaw::NoPdf));
}

/// 导入机关自有的国密证书：须与私钥成对、是 SM2 曲线、在有效期内；根证书一并交给验签的人。
#[test]
fn an_imported_pair_of_sm2_is_used_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::open(folder.path()).unwrap();
    let (organ, import) = (xifeng().id, |pem: &str, day: &str| keys.import(xifeng().id, pem, at(day)));
    assert!(import(OPENSSL, "2026-01-01").is_err(), "not yet in force");
    assert!(import(OPENSSL, "2040-01-01").is_err(), "over");
    let (key, chain) = OPENSSL.split_at(OPENSSL.find("-----BEGIN CERTIFICATE").unwrap());
    assert!(import(&format!("{key}{}", keys.root_pem(Algorithm::Sm2).unwrap()), "2027-01-01").is_err(), "not a pair");
    assert!(import(key, "2027-01-01").is_err(), "no certificate");
    let other = Key::new(Algorithm::P256).unwrap().to_pem().unwrap();
    assert!(import(&format!("{other}{chain}"), "2027-01-01").is_err(), "not a pair: another curve");
    let why = import(&format!("{P384}{chain}"), "2027-01-01").unwrap_err().to_string();
    assert!(why.contains("P-256 或国密 SM2"), "{why}");
    let (leaf, root) = chain.split_at(chain.rfind("-----BEGIN CERTIFICATE").unwrap());
    assert!(import(&format!("{key}{root}{leaf}"), "2027-01-01").is_err(), "the organ's certificate stands first");

    let before = Detached::sign(b"one", &xifeng(), at("2026-12-31"), &keys).unwrap();
    let listed = import(OPENSSL, "2027-01-01").unwrap();
    assert_eq!((listed.algorithm, listed.organ), (Algorithm::Sm2, organ));
    assert!(keys.list().unwrap().contains(&listed));
    let after = Detached::sign(b"one", &xifeng(), at("2027-01-02"), &keys).unwrap();
    assert_eq!(after.about().unwrap(), listed.about);
    assert_eq!(after.root_pem().unwrap().as_deref(), Some(root));
    assert_eq!(after.certificate_pem().unwrap(), leaf);
    assert_eq!(after.between_pem().unwrap(), "");
    assert_eq!(Detached::sign(b"one", &xifeng(), at("2026-12-31"), &keys).unwrap(), before, "of a time before it");
    let alone = Detached::of(after.signature.clone(), leaf).unwrap();
    assert_eq!(alone.root_pem().unwrap(), None, "handed in without its root");
}

/// A key of a curve that is not used here.
const P384: &str = "-----BEGIN PRIVATE KEY-----
MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDAB+PhnVyojTLIZ86uV
KUoMk+yx4fIogzGHtzQyjv/nKYFgsvmQGsJPmBSsqkRrr3+hZANiAASo3ScF3l6E
7XGvOZMWm/JrLtDslq48vJ3EBzNkJolf/sbcn72oZ82DQP+pUpAMO/kzNmWIoxpy
A4o25yN0CCfgr7r03ywukHDe7p7FOcqzc40WIBgdIlVBmLMV+WHDs60=
-----END PRIVATE KEY-----
";
