//! 执法情报 · the story of one enterprise

use super::rules::{self, Fault, Look};
use super::{
    Counts, DocumentLine, InspectionLine, Intelligence, LicenceLine, OrderLine, PenaltyLine, Photo, ProblemLine,
    ReCheckLine, store,
};
use authority::{Actor, Halt, ReadTx, Result, SubjectKind, Verb};
use inspection::rectification::rules::reminder;
use inspection::rectification::state::RectificationState;
use lexicon::{AttachmentId, EnterpriseId, InspectionId, LegalDay, Stage, Term};
use registers::checklist::Measure;
use std::collections::{HashMap, HashSet};
use web::{App, Caller, Json, Path};

/// The most photographs.
const MOST_PHOTOS: usize = 60;

/// 执法情报
#[utoipa::path(get, path = "/enterprises/{id}/intelligence", tag = "统计查询", operation_id = "enterprise_intelligence", params(("id" = EnterpriseId, Path)), responses((status = 200, body = Intelligence)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<EnterpriseId>) -> web::Result<Json<Intelligence>> {
    caller.may(Verb::ReadEnterprise)?;
    let permit = caller.may(Verb::ReadInspection)?;
    let (inner, reader) = (app.clone(), permit.clone());
    let today = app.clock.today();
    let read = app.db.read(permit, move |tx| Box::pin(async move { story(tx, &inner.reference, (id, today)).await }));
    let shown = read.await?;
    web::looked_at(&app, reader, SubjectKind::Enterprise, id).await;
    Ok(Json(shown))
}

