//! 编辑执法人员 · change a draft

use super::{OfficerDetail, OfficerFields, Refusal, record_store, rules, show};
use authority::{Entry, SubjectKind, Verb};
use lexicon::OfficerId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// An officer as he is to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OfficerChange {
    /// The revision the caller saw.
    pub seen: i64,
    #[serde(flatten)]
    pub fields: OfficerFields,
}

/// 编辑执法人员；已提交的先撤回
#[utoipa::path(put, path = "/officer-records/{id}", tag = "执法人员", params(("id" = OfficerId, Path)), request_body = OfficerChange, responses((status = 200, body = OfficerDetail)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OfficerId>,
    Sent(command): Sent,
    Json(asked): Json<OfficerChange>,
) -> web::Result<Json<OfficerDetail>> {
    // 权限
    let permit = caller.may(Verb::EditOfficer)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = record_store::take_for_update(tx, id, asked.seen).await?;
            // 判定
            rules::editable(before.state)?;
            let fields = rules::fields(asked.fields)?;
            let certificate = (fields.certificate_kind.as_str(), fields.certificate_no.as_str());
            if record_store::by_certificate(tx, certificate).await?.is_some_and(|(other, _)| other != id) {
                return Err(Refusal::CertificateTaken.at("certificate_no").into());
            }
            // 落库
            record_store::update(tx, id, &fields).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Officer, id, "编辑执法人员");
            tx.record(entry.change(&before.fields(), &fields), ()).await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}
