//! 文书资料 · what the papers of an organ print, from a day on
//!
//! 已经出具的文书不变；从生效之日起制作的文书用新的资料。

use super::{DatedProfile, KeptFor, OrganisationDetail, fields, rules, show, tree_store};
use authority::{Entry, FieldError, Halt, SubjectKind, Verb};
use lexicon::{Instant, LegalDay, OrganisationId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// 陈述申辩期限通常为三日
pub const USUAL_DEFENCE_DAYS: i64 = 3;
/// 陈述申辩期限最短、最长几日
const DEFENCE_DAYS: std::ops::RangeInclusive<i64> = 3..=30;

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
    /// 监督投诉电话；没有写的照旧
    pub complaint_phone: Option<String>,
    /// 陈述申辩期限（日）；没有写的照旧
    pub defence_days: Option<i64>,
    /// 案卷保存期限；没有写的照旧
    pub kept_for: Option<KeptFor>,
}

impl NewProfile {
    /// The profile as it will stand; what is not said stays as it was before.
    fn after(&self, before: Option<&DatedProfile>, (at, by): (Instant, &str)) -> DatedProfile {
        let trimmed = |text: &str| text.trim().to_owned();
        let complaint = self.complaint_phone.as_deref().or(before.map(|b| b.complaint_phone.as_str()));
        DatedProfile {
            valid_from: self.valid_from,
            number_region: trimmed(&self.number_region),
            address: trimmed(&self.address),
            phone: trimmed(&self.phone),
            postcode: trimmed(&self.postcode),
            fine_bank: trimmed(&self.fine_bank),
            fine_account: trimmed(&self.fine_account),
            complaint_phone: trimmed(complaint.unwrap_or_default()),
            defence_days: self.defence_days.or(before.map(|b| b.defence_days)).unwrap_or(USUAL_DEFENCE_DAYS),
            kept_for: self.kept_for.or(before.map(|b| b.kept_for)).unwrap_or(KeptFor::TenYears),
            updated_at: at,
            updated_by: by.to_owned(),
        }
    }
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
            let after = asked.after(before.as_ref(), (tx.at(), &tx.actor().name));
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
        ("complaint_phone", "监督投诉电话", asked.complaint_phone.as_deref().unwrap_or_default(), 30, false),
    ])?;
    match asked.defence_days {
        Some(days) if !DEFENCE_DAYS.contains(&days) => {
            let sentence = format!("陈述申辩期限应在{}至{}日之间", DEFENCE_DAYS.start(), DEFENCE_DAYS.end());
            Err(Halt::Invalid(vec![FieldError::new("defence_days", sentence)]))
        }
        _ => Ok(()),
    }
}