async fn story(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    (id, today): (EnterpriseId, LegalDay),
) -> Result<Intelligence> {
    let enterprise = registers::enterprise::store::take_row(tx, id).await?;
    let actor = tx.actor().clone();
    // 并入本企业的，以往的检查、整改和文书一并列出。
    let family = registers::duplicate::merge_store::family(tx, id).await?;
    let inspections = store::inspections(tx, &family).await?;
    let (faults, shots) = faults(tx, reference, &inspections).await?;
    let ids: Vec<InspectionId> = inspections.iter().map(|line| line.id).collect();
    let looks = looks(tx, &ids).await?;
    let standing: HashSet<_> = store::standing(tx, id).await?.into_iter().map(|(piece,)| piece).collect();
    let orders = if actor.holds(Verb::ReadRectification) { orders(tx, &family, today).await? } else { Vec::new() };
    let penalties = penalties(tx, &family, &actor).await?;
    let documents = documents(tx, &family, &actor).await?;
    let equipment = rules::memory(&looks, &faults, &standing);
    let photos = photos(tx, &actor, &faults, &shots).await?;
    let licences = licences(tx, &family, today).await?;
    let recurrences = rules::recurrences(&faults);
    let open = |line: &&OrderLine| line.state == RectificationState::AwaitingReCheck;
    let counts = Counts {
        inspections: number(inspections.len()),
        last_inspected_on: inspections.iter().map(|line| line.inspect_from).max(),
        problems: number(faults.len()),
        recurrences: number(recurrences.len()),
        orders_open: number(orders.iter().filter(open).count()),
        orders_overdue: number(orders.iter().filter(open).filter(|line| line.days_left < 0).count()),
        orders_failed: number(orders.iter().filter(|line| line.state == RectificationState::Failed).count()),
        penalties: number(penalties.iter().filter(|line| rules::holds(line.state)).count()),
        documents: number(documents.len()),
        equipment_defective: number(equipment.iter().filter(|piece| piece.defective > 0).count()),
    };
    let is_shortened = [counts.inspections, number(orders.len()), counts.documents].iter().any(|n| *n >= store::MOST);
    Ok(Intelligence {
        enterprise,
        counts,
        problems: problems(&faults, &shots),
        recurrences,
        measures: rules::measures(&faults),
        inspections: inspections.into_iter().map(InspectionLine::from).collect(),
        orders,
        penalties,
        documents,
        equipment,
        photos,
        licences,
        is_shortened,
        at: tx.now(),
    })
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The files of each fault, in the order of the faults.
type Shots = Vec<Vec<AttachmentId>>;

/// Every fault of these inspections, newest first, with its files.
async fn faults(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    inspections: &[store::Inspected],
) -> Result<(Vec<Fault>, Shots)> {
    let ids: Vec<InspectionId> = inspections.iter().map(|line| line.id).collect();
    if ids.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let days: HashMap<InspectionId, LegalDay> = inspections.iter().map(|line| (line.id, line.inspect_from)).collect();
    let day = |id: &InspectionId| days.get(id).copied();
    let answers = store::answers(tx, &ids).await?;
    let words = words(tx, reference, &answers).await?;
    let mut both: Vec<(Fault, Vec<AttachmentId>)> = Vec::with_capacity(answers.len());
    for a in answers {
        let Some(found_on) = day(&a.inspection_id) else { continue };
        let fault = Fault {
            inspection_id: a.inspection_id,
            found_on,
            item: words.get(&a.item_id).cloned().unwrap_or_default(),
            item_id: a.item_id,
            target: a.target,
            target_name: a.target_name,
            workshop: a.workshop,
            description: a.description,
            measure: Measure::parse(&a.measure).ok(),
        };
        both.push((fault, a.attachments));
    }
    for o in store::others(tx, &ids).await? {
        let Some(found_on) = day(&o.inspection_id) else { continue };
        let fault = Fault {
            inspection_id: o.inspection_id,
            found_on,
            item_id: String::new(),
            item: String::new(),
            target: String::new(),
            target_name: String::new(),
            workshop: String::new(),
            description: o.description,
            measure: Some(o.measure),
        };
        both.push((fault, o.attachments));
    }
    both.sort_by_key(|(fault, _)| std::cmp::Reverse((fault.found_on, fault.inspection_id)));
    Ok(both.into_iter().unzip())
}

/// What the items say: as the lists of the program have them, otherwise as the inspection kept them.
async fn words(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    answers: &[store::Answer],
) -> Result<HashMap<String, String>> {
    let mut out = HashMap::new();
    for list in &reference.checklists {
        for (n, item) in (1..).zip(&list.items) {
            let id = registers::checklist::rules::id_of(list, &item.code);
            out.insert(id, format!("{}第{n}项：{}", list.zh, item.content));
        }
    }
    for answer in answers {
        if !out.contains_key(&answer.item_id) {
            for item in store::items(tx, answer.inspection_id).await? {
                out.entry(item.id).or_insert(format!("{}第{}项：{}", item.list_zh, item.ordinal, item.content));
            }
            // Asked once, even when the inspection does not know it either.
            out.entry(answer.item_id.clone()).or_default();
        }
    }
    Ok(out)
}

async fn looks(tx: &mut ReadTx<'_>, ids: &[InspectionId]) -> Result<Vec<Look>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = store::looks(tx, ids).await?.into_iter().map(|l| Look {
        target: l.target,
        target_name: l.target_name,
        workshop: l.workshop,
        inspections: l.inspections,
        last_at: l.last_at,
    });
    Ok(found.collect())
}

fn problems(faults: &[Fault], shots: &Shots) -> Vec<ProblemLine> {
    let nth = rules::nth(faults);
    let lines = faults.iter().zip(nth).zip(shots).map(|((fault, nth), shots)| ProblemLine {
        inspection_id: fault.inspection_id,
        found_on: fault.found_on,
        item: fault.item.clone(),
        workshop: fault.workshop.clone(),
        target_name: fault.target_name.clone(),
        description: fault.description.clone(),
        measure: fault.measure,
        nth,
        photos: shots.clone(),
    });
    lines.collect()
}

async fn orders(tx: &mut ReadTx<'_>, firms: &[EnterpriseId], today: LegalDay) -> Result<Vec<OrderLine>> {
    let orders = store::orders(tx, firms).await?;
    let ids: Vec<_> = orders.iter().map(|order| order.id).collect();
    let mut checks: HashMap<_, _> = HashMap::new();
    if !ids.is_empty() {
        for check in store::re_checks(tx, &ids).await? {
            checks.insert(check.rectification_id, check);
        }
    }
    let lines = orders.into_iter().map(|o| {
        let is_open = !RectificationState::FINAL.contains(&o.state);
        OrderLine {
            re_check: checks.remove(&o.id).map(|check| ReCheckLine {
                checked_at: check.checked_at,
                conclusion: check.conclusion,
                document_id: check.document_id,
                document_number: check.document_number,
            }),
            id: o.id,
            order_number: o.order_number,
            order_document_id: o.order_document_id,
            ordered_on: o.ordered_on,
            due_on: o.due_on,
            is_extended: o.is_extended,
            state: o.state,
            level: is_open.then(|| reminder(o.due_on, today)),
            days_left: today.days_until(o.due_on),
            problems: o.problems,
            termination_reason: o.termination_reason,
        }
    });
    Ok(lines.collect())
}

