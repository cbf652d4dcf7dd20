//! 卷内次序 · what goes into a volume, and in which order
//!
//! 次序由制作人选定：按办案环节（检查、复查、强制、立案、调查取证、决定、听证、执行、移送、结案，同一环节按式样总表，同一种按
//! 出具先后），或者按出具先后，各地立卷标准不一；照片在文书之后，书证、送达回证、证照在照片之后。

use super::{KeptFor, PaperOrder};
use documents::issue::Document;
use documents::issue::state::DocumentState;
use evidence::Attachment;
use evidence::licence::Licence;
use forms::{FormName, Phase};
use inspection::on_site::matter::{Matter, Photo};
use inspection::on_site::state::InspectionState;
use lexicon::{LegalDay, Term};
use serde::Serialize;
use std::collections::HashMap;
use web::Vault;

/// 案卷首页
const CASE_COVER: &str = "volume_cover";

/// Everything a volume is made of. The same plan is the same file.
#[derive(Debug, Clone, Serialize)]
pub struct Plan {
    pub organisation: String,
    pub title: String,
    pub party: String,
    pub record_number: String,
    pub inspected_on: LegalDay,
    pub closed_on: Option<LegalDay>,
    pub result: String,
    /// Name, certificate, organ.
    pub officers: Vec<forms::Officer>,
    pub kept_for: KeptFor,
    pub archivist: String,
    pub made_on: LegalDay,
    pub is_closed: bool,
    pub paper_order: PaperOrder,
    /// 出具了的案卷首页，作封面
    #[serde(serialize_with = "digest_of_one")]
    pub cover: Option<Document>,
    /// 另行出具、不装订的目录和备考表的份数
    pub left_out: usize,
    #[serde(serialize_with = "digests")]
    pub documents: Vec<Document>,
    pub photos: Vec<Photo>,
    pub annexes: Vec<Annex>,
}

/// 附件的种类
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum AnnexKind {
    /// 检查中取得的扫描件
    Evidence,
    /// 送达回证
    Receipt,
    /// 企业的证照
    Licence,
}

impl AnnexKind {
    /// As the page is headed.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Evidence => "书证",
            Self::Receipt => "送达回证",
            Self::Licence => "证照",
        }
    }
}

/// A file that goes in behind the photos, with an entry of its own.
#[derive(Debug, Clone, Serialize)]
pub struct Annex {
    pub kind: AnnexKind,
    pub file: Attachment,
    pub shown: String,
    pub place: String,
}

impl Annex {
    fn of(kind: AnnexKind) -> impl Fn(Photo) -> Self {
        move |Photo { file, shown, place }| Self { kind, file, shown, place }
    }

    /// 证照写明种类、证号、有效期。
    fn of_licence(licence: Licence) -> Self {
        let valid = licence.valid_to.map_or_else(|| "长期有效".to_owned(), |day| format!("有效期至{}", day.zh()));
        Self {
            kind: AnnexKind::Licence,
            shown: format!("{} {}", licence.kind.zh(), licence.number).trim().to_owned(),
            place: valid,
            file: licence.attachment,
        }
    }

    /// The name of its entry in the directory.
    #[must_use]
    pub fn name(&self) -> String {
        let words = match self.kind {
            AnnexKind::Evidence => &self.file.name,
            AnnexKind::Receipt | AnnexKind::Licence => &self.shown,
        };
        format!("{}：{words}", self.kind.zh())
    }

    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.file.media_type.starts_with("image/")
    }
}

/// A paper that was withdrawn since is another paper in the directory, although its file is the same.
fn digests<S: serde::Serializer>(documents: &[Document], s: S) -> Result<S::Ok, S::Error> {
    s.collect_seq(documents.iter().map(digest))
}

fn digest_of_one<S: serde::Serializer>(document: &Option<Document>, s: S) -> Result<S::Ok, S::Error> {
    s.collect_seq(document.iter().map(digest))
}

fn digest(document: &Document) -> (lexicon::DocumentId, &str, &'static str) {
    (document.id, &document.sha256, remark(document))
}

/// 目录的备注：已被更正、撤销的文书仍在卷内，写明它已不再有效。
#[must_use]
pub fn remark(document: &Document) -> &'static str {
    match document.state {
        state @ (DocumentState::Superseded | DocumentState::Withdrawn) => state.zh(),
        _ => "",
    }
}

