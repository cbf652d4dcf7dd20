//! 制作文书 · begin a paper within an inspection
//!
//! 由本次检查的执法人员制作。A correction begins with what the paper it corrects says.

use super::{facts, work};
use crate::on_site::store as inspections;
use authority::{Entry, FieldError, Halt, Result, SubjectKind, Verb, WriteTx};
use documents::issue::state::DocumentAct;
use documents::issue::store::{self as documents_store, Said};
use documents::life::rules as life;
use documents::paper::prefill::{self, Known, Taken};
use documents::paper::rules::{self, OWN_PAGES, Refusal};
use documents::paper::{NewPaper, Paper, show, store as papers};
use forms::{Form, FormName};
use lexicon::{DocumentId, InspectionId, PaperId, Stage};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use web::{App, Caller, Json, Path, Sent};

/// Which paper is begun, under which id.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct PaperBegun {
    /// UUIDv7 made by the client.
    pub id: PaperId,
    /// 式样代码
    pub form: String,
    /// 更正的是哪一份；不是更正的为空
    #[serde(default)]
    pub supersedes: Option<DocumentId>,
    /// 更正的原因；更正的必填
    #[serde(default)]
    pub reason: String,
}

/// 制作文书，或者更正已出具的文书
#[utoipa::path(post, path = "/inspections/{id}/paper-drafts", tag = "文书制作", operation_id = "begin_paper", params(("id" = InspectionId, Path)), request_body = PaperBegun, responses((status = 200, body = Paper)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<InspectionId>,
    Sent(command): Sent,
    Json(asked): Json<PaperBegun>,
) -> web::Result<Json<Paper>> {
    // 权限
    let permit = caller.may(Verb::DrawUpPaper)?;
    let wrong = |field: &str, sentence: &str| Halt::Invalid(vec![FieldError::new(field, sentence)]);
    if asked.id.0.get_version_num() != 7 {
        return Err(wrong("id", "编号应为UUIDv7").into());
    }
    let name: FormName = asked.form.parse().map_err(|_| wrong("form", "没有这种文书"))?;
    let (paper, inner) = (asked.id, app.clone());
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件：锁住检查，两人同时制作一案一份的文书，后一人看得到前一人的
            let row = inspections::lock(tx, id).await?;
            tx.actor().acts_for(row.organisation_id)?;
            if !tx.actor().officer_id.is_some_and(|me| row.officer_ids.contains(&me)) {
                return Err(Refusal::NotAssigned.refused().into());
            }
            let subjects = work::subjects(&row);
            let said = documents_store::said(tx, &subjects).await?;
            // 判定
            let reason = if asked.supersedes.is_some() { life::reason(&asked.reason)? } else { String::new() };
            let form = forms::form(name);
            let known = facts::known(tx, &inner, &row).await?;
            let data = match asked.supersedes {
                Some(old) => corrected(tx, form, old, (&said, &known)).await?,
                None => {
                    let made = documents::paper::made(tx, &subjects).await?;
                    rules::may_draw_up(form, &made, None, (tx.today(), &inner.calendar))?;
                    let mut data = prefill::fill(form, &known, &said, tx.today());
                    if let Some(before) = one_before(tx, form, (&subjects, &said)).await? {
                        prefill::again(form, &mut data, &before);
                    }
                    data
                }
            };
            // 落库
            let new = NewPaper {
                id: asked.id,
                form: name,
                subject_kind: SubjectKind::Inspection,
                subject_id: id.0,
                follows: Some(row.scheme_id.0),
                supersedes: asked.supersedes,
                reason,
                enterprise: (row.enterprise_id, row.enterprise_name.clone()),
                data: rules::tidied(form, data)?,
                taken: Taken::by(form, &known),
            };
            papers::insert(tx, &new).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Paper, asked.id, format!("制作{}", form.zh()));
            tx.record(entry.because(&new.reason).with(&new.data), ()).await
        })
    });
    write.await?;
    show::view(&app, permit, paper).await
}

/// The copy of this kind before this one: the last that is in force, else the one that was drawn up last.
async fn one_before(tx: &mut WriteTx<'_>, form: &Form, (subjects, said): (&[Uuid], &[Said])) -> Result<Option<Value>> {
    let code = form.name().code();
    let issued = said.iter().rev().find(|s| s.row.form == code && s.row.state.is_in_force());
    if let Some(issued) = issued {
        return Ok(Some(issued.data.clone()));
    }
    let drafts = papers::open_in(tx, subjects).await?;
    Ok(drafts.into_iter().rev().find(|row| row.form == code).map(|row| row.data_json))
}

/// What the paper that is to be corrected says, without its date and its opinions: those are given anew.
/// 送达回执照今天登记过的送达重填：一案一份回执，后来的送达靠更正补进去。
async fn corrected(
    tx: &mut WriteTx<'_>,
    form: &Form,
    old: DocumentId,
    (said, known): (&[Said], &Known),
) -> Result<Value> {
    let old = said.iter().find(|s| s.row.id == old).filter(|s| s.row.form == form.name().code());
    let old = old.ok_or_else(|| Refusal::NotSuperseded.at("supersedes"))?;
    if OWN_PAGES.contains(&form.name()) {
        return Err(Refusal::OwnPage.at("form").into());
    }
    old.row.state.after(DocumentAct::Supersede)?;
    if papers::is_being_corrected(tx, old.row.subject_id, old.row.id).await? {
        return Err(Refusal::Once.at("supersedes").into());
    }
    let mut data = old.data.clone();
    if let Some(fields) = data.as_object_mut() {
        let dates = form.fields().iter().filter(|f| f.source == "today");
        for field in dates {
            fields.remove(&field.key);
        }
        for field in form.fields().iter().filter(|f| f.source == "service.rows") {
            if let Some(rows) = known.get("service.rows").and_then(|rows| prefill::fit(field, rows)) {
                fields.insert(field.key.clone(), rows);
            }
        }
    }
    Ok(data)
}
