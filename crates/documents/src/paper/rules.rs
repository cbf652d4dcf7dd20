//! 文书制作 · rules

use super::prefill::Drift;
use super::sources;
use super::state::PaperState;
use super::waiting::{self, Today, Told};
use crate::issue::state::DocumentState;
use authority::{FieldError, Halt};
use forms::{Form, FormName, Kind};
use lexicon::{CertifiedOfficer, LegalDay, OfficerPair, Refused, Ruling, UserId, refusals};
use serde_json::Value;
use std::collections::BTreeSet;

refusals! {
    /// 不能制作文书的情形
    pub enum Refusal in "paper" {
        OwnPage = "own_page", "这种文书在检查、复查的办理步骤中制作", way_out "请在现场检查方案、现场检查或者整改复查的页面办理";
        Edition = "edition", "这种文书的式样今天不在启用期内", way_out "请选用现行的式样";
        Once = "once", "一个事项只制作一份这种文书，已经有了", way_out "请查看已有的文书；确有错误的，在已出具的文书上办理更正";
        Prerequisite = "prerequisite", "还没有出具前提文书", basis "《安全生产执法程序规定》第六条", way_out "请先出具所列的文书，再制作本文书";
        NotAuthor = "not_author", "这份文书由另一名执法人员编制", way_out "请由编制人办理；编制人调离的，由系统管理员办理工作交接";
        NotAssigned = "not_assigned", "您不是这次检查的检查人员", way_out "请由检查人员制作文书";
        NeedsApproval = "needs_approval", "这种文书须经审核、审批同意后才能出具", way_out "请先送审";
        NoApproval = "no_approval", "这种文书不需要审批", way_out "请直接提交出具";
        WasSubmitted = "was_submitted", "送审过的文书不能删除", way_out "不再需要的，可以留着不出具";
        NotSuperseded = "not_superseded", "只能更正同一事项中同一种有效的文书", way_out "请刷新页面，从要更正的文书上办理更正";
        TooLong = "too_long", "文书内容太长", way_out "请精简文字，或者另附清单";
        NoReason = "no_reason", "请写明撤回的理由，不超过500字", way_out "请填写撤回的理由";
        ReviewerMissing = "reviewer_missing", "没有选择审核人", way_out "请选择审核人";
        OnePer = "one_per", "每份前提文书只制作一份这种文书，已经有了", way_out "请先出具另一份前提文书；确有错误的，在已出具的文书上办理更正";
        NotServed = "not_served", "应当先送达的文书还没有送达", basis "《行政处罚法》第四十四条、第六十二条；《行政强制法》第五十四条", way_out "请送达该文书，并在该文书的页面登记送达";
        DefenceOpen = "defence_open", "当事人陈述、申辩的期限还没有届满", basis "《行政处罚法》第四十五条、第六十二条", way_out "请等期限届满；当事人已经陈述、申辩或者表示放弃的，请先制作《当事人陈述申辩笔录》";
        HearingOpen = "hearing_open", "当事人要求听证的期限还没有届满", basis "《行政处罚法》第六十四条第一项、第八十五条", way_out "请等期限届满；当事人要求听证的，请先举行听证";
        HearingAhead = "hearing_ahead", "已经通知举行听证，还没有听证笔录", basis "《行政处罚法》第六十五条", way_out "请在听证结束后出具《听证笔录》；根据听证笔录作出决定";
        DemandOpen = "demand_open", "催告书送达后还不满十个工作日，不能申请强制执行", basis "《行政强制法》第五十四条、第六十九条", way_out "请等期限届满；当事人履行的，不再申请";
        NotChief = "not_chief", "停止供电、停止供应民用爆炸物品，应当由本机关主要负责人批准", basis "《安全生产法》第七十条第一款", way_out "请选择主要负责人为审批人";
        NoChief = "no_chief", "机构资料中没有填写本机关主要负责人的姓名", basis "《安全生产法》第七十条第一款", way_out "请系统管理员在“机构部门管理”中填写本机关的负责人";
        ApproverMissing = "approver_missing", "没有选择审批人", way_out "请选择审批人";
    }
}

/// Forms that chapters fill by themselves.
pub const OWN_PAGES: [FormName; 4] =
    [FormName::INSPECTION_SCHEME, FormName::ON_SITE_RECORD, FormName::RECTIFICATION_ORDER, FormName::RE_CHECK_OPINION];

