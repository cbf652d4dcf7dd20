//! 执法活动 · inspections begun and concluded this year, month, week and today
//!
//! 辖区内各机关开展和完结的检查。按北京时间计日，周一为一周的第一天。
//! 不在这里：按地区汇总（见 region_summary）

mod store;

use authority::Verb;
use lexicon::LegalDay;
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json};

/// One number for each period up to now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct PeriodCounts {
    /// 本年
    pub year: i64,
    /// 本月
    pub month: i64,
    /// 本周，自周一起
    pub week: i64,
    /// 今日
    pub today: i64,
}

/// 执法活动
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct ActivityCounts {
    pub today: LegalDay,
    /// 开展检查
    pub begun: PeriodCounts,
    /// 检查完结
    pub concluded: PeriodCounts,
}

/// 执法活动
#[utoipa::path(get, path = "/activity-counts", tag = "门户", responses((status = 200, body = ActivityCounts)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<ActivityCounts>> {
    let permit = caller.may(Verb::ReadInspection)?;
    let today = app.clock.today();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let begun = store::counted(tx, "begun_at", today).await?;
            let concluded = store::counted(tx, "concluded_at", today).await?;
            Ok(ActivityCounts { today, begun, concluded })
        })
    });
    Ok(Json(read.await?))
}
