//! 新建案例 · begin a draft

use super::{CaseFields, CaseReport, rules, show, store};
use authority::{Entry, FieldError, Halt, ReadTx, SubjectKind, Verb};
use evidence::attachment;
use lexicon::TypicalCaseId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent};

/// A new draft of the own organ.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NewCaseReport {
    /// UUIDv7 made by the client.
    pub id: TypicalCaseId,
    #[serde(flatten)]
    pub fields: CaseFields,
}

/// 新建案例（草稿）
#[utoipa::path(post, path = "/case-reports", tag = "典型案例", operation_id = "create_case_report", request_body = NewCaseReport, responses((status = 200, body = CaseReport)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Json(asked): Json<NewCaseReport>,
) -> web::Result<Json<CaseReport>> {
    // 权限
    let permit = caller.may(Verb::ReportCase)?;
    let (id, inner) = (asked.id, app.clone());
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let given = rules::tidied(asked.fields);
            // 判定
            let (fields, region) = checked(tx, &inner, given).await?;
            // 落库
            store::insert(tx, id, (&fields, &region)).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::TypicalCase, id, "新建典型案例").with(&fields), ()).await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}

/// The fields of a draft with the place they belong to and its full name; files are of the own organ.
pub(super) async fn checked(
    tx: &mut ReadTx<'_>,
    app: &App,
    mut fields: CaseFields,
) -> authority::Result<(CaseFields, String)> {
    let actor = tx.actor().clone();
    if fields.region_code.is_empty() {
        fields.region_code = home(&actor.keys);
    }
    let faults = rules::faults(&fields, &app.reference, tx.scope(), tx.today());
    if !faults.is_empty() {
        return Err(Halt::Invalid(faults));
    }
    attachment::all_own(tx, &fields.attachments).await?;
    let wrong = |sentence| Halt::Invalid(vec![FieldError::new("region_code", sentence)]);
    let region = rules::region(&app.reference, tx.scope(), &fields.region_code).map_err(wrong)?;
    Ok((fields, region))
}

/// The division of an organ.
fn home(keys: &lexicon::RegionKeys) -> String {
    let key = [&keys.county, &keys.city, &keys.prov].into_iter().find(|key| !key.is_empty());
    format!("{:0<6}", key.map_or("", String::as_str))
}
