//! 执法人员 · rules

use super::{OfficerFields, OfficerState};
use authority::{FieldError, Halt};
use lexicon::{Refused, Ruling, refusals};

refusals! {
    /// 执法人员库不准的情形
    pub enum Refusal in "officers" {
        NotOwn = "not_own", "所选执法人员不在本机关执法人员库中", way_out "请从本机关的执法人员中重新选择";
        NotSubmitted = "not_submitted", "执法人员资料尚未提交或者已经撤回，不能选用",
            basis "《中华人民共和国行政处罚法》第四十二条", way_out "请业务管理员提交该执法人员的资料，或者改选其他人员";
        WithdrawFirst = "withdraw_first", "已提交的资料不能直接修改", way_out "请先撤回，修改后重新提交";
        IsDraft = "is_draft", "资料已经是草稿", way_out "请修改后重新提交";
        IsSubmitted = "is_submitted", "资料已经提交", way_out "如需修改，请先撤回";
        CertificateTaken = "certificate_taken", "这个证号已经登记", way_out "请核对证件种类和证号；人员调入的，请原单位先修改登记";
        UserNotOwn = "user_not_own", "所选账号不在本机关，或者已经停用", way_out "请选择本机关启用的账号";
        UserTaken = "user_taken", "这个账号已经关联其他执法人员", way_out "请另选账号，或者先解除原来的关联";
        PhotoKind = "photo_kind", "照片只能是 JPEG 或 PNG 图片，不超过 2 MB", way_out "请换成这两种格式的图片";
    }
}

/// The longest certificate, in days: a mistyped year is longer.
const LONGEST_CERTIFICATE: i64 = 366 * 30;

/// 只有已提交的执法人员可以选用。
///
/// # Errors
/// `officers.not_submitted`, naming the person.
pub fn chosen(name: &str, state: OfficerState) -> Ruling<()> {
    if state == OfficerState::Submitted {
        return Ok(());
    }
    let mut refused = Refusal::NotSubmitted.at("officers");
    refused.sentence = format!("{name}的{}", refused.sentence);
    Err(refused)
}

/// What is filled in, without blanks around.
///
/// # Errors
/// Every field that does not fit.
pub fn fields(f: OfficerFields) -> Result<OfficerFields, Halt> {
    let errors = faults(&f);
    if !errors.is_empty() {
        return Err(Halt::Invalid(errors));
    }
    let trimmed = |text: &str| text.trim().to_owned();
    Ok(OfficerFields {
        name: trimmed(&f.name),
        certificate_no: trimmed(&f.certificate_no),
        certificate_kind: trimmed(&f.certificate_kind),
        phone: trimmed(&f.phone),
        remark: trimmed(&f.remark),
        ..f
    })
}

/// What is wrong with the fields, each at its name.
#[must_use]
pub fn faults(f: &OfficerFields) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (path, zh, text, longest, is_owed) in [
        ("name", "姓名", &f.name, 20, true),
        ("certificate_no", "执法证号", &f.certificate_no, 40, true),
        ("certificate_kind", "证件种类", &f.certificate_kind, 20, true),
        ("phone", "联系电话", &f.phone, 30, false),
        ("remark", "备注", &f.remark, 200, false),
    ] {
        let text = text.trim();
        if is_owed && text.is_empty() {
            errors.push(FieldError::new(path, format!("请填写{zh}")));
        } else if text.chars().count() > longest {
            errors.push(FieldError::new(path, format!("{zh}不能超过{longest}字")));
        } else if text.chars().any(char::is_control) {
            errors.push(FieldError::new(path, format!("{zh}中有不能印出的字符")));
        }
    }
    if f.valid_to < f.valid_from {
        errors.push(FieldError::new("valid_to", "有效期止早于有效期起"));
    } else if f.valid_from.days_until(f.valid_to) > LONGEST_CERTIFICATE {
        errors.push(FieldError::new("valid_to", "有效期超过三十年，请核对年份"));
    }
    errors
}

/// 草稿才能修改。
///
/// # Errors
/// `officers.withdraw_first`.
pub fn editable(state: OfficerState) -> Ruling<()> {
    if state == OfficerState::Draft { Ok(()) } else { Err(by_state(Refusal::WithdrawFirst)) }
}

/// The state after submitting or withdrawing.
///
/// # Errors
/// `officers.is_submitted`, `officers.is_draft`: it is so already.
pub fn turned(state: OfficerState, to: OfficerState) -> Ruling<()> {
    match (state == to, to) {
        (false, _) => Ok(()),
        (true, OfficerState::Submitted) => Err(by_state(Refusal::IsSubmitted)),
        (true, OfficerState::Draft) => Err(by_state(Refusal::IsDraft)),
    }
}

fn by_state(refusal: Refusal) -> Refused {
    let mut refused = refusal.refused();
    refused.by_state = true;
    refused
}

/// 同一个人：电话相同，或者姓名相同。How well an account fits an officer without one; the greater the better.
#[must_use]
pub fn likeness(officer: (&str, &str), account: (&str, &str)) -> u8 {
    let same_phone = !officer.1.is_empty() && officer.1 == account.1;
    u8::from(same_phone) * 2 + u8::from(officer.0 == account.0)
}
