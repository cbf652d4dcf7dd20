//! 式样 · one form as data
//!
//! Reads `form.toml`, keeps the template beside it, and gives both one fingerprint, so that an issued paper can say
//! exactly which form it was printed from.

use std::sync::LazyLock;

use lexicon::LegalDay;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::facts::{Facts, Signer};
use crate::folder::{FOLDERS, Folder, LAYOUT};
use crate::{FormName, UnknownForm};

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
    /// Any of `choices`, as a list of the chosen ones; printed with a box before each.
    Ticks,
    /// 金额：以分计的整数；纸面印数字和大写。
    Amount,
    /// A whole number, not of money: 第几次、几份.
    Count,
    /// A list of one-line texts.
    List,
    /// 问题：一条一段，按顺序编号。
    Problems,
    /// 执法人员：姓名、证号、单位。
    Officers,
    /// 审核、审批等意见：意见、签署人、签署日期。没有的留空白待签。
    Opinion,
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
    /// What a `choice` or the `ticks` may be.
    #[serde(default)]
    pub choices: Vec<String>,
    /// Where the pre-filled value comes from, for example `enterprise.address`; empty when an officer writes it.
    #[serde(default)]
    pub source: String,
    /// A further copy of the kind in the same matter takes it over from the one before.
    #[serde(default)]
    pub again: bool,
    /// Fields of one row (`rows`) or of the `group`; `officers` and `opinion` have their own.
    #[serde(default, rename = "column")]
    pub columns: Vec<Field>,
}

fn two_hundred() -> usize {
    200
}

impl Field {
    /// A required field of one kind, as officers and opinions have them.
    fn plain(key: &str, zh: &str, kind: Kind, max_chars: usize) -> Self {
        Self {
            key: key.to_owned(),
            zh: zh.to_owned(),
            kind,
            required: true,
            max_chars,
            max_items: two_hundred(),
            choices: Vec::new(),
            source: String::new(),
            again: false,
            columns: Vec::new(),
        }
    }

    /// Officers and opinions have the same columns on every paper.
    fn complete(&mut self) {
        match self.kind {
            Kind::Officers => {
                self.columns = vec![
                    Self::plain("name", "姓名", Kind::Text, 30),
                    Self::plain("certificate_no", "执法证号", Kind::Text, 40),
                    Self::plain("organisation", "所属机关", Kind::Text, 80),
                ];
            }
            Kind::Opinion => {
                self.columns = vec![
                    Self::plain("text", "意见", Kind::LongText, 600),
                    Self::plain("name", "签署人", Kind::Text, 30),
                    Self::plain("on", "签署日期", Kind::Day, 20),
                ];
            }
            _ => self.columns.iter_mut().for_each(Self::complete),
        }
    }
}

/// A form: its fields, its template and what the law says about signing and copies.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    zh: String,
    english: String,
    #[serde(default)]
    kind_word: String,
    edition: String,
    valid_from: String,
    article: String,
    copies: u8,
    copies_note: String,
    signs: Vec<Signer>,
    seal: bool,
    facts: Facts,
    #[serde(rename = "field")]
    fields: Vec<Field>,
    #[serde(skip)]
    name: Option<FormName>,
    #[serde(skip)]
    template: &'static str,
    #[serde(skip)]
    sample: &'static str,
    #[serde(skip)]
    minimal: &'static str,
    #[serde(skip)]
    hash: String,
}

impl Form {
    /// The form's name.
    pub fn name(&self) -> FormName {
        self.name.unwrap_or(FormName::INSPECTION_SCHEME)
    }

    /// The row of the master table: phase, prerequisites, approval, cardinality.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Whether papers of this kind carry a 文号; 笔录、清单、目录 do not.
    pub fn is_numbered(&self) -> bool {
        !self.kind_word.is_empty()
    }

    /// Whether this edition may be issued on the day.
    pub fn may_be_issued_on(&self, day: LegalDay) -> bool {
        let day = day.to_string();
        self.valid_from <= day && (self.facts.valid_to.is_empty() || day <= self.facts.valid_to)
    }

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

