//! The rules of service, as sentences.

use super::rules::{after_withdrawal, serve};
use super::{ServiceFields, ServiceMethod};
use crate::paper::rules::OWN_PAGES;
use authority::Halt;
use lexicon::{Instant, LegalDay, LegalTime};

fn at(text: &str) -> LegalTime {
    LegalTime::parse(text).unwrap()
}

fn moment(hour: i64, minute: i64) -> Instant {
    LegalDay::parse("2026-05-20").unwrap().at_beijing(hour, minute)
}

fn service(method: ServiceMethod, served_at: &str) -> ServiceFields {
    ServiceFields {
        method,
        served_at: at(served_at),
        addressee: "滨江县垚石建材厂".into(),
        receiver: "赵四海".into(),
        relation: "法定代表人".into(),
        place: "厂部办公室".into(),
        note: String::new(),
        attachments: Vec::new(),
    }
}

fn refusal(service: &ServiceFields) -> Option<String> {
    match serve(service, moment(9, 0), moment(10, 0)) {
        Ok(()) => None,
        Err(Halt::Refused(refused)) => Some(refused.code),
        Err(Halt::Invalid(faults)) => Some(faults.into_iter().map(|f| f.field).collect::<Vec<_>>().join(",")),
        Err(other) => panic!("{other:?}"),
    }
}

/// 送达时间不能在将来，也不能早于出具；出具的同一分钟可以。
#[test]
fn a_paper_is_served_after_its_issue_and_not_ahead_of_time() {
    let direct = |time| refusal(&service(ServiceMethod::Direct, time));
    assert_eq!(direct("2026-05-20T09:00"), None);
    assert_eq!(direct("2026-05-20T10:00"), None);
    assert_eq!(direct("2026-05-20T08:59").as_deref(), Some("document_life.served_before_issue"));
    assert_eq!(direct("2026-05-20T10:01").as_deref(), Some("document_life.served_ahead"));
}

/// 代收的写明关系；留置、公告、委托的写明备注；电子送达的写明接收地址。
#[test]
fn each_method_says_what_makes_it_good() {
    let nine = "2026-05-20T09:30";
    let with = |method, change: fn(&mut ServiceFields)| {
        let mut service = service(method, nine);
        change(&mut service);
        refusal(&service)
    };
    assert_eq!(with(ServiceMethod::Direct, |s| s.relation.clear()).as_deref(), Some("relation"));
    assert_eq!(with(ServiceMethod::Direct, |s| s.receiver.clear()).as_deref(), Some("receiver"));
    assert_eq!(with(ServiceMethod::Left, |s| s.receiver.clear()).as_deref(), Some("note"));
    assert_eq!(with(ServiceMethod::Left, |s| s.note = "拒绝签收，社区工作人员周某见证".into()), None);
    assert_eq!(with(ServiceMethod::Announced, |s| s.receiver.clear()).as_deref(), Some("note"));
    assert_eq!(with(ServiceMethod::Entrusted, |_| {}).as_deref(), Some("note"));
    assert_eq!(with(ServiceMethod::Electronic, |s| s.place.clear()).as_deref(), Some("place"));
    assert_eq!(with(ServiceMethod::Posted, |_| {}), None);
    assert_eq!(with(ServiceMethod::Posted, |s| s.addressee.clear()).as_deref(), Some("addressee"));
}

/// 随办理步骤生成的四种文书，撤销以前就说明不能重新出具时怎样办；其他的可以重新制作。
#[test]
fn what_can_be_done_after_a_withdrawal_is_told_before() {
    for form in forms::FormName::all() {
        let is_own = OWN_PAGES.contains(&form);
        assert_eq!(after_withdrawal(form.code()).contains("不能重新出具"), is_own, "{form}");
    }
}
