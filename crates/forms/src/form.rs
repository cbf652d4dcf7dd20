//! 式样 · one form as data
//!
//! Reads `form.toml`, keeps the template beside it, and gives both one fingerprint, so that an issued paper can say
//! exactly which form it was printed from.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::FormName;

/// What all papers share, as (file name, Typst text). A template imports them as `/layout/<file name>`.
pub const LAYOUT: [(&str, &str); 2] =
    [("paper.typ", include_str!("../layout/paper.typ")), ("fields.typ", include_str!("../layout/fields.typ"))];

/// 谁在纸上签名。
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signer {
    /// 行政执法人员（不少于两人）
    Officers,
    /// 被检查单位负责人或者现场负责人
    Party,
    /// 审核人
    Reviewer,
    /// 审批人
    Approver,
}

/// What a field holds; it decides the editor's control and how the value is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line of text.
    Text,
    /// Text that may hold several paragraphs, divided by line feeds.
    LongText,
    /// 文号. Absent until the paper is issued.
    Number,
    /// A day of the calendar as printed: 2026年11月23日.
    Day,
    /// A point in time as printed: 2026年11月23日9时30分.
    Moment,
    /// Yes or no.
    Flag,
    /// One of `choices`.
    Choice,
    /// A list of one-line texts.
    List,
    /// 问题：一条一段，按顺序编号。
    Problems,
    /// 执法人员：姓名、证号、单位。
    Officers,
    /// A list of rows, each with the fields of `columns`.
    Rows,
    /// One set of the fields of `columns`.
    Group,
}

/// One field of a form, in print order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Name in the data.
    pub key: String,
    /// 栏目名称，界面和纸面同用。
    pub zh: String,
    /// What the field holds.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The paper cannot be issued without it.
    #[serde(default)]
    pub required: bool,
    /// Most characters of one text; 0 is not used, texts without it may hold 200.
    #[serde(default = "two_hundred")]
    pub max_chars: usize,
    /// Most entries of a list; fields without it may hold 200.
    #[serde(default = "two_hundred")]
    pub max_items: usize,
    /// What a `choice` may be.
    #[serde(default)]
    pub choices: Vec<String>,
    /// Where the pre-filled value comes from, for example `enterprise.address`; empty when an officer writes it.
    #[serde(default)]
    pub source: String,
    /// Fields of one row (`rows`, `officers`) or of the `group`.
    #[serde(default, rename = "column")]
    pub columns: Vec<Field>,
}

fn two_hundred() -> usize {
    200
}

/// A form: its fields, its template and what the law says about signing and copies.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    zh: String,
    english: String,
    kind_word: String,
    edition: String,
    valid_from: String,
    article: String,
    copies: u8,
    copies_note: String,
    signs: Vec<Signer>,
    seal: bool,
    #[serde(rename = "field")]
    fields: Vec<Field>,
    #[serde(skip)]
    template: &'static str,
    #[serde(skip)]
    sample: &'static str,
    #[serde(skip)]
    hash: String,
}

impl Form {
    /// 文书名称。
    pub fn zh(&self) -> &str {
        &self.zh
    }

    /// English name, for the code and its readers.
    pub fn english(&self) -> &str {
        &self.english
    }

    /// 文号中的字。
    pub fn kind_word(&self) -> &str {
        &self.kind_word
    }

    /// Edition of the national set, for example `2020`.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// First day on which this edition may be issued, as 2020-01-01.
    pub fn valid_from(&self) -> &str {
        &self.valid_from
    }

    /// 制作本文书的法律依据。
    pub fn article(&self) -> &str {
        &self.article
    }

    /// How many copies are made.
    pub fn copies(&self) -> u8 {
        self.copies
    }

    /// 份数注记，印在末页页脚；没有的为空。
    pub fn copies_note(&self) -> &str {
        &self.copies_note
    }

    /// Who signs by hand, in print order.
    pub fn signs(&self) -> &[Signer] {
        &self.signs
    }

    /// 是否盖行政机关印章。
    pub fn seal(&self) -> bool {
        self.seal
    }

    /// The fields in print order.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The Typst template of this form; it reads `/data.json`, `/form.json` and `/layout/…`.
    pub fn template(&self) -> &'static str {
        self.template
    }

    /// Example data, as JSON.
    pub fn sample(&self) -> &'static str {
        self.sample
    }

    /// SHA-256 in hexadecimal over `form.toml`, the template and the shared layout.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    fn read((source, template, sample): (&str, &'static str, &'static str)) -> Result<Self, toml::de::Error> {
        let mut form: Form = toml::from_str(source)?;
        form.template = template;
        form.sample = sample;
        form.hash = fingerprint(source, template);
        Ok(form)
    }
}

/// Each part is preceded by its length, so that text moved from one file to the next changes the fingerprint.
fn fingerprint(source: &str, template: &str) -> String {
    let mut digest = Sha256::new();
    for part in [source, template].into_iter().chain(LAYOUT.iter().map(|(_, text)| *text)) {
        digest.update(part.len().to_be_bytes());
        digest.update(part.as_bytes());
    }
    hex::encode(digest.finalize())
}

fn files(name: FormName) -> (&'static str, &'static str, &'static str) {
    macro_rules! folder {
        ($folder:literal) => {
            (
                include_str!(concat!("../", $folder, "/form.toml")),
                include_str!(concat!("../", $folder, "/template.typ")),
                include_str!(concat!("../", $folder, "/sample.json")),
            )
        };
    }
    match name {
        FormName::InspectionScheme => folder!("inspection_scheme"),
        FormName::OnSiteRecord => folder!("on_site_record"),
        FormName::RectificationOrder => folder!("rectification_order"),
        FormName::ReCheckOpinion => folder!("re_check_opinion"),
    }
}

/// The form of that name, read once per process.
#[expect(clippy::panic, reason = "the file is compiled in; the test `every_form_reads` reads each of them")]
pub fn form(name: FormName) -> &'static Form {
    static READ: [OnceLock<Form>; FormName::ALL.len()] = [const { OnceLock::new() }; FormName::ALL.len()];
    let Some(slot) = READ.get(name as usize) else { panic!("{name} is missing from FormName::ALL") };
    slot.get_or_init(|| Form::read(files(name)).unwrap_or_else(|error| panic!("{name}/form.toml: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_and_agrees_with_its_name() {
        for name in FormName::ALL {
            let form = form(name);
            assert_eq!(form.zh(), name.zh());
            assert_eq!(form.kind_word(), name.kind_word());
            assert_eq!(form.edition(), "2020");
            assert_eq!(form.hash().len(), 64);
            assert!(form.template().contains("/layout/paper.typ"), "{name} uses the shared layout");
        }
    }

    #[test]
    fn moving_text_between_files_changes_the_fingerprint() {
        assert_ne!(fingerprint("ab", "c"), fingerprint("a", "bc"));
        assert_eq!(fingerprint("ab", "c"), fingerprint("ab", "c"));
    }

    #[test]
    fn every_field_is_printed_by_the_template() {
        for name in FormName::ALL {
            let form = form(name);
            for field in form.fields() {
                let printed = format!("d.{}", field.key);
                assert!(form.template().contains(&printed), "{name} never prints {printed}");
            }
        }
    }

    /// 盖章的文书一式两份并注明去向；不盖章的不注。
    #[test]
    fn a_sealed_paper_says_where_its_two_copies_go() {
        for name in FormName::ALL {
            let form = form(name);
            assert_eq!(form.copies() == 2, form.seal(), "{name}");
            assert_eq!(form.copies_note().contains("一式两份"), form.seal(), "{name}");
        }
    }
}
