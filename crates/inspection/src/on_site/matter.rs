//! 一次检查的全部材料 · what one inspection left on paper and in pictures
//!
//! 检查的文书分属三处：方案、现场检查、整改复查。归档时作为一件事看。
//! 不在这里：成卷的次序和页号（见 archive）

use super::state::InspectionState;
use super::store::{self, Answer, Other, Row};
use crate::rectification::state::RectificationState;
use crate::rectification::store as rectifications;
use authority::{ReadTx, Result};
use documents::issue::{Document, store as documents_store};
use documents::life::store as life;
use evidence::Attachment;
use evidence::licence::{self, Licence};
use lexicon::{AttachmentId, InspectionId, LegalDay, LegalTime, OrganisationId, Term};
use registers::officer::{self, Officer};
use serde::Serialize;
use std::collections::HashMap;

/// One inspection with its re-check.
#[derive(Debug, Clone)]
pub struct Matter {
    pub id: InspectionId,
    pub organisation_id: OrganisationId,
    pub organisation_name: String,
    /// 被检查单位
    pub party: String,
    /// 现场检查记录的文号
    pub number: String,
    pub state: InspectionState,
    pub problems: i64,
    /// How the rectification stands, when problems were ordered to be put right.
    pub rectification: Option<RectificationState>,
    pub officers: Vec<Officer>,
    /// 检查之日；还没有检查的是计划之日
    pub inspected_on: LegalDay,
    /// 办结之日
    pub closed_on: Option<LegalDay>,
    /// Scheme, inspection, rectification: the papers of each in the order of their making.
    pub documents: Vec<Document>,
    pub photos: Vec<Photo>,
    /// 送达回证：内容是所送达的文书，地点处写送达方式和日期
    pub receipts: Vec<Photo>,
    /// 企业在用的证照
    pub licences: Vec<Licence>,
}

/// A file that was handed in as evidence, and what it shows.
#[derive(Debug, Clone, Serialize)]
pub struct Photo {
    pub file: Attachment,
    /// 问题，或者“检查情况”
    pub shown: String,
    pub place: String,
}

/// Reads a matter within the caller's scope.
///
/// # Errors
/// Not found; engine faults.
pub async fn matter(tx: &mut ReadTx<'_>, id: InspectionId, today: LegalDay) -> Result<Matter> {
    let row = store::one(tx, id).await?;
    let answers = store::answers(tx, id).await?;
    let others = store::others(tx, id).await?;
    let rectification = match row.rectification_id {
        Some(id) => Some(rectifications::one(tx, id).await?),
        None => None,
    };
    let re_check = match row.rectification_id {
        Some(id) => rectifications::re_check(tx, id).await?,
        None => None,
    };
    let subjects = [Some(row.scheme_id.0), Some(id.0), row.rectification_id.map(|id| id.0)];
    let subjects: Vec<uuid::Uuid> = subjects.into_iter().flatten().collect();
    let mut documents = Vec::new();
    for subject in &subjects {
        documents.extend(documents_store::of_subject(tx, *subject).await?.into_iter().map(Document::from));
    }
    let receipts = receipts(tx, &subjects).await?;
    let licences = licence::in_use(tx, row.enterprise_id).await?;
    let mut said = said(&row, &answers, &others);
    for finding in re_check.iter().flat_map(|c| &c.findings_json) {
        for attachment in &finding.attachments {
            said.entry(*attachment).or_insert_with(|| (format!("整改复查：{}", finding.remark), String::new()));
        }
    }
    let photos = photos(tx, said).await?;
    let checked = re_check.map(|c| c.checked_at.day());
    let ended = rectification.as_ref().and_then(|r| checked.or(r.terminated_at.map(lexicon::Instant::day)));
    let is_concluded = row.state == InspectionState::Concluded;
    Ok(Matter {
        id,
        organisation_id: row.organisation_id,
        officers: officer::officers(tx, &row.officer_ids, today).await?,
        inspected_on: row.particulars_json.checked_from.map_or(row.inspect_from, LegalTime::day),
        closed_on: if row.rectification_id.is_some() { ended } else { is_concluded.then(|| row.updated_at.day()) },
        party: if row.particulars_json.party.is_empty() { row.enterprise_name } else { row.particulars_json.party },
        organisation_name: row.organisation_name,
        number: row.number,
        state: row.state,
        problems: row.problems,
        rectification: rectification.map(|r| r.state),
        documents,
        photos,
        receipts,
        licences,
    })
}

/// What each file shows and where, by the answer it was handed in with.
fn said(row: &Row, answers: &[Answer], others: &[Other]) -> HashMap<AttachmentId, (String, String)> {
    let asked: HashMap<&str, &str> =
        row.items_json.iter().map(|item| (item.id.as_str(), item.content.as_str())).collect();
    let mut said = HashMap::new();
    for answer in answers {
        let item = asked.get(answer.item_id.as_str()).copied().unwrap_or_default();
        let words = if answer.description.is_empty() { item } else { &answer.description };
        let place = [&answer.workshop, &answer.target_name].map(String::as_str).join(" ");
        for attachment in &answer.attachments {
            said.insert(*attachment, (words.to_owned(), place.trim().to_owned()));
        }
    }
    for other in others {
        for attachment in &other.attachments {
            said.insert(*attachment, (other.description.clone(), String::new()));
        }
    }
    said
}

/// 送达回证，按送达先后。
async fn receipts(tx: &mut ReadTx<'_>, subjects: &[uuid::Uuid]) -> Result<Vec<Photo>> {
    let mut found = Vec::new();
    for served in life::served(tx, subjects).await? {
        let zh = served.form.parse::<forms::FormName>().map(forms::FormName::zh).unwrap_or_default();
        let how = format!("{}，{}", served.method.zh(), served.served_at.day().zh());
        let files = evidence::of(tx, &served.attachments).await?;
        let shown = format!("{zh}{}", served.number);
        found.extend(files.into_iter().map(|file| Photo { file, shown: shown.clone(), place: how.clone() }));
    }
    Ok(found)
}

/// The files with what they show, oldest first.
async fn photos(tx: &mut ReadTx<'_>, mut said: HashMap<AttachmentId, (String, String)>) -> Result<Vec<Photo>> {
    let ids: Vec<AttachmentId> = said.keys().copied().collect();
    let files = evidence::of(tx, &ids).await?;
    let photo = |file: Attachment| {
        let (shown, place) = said.remove(&file.id).unwrap_or_default();
        Photo { file, shown, place }
    };
    Ok(files.into_iter().map(photo).collect())
}
