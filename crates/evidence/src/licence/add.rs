//! 添加证照 · a licence is put into the file of an enterprise

use super::{Licence, LicenceKind, store};
use crate::attachment;
use authority::{Entry, FieldError, Halt, Result, SubjectKind, Verb};
use lexicon::{AttachmentId, EnterpriseId, LegalDay, LicenceId, Term};
use registers::enterprise::{rules, store as enterprises};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A licence to be added.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewLicence {
    /// Made by the client.
    pub id: LicenceId,
    pub kind: LicenceKind,
    /// 证号；没有的留空
    #[serde(default)]
    pub number: String,
    /// 有效期至；长期有效的不填
    pub valid_to: Option<LegalDay>,
    /// 已上传的照片或者扫描件
    pub attachment_id: AttachmentId,
}

impl NewLicence {
    fn checked(self, enterprise_id: EnterpriseId) -> Result<store::New> {
        let Self { id, kind, number, valid_to, attachment_id } = self;
        let number = number.trim().to_owned();
        if number.chars().count() > 60 {
            return Err(Halt::Invalid(vec![FieldError::new("number", "证号不能超过60字")]));
        }
        Ok(store::New { id, enterprise_id, kind, number, valid_to, attachment_id })
    }
}

/// 添加证照
#[utoipa::path(post, path = "/enterprises/{id}/licences", tag = "执法对象", operation_id = "add_enterprise_licence", params(("id" = EnterpriseId, Path)), request_body = NewLicence, responses((status = 200, body = Vec<Licence>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<EnterpriseId>,
    Sent(command): Sent,
    Json(new): Json<NewLicence>,
) -> web::Result<Json<Vec<Licence>>> {
    // 权限
    let permit = caller.may(Verb::EditEnterprise)?;
    let (inner, reader) = (app.clone(), permit.clone());
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let enterprise = enterprises::take_for_update(tx, &inner.reference, id).await?;
            // 判定
            rules::not_struck_off(enterprise.row.state)?;
            let new = new.checked(id)?;
            attachment::all_own(tx, &[new.attachment_id]).await?;
            // 落库
            store::insert(tx, &new).await?;
            // 留痕
            let what = json!({"kind": new.kind.zh(), "number": new.number, "valid_to": new.valid_to});
            tx.record(Entry::on(SubjectKind::Enterprise, id, "添加证照").with(&what), ()).await
        })
    });
    write.await?;
    let read = app.db.read(reader, move |tx| Box::pin(async move { store::of(tx, id).await }));
    Ok(Json(read.await?))
}
