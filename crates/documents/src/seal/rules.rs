//! 签章管理 · rules

use super::SealKind;
use super::state::{SealAct, SealState};
use authority::{FieldError, Halt};
use forms::{FormName, Phase};
use lexicon::{LegalDay, OrganisationId, Refused, Stage, UserId, refusals};

refusals! {
    /// 签章不准的情形
    pub enum Refusal in "seal" {
        OwnUpload = "own_upload", "不能审核本人上传的签章", way_out "请由另一名签章审核人员审核";
        OtherOrgan = "other_organ", "只能办理本机关的签章", way_out "请由该机关的签章人员办理";
        OpinionMissing = "opinion_missing", "退回须写明原因", way_out "请写明退回的原因，2至200字";
        ReasonMissing = "reason_missing", "停用须写明原因", way_out "请写明停用的原因，2至200字";
        TooEarly = "too_early", "本机关这一种类的签章正在使用，新章的启用日期未到，现在通过会使现用的章停用", way_out "请在新章启用当日或以后审核";
        Expired = "expired", "签章的有效期已过", way_out "请退回，由上传人员重新上传";
        Used = "image_used", "这张图样已经提交过", way_out "请重新上传图样";
        SameId = "same_id", "这个编号已经用过", way_out "请刷新页面后重新上传";
        NotPicture = "not_picture", "印章图样应为 PNG 或 JPEG 图片", way_out "请将印模扫描成 PNG 或 JPEG 图片";
        TooManyPixels = "too_many_pixels", "图片太大，长宽都不应超过 6000 点", way_out "请用 300 至 600 点每英寸扫描，只截取印章部分";
        TooSmall = "too_small", "图片中的印章太小，印出来不清楚", way_out "请用不低于 300 点每英寸扫描，印章直径应在 200 点以上";
        NoInk = "no_ink", "图片中没有找到印章", way_out "请核对图片：印章应为红色，背景为白色或透明";
        NotSeal = "not_seal", "图片不像一枚印章：背景不是白色，或者有其他图案", way_out "请只截取印章部分，背景用白色或透明";
    }
}

/// The side of a seal in tenths of a millimetre: the smallest and the largest.
/// 县级机关印章直径一般为 42 毫米；专用章不一，由上传人员按印模填写。
pub const SIZES: (i64, i64) = (200, 600);

/// What a submission must hold.
#[must_use]
pub fn faults(size_tenths: i64, (from, to): (LegalDay, LegalDay), today: LegalDay) -> Vec<FieldError> {
    let mut out = Vec::new();
    if !(SIZES.0..=SIZES.1).contains(&size_tenths) {
        out.push(FieldError::new("size_tenths", "印章尺寸应在20至60毫米之间"));
    }
    if to < from {
        out.push(FieldError::new("valid_to", "有效期止不能早于有效期起"));
    } else if to < today {
        out.push(FieldError::new("valid_to", "有效期已过"));
    }
    out
}

/// 签章审核：上传人不得自审；只办本机关的；退回须写明原因；过期的不通过；现用的章还在用的，新章启用日期到了才能通过。
///
/// # Errors
/// The refusals of this chapter, or a review out of turn.
pub fn review(
    seal: &super::store::Row,
    (me, organ): (UserId, OrganisationId),
    (passed, opinion): (bool, &str),
    (has_another, today): (bool, LegalDay),
) -> Result<SealState, Refused> {
    if seal.organisation_id != organ {
        return Err(Refusal::OtherOrgan.refused());
    }
    if seal.submitted_by_id == me {
        return Err(Refusal::OwnUpload.refused());
    }
    let after = seal.state.after(if passed { SealAct::Pass } else { SealAct::Return })?;
    if !passed && !is_reason(opinion) {
        return Err(Refusal::OpinionMissing.at("opinion"));
    }
    if passed && seal.valid_to < today {
        return Err(Refusal::Expired.refused());
    }
    if passed && has_another && today < seal.valid_from {
        return Err(Refusal::TooEarly.refused());
    }
    Ok(after)
}

/// 停用即时生效，须写明原因。
///
/// # Errors
/// The refusals of this chapter, or a seal that is not in use.
pub fn stop(seal: &super::store::Row, organ: OrganisationId, reason: &str) -> Result<SealState, Halt> {
    if seal.organisation_id != organ {
        return Err(Refusal::OtherOrgan.refused().into());
    }
    let after = seal.state.after(SealAct::Stop)?;
    if is_reason(reason) { Ok(after) } else { Err(Refusal::ReasonMissing.at("reason").into()) }
}

/// 签章在通过审核、没有停用、有效期内的才能使用，首尾两日都在内。
#[must_use]
pub fn is_in_force(seal: &super::store::Row, on: LegalDay) -> bool {
    seal.state == SealState::Passed && seal.valid_from <= on && on <= seal.valid_to
}

fn is_reason(text: &str) -> bool {
    (2..=200).contains(&text.trim().chars().count())
}

/// 哪些种类的签章可以盖在这种文书上，先用前面的。行政处罚决定书必须盖有作出行政处罚决定的行政机关的印章
/// （《行政处罚法》第五十九条第二款），其他文书没有机关印章的可以盖行政执法专用章。
#[must_use]
pub fn kinds_for(form: FormName) -> &'static [SealKind] {
    let form = forms::form(form);
    match form.facts().phase {
        _ if !form.seal() => &[],
        Phase::Decision | Phase::Summary => &[SealKind::Organ],
        _ => &[SealKind::Organ, SealKind::Enforcement],
    }
}
