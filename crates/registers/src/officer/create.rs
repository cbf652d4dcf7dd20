//! 新建执法人员 · a draft record of an officer

use super::{OfficerDetail, OfficerFields, Refusal, record_store, rules, show};
use authority::{Entry, SubjectKind, Verb};
use lexicon::OfficerId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent};

/// A new officer of the own organ.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NewOfficerRecord {
    pub id: OfficerId,
    #[serde(flatten)]
    pub fields: OfficerFields,
}

/// 新建执法人员（草稿）
#[utoipa::path(post, path = "/officer-records", tag = "执法人员", operation_id = "create_officer_record", request_body = NewOfficerRecord, responses((status = 200, body = OfficerDetail)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Json(asked): Json<NewOfficerRecord>,
) -> web::Result<Json<OfficerDetail>> {
    // 权限
    let permit = caller.may(Verb::EditOfficer)?;
    let id = asked.id;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let fields = rules::fields(asked.fields)?;
            let certificate = (fields.certificate_kind.as_str(), fields.certificate_no.as_str());
            let taken = record_store::by_certificate(tx, certificate).await?;
            // 判定
            if taken.is_some() {
                return Err(Refusal::CertificateTaken.at("certificate_no").into());
            }
            // 落库
            record_store::insert(tx, id, &fields).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::Officer, id, "新建执法人员").with(&fields), ()).await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}