/// The most bytes a draft may hold.
const LARGEST: usize = 400_000;

/// What a matter has already.
#[derive(Debug, Clone, Default)]
pub struct Made {
    /// Kind, state, how many.
    pub documents: Vec<(FormName, DocumentState, i64)>,
    /// Papers that are being drawn up.
    pub drafts: Vec<FormName>,
    /// What the parties were told, and whether it reached them.
    pub told: Vec<Told>,
}

impl Made {
    /// How many papers of a kind are in force.
    #[must_use]
    pub fn issued(&self, form: FormName) -> i64 {
        let of = self.documents.iter().filter(|(name, state, _)| *name == form && state.is_in_force());
        of.map(|(_, _, papers)| papers).sum()
    }

    /// Whether there is one in force of the kind with this code.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        code.parse::<FormName>().is_ok_and(|name| self.issued(name) > 0)
    }
}

/// 可以制作：式样在启用期内，前提文书已经出具，一案一份、随文一份的还没有，应当先送达的已经送达、届满。
///
/// # Errors
/// The refusals on drawing up, in Chinese, naming what is missing.
pub fn may_draw_up(form: &Form, made: &Made, party: Option<&str>, (today, calendar): Today<'_>) -> Ruling<()> {
    if OWN_PAGES.contains(&form.name()) {
        return Err(own_page(form.name()));
    }
    if !form.may_be_issued_on(today) {
        return Err(Refusal::Edition.at("form"));
    }
    let is_there = made.issued(form.name()) > 0 || made.drafts.contains(&form.name());
    if !form.facts().is_many && is_there {
        return Err(Refusal::Once.at("form"));
    }
    prerequisites(form, made)?;
    one_per(form, made)?;
    waiting::before(form, made, party, (today, calendar))
}

/// 随文一份：清单、延长、处理等文书，每份决定书、通知书只有一份；编制中的也算。
///
/// # Errors
/// `paper.one_per`, with both numbers.
pub fn one_per(form: &Form, made: &Made) -> Ruling<()> {
    let Some(parent) = form.facts().one_per.as_deref().and_then(|code| code.parse::<FormName>().ok()) else {
        return Ok(());
    };
    let drafts = made.drafts.iter().filter(|name| **name == form.name()).count();
    let there = made.issued(form.name()) + i64::try_from(drafts).unwrap_or(i64::MAX / 2);
    let parents = made.issued(parent);
    if there < parents {
        return Ok(());
    }
    let mut refused = Refusal::OnePer.at("form");
    refused.sentence =
        format!("每份《{}》只制作一份《{}》，现有{parents}份，{there}份已经制作", parent.zh(), form.zh());
    refused.way_out = "请先出具另一份前提文书，或者在已出具的文书上办理更正";
    Err(refused)
}

fn own_page(form: FormName) -> Refused {
    let mut refused = Refusal::OwnPage.at("form");
    let place = match form {
        FormName::INSPECTION_SCHEME => "“现场检查方案”中编制",
        FormName::RE_CHECK_OPINION => "“整改复查”中制作",
        _ => "现场检查的“文书制作”步骤中制作",
    };
    refused.sentence = format!("{}在{place}", form.zh());
    refused
}

/// 前提文书：各组都要有，组内有一种即可；撤销、作废的不算。
///
/// # Errors
/// `paper.prerequisite`, naming each missing group.
pub fn prerequisites(form: &Form, made: &Made) -> Ruling<()> {
    let missing = form.facts().prerequisites.iter().filter(|group| !group.iter().any(|code| made.has(code)));
    let zh = |code: &String| code.parse::<FormName>().map(|name| format!("《{}》", name.zh())).unwrap_or_default();
    let named: Vec<String> = missing.map(|group| group.iter().map(zh).collect::<Vec<_>>().join("或者")).collect();
    if named.is_empty() {
        return Ok(());
    }
    let mut refused = Refusal::Prerequisite.at("form");
    refused.sentence = format!("制作《{}》以前，应当先出具{}", form.zh(), named.join("和"));
    Err(refused)
}

/// 编制人办理。
///
/// # Errors
/// `paper.not_author`.
pub fn by_author(author: UserId, me: UserId) -> Ruling<()> {
    if author == me { Ok(()) } else { Err(Refusal::NotAuthor.refused()) }
}

