//! 我的工作台 · the workbench
//!
//! 待办的方案、检查、审批和复查，复查按期限分档提醒；外单位查看了本辖区企业档案的，提醒业务管理员和审计员。
//! 不在这里：各事项本身（见各章）

pub mod counts;
mod counts_store;
mod store;

use authority::{Actor, ReadTx, Result, Verb};
use inspection::rectification::{ReminderLevel, rules::reminder, search};
use lexicon::{LegalDay, terms};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use web::{App, Caller, Json};

terms! {
    /// 提醒种类
    pub enum ReminderKind {
        Approval = "approval", "待审批";
        SchemeReturned = "scheme_returned", "退回的方案";
        Inspection = "inspection", "待检查";
        ReCheck = "re_check", "待复查";
        Paper = "paper", "待办文书";
        Access = "access", "外单位查看";
    }
}

/// How many re-checks there are by how near their day is.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReCheckCounts {
    pub overdue: i64,
    pub within_1: i64,
    pub within_5: i64,
    pub within_10: i64,
    pub later: i64,
}

/// One thing to do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReminderItem {
    pub kind: ReminderKind,
    pub subject_id: Uuid,
    pub title: String,
    pub enterprise_name: String,
    pub due_on: Option<LegalDay>,
    pub level: Option<ReminderLevel>,
}

/// Everything that waits for the caller.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Reminders {
    pub today: LegalDay,
    pub schemes_unfinished: i64,
    pub schemes_returned: i64,
    pub inspections_open: i64,
    pub approvals_pending: i64,
    pub re_checks_open: i64,
    pub re_checks: ReCheckCounts,
    /// 外单位查看本辖区企业档案，尚未确认已阅的
    pub accesses_unnoted: i64,
    /// The most pressing first; at most fifty
    pub items: Vec<ReminderItem>,
}

/// 工作提醒
#[utoipa::path(get, path = "/reminders", tag = "门户", responses((status = 200, body = Reminders)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<Reminders>> {
    let permit = caller.may(Verb::ReadWorkbench)?;
    let today = app.clock.today();
    let sees = Sees::of(&caller);
    let read = app.db.read(permit, move |tx| Box::pin(async move { gather(tx, sees, today).await }));
    Ok(Json(read.await?))
}

/// What the caller's roles let him do; what he cannot do does not remind him.
#[derive(Debug, Clone, Copy)]
struct Sees {
    schemes: bool,
    papers: bool,
    inspections: bool,
    approvals: bool,
    re_checks: bool,
    accesses: bool,
}

impl Sees {
    fn of(actor: &Actor) -> Self {
        Self {
            schemes: actor.holds(Verb::DraftScheme),
            papers: actor.holds(Verb::DrawUpPaper),
            inspections: actor.holds(Verb::Inspect),
            approvals: actor.holds(Verb::DecideApproval),
            re_checks: actor.holds(Verb::ReCheck),
            accesses: actor.holds(Verb::ReadAccess),
        }
    }
}

async fn gather(tx: &mut ReadTx<'_>, sees: Sees, today: LegalDay) -> Result<Reminders> {
    let mut items = Vec::new();
    let mut counts = ReCheckCounts::default();
    if sees.re_checks {
        for row in search::due(tx).await? {
            let level = reminder(row.due_on, today);
            *counts.of(level) += 1;
            items.push(ReminderItem {
                kind: ReminderKind::ReCheck,
                subject_id: row.id.0,
                title: format!("{} 共{}项问题待复查", row.order_number, row.problems),
                enterprise_name: row.enterprise_name,
                due_on: Some(row.due_on),
                level: Some(level),
            });
        }
    }
    let approvals = if sees.approvals { store::approvals(tx).await? } else { Vec::new() };
    let schemes = if sees.schemes { store::own_schemes(tx).await? } else { Vec::new() };
    let inspections = if sees.inspections { store::own_inspections(tx).await? } else { Vec::new() };
    let count = |list: usize| i64::try_from(list).unwrap_or(i64::MAX);
    let returned: Vec<_> = schemes.iter().filter(|s| s.is_returned()).cloned().collect();
    let re_checks_open = count(items.len());
    let (approvals_pending, inspections_open) = (count(approvals.len()), count(inspections.len()));
    let (schemes_unfinished, schemes_returned) = (count(schemes.len()), count(returned.len()));
    items.extend(approvals.into_iter().map(|w| w.item(ReminderKind::Approval)));
    items.extend(returned.into_iter().map(|w| w.item(ReminderKind::SchemeReturned)));
    items.extend(inspections.into_iter().map(|w| w.item(ReminderKind::Inspection)));
    if sees.papers {
        items.extend(store::own_papers(tx).await?);
    }
    let accesses = if sees.accesses { store::unnoted_accesses(tx).await? } else { Vec::new() };
    let accesses_unnoted = count(accesses.len());
    items.extend(accesses);
    items.sort_by_key(|item| (item.level, item.due_on.is_none(), item.due_on));
    items.truncate(50);
    Ok(Reminders {
        today,
        schemes_unfinished,
        schemes_returned,
        inspections_open,
        approvals_pending,
        re_checks_open,
        re_checks: counts,
        accesses_unnoted,
        items,
    })
}

impl ReCheckCounts {
    fn of(&mut self, level: ReminderLevel) -> &mut i64 {
        match level {
            ReminderLevel::Overdue => &mut self.overdue,
            ReminderLevel::Within1 => &mut self.within_1,
            ReminderLevel::Within5 => &mut self.within_5,
            ReminderLevel::Within10 => &mut self.within_10,
            ReminderLevel::Later => &mut self.later,
        }
    }
}