async fn documents(tx: &mut ReadTx<'_>, firms: &[EnterpriseId], actor: &Actor) -> Result<Vec<DocumentLine>> {
    if !actor.holds(Verb::ReadDocument) {
        return Ok(Vec::new());
    }
    let lines = store::papers(tx, firms).await?.into_iter().map(|paper| DocumentLine {
        form_zh: paper.form.parse::<forms::FormName>().map_or(paper.form, |f| f.zh().to_owned()),
        id: paper.id,
        number: paper.number,
        organisation_name: paper.organisation_name,
        issued_at: paper.issued_at,
        pages: paper.pages,
        state: paper.state,
    });
    Ok(lines.collect())
}

async fn penalties(tx: &mut ReadTx<'_>, firms: &[EnterpriseId], actor: &Actor) -> Result<Vec<PenaltyLine>> {
    if !actor.holds(Verb::ReadDocument) {
        return Ok(Vec::new());
    }
    Ok(store::decisions(tx, firms).await?.into_iter().map(rules::penalty).collect())
}

/// The licences in use of the firm and of those merged into it.
async fn licences(tx: &mut ReadTx<'_>, family: &[EnterpriseId], today: LegalDay) -> Result<Vec<LicenceLine>> {
    let mut lines = Vec::new();
    for (n, firm) in family.iter().enumerate() {
        // 并入的企业在本人的管辖范围以外的，它的证照不列。
        let merged_name = match registers::enterprise::store::take_row(tx, *firm).await {
            Ok(row) => {
                if n == 0 {
                    String::new()
                } else {
                    row.name
                }
            }
            Err(Halt::NotFound) => continue,
            Err(halt) => return Err(halt),
        };
        let own = evidence::licence::in_use(tx, *firm).await?;
        lines.extend(own.into_iter().map(|licence| LicenceLine {
            id: licence.id,
            kind: licence.kind,
            number: licence.number,
            valid_to: licence.valid_to,
            validity: evidence::licence::validity(licence.valid_to, today),
            days_left: licence.valid_to.map(|last| today.days_until(last)),
            merged_name: merged_name.clone(),
            added_at: licence.added_at,
        }));
    }
    lines.sort_by_key(|line| (line.valid_to.is_none(), line.valid_to, line.id));
    Ok(lines)
}

/// The pictures among the files of the faults, newest first.
async fn photos(tx: &mut ReadTx<'_>, actor: &Actor, faults: &[Fault], shots: &Shots) -> Result<Vec<Photo>> {
    if !actor.holds(Verb::ReadAttachment) {
        return Ok(Vec::new());
    }
    let of: Vec<(AttachmentId, &Fault)> =
        faults.iter().zip(shots).flat_map(|(fault, ids)| ids.iter().map(move |id| (*id, fault))).collect();
    let newest: Vec<AttachmentId> = of.iter().take(4 * MOST_PHOTOS).map(|(id, _)| *id).collect();
    let found = evidence::attachment::of(tx, &newest).await?;
    let pictures: HashMap<AttachmentId, _> =
        found.into_iter().filter(|a| a.media_type.starts_with("image/")).map(|a| (a.id, a)).collect();
    let shown = of.into_iter().filter_map(|(id, fault)| {
        let picture = pictures.get(&id)?;
        Some(Photo {
            id,
            name: picture.name.clone(),
            uploaded_at: picture.uploaded_at,
            inspection_id: fault.inspection_id,
            caption: format!("{} {}", fault.target_name, fault.description).trim().to_owned(),
        })
    });
    Ok(shown.take(MOST_PHOTOS).collect())
}

impl From<store::Inspected> for InspectionLine {
    fn from(l: store::Inspected) -> Self {
        Self {
            id: l.id,
            inspect_from: l.inspect_from,
            inspect_to: l.inspect_to,
            organisation_name: l.organisation_name,
            officers: l.officers,
            state: l.state,
            number: l.number,
            problems: l.problems,
            rectification_id: l.rectification_id,
        }
    }
}