/// 须经审批的审批同意后出具，不须审批的不送审。
///
/// # Errors
/// `paper.needs_approval`.
pub fn may_issue(form: &Form, state: PaperState) -> Ruling<()> {
    if form.facts().needs_approval && matches!(state, PaperState::Draft | PaperState::Returned) {
        return Err(Refused { by_state: true, ..Refusal::NeedsApproval.refused() });
    }
    Ok(())
}

/// 草稿可以缺项，但不能超出容量，也不是栏目以外的东西。The opinions of those who are asked are not the author's to write.
///
/// # Errors
/// `paper.too_long`; content that is not a set of fields.
pub fn tidied(form: &Form, data: Value) -> Result<Value, Halt> {
    let Value::Object(mut fields) = data else {
        return Err(Halt::Invalid(vec![FieldError::new("data", "文书内容必须是一组栏目")]));
    };
    fields.retain(|key, value| {
        let is_ours = key != "number" && form.fields().iter().any(|f| f.key == *key);
        is_ours && !of_others(form, key) && !value.is_null()
    });
    let data = Value::Object(fields);
    if data.to_string().len() > LARGEST {
        return Err(Refusal::TooLong.at("data").into());
    }
    Ok(data)
}

/// Whether a field is written by those who review and approve.
#[must_use]
pub fn by_approval(form: &Form, key: &str) -> bool {
    form.facts().needs_approval && has_source(form, key, &sources::BY_APPROVAL)
}

/// Whether a field stays blank on the print, for a person who signs by hand.
#[must_use]
pub fn by_hand(form: &Form, key: &str) -> bool {
    has_source(form, key, &[sources::BY_HAND])
}

/// 审核人、审批人或者别的署名人的话，编制人不代写。
#[must_use]
pub fn of_others(form: &Form, key: &str) -> bool {
    by_approval(form, key) || by_hand(form, key)
}

fn has_source(form: &Form, key: &str, wanted: &[&str]) -> bool {
    form.fields().iter().any(|f| f.key == key && wanted.contains(&f.source.as_str()))
}

/// What is wrong with a draft; the opinions that are still to come are not missing.
#[must_use]
pub fn faults(form: &Form, data: &Value) -> Vec<FieldError> {
    let found = form.validate(data).err().unwrap_or_default();
    let open = found.into_iter().filter(|e| !of_others(form, e.key.split('.').next().unwrap_or_default()));
    open.map(|e| FieldError::new(format!("{}.{}", form.name().code(), e.key), e.sentence)).collect()
}

/// Only what makes a preview impossible: values of a wrong kind, texts that are too long.
#[must_use]
pub fn misfits(form: &Form, data: &Value) -> Vec<FieldError> {
    let is_gap =
        |e: &FieldError| ["不能缺少。", "不能为空。", "至少要有一项。"].iter().any(|end| e.sentence.ends_with(end));
    faults(form, data).into_iter().filter(|e| !is_gap(e)).collect()
}

/// Reads 2026年11月23日, and the day of 2026年11月23日9时30分.
#[must_use]
pub fn day(text: &str) -> Option<LegalDay> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, _) = rest.split_once('日')?;
    LegalDay::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The date of a paper; today while it has none.
#[must_use]
pub fn dated(form: &Form, data: &Value, today: LegalDay) -> LegalDay {
    let own = form.fields().iter().filter(|f| f.source == "today" && f.kind == Kind::Day);
    let mut own = own.filter_map(|f| data.get(&f.key)?.as_str().and_then(day));
    own.next().unwrap_or(today)
}

/// 文书的日期没有写的，为出具之日。
#[must_use]
pub fn with_today(form: &Form, mut data: Value, today: LegalDay) -> Value {
    if let Some(fields) = data.as_object_mut() {
        for field in form.fields().iter().filter(|f| f.source == "today" && f.kind == Kind::Day) {
            let is_open = fields.get(&field.key).and_then(Value::as_str).is_none_or(|text| text.trim().is_empty());
            if is_open {
                fields.insert(field.key.clone(), Value::String(today.zh()));
            }
        }
    }
    data
}

