//! 文书制作 · which papers are owed, and what they say

use super::rules::{self, Refusal};
use super::store::{self, Answer, Other, Row};
use super::{Verdict, text};
use authority::{Actor, ReadTx, SubjectKind, Verb};
use axum::response::Response;
use documents::issue::{Document, store as documents_store};
use forms::{FormName, OnSiteRecord, RectificationOrder};
use identity::organisation::{Profile, store as organisations};
use lexicon::{Days, InspectionId, LegalDay, Refused, Term, WorkCalendar, terms};
use registers::checklist::Measure;
use registers::officer::{self, Officer};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path};

terms! {
    /// 现场检查的文书
    pub enum PaperForm {
        OnSiteRecord = "on_site_record", "现场检查记录";
        RectificationOrder = "rectification_order", "责令限期整改指令书";
    }
}

impl PaperForm {
    /// The form in the catalogue.
    #[must_use]
    pub fn name(self) -> FormName {
        match self {
            Self::OnSiteRecord => FormName::ON_SITE_RECORD,
            Self::RectificationOrder => FormName::RECTIFICATION_ORDER,
        }
    }
}

/// What is written on a paper besides what the inspection knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperParticulars {
    /// 现场检查记录：拒绝签字等情况的说明
    #[serde(default)]
    pub refusal_note: String,
    /// 指令书：各问题没有自己期限时的整改期限
    pub due_on: Option<LegalDay>,
    /// 文书日期；空的为出具当日
    pub signed_on: Option<LegalDay>,
}

/// What was filled in for each paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    pub on_site_record: PaperParticulars,
    pub rectification_order: PaperParticulars,
    /// The deadlines as printed in the issued order, in the order of its problems.
    #[serde(default)]
    pub ordered: Vec<LegalDay>,
}

impl Filled {
    /// What was filled in for one paper.
    #[must_use]
    pub fn of(&self, form: PaperForm) -> &PaperParticulars {
        match form {
            PaperForm::OnSiteRecord => &self.on_site_record,
            PaperForm::RectificationOrder => &self.rectification_order,
        }
    }

    /// The same with one paper filled in anew.
    #[must_use]
    pub fn with(mut self, form: PaperForm, particulars: PaperParticulars) -> Self {
        match form {
            PaperForm::OnSiteRecord => self.on_site_record = particulars,
            PaperForm::RectificationOrder => self.rectification_order = particulars,
        }
        self
    }
}

/// A paper of an inspection.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InspectionPaper {
    pub form: PaperForm,
    /// 文书名称
    pub zh: String,
    /// 是否应当制作
    pub is_owed: bool,
    /// 应当制作或不需要制作的理由
    pub why: String,
    pub particulars: PaperParticulars,
    pub document: Option<Document>,
}

/// A problem as the papers name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Without a stop at its end.
    pub text: String,
    pub unit_zh: String,
    pub workshop: String,
    pub target_name: String,
    pub measure: Measure,
    /// Its own deadline.
    pub due_on: Option<LegalDay>,
    /// Calendar days when nobody wrote a deadline.
    pub usual_days: i64,
    pub violated: String,
}

/// 全部问题，先按方案的事项和对象次序，再列其他问题。
#[must_use]
pub fn problems(row: &Row, answers: &[Answer], others: &[Other]) -> Vec<Problem> {
    let items: HashMap<&str, usize> =
        row.items_json.iter().enumerate().map(|(i, item)| (item.id.as_str(), i)).collect();
    let targets: HashMap<&str, usize> = row.targets_json.iter().enumerate().map(|(i, t)| (t.as_str(), i)).collect();
    let mut found: Vec<(usize, usize, Problem)> = Vec::new();
    for a in answers.iter().filter(|a| a.verdict == Verdict::Defective) {
        let at = items.get(a.item_id.as_str()).copied().unwrap_or(usize::MAX);
        let (Some(item), Ok(measure)) = (row.items_json.get(at), Measure::parse(&a.measure)) else { continue };
        let violated = item.violated.join("、");
        let problem = Problem {
            text: text::problem((&a.unit_zh, &a.workshop, &a.target_name), &a.description, &violated),
            unit_zh: a.unit_zh.clone(),
            workshop: a.workshop.clone(),
            target_name: a.target_name.clone(),
            measure,
            due_on: a.due_on,
            usual_days: item.suggested_days,
            violated,
        };
        found.push((at, targets.get(a.target.as_str()).copied().unwrap_or(usize::MAX), problem));
    }
    found.sort_by_key(|(item, target, _)| (*item, *target));
    let others = others.iter().map(|o| Problem {
        text: text::problem(("", "", ""), &o.description, &o.violated),
        unit_zh: String::new(),
        workshop: String::new(),
        target_name: String::new(),
        measure: o.measure,
        due_on: o.due_on,
        usual_days: rules::OTHER_DAYS,
        violated: o.violated.clone(),
    });
    found.into_iter().map(|(_, _, problem)| problem).chain(others).collect()
}

