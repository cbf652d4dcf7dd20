//! 新建机构 · found an organ below one within the own scope

use super::tree_store::Facts;
use super::{DatedProfile, KeptFor, OrganisationDetail, fields, profile, rules, show, tree_store};
use authority::{Entry, SubjectKind, Verb, WriteTx};
use lexicon::{LegalDay, OrganisationId, RegionLevel};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent};

/// A new organ.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NewOrgan {
    pub id: OrganisationId,
    /// 上级机构
    pub parent_id: OrganisationId,
    /// 全称
    pub name: String,
    /// 简称
    pub short_name: String,
    pub level: RegionLevel,
    /// 六位行政区划代码；开发区加“-”和后缀
    pub region_code: String,
    /// 区划名称；区划表中没有的（开发区、兵团师团）才填
    #[serde(default)]
    pub region_name: String,
    /// 文号中的地区字
    pub number_region: String,
    #[serde(default)]
    pub leader: String,
    #[serde(default)]
    pub contact: String,
    #[serde(default)]
    pub contact_phone: String,
    #[serde(default)]
    pub ordinal: i64,
}

/// 新建机构
#[utoipa::path(post, path = "/organisations", tag = "机构与人员", request_body = NewOrgan, responses((status = 200, body = OrganisationDetail)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Json(asked): Json<NewOrgan>,
) -> web::Result<Json<OrganisationDetail>> {
    // 权限
    let permit = caller.may(Verb::EditOrganisation)?;
    let (inner, id) = (app.clone(), asked.id);
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let parent = tree_store::take(tx, asked.parent_id).await?;
            // 判定
            let (site, region_name) = judge(tx, &inner.reference, &parent, &asked).await?;
            // 落库
            let facts = Facts {
                name: asked.name.trim(),
                short_name: asked.short_name.trim(),
                leader: asked.leader.trim(),
                contact: asked.contact.trim(),
                contact_phone: asked.contact_phone.trim(),
                ordinal: asked.ordinal,
            };
            tree_store::insert(tx, id, parent.id, (&site, &region_name), &facts).await?;
            let today = tx.today();
            tree_store::keep_profile(tx, id, &first_profile(&asked, today, tx)).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::Organisation, id, "新建机构").with(&asked), ()).await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}

async fn judge(
    tx: &mut WriteTx<'_>,
    reference: &seed::Seed,
    parent: &tree_store::Record,
    asked: &NewOrgan,
) -> authority::Result<(rules::Site, String)> {
    fields::check(&[
        ("name", "机构全称", &asked.name, 60, true),
        ("short_name", "简称", &asked.short_name, 20, true),
        ("region_name", "区划名称", &asked.region_name, 60, false),
        ("number_region", "文号地区字", &asked.number_region, 10, true),
        ("leader", "负责人", &asked.leader, 20, false),
        ("contact", "联系人", &asked.contact, 20, false),
        ("contact_phone", "联系电话", &asked.contact_phone, 30, false),
    ])?;
    let today = tx.today();
    let above = parent.standing();
    rules::still_there(&above, today)?;
    let site = rules::site(asked.level, asked.region_code.trim())?;
    let region_name = rules::region_name(&site, &reference.divisions, &asked.region_name, today)?;
    rules::below(&above, &site)?;
    if tree_store::nearest_above(tx, &site).await?.is_some_and(|nearest| nearest != parent.id) {
        return Err(rules::Refusal::SkipsALevel.at("parent_id").into());
    }
    if tree_store::on_region(tx, &site.code).await?.is_some() {
        return Err(rules::Refusal::RegionTaken.at("region_code").into());
    }
    if tree_store::number_region_taken(tx, asked.id, asked.number_region.trim()).await? {
        return Err(rules::Refusal::NumberRegionTaken.at("number_region").into());
    }
    Ok((site, region_name))
}

fn first_profile(asked: &NewOrgan, today: LegalDay, tx: &WriteTx<'_>) -> DatedProfile {
    DatedProfile {
        valid_from: today,
        number_region: asked.number_region.trim().to_owned(),
        address: String::new(),
        phone: String::new(),
        postcode: String::new(),
        fine_bank: String::new(),
        fine_account: String::new(),
        complaint_phone: String::new(),
        defence_days: profile::USUAL_DEFENCE_DAYS,
        kept_for: KeptFor::TenYears,
        updated_at: tx.at(),
        updated_by: tx.actor().name.clone(),
    }
}
