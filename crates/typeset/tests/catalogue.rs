//! 总表测试 · every kind of the catalogue, whatever its fields
//!
//! What holds for all papers is said once here; a kind added as a folder is tested without a line of code.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail like the tests themselves")]

use std::path::PathBuf;
use std::sync::LazyLock;

use forms::{Field, Form, FormName, Job, Kind, TypesetError, catalogue};
use lexicon::Fen;
use serde_json::{Map, Value, json};
use typeset::Engine;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(&[PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts")]).unwrap());

fn job(form: &Form, data: Value) -> Job {
    Job {
        form: form.name(),
        data,
        ident: "paper".into(),
        dated_ms: 1_795_424_400_000,
        is_preview: false,
        is_sealed: false,
        check: None,
        own: None,
    }
}

fn examples(form: &Form) -> [Value; 2] {
    [form.sample(), form.minimal()].map(|text| serde_json::from_str(text).unwrap())
}

/// The text of the paper without breaks and blanks, and without the full stops that a sentence may lose inside another.
fn flat(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"。；".contains(*c)).collect()
}

/// What must stand on the paper for this value. Who signs by hand has only his certificate printed.
fn owed(field: &Field, value: &Value, out: &mut Vec<String>) {
    match (field.kind, value) {
        (_, Value::Null | Value::Bool(_)) => {}
        (Kind::Officers, Value::Array(officers)) => {
            out.extend(officers.iter().map(|officer| officer["certificate_no"].as_str().unwrap().to_owned()));
        }
        (Kind::Rows, Value::Array(rows)) => rows.iter().for_each(|row| owed_all(&field.columns, row, out)),
        (Kind::Group | Kind::Opinion, _) => owed_all(&field.columns, value, out),
        (Kind::Amount, _) => out.push(Fen(value.as_i64().unwrap()).in_words()),
        (_, Value::Array(texts)) => out.extend(texts.iter().map(|text| text.as_str().unwrap().to_owned())),
        (_, Value::String(text)) => out.extend(text.lines().map(str::to_owned)),
        (_, Value::Number(count)) => out.push(count.to_string()),
        (_, Value::Object(_)) => panic!("{}", field.key),
    }
}

fn owed_all(fields: &[Field], data: &Value, out: &mut Vec<String>) {
    for field in fields.iter().filter(|field| field.key != "party_kind") {
        owed(field, &data[&field.key], out);
    }
}

/// 填进去的每一项都印在纸上。
#[test]
fn whatever_is_filled_in_stands_on_the_paper() {
    for form in catalogue() {
        for data in examples(form) {
            let paper = flat(&ENGINE.text(&job(form, data.clone())).unwrap());
            let mut wanted = Vec::new();
            owed_all(form.fields(), &data, &mut wanted);
            // Officers print their certificates, or their names where nobody signs.
            for text in wanted {
                let name = data["officers"].as_array().into_iter().flatten().find(|o| o["certificate_no"] == *text);
                let named = name.is_some_and(|officer| paper.contains(officer["name"].as_str().unwrap()));
                assert!(paper.contains(&flat(&text)) || named, "{}: “{text}” is missing", form.name());
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

/// Every field at its longest or nearly: the paper flows over pages, nothing runs off a sheet, every sheet has its footer.
#[test]
fn the_longest_texts_flow_over_pages_and_stay_on_them() {
    for form in catalogue() {
        let [sample, _] = examples(form);
        let mut long = job(form, longest(form.fields(), &sample));
        long.data["organisation"] = json!("甲".repeat(40));
        assert_eq!(form.validate(&long.data), Ok(()), "{}", form.name());
        let (text, lowest) = ENGINE.text_and_lowest(&long).unwrap();
        assert!(lowest < 842.0, "{}", form.name());
        let pages: Vec<&str> = text.split('\u{c}').collect();
        for (index, page) in pages.iter().enumerate() {
            let footer = format!("共 {} 页　第 {} 页", pages.len(), index + 1);
            assert!(page.contains(&footer), "{} page {}", form.name(), index + 1);
        }
    }
}

fn longest(fields: &[Field], sample: &Value) -> Value {
    let mut out = Map::new();
    for field in fields {
        let given = &sample[&field.key];
        let value = match field.kind {
            Kind::Text => json!("现".repeat(field.max_chars.min(150))),
            Kind::LongText => json!("现场检查时发现，未按规定定期检测。".repeat(field.max_chars.min(510) / 17)),
            Kind::Problems => json!(vec!["未按规定定期检测、检验，".repeat(12); field.max_items.min(3)]),
            Kind::Rows => {
                let first = longest(&field.columns, given.get(0).unwrap_or(&Value::Null));
                json!(vec![first; field.max_items.min(2)])
            }
            Kind::Opinion if given.is_null() => Value::Null,
            Kind::Group | Kind::Opinion => longest(&field.columns, given),
            _ => given.clone(),
        };
        out.insert(field.key.clone(), value);
    }
    Value::Object(out)
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
        let text = ENGINE.text(&job(form, longest(form.fields(), &examples(form)[0]))).unwrap();
        let pages: Vec<&str> = text.split('\u{c}').collect();
        assert!(pages.len() > 1, "{code}");
        assert!(pages.iter().all(|page| page.contains(&format!("{signer}："))), "{code}");
    }
}