/// The problems that have to be put right by a day.
pub fn to_rectify(problems: &[Problem]) -> Vec<Problem> {
    problems.iter().filter(|p| p.measure == Measure::Rectify).cloned().collect()
}

/// 整改期限：问题自己的，其次指令书统一的，再次自指令书日期起按建议日数，末日是休假日的顺延。自己的期限在出具时已经
/// 过去的，以指令书的为准；否则记录出具后拖延了指令书，就再也没有合法的期限。
#[must_use]
pub fn due_on(
    p: &Problem,
    order: &PaperParticulars,
    (signed_on, today): (LegalDay, LegalDay),
    calendar: &WorkCalendar,
) -> LegalDay {
    let days = Days(u32::try_from(p.usual_days.max(1)).unwrap_or(1));
    let own = p.due_on.filter(|day| *day > today || order.due_on.is_none());
    own.or(order.due_on).unwrap_or_else(|| calendar.end_of_days(signed_on, days))
}

/// Both papers, with why they are owed or not, and the document of each that was issued.
#[must_use]
pub fn shown(row: &Row, problems: &[Problem], documents: &[Document]) -> Vec<InspectionPaper> {
    let rectify = to_rectify(problems).len();
    let paper = |form: PaperForm, is_owed: bool, why: String| InspectionPaper {
        form,
        zh: form.zh().to_owned(),
        is_owed,
        why,
        particulars: row.papers_json.of(form).clone(),
        document: documents.iter().find(|d| d.form == form.code()).cloned(),
    };
    let record =
        "检查的时间、地点、内容、发现的问题及其处理情况应当作出书面记录（《安全生产法》第六十八条）".to_owned();
    let order = match rectify {
        0 => "没有责令限期整改的问题，不需要制作".to_owned(),
        n => format!("有{n}个问题责令限期整改（《安全生产法》第六十五条）"),
    };
    vec![paper(PaperForm::OnSiteRecord, true, record), paper(PaperForm::RectificationOrder, rectify > 0, order)]
}

/// Everything the papers are made of.
pub struct Material {
    pub row: Row,
    pub problems: Vec<Problem>,
    pub documents: Vec<Document>,
    pub officers: Vec<Officer>,
    pub profile: Profile,
}

/// Reads what the papers are made of.
///
/// # Errors
/// Not found; engine faults.
pub async fn material(tx: &mut ReadTx<'_>, id: InspectionId, today: LegalDay) -> authority::Result<Material> {
    let row = store::one(tx, id).await?;
    let answers = store::answers(tx, id).await?;
    let others = store::others(tx, id).await?;
    // 撤销的记录、指令书可以重新出具；这里只看有效的。
    let documents = documents_store::of_subject(tx, id.0).await?.into_iter().filter(|d| d.state.is_in_force());
    let documents = documents.map(Document::from).collect();
    let officers = officer::officers(tx, &row.officer_ids, today).await?;
    // 指令书载明的复议机关和法院，以其落款之日为准。
    let dated = row.papers_json.of(PaperForm::RectificationOrder).signed_on.unwrap_or(today);
    let profile = organisations::profile(tx, row.organisation_id, dated).await?;
    Ok(Material { problems: problems(&row, &answers, &others), row, documents, officers, profile })
}

impl Material {
    /// The day of a paper.
    #[must_use]
    pub fn signed_on(&self, form: PaperForm, today: LegalDay) -> LegalDay {
        self.row.papers_json.of(form).signed_on.unwrap_or(today)
    }

    /// The fields of a paper, without its number.
    #[must_use]
    pub fn data(&self, form: PaperForm, calendar: &WorkCalendar, today: LegalDay) -> Value {
        let signed_on = self.signed_on(form, today);
        match form {
            PaperForm::OnSiteRecord => self.record(signed_on).into_job_data(),
            PaperForm::RectificationOrder => self.order((signed_on, today), calendar).into_job_data(),
        }
    }

    fn record(&self, signed_on: LegalDay) -> OnSiteRecord {
        let p = &self.row.particulars_json;
        let time = |t: Option<lexicon::LegalTime>| t.map(lexicon::LegalTime::zh).unwrap_or_default();
        let texts: Vec<String> = self.problems.iter().map(|p| p.text.clone()).collect();
        OnSiteRecord {
            number: None,
            organisation: self.profile.name.clone(),
            party: p.party.clone(),
            address: p.address.clone(),
            legal_person: p.legal_person.clone(),
            legal_title: p.legal_title.clone(),
            phone: p.phone.clone(),
            places: p.places.clone(),
            time_from: time(p.checked_from),
            time_to: time(p.checked_to),
            officers: self.signers(),
            experts: p.experts.clone(),
            is_joint: p.is_joint,
            scheme_number: self.row.scheme_number.clone(),
            problems: text::sentences(&texts),
            refusal_note: Some(self.row.papers_json.on_site_record.refusal_note.clone())
                .filter(|n| !n.trim().is_empty()),
            signed_on: signed_on.zh(),
        }
    }

