//! 总表测试 · every kind of the catalogue, whatever its fields
//!
//! What holds for all papers is said once here; a kind added as a folder is tested without a line of code.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail like the tests themselves"
)]

mod owed;
mod reader;

use std::path::PathBuf;
use std::sync::LazyLock;

use forms::{Field, FormName, Kind, TypesetError, catalogue};
use owed::{examples, flat, job, owed};
use serde_json::{Value, json};
use typeset::Engine;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(&[PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts")]).unwrap());

/// 填进去的每一项都印在纸上。
#[test]
fn whatever_is_filled_in_stands_on_the_paper() {
    for form in catalogue() {
        for data in examples(form) {
            let paper = flat(&ENGINE.text(&job(form, data.clone())).unwrap());
            for words in owed(form, &data) {
                assert!(words.iter().any(|text| paper.contains(&flat(text))), "{}: {words:?} is missing", form.name());
            }
        }
    }
}

/// 两份样张合起来填遍每一栏，上一条才说明每一栏都会印出来。
#[test]
fn the_two_examples_together_fill_every_field() {
    fn is_filled(value: &Value) -> bool {
        !matches!(value, Value::Null) && *value != json!("") && *value != json!([])
    }
    fn every(fields: &[Field], given: &[&Value], name: FormName) {
        for field in fields {
            let values: Vec<&Value> = given.iter().map(|data| &data[&field.key]).filter(|v| is_filled(v)).collect();
            assert!(!values.is_empty(), "{name}: no example fills {}", field.key);
            if field.kind == Kind::Rows {
                let rows: Vec<&Value> = values.iter().flat_map(|rows| rows.as_array().unwrap()).collect();
                every(&field.columns, &rows, name);
            }
        }
    }
    for form in catalogue() {
        let both = examples(form);
        every(form.fields(), &[&both[0], &both[1]], form.name());
    }
}

/// 最少的内容也能出纸：必填之外的都不填。
#[test]
fn the_emptiest_lawful_paper_has_only_what_is_required() {
    for form in catalogue() {
        let least = &examples(form)[1];
        for field in form.fields().iter().filter(|field| !field.required) {
            let personal =
                ["sex", "age", "id_number", "home_address", "workplace", "work_title", "work_address", "phone"];
            let penal = ["penalty", "fine", "duties", "deferred_to"];
            let may = personal.contains(&&*field.key) || penal.contains(&&*field.key);
            let value = &least[&field.key];
            let is_empty = value.is_null() || *value == json!("") || *value == json!([]) || *value == json!(false);
            assert!(may || is_empty || least["party_kind"] == "自然人", "{}.{}", form.name(), field.key);
        }
    }
}

/// 字库没有的字，任何文书都指名拒绝。
#[test]
fn no_paper_prints_a_character_that_no_font_has() {
    for form in catalogue() {
        let [mut data, _] = examples(form);
        let first = form.fields().iter().find(|f| f.kind == Kind::Text && f.required && f.key != "organisation");
        data[&first.unwrap().key] = json!("滨江县\u{2B741}厂");
        let refused = ENGINE.set(&job(form, data)).err();
        assert_eq!(refused, Some(TypesetError::MissingGlyph("\u{2B741}".into())), "{}", form.name());
    }
}

/// 不编号的文书不印文号，也不因没有文号而成为预览。
#[test]
fn a_kind_without_numbers_is_no_preview() {
    let mut seen = 0;
    for form in catalogue().iter().filter(|form| !form.is_numbered()) {
        let text = ENGINE.text(&job(form, examples(form)[1].clone())).unwrap();
        assert!(!text.contains("待编号") && !text.contains("预览"), "{}", form.name());
        seen += 1;
    }
    assert!(seen >= 5, "records and lists have no number");
}

/// 2024年起行政复议机关只有一个；当场处罚须先复议。
#[test]
fn remedies_name_one_organ_and_a_summary_penalty_goes_to_reconsideration_first() {
    let mut with_remedy = 0;
    for form in catalogue().iter().filter(|form| form.fields().iter().any(|f| f.key == "reconsideration_organ")) {
        let text = flat(&ENGINE.text(&job(form, examples(form)[0].clone())).unwrap());
        assert_eq!(text.matches("滨江县人民政府").count(), 1, "{}", form.name());
        assert!(!text.contains("人民政府或者"), "{}", form.name());
        let first = text.contains("先向滨江县人民政府申请行政复议");
        assert_eq!(first, form.name().code() == "summary_penalty_decision", "{}", form.name());
        with_remedy += 1;
    }
    assert!(with_remedy >= 10);
}

/// 听证申请期限是五个工作日，不是旧式样的三日。
#[test]
fn a_hearing_may_be_asked_for_within_five_working_days() {
    let form = forms::form("hearing_right_notice".parse().unwrap());
    let text = flat(&ENGINE.text(&job(form, examples(form)[0].clone())).unwrap());
    assert!(text.contains("请在接到本告知书之日起5个工作日内向"), "{text}");
}

/// 2016年式样的旧条号不得再印。
#[test]
fn no_paper_cites_an_article_by_its_old_number() {
    let old = [
        "行政处罚法》第三十一条",
        "行政处罚法》第三十七条",
        "行政处罚法》第四十二条",
        "行政处罚法》第五十一条第",
        "安全生产法》第六十七条",
        "安全生产监督管理",
    ];
    for form in catalogue() {
        for data in examples(form) {
            let text = flat(&ENGINE.text(&job(form, data)).unwrap());
            for words in old {
                assert!(!text.contains(words), "{}: {words}", form.name());
            }
        }
    }
}

/// 调查询问、勘验、陈述申辩、听证的笔录，每一页都有签名的地方。
#[test]
fn records_are_signed_on_every_page() {
    for (code, signer) in [
        ("inquiry_record", "被询问人（签名）"),
        ("inquest_record", "被邀请人（签名）"),
        ("defence_record", "陈述申辩人（签名）"),
        ("hearing_record", "申请听证人（签名）"),
    ] {
        let form = forms::form(code.parse().unwrap());
        let text = ENGINE.text(&job(form, form.longest())).unwrap();
        let pages: Vec<&str> = text.split('\u{c}').collect();
        assert!(pages.len() > 1, "{code}");
        assert!(pages.iter().all(|page| page.contains(&format!("{signer}："))), "{code}");
    }
}
