//! 工作提醒数 · the numbers of the reminders bar, in one request
//!
//! 只数本人有权打开的；没有权限的为空。上限一万，超过的显示为“10,000+”。
//! 地区汇总情况没有待办，数的是辖区本年开展的检查。
//! 不在这里：各事项的列表（见各章）

use super::{ReCheckCounts, Sees, counts_store as store};
use authority::{ReadTx, Result, Verb};
use inspection::rectification::rules::reminder;
use inspection::scheme::state::SchemeState;
use lexicon::LegalDay;
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, TOTAL_LIMIT};

/// What waits for the caller, counted; nothing where the caller's roles open nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WorkbenchCounts {
    pub today: LegalDay,
    /// 本人编制中的方案
    pub schemes_unfinished: Option<i64>,
    /// 退回本人的方案
    pub schemes_returned: Option<i64>,
    /// 本人未完结的检查
    pub inspections_open: Option<i64>,
    /// 本单位待复查，按期限分档
    pub re_checks: Option<ReCheckCounts>,
    /// 待本人审核审批
    pub approvals_pending: Option<i64>,
    /// 本人的检查，含已完结的
    pub own_inspections: Option<i64>,
    /// 辖区内的企业
    pub enterprises: Option<i64>,
    /// There are more enterprises than counted
    pub enterprises_is_more: bool,
    /// 辖区内在办的立案案件
    pub cases_open: Option<i64>,
    /// 辖区内本年开展的检查
    pub inspections_this_year: Option<i64>,
    /// 外单位查看本辖区企业档案，尚未确认已阅的
    pub accesses_unnoted: Option<i64>,
}

/// 工作提醒数
#[utoipa::path(get, path = "/workbench-counts", tag = "门户", responses((status = 200, body = WorkbenchCounts)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<WorkbenchCounts>> {
    let permit = caller.may(Verb::ReadWorkbench)?;
    let today = app.clock.today();
    let (sees, sees_enterprises) = (Sees::of(&caller), caller.holds(Verb::ReadEnterprise));
    let sees_inspections = caller.holds(Verb::ReadInspection);
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let mut counts = count(tx, sees, today).await?;
            if sees_enterprises {
                let enterprises = store::enterprises(tx).await?;
                counts.enterprises = Some(enterprises.min(TOTAL_LIMIT));
                counts.enterprises_is_more = enterprises > TOTAL_LIMIT;
            }
            if sees_inspections {
                counts.cases_open = Some(crate::penalty_case::open(tx).await?.min(TOTAL_LIMIT));
                counts.inspections_this_year =
                    Some(store::begun_since(tx, today.first_of_year()).await?.min(TOTAL_LIMIT));
            }
            Ok(counts)
        })
    });
    Ok(Json(read.await?))
}

async fn count(tx: &mut ReadTx<'_>, sees: Sees, today: LegalDay) -> Result<WorkbenchCounts> {
    let mut counts = WorkbenchCounts {
        today,
        schemes_unfinished: None,
        schemes_returned: None,
        inspections_open: None,
        re_checks: None,
        approvals_pending: None,
        own_inspections: None,
        enterprises: None,
        enterprises_is_more: false,
        cases_open: None,
        inspections_this_year: None,
        accesses_unnoted: None,
    };
    if sees.schemes {
        counts.schemes_unfinished = Some(store::own_schemes(tx, SchemeState::Draft).await?);
        counts.schemes_returned = Some(store::own_schemes(tx, SchemeState::Returned).await?);
    }
    if sees.inspections {
        counts.inspections_open = Some(store::own_inspections(tx, true).await?);
        counts.own_inspections = Some(store::own_inspections(tx, false).await?);
    }
    if sees.re_checks {
        let mut levels = ReCheckCounts::default();
        for (due_on, number) in store::re_checks(tx).await? {
            *levels.of(reminder(due_on, today)) += number;
        }
        counts.re_checks = Some(levels);
    }
    if sees.approvals {
        counts.approvals_pending = Some(store::approvals(tx).await?);
    }
    if sees.accesses {
        counts.accesses_unnoted = Some(store::unnoted_accesses(tx).await?);
    }
    Ok(counts)
}
