//! 制作卷宗 · make a volume

use super::plan::Plan;
use super::{KeptFor, PaperOrder, Volume, VolumeState, job, rules, store};
use authority::{Entry, SubjectKind, Verb};
use identity::organisation::store as organisations;
use inspection::on_site::matter::matter;
use lexicon::{InspectionId, VolumeId};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A volume that is to be made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct VolumeOrder {
    /// UUIDv7 made by the client.
    pub id: VolumeId,
    /// 保存期限；没有写的按机关文书资料中当日的规定
    pub kept_for: Option<KeptFor>,
    /// 卷内次序；没有写的按办案环节
    pub paper_order: Option<PaperOrder>,
}

/// 制作卷宗；在后台办理。材料与上一版相同的，就是上一版
#[utoipa::path(post, path = "/inspections/{id}/volumes", tag = "归档", operation_id = "make_volume",
    params(("id" = InspectionId, Path)), request_body = VolumeOrder, responses((status = 200, body = Volume)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<InspectionId>,
    Sent(command): Sent,
    Json(order): Json<VolumeOrder>,
) -> web::Result<Json<Volume>> {
    // 权限
    let permit = caller.may(Verb::MakeVolume)?;
    let volume = order.id;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let today = tx.today();
            let matter = matter(tx, id, today).await?;
            tx.actor().acts_for(matter.organisation_id)?;
            let before = store::of(tx, id.0).await?;
            // 判定
            let kept_for = match order.kept_for {
                Some(kept_for) => kept_for,
                None => organisations::profile(tx, matter.organisation_id, today).await?.kept_for,
            };
            let paper_order = order.paper_order.unwrap_or(PaperOrder::ByPhase);
            let plan = Plan::of(matter, (kept_for, paper_order), (tx.actor().name.clone(), today));
            rules::makeable(&plan.documents, plan.photos.len() + plan.annexes.len())?;
            let input_sha256 = plan.digest()?;
            let last = before.first().filter(|v| v.state != VolumeState::Failed && v.input_sha256 == input_sha256);
            if let Some(same) = last {
                let entry = Entry::on(SubjectKind::Inspection, id, "制作卷宗：材料没有变化");
                return tx.record(entry.with(&same.file_name), same.id).await;
            }
            // 落库
            let version = before.first().map_or(0, |v| v.version) + 1;
            let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            let new = store::NewVolume {
                id: volume,
                inspection_id: id,
                version,
                kept_for,
                paper_order,
                input_sha256,
                file_name: plan.file_name(version),
                documents: count(plan.documents.len()),
                photos: count(plan.photos.len()),
                annexes: count(plan.annexes.len()),
            };
            store::insert(tx, &new).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::Inspection, id, "制作卷宗").with(&new.file_name), volume).await
        })
    });
    let made = write.await?;
    let record = app.db.read(permit.clone(), move |tx| Box::pin(async move { store::one(tx, made).await })).await?;
    if made == volume && record.state == VolumeState::Running {
        job::start(&app, permit, record.clone());
    }
    Ok(Json(record.into()))
}
