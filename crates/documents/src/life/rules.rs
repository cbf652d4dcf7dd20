//! 送达、撤销、作废 · rules

use super::{ServiceFields, ServiceMethod};
use authority::{FieldError, Halt};
use lexicon::{Instant, LegalTime, Refused, refusals};

refusals! {
    /// 送达、撤销、作废不准的情形
    pub enum Refusal in "document_life" {
        ServedAhead = "served_ahead", "送达时间还没有到", way_out "请填写实际送达的时间";
        ServedBeforeIssue = "served_before_issue", "送达时间早于文书出具的时间", way_out "请核对送达时间；出具以前交付的不是这份文书";
        InApproval = "in_approval", "这个文号的事项正在审批，不能作废", way_out "请先由审批人办结，或者由编制人撤回";
        NotNumbered = "not_numbered", "这种文书没有文号", way_out "没有印出的文书，再次查看时会自动印出";
    }
}

/// 撤销、作废、更正须写明原因，2至500字。
///
/// # Errors
/// What is wrong with the reason.
pub fn reason(text: &str) -> Result<String, Halt> {
    let text = text.trim();
    if (2..=500).contains(&text.chars().count()) {
        return Ok(text.to_owned());
    }
    Err(Halt::Invalid(vec![FieldError::new("reason", "请写明原因，2至500字")]))
}

/// 撤销以后怎样办。方案、检查记录、指令书、复查意见书随办理步骤生成，步骤办完以后不能单独重新出具，撤销以前就要讲明。
#[must_use]
pub fn after_withdrawal(form: &str) -> &'static str {
    match form {
        "inspection_scheme" => "撤销后不能重新出具；仍要检查的，请另行编制现场检查方案。",
        "on_site_record" | "rectification_order" => {
            "检查完结以前撤销的，可以在该次检查的“文书制作”步骤重新出具；检查完结以后撤销的，不能重新出具，请另行编制现场检查方案，重新检查、制作文书。"
        }
        "re_check_opinion" => "撤销后不能重新出具；需要重新认定整改情况的，请另行编制现场检查方案，重新检查。",
        _ => "同一事项可以重新制作这种文书。",
    }
}

/// 送达：不能在将来，不能早于出具；代收的写明关系，留置的写明拒收和见证，公告的写明载体，电子的写明接收地址。
///
/// # Errors
/// The refusals on times; what is missing.
pub fn serve(service: &ServiceFields, issued_at: Instant, now: Instant) -> Result<(), Halt> {
    times(service.served_at, issued_at, now)?;
    let mut faults = Vec::new();
    let mut need = |field: &str, text: &str, most: usize, missing: Option<&str>| {
        let count = text.chars().count();
        match missing {
            Some(sentence) if text.is_empty() => faults.push(FieldError::new(field, sentence)),
            _ if count > most => faults.push(FieldError::new(field, format!("最多{most}个字，现有{count}个字"))),
            _ => {}
        }
    };
    let is = |method| service.method == method;
    let has_receiver = !is(ServiceMethod::Announced) && !is(ServiceMethod::Left);
    need("addressee", &service.addressee, 120, Some("请填写受送达人"));
    need("receiver", &service.receiver, 60, has_receiver.then_some("请填写收件人"));
    let by_another = has_receiver && !service.receiver.is_empty() && service.receiver != service.addressee;
    need("relation", &service.relation, 60, by_another.then_some("请写明收件人与受送达人的关系"));
    let is_electronic = is(ServiceMethod::Electronic);
    need("place", &service.place, 200, is_electronic.then_some("请填写当事人确认的接收号码或者地址"));
    let note = match service.method {
        ServiceMethod::Left => Some("留置送达的，请写明拒收的事由和见证人"),
        ServiceMethod::Announced => Some("公告送达的，请写明公告的载体和原因"),
        ServiceMethod::Entrusted => Some("委托送达的，请写明受委托的机关"),
        _ => None,
    };
    need("note", &service.note, 500, note);
    if service.attachments.len() > 10 {
        faults.push(FieldError::new("attachments", "回执照片不能超过10个"));
    }
    if faults.is_empty() { Ok(()) } else { Err(Halt::Invalid(faults)) }
}

/// The service is known to the minute, so the minute of the issue itself is allowed.
fn times(served: LegalTime, issued_at: Instant, now: Instant) -> Result<(), Refused> {
    let served = served.instant();
    if served > now {
        return Err(Refusal::ServedAhead.at("served_at"));
    }
    if served.0 / 60_000 < issued_at.0 / 60_000 {
        return Err(Refusal::ServedBeforeIssue.at("served_at"));
    }
    Ok(())
}

/// The texts without blanks around them.
#[must_use]
pub fn tidied(mut service: ServiceFields) -> ServiceFields {
    let texts =
        [&mut service.addressee, &mut service.receiver, &mut service.relation, &mut service.place, &mut service.note];
    for text in texts {
        *text = text.trim().to_owned();
    }
    service
}
