//! 文书资料 · what the papers of an organ print, from a day on
//!
//! 已经出具的文书不变；从生效之日起制作的文书用新的资料。

use super::{DatedProfile, OrganisationDetail, fields, rules, show, tree_store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{LegalDay, OrganisationId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A profile that begins on a day; one that begins on the same day is replaced.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NewProfile {
    /// The revision of the organ the caller saw.
    pub seen: i64,
    /// 生效日期，不早于今天
    pub valid_from: LegalDay,
    /// 文号中的地区字
    pub number_region: String,
    pub address: String,
    pub phone: String,
    pub postcode: String,
    /// 罚款缴纳银行
    pub fine_bank: String,
    /// 罚款缴纳账号
    pub fine_account: String,
}

/// 变更文书资料
#[utoipa::path(post, path = "/organisations/{id}/profiles", tag = "机构与人员", params(("id" = OrganisationId, Path)), request_body = NewProfile, responses((status = 200, body = OrganisationDetail)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OrganisationId>,
    Sent(command): Sent,
    Json(asked): Json<NewProfile>,
) -> web::Result<Json<OrganisationDetail>> {
    // 权限
    let permit = caller.may(Verb::EditOrganisation)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let organ = tree_store::take_for_update(tx, id, asked.seen).await?;
            let today = tx.today();
            let known = tree_store::profiles(tx, id).await?;
            let before = known.into_iter().find(|p| p.valid_from <= asked.valid_from);
            // 判定
            check(&asked)?;
            rules::still_there(&organ.standing(), today)?;
            if asked.valid_from < today {
                return Err(rules::Refusal::ProfileInThePast.at("valid_from").into());
            }
            if tree_store::number_region_taken(tx, id, asked.number_region.trim()).await? {
                return Err(rules::Refusal::NumberRegionTaken.at("number_region").into());
            }
            // 落库
            let after = DatedProfile {
                valid_from: asked.valid_from,
                number_region: asked.number_region.trim().to_owned(),
                address: asked.address.trim().to_owned(),
                phone: asked.phone.trim().to_owned(),
                postcode: asked.postcode.trim().to_owned(),
                fine_bank: asked.fine_bank.trim().to_owned(),
                fine_account: asked.fine_account.trim().to_owned(),
                updated_at: tx.at(),
                updated_by: tx.actor().name.clone(),
            };
            tree_store::keep_profile(tx, id, &after).await?;
            tree_store::touch(tx, id).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::Organisation, id, "变更文书资料").change(&before, &after), ()).await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}

fn check(asked: &NewProfile) -> authority::Result<()> {
    fields::check(&[
        ("number_region", "文号地区字", &asked.number_region, 10, true),
        ("address", "地址", &asked.address, 100, true),
        ("phone", "电话", &asked.phone, 30, false),
        ("postcode", "邮编", &asked.postcode, 6, false),
        ("fine_bank", "罚款缴纳银行", &asked.fine_bank, 60, false),
        ("fine_account", "罚款缴纳账号", &asked.fine_account, 40, false),
    ])
}
