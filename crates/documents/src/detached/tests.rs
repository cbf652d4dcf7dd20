//! What the explanation says, as sentences. That its commands do what it says: `cargo x test --only signatures`.

use super::explain::{Explained, text};
use crate::issue::Document;
use crate::issue::state::DocumentState;
use authority::SubjectKind;
use lexicon::{DocumentId, LegalDay};
use signing::About;

fn explained(issuer: &str, has_between: bool, has_root: bool) -> String {
    let at = LegalDay::parse("2026-05-20").unwrap().at_beijing(9, 30);
    let document = Document {
        id: DocumentId::new(),
        form: "rectification_order".into(),
        zh: "责令限期整改指令书".into(),
        number: "（甘庆西）应急责改〔2026〕0001号".into(),
        state: DocumentState::Issued,
        organisation_name: "庆阳市西峰区应急管理局".into(),
        enterprise_name: "西峰区昆新钢铁有限公司".into(),
        issued_at: Some(at),
        issued_by: "赵一".into(),
        sha256: "ab".repeat(32),
        pages: 2,
        file_name: "责令限期整改指令书 （甘庆西）应急责改〔2026〕0001号 西峰区昆新钢铁有限公司.pdf".into(),
        revision: 3,
        subject_kind: SubjectKind::Inspection,
        subject_id: DocumentId::new().0,
        supersedes: None,
        superseded_by: None,
        ended_reason: String::new(),
        ended_by: String::new(),
        ended_at: None,
    };
    let day = |day: &str| LegalDay::parse(day).unwrap().at_beijing(0, 0);
    let about = About {
        subject: "庆阳市西峰区应急管理局".into(),
        issuer: issuer.into(),
        serial: "4a".into(),
        from: day("2026-01-01"),
        to: day("2031-01-01"),
    };
    text(&Explained { document: &document, about: &about, at, has_between, has_root })
}

/// 说明写得出逐条命令，命令里是包里的文件名和文书的文件名，没有本机的路径。
#[test]
fn the_commands_name_the_files_of_the_packet_and_no_place() {
    let told = explained("演示用国密根证书", false, true);
    let commands: Vec<&str> = told.lines().filter(|line| line.starts_with("openssl ")).collect();
    assert_eq!(
        commands,
        [
            "openssl dgst -sm3 -verify 公钥.pem -signature 签名.sig -sigopt distid:1234567812345678 \
             \"责令限期整改指令书 （甘庆西）应急责改〔2026〕0001号 西峰区昆新钢铁有限公司.pdf\"",
            "openssl x509 -in 机关证书.pem -noout -pubkey",
            "openssl verify -vfyopt distid:1234567812345678 -CAfile 根证书.pem 机关证书.pem",
            "openssl x509 -in 机关证书.pem -noout -subject -dates -nameopt utf8,sep_comma_plus",
        ]
    );
    assert!(told.contains("-attime 1779240600（") && told.contains("2026-05-20"), "{told}");
    assert!(told.contains("不具有法律效力"));
    assert!(told.starts_with('\u{feff}') && !told.replace("\r\n", "").contains('\n'), "for Notepad");
}

/// 机关自有证书：有上级证书的一并用上，没有附根证书的说明向谁要；不说是演示用。
#[test]
fn an_organs_own_chain_is_explained_as_it_is() {
    let whole = explained("某某电子认证服务有限公司", true, true);
    assert!(whole.contains("-CAfile 根证书.pem -untrusted 上级证书.pem 机关证书.pem"));
    assert!(!whole.contains("演示用") && whole.contains("公布的一致"));
    let without = explained("某某电子认证服务有限公司", false, false);
    assert!(without.contains("向签发者“某某电子认证服务有限公司”索取"));
}
