use super::names::{Names, safe};
use super::rules::{self, usual_copies};
use super::take::quoted;
use documents::issue::Document;
use documents::issue::state::DocumentState;
use lexicon::DocumentId;
use proptest::prelude::*;

fn paper(pages: i64, sha256: &str) -> Document {
    Document {
        id: DocumentId::new(),
        form: "rectification_order".into(),
        zh: "责令限期整改指令书".into(),
        number: "（滨）应急责改〔2026〕0001号".into(),
        state: DocumentState::Issued,
        organisation_name: "滨江县应急管理局".into(),
        enterprise_name: "滨江县垚石建材厂".into(),
        issued_at: None,
        issued_by: String::new(),
        sha256: sha256.into(),
        pages,
        file_name: String::new(),
        revision: 0,
        subject_kind: authority::SubjectKind::Inspection,
        subject_id: uuid::Uuid::nil(),
        supersedes: None,
        superseded_by: None,
        ended_reason: String::new(),
        ended_by: String::new(),
        ended_at: None,
    }
}

proptest! {
    /// 文件名在各种系统上都能用。
    #[test]
    fn a_name_can_be_kept_on_any_system(words in any::<String>()) {
        let name = safe(&words);
        prop_assert!(!name.is_empty() && name.chars().count() <= 101);
        prop_assert!(!name.contains(['<', '>', ':', '"', '/', '\\', '|', '?', '*']));
        prop_assert!(!name.chars().any(char::is_control));
        prop_assert!(!name.ends_with(['.', ' ']) && !name.starts_with(' '));
        prop_assert_eq!(safe(&name), name);
    }
}

#[test]
fn device_names_and_numbers_of_papers_become_names() {
    assert_eq!(safe("con"), "_con");
    assert_eq!(safe("NUL.pdf"), "_NUL.pdf");
    assert_eq!(
        safe("停止供电（供应民用爆炸物品）通知书 （滨）应急停供通〔2026〕0001号"),
        "停止供电（供应民用爆炸物品）通知书 （滨）应急停供通〔2026〕0001号"
    );
    assert_eq!(safe("../../etc"), "..-..-etc");
    let mut names = Names::default();
    assert_eq!([names.take("A", "pdf"), names.take("a", "pdf")], ["A.pdf".to_owned(), "a(2).pdf".to_owned()]);
}

/// 没有选、选得太多、编号不对，都说清楚；重复的只取一次。
#[test]
fn a_choice_names_papers_once_and_in_order() {
    let (a, b) = (DocumentId::new(), DocumentId::new());
    assert_eq!(rules::ids(&format!("{b},{a},{b}")), Ok(vec![b, a]));
    for wrong in ["", ",", "x", &format!("{a};{b}")] {
        assert!(rules::ids(wrong).is_err(), "{wrong}");
    }
    let many = |n: usize| (0..n).map(|_| DocumentId::new().to_string()).collect::<Vec<_>>().join(",");
    assert!(rules::ids(&many(100)).is_ok() && rules::ids(&many(101)).is_err());
}

/// 份数没有说的，按式样：指令书一式两份，检查记录一份。
#[test]
fn copies_are_those_of_the_form_unless_given() {
    let two = [paper(1, "a"), paper(1, "b")];
    assert_eq!(rules::copies("", &two), Ok(vec![2, 2]));
    assert_eq!((usual_copies("on_site_record"), usual_copies("poem")), (1, 1));
    assert_eq!(rules::copies("1,20", &two), Ok(vec![1, 20]));
    for wrong in ["1", "1,2,3", "0,1", "1,21", "1,x"] {
        assert!(rules::copies(wrong, &two).is_err(), "{wrong}");
    }
}

/// 没有出具的不能取；合并打印不超过500页。
#[test]
fn what_is_not_issued_is_refused_and_so_is_too_much_paper() {
    assert!(rules::issued(&[paper(1, "a")]).is_ok());
    assert_eq!(rules::issued(&[paper(1, "a"), paper(0, "")]).unwrap_err().code, rules::Refusal::NotIssued.code());
    assert!(rules::printable(&[paper(250, "a"), paper(250, "b")]).is_ok());
    assert_eq!(rules::printable(&[paper(250, "a"), paper(251, "b")]).unwrap_err().code, rules::Refusal::TooLong.code());
}

/// 清单中的内容不会被表格软件当公式执行。
#[test]
fn a_cell_is_never_a_formula_and_keeps_its_commas() {
    assert_eq!(quoted("=1+1"), "'=1+1");
    assert_eq!(quoted("甲,\"乙\""), "\"甲,\"\"乙\"\"\"");
    assert_eq!(quoted("（滨）应急责改〔2026〕0001号"), "（滨）应急责改〔2026〕0001号");
}
