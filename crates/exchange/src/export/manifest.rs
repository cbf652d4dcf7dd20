//! 导出说明 · what the last sheet says of who exported what, when, and under which conditions

use super::ExportKind;
use super::store::Record;
use authority::{EntryClass, ReadTx, Result, Role, Scope, SubjectKind};
use identity::organisation::tree_store::name_of;
use identity::user::UserState;
use inspection::rectification::ReminderLevel;
use inspection::rectification::list::Mine;
use inspection::rectification::state::RectificationState;
use lexicon::{RegionCode, Term};
use planning::plan::{PlanKind, PlanProgress, PlanState};
use registers::enterprise::store::Sort;
use registers::enterprise::{EnterpriseState, RiskLevel};
use registers::industry::{equipment_kinds, model};
use registers::officer::{OfficerState, Validity};

/// Lines of the sheet 导出说明; what the rows are is added by the writer.
///
/// # Errors
/// Engine faults.
pub(super) async fn of(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    export: &Record,
) -> Result<Vec<(&'static str, String)>> {
    let conditions = conditions(tx, reference, export).await?;
    let actor = tx.actor();
    Ok(vec![
        ("导出内容", export.kind.zh().to_owned()),
        ("导出机关", actor.organisation_name.clone()),
        ("导出人", actor.name.clone()),
        ("导出时间", tx.now().to_beijing_text()),
        ("导出编号", export.id.to_string()),
        ("条件", conditions),
        ("次序", order(export).to_owned()),
        ("范围", reach(reference, tx.scope())),
    ])
}

/// Which rows were asked for, in the words of the screen.
///
/// # Errors
/// Engine faults.
pub(super) async fn conditions(tx: &mut ReadTx<'_>, reference: &seed::Seed, export: &Record) -> Result<String> {
    let mut conditions = Vec::new();
    for (key, value) in export.conditions_json.as_object().into_iter().flatten() {
        let Some(text) = value.as_str().filter(|text| !text.is_empty() && key != "sort") else { continue };
        let text = match (key.as_str(), text.parse()) {
            ("organisation_id", Ok(id)) => name_of(tx, Some(id)).await?,
            _ => said(reference, export.kind, (key, text)),
        };
        conditions.push(format!("{}：{text}", heading(export.kind, key)));
    }
    Ok(if conditions.is_empty() { "全部".to_owned() } else { conditions.join("；") })
}

/// In which order the rows stand; a list that knows but one is the latest first.
pub(super) fn order(export: &Record) -> &'static str {
    let asked = export.conditions_json.get("sort").and_then(|sort| sort.as_str()).unwrap_or_default();
    match export.kind {
        ExportKind::Enterprises | ExportKind::Ledger => Sort::parse(asked).unwrap_or(Sort::Newest).zh(),
        ExportKind::Officers | ExportKind::Users | ExportKind::Plans => Sort::Newest.zh(),
        ExportKind::Rectifications => "整改期限",
        ExportKind::AuditEntries => "时间，新的在前",
    }
}

fn reach(reference: &seed::Seed, scope: &Scope) -> String {
    let code = match scope {
        Scope::Nation => "000000".to_owned(),
        Scope::Province(key) => format!("{key}0000"),
        Scope::City(key) => format!("{key}00"),
        Scope::County(key) => key.clone(),
        Scope::Nothing => return "无".to_owned(),
    };
    division(reference, &code).unwrap_or(code)
}

fn division(reference: &seed::Seed, code: &str) -> Option<String> {
    RegionCode::parse(code).ok().and_then(|code| reference.divisions.full_name(&code))
}