/// 文书的日期不能晚于今天。
///
/// # Errors
/// The fields whose day is still to come.
pub fn not_ahead(form: &Form, data: &Value, today: LegalDay) -> Result<(), Halt> {
    let own = form.fields().iter().filter(|f| f.source == "today");
    let ahead = own.filter(|f| data.get(&f.key).and_then(Value::as_str).and_then(day).is_some_and(|d| d > today));
    let faults: Vec<FieldError> = ahead
        .map(|f| FieldError::new(format!("{}.{}", form.name().code(), f.key), format!("“{}”不能晚于今天", f.zh)))
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Halt::Invalid(faults)) }
}

/// The officers a paper prints, by the field.
#[must_use]
pub fn printed_officers(form: &Form, data: &Value) -> Vec<(String, Vec<forms::Officer>)> {
    let fields = form.fields().iter().filter(|f| f.kind == Kind::Officers);
    let read = |f: &forms::Field| {
        let list = data.get(&f.key)?.as_array()?;
        let officers = list.iter().filter_map(|o| serde_json::from_value(o.clone()).ok()).collect::<Vec<_>>();
        (!officers.is_empty()).then(|| (format!("{}.{}", form.name().code(), f.key), officers))
    };
    fields.filter_map(read).collect()
}

/// 文书上的执法人员不少于两人；本机关的都在名册中，证件在文书之日有效。
///
/// # Errors
/// The refusals of the pair, at the field; who is not in the register.
pub fn officers(
    form: &Form,
    data: &Value,
    (organ, own): (&str, &[CertifiedOfficer]),
    on: LegalDay,
) -> Result<(), Halt> {
    for (at, printed) in printed_officers(form, data) {
        let mut certified = Vec::new();
        for (n, officer) in printed.iter().enumerate().filter(|(_, o)| o.organisation.trim() == organ) {
            let found = own.iter().find(|o| o.certificate_no == officer.certificate_no && o.name == officer.name);
            let Some(found) = found else {
                let sentence = format!("{}（{}）不在本机关的执法人员库中", officer.name, officer.certificate_no);
                return Err(Halt::Invalid(vec![FieldError::new(format!("{at}.{n}"), sentence)]));
            };
            certified.push(found.clone());
        }
        let numbers: BTreeSet<&str> = printed.iter().map(|o| o.certificate_no.as_str()).collect();
        if numbers.len() < 2 {
            return Err(lexicon::PairRefusal::OneOfficer.at(at).into());
        }
        for one in certified {
            // 逐人核对证件；人数已在上面核过，联合检查的另一人可以是别的机关的。
            let again = CertifiedOfficer { id: lexicon::OfficerId(uuid::Uuid::nil()), ..one.clone() };
            OfficerPair::on(on, vec![one, again]).map_err(|refused| refused.at(at.clone()))?;
        }
    }
    Ok(())
}

/// 机关资料在制作以后变更、而文书仍写着旧的，不能出具。
///
/// # Errors
/// Each field, with what it said and what the organ prints now.
pub fn up_to_date(form: &Form, drift: &[Drift]) -> Result<(), Halt> {
    let say = |d: &Drift| {
        let sentence = format!("“{}”已由“{}”变更为“{}”，请核对后更新", d.zh, d.was, d.now);
        FieldError::new(format!("{}.{}", form.name().code(), d.key), sentence)
    };
    if drift.is_empty() { Ok(()) } else { Err(Halt::Invalid(drift.iter().map(say).collect())) }
}

/// 撤回须写明理由。
///
/// # Errors
/// `paper.no_reason`.
pub fn withdrawal(reason: &str) -> Ruling<String> {
    let reason = reason.trim();
    if (1..=500).contains(&reason.chars().count()) {
        Ok(reason.to_owned())
    } else {
        Err(Refusal::NoReason.at("reason"))
    }
}

/// 停止供电、停止供应民用爆炸物品，经本机关主要负责人批准。
///
/// # Errors
/// `paper.no_chief`, `paper.not_chief`, at the approver.
pub fn chief(chief: &str, approver: &str) -> Ruling<()> {
    match chief.trim() {
        "" => Err(Refusal::NoChief.at("approver_id")),
        name if name == approver.trim() => Ok(()),
        name => {
            let mut refused = Refusal::NotChief.at("approver_id");
            refused.sentence = format!("{}（{name}）", refused.sentence);
            Err(refused)
        }
    }
}