    fn order(&self, (signed_on, today): (LegalDay, LegalDay), calendar: &WorkCalendar) -> RectificationOrder {
        let rectify = to_rectify(&self.problems);
        let texts: Vec<String> = rectify.iter().map(|p| p.text.clone()).collect();
        RectificationOrder {
            number: None,
            organisation: self.profile.name.clone(),
            party: self.row.particulars_json.party.clone(),
            problems: text::enumeration(&texts),
            clauses: text::clauses(&self.due_days((signed_on, today), calendar)),
            measures_basis: RectificationOrder::BASIS.to_owned(),
            reconsideration_organ: self.profile.reconsideration_organ.clone(),
            litigation_court: self.profile.litigation_court.clone(),
            issued_on: signed_on.zh(),
            officers: self.signers(),
        }
    }

    /// The deadlines of the problems that have to be put right, in their order, for an order dated and issued `on`.
    #[must_use]
    pub fn due_days(&self, on: (LegalDay, LegalDay), calendar: &WorkCalendar) -> Vec<LegalDay> {
        let order = &self.row.papers_json.rectification_order;
        to_rectify(&self.problems).iter().map(|p| due_on(p, order, on, calendar)).collect()
    }

    fn signers(&self) -> Vec<forms::Officer> {
        let signer = |o: &Officer| forms::Officer {
            name: o.name.clone(),
            certificate_no: o.certificate_no.clone(),
            organisation: o.organisation_name.clone(),
        };
        self.officers.iter().map(signer).collect()
    }

    /// The papers as shown.
    #[must_use]
    pub fn shown(&self) -> Vec<InspectionPaper> {
        shown(&self.row, &self.problems, &self.documents)
    }
}

/// 应当制作的文书
#[utoipa::path(get, path = "/inspections/{id}/papers", tag = "现场执法检查", operation_id = "list_inspection_papers",
    params(("id" = InspectionId, Path)), responses((status = 200, body = Vec<InspectionPaper>)))]
pub async fn all(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<InspectionId>,
) -> web::Result<Json<Vec<InspectionPaper>>> {
    Ok(Json(looked_into(&caller, &app, id).await?.shown()))
}

/// 文书预览（未编号）
#[utoipa::path(get, path = "/inspections/{id}/papers/{form}/preview", tag = "现场执法检查",
    operation_id = "preview_inspection_paper", params(("id" = InspectionId, Path), ("form" = PaperForm, Path)),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>)))]
pub async fn preview(
    Caller(caller): Caller,
    app: App,
    Path((id, form)): Path<(InspectionId, PaperForm)>,
) -> web::Result<Response> {
    let today = app.clock.today();
    let material = looked_into(&caller, &app, id).await?;
    owed(form, &material.problems)?;
    let data = material.data(form, &app.calendar, today);
    Ok(documents::issue::preview(&app, material.row.organisation_id, form.name(), &data).await?)
}

/// What goes into the papers, for somebody who looks; that he did stands in the trail.
async fn looked_into(caller: &Arc<Actor>, app: &App, id: InspectionId) -> web::Result<Material> {
    let permit = caller.may(Verb::ReadInspection)?;
    let (reader, today) = (permit.clone(), app.clock.today());
    let read = app.db.read(permit, move |tx| Box::pin(async move { material(tx, id, today).await }));
    let material = read.await?;
    web::looked_at(app, reader, SubjectKind::Inspection, id).await;
    Ok(material)
}

/// 没有责令限期整改的问题，就没有指令书。
///
/// # Errors
/// `inspection.not_owed`.
pub fn owed(form: PaperForm, problems: &[Problem]) -> lexicon::Ruling<()> {
    match form {
        PaperForm::RectificationOrder if to_rectify(problems).is_empty() => Err(Refusal::NotOwed.refused()),
        _ => Ok(()),
    }
}

/// 已出具的文书不能更改。
///
/// # Errors
/// `inspection.already_issued`.
pub fn untouched(form: PaperForm, documents: &[Document]) -> lexicon::Ruling<()> {
    if documents.iter().any(|d| d.form == form.code()) {
        return Err(Refused { by_state: true, ..Refusal::AlreadyIssued.refused() });
    }
    Ok(())
}