/// A condition as the list calls it.
fn heading(kind: ExportKind, key: &str) -> &str {
    match (key, kind) {
        ("q", ExportKind::Officers) => "姓名或执法证号",
        ("q", ExportKind::Users) => "姓名或账号",
        ("q", ExportKind::Rectifications) => "企业名称",
        ("q", ExportKind::Plans) => "计划名称或编制机关",
        ("q", _) => "企业名称、代码或者地址",
        ("region", _) => "所在地区",
        ("industry", _) => "行业类型",
        ("state", _) => "状态",
        ("kind", ExportKind::Plans) => "计划类型",
        ("kind", _) => "设备种类",
        ("progress", _) => "执行情况",
        ("year", _) => "年度",
        ("element", _) => "安全生产要素",
        ("special", _) => "专项",
        ("risk_level", _) => "风险等级",
        ("organisation_id", _) => "机构",
        ("below", _) => "下级",
        ("department_id", _) => "内设机构编号",
        ("role", _) => "角色",
        ("validity", _) => "证件效力",
        ("without_account", _) => "未关联账号",
        ("mine", _) => "是否为本人检查",
        ("level", _) => "提醒",
        ("from", _) => "起始日期",
        ("to", _) => "截止日期",
        ("class", _) => "留痕类别",
        ("subject_kind", _) => "记录种类",
        ("subject_id", _) => "记录编号",
        ("who", _) => "人员",
        ("act", _) => "办理事项",
        (other, _) => other,
    }
}

/// What was asked, in the words of the screen; as it was asked when there is no other word.
fn said(reference: &seed::Seed, kind: ExportKind, (key, asked): (&str, &str)) -> String {
    let industry = |key: &str| model(reference, key).map_or(key.to_owned(), |industry| industry.zh.clone());
    let named = match (key, kind) {
        ("region", _) => division(reference, asked),
        ("industry", _) => Some(asked.split(',').map(industry).collect::<Vec<_>>().join("、")),
        ("kind", ExportKind::Plans) => zh::<PlanKind>(asked),
        ("kind", _) => equipment_kinds(reference).into_iter().find(|k| k.key == asked).map(|k| k.zh.clone()),
        ("state", ExportKind::Enterprises | ExportKind::Ledger) => zh::<EnterpriseState>(asked),
        ("state", ExportKind::Officers) => zh::<OfficerState>(asked),
        ("state", ExportKind::Users) => zh::<UserState>(asked),
        ("state", ExportKind::Rectifications) => zh::<RectificationState>(asked),
        ("state", ExportKind::Plans) => zh::<PlanState>(asked),
        ("progress", _) => zh::<PlanProgress>(asked),
        ("risk_level", _) => zh::<RiskLevel>(asked),
        ("validity", _) => zh::<Validity>(asked),
        ("role", _) => zh::<Role>(asked),
        ("mine", _) => zh::<Mine>(asked),
        ("level", _) => zh::<ReminderLevel>(asked),
        ("class", _) => zh::<EntryClass>(asked),
        ("subject_kind", _) => zh::<SubjectKind>(asked),
        ("special" | "without_account", _) => Some(if asked == "yes" { "是" } else { "否" }.to_owned()),
        ("below", _) => Some(if asked == "only" { "不含" } else { "包括" }.to_owned()),
        _ => None,
    };
    named.unwrap_or_else(|| asked.to_owned())
}

fn zh<T: Term>(code: &str) -> Option<String> {
    T::parse(code).ok().map(|term| term.zh().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 条件用屏幕上的话写，不写代码；没有别的说法的照原样写。
    #[test]
    fn conditions_are_said_in_the_words_of_the_screen() {
        let seed = seed::all().unwrap();
        let said = |kind, key, asked| format!("{}：{}", heading(kind, key), said(&seed, kind, (key, asked)));
        assert_eq!(said(ExportKind::Ledger, "industry", "steel,dust"), "行业类型：钢铁企业、粉尘涉爆企业");
        assert_eq!(said(ExportKind::Users, "state", "locked"), "状态：锁定");
        assert_eq!(said(ExportKind::Enterprises, "state", "struck_off"), "状态：核销");
        assert_eq!(said(ExportKind::Rectifications, "level", "overdue"), "提醒：已逾期");
        assert_eq!(said(ExportKind::Plans, "kind", "annual"), "计划类型：年度");
        assert_eq!(said(ExportKind::AuditEntries, "who", "赵"), "人员：赵");
        assert_eq!(said(ExportKind::Enterprises, "region", "621002"), "所在地区：甘肃省庆阳市西峰区");
    }
}