/// 归档环节的式样：首页、目录、备考表，说的是卷，不是卷内材料。
fn is_of_the_archive(document: &Document) -> bool {
    let form = document.form.parse::<FormName>().ok();
    form.is_some_and(|form| forms::form(form).facts().phase == Phase::Archive)
}

/// 文书按卷内次序。
#[must_use]
pub fn ordered(mut documents: Vec<Document>, order: PaperOrder) -> Vec<Document> {
    let place: HashMap<&str, usize> = FormName::all().map(FormName::code).zip(0..).collect();
    let of = |d: &Document| match order {
        PaperOrder::ByPhase => place.get(d.form.as_str()).copied().unwrap_or(usize::MAX),
        PaperOrder::ByDate => 0,
    };
    documents.sort_by_key(|d| (of(d), d.issued_at.map_or(i64::MAX, |at| at.0), d.id));
    documents
}

/// Of the papers about the volume itself: the 案卷首页 that holds, the newest; and how many others there are.
fn front(papers: Vec<Document>) -> (Option<Document>, usize) {
    let count = papers.len();
    let covers = papers.into_iter().filter(|d| d.form == CASE_COVER && d.state.is_in_force());
    let cover = covers.max_by_key(|d| (d.issued_at.map(|at| at.0), d.id));
    let left_out = count - usize::from(cover.is_some());
    (cover, left_out)
}

impl Plan {
    /// 只收已出具的文书；照片按上传先后，送达回证按送达先后。
    #[must_use]
    pub fn of(matter: Matter, laid_down: (KeptFor, PaperOrder), (archivist, made_on): (String, LegalDay)) -> Self {
        let (kept_for, paper_order) = laid_down;
        let result = result(&matter);
        let is_closed = matter.state == InspectionState::Concluded && matter.closed_on.is_some();
        let issued = ordered(matter.documents, paper_order).into_iter().filter(|d| !d.sha256.is_empty());
        let (about, documents): (Vec<Document>, Vec<Document>) = issued.partition(is_of_the_archive);
        let (cover, left_out) = front(about);
        let (photos, scans): (Vec<Photo>, Vec<Photo>) =
            matter.photos.into_iter().partition(|photo| photo.file.media_type.starts_with("image/"));
        let mut annexes: Vec<Annex> = scans.into_iter().map(Annex::of(AnnexKind::Evidence)).collect();
        annexes.extend(matter.receipts.into_iter().map(Annex::of(AnnexKind::Receipt)));
        annexes.extend(matter.licences.into_iter().map(Annex::of_licence));
        let officer = |o: registers::officer::Officer| forms::Officer {
            name: o.name,
            certificate_no: o.certificate_no,
            organisation: o.organisation_name,
        };
        Self {
            title: format!("对{}的安全生产执法检查", matter.party),
            organisation: matter.organisation_name,
            party: matter.party,
            record_number: matter.number,
            inspected_on: matter.inspected_on,
            closed_on: matter.closed_on,
            result,
            officers: matter.officers.into_iter().map(officer).collect(),
            kept_for,
            archivist,
            made_on,
            is_closed,
            paper_order,
            cover,
            left_out,
            documents,
            photos,
            annexes,
        }
    }

    /// The digest of what goes in.
    ///
    /// # Errors
    /// None that a plan can have.
    pub fn digest(&self) -> authority::Result<String> {
        Ok(Vault::digest(serde_json::to_string(self)?.as_bytes()))
    }

    /// The name of the file.
    #[must_use]
    pub fn file_name(&self, version: i64) -> String {
        format!("卷宗 {} {} 第{version}版.pdf", self.party, self.record_number)
    }
}

/// 检查结果一句话：有没有问题，问题到了哪一步。
fn result(matter: &Matter) -> String {
    match (matter.problems, matter.rectification) {
        (0, _) if matter.state == InspectionState::Concluded => "未发现问题。".to_owned(),
        (0, _) => format!("{}。", matter.state.zh()),
        (n, None) => format!("发现问题{n}项。"),
        (n, Some(state)) => format!("发现问题{n}项，责令限期整改：{}。", state.zh()),
    }
}

/// The pages of one piece, for the directory: `3`, or `3—5`.
#[must_use]
pub fn pages(first: usize, count: usize) -> String {
    match count {
        0 | 1 => first.to_string(),
        n => format!("{first}—{}", first + n - 1),
    }
}