    /// The least that the law lets stand on the paper, as JSON.
    pub fn minimal(&self) -> &'static str {
        self.minimal
    }

    /// SHA-256 in hexadecimal over `form.toml`, the template and the shared layout.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    fn read(folder: &Folder) -> Result<Self, String> {
        let mut form: Form = toml::from_str(folder.about).map_err(|error| error.to_string())?;
        form.name = Some(folder.code.parse().map_err(|error: UnknownForm| error.to_string())?);
        form.fields.iter_mut().for_each(Field::complete);
        form.template = folder.template;
        form.sample = folder.sample;
        form.minimal = folder.minimal;
        form.hash = fingerprint(folder.about, folder.template);
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

/// Every form, in the order of the procedure: by phase, then by number.
#[expect(clippy::panic, reason = "the files are compiled in; every test of this crate reads each of them")]
pub fn catalogue() -> &'static [Form] {
    static READ: LazyLock<Vec<Form>> = LazyLock::new(|| {
        let read =
            |folder: &Folder| Form::read(folder).unwrap_or_else(|error| panic!("{}/form.toml: {error}", folder.code));
        let mut forms: Vec<Form> = FOLDERS.iter().map(read).collect();
        forms.sort_by(|a, b| (a.facts.phase, a.facts.place()).cmp(&(b.facts.phase, b.facts.place())));
        forms
    });
    &READ
}

/// The form of that name.
#[expect(
    clippy::panic,
    reason = "a name comes from a folder; the test `every_folder_is_in_the_catalogue_once` counts them"
)]
pub fn form(name: FormName) -> &'static Form {
    catalogue().iter().find(|form| form.name == Some(name)).unwrap_or_else(|| panic!("no form {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_and_uses_the_shared_layout() {
        for form in catalogue() {
            assert_eq!(form.hash().len(), 64);
            assert!(form.template().contains("/layout/kit.typ"), "{}", form.name());
            assert!(!form.zh().is_empty() && !form.article().is_empty(), "{}", form.name());
        }
    }

    #[test]
    fn the_examples_of_every_form_are_lawful() {
        for form in catalogue() {
            for text in [form.sample(), form.minimal()] {
                let data = serde_json::from_str(text).unwrap();
                assert_eq!(form.validate(&data), Ok(()), "{}", form.name());
            }
        }
    }

    /// 文号须有栏目；不编号的文书没有文号栏。
    #[test]
    fn a_numbered_form_has_the_field_of_its_number() {
        for form in catalogue() {
            assert_eq!(form.fields().iter().any(|field| field.key == "number"), form.is_numbered(), "{}", form.name());
        }
    }

    #[test]
    fn choices_stand_where_they_are_chosen_from_and_nowhere_else() {
        fn each(fields: &[Field], name: FormName) {
            for field in fields {
                let chosen = matches!(field.kind, Kind::Choice | Kind::Ticks);
                assert_eq!(chosen, !field.choices.is_empty(), "{name}.{}", field.key);
                let has_columns = matches!(field.kind, Kind::Rows | Kind::Group | Kind::Officers | Kind::Opinion);
                assert_eq!(has_columns, !field.columns.is_empty(), "{name}.{}", field.key);
                each(&field.columns, name);
            }
        }
        for form in catalogue() {
            each(form.fields(), form.name());
        }
    }

    #[test]
    fn an_edition_is_issued_from_its_first_day_to_its_last() {
        let mut form = form(FormName::ON_SITE_RECORD).clone();
        let day = |text: &str| LegalDay::parse(text).unwrap();
        assert!(!form.may_be_issued_on(day("2019-12-31")) && form.may_be_issued_on(day("2020-01-01")));
        form.facts.valid_to = "2026-12-31".to_owned();
        assert!(form.may_be_issued_on(day("2026-12-31")) && !form.may_be_issued_on(day("2027-01-01")));
    }

    #[test]
    fn moving_text_between_files_changes_the_fingerprint() {
        assert_ne!(fingerprint("ab", "c"), fingerprint("a", "bc"));
        assert_eq!(fingerprint("ab", "c"), fingerprint("ab", "c"));
    }

    /// 盖章的文书一式两份并注明去向。
    #[test]
    fn a_sealed_paper_says_where_its_copies_go() {
        for form in catalogue() {
            let name = form.name();
            assert!(!form.seal() || form.copies() >= 2, "{name}");
            assert_eq!(form.copies() >= 2, form.copies_note().contains("一式"), "{name}");
        }
    }
}
