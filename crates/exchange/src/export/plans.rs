//! 导出专项计划 · the list of plans, as they stand on the day of the export

use super::list::List;
use super::sheets::{Cell, Heading};
use super::start::{self, ExportOrder};
use super::{Export, ExportKind};
use authority::{Permit, ReadTx, Result};
use lexicon::{LegalDay, PlanId, Term};
use planning::plan::{self, PlanRow, PlansAsked, Wanted};
use registers::industry::model;
use web::{App, Caller, Json, Query, Sent};

const HEADINGS: [(&str, u16); 10] = [
    ("计划名称", 40),
    ("行业类型", 20),
    ("计划类型", 10),
    ("计划开始时间", 14),
    ("计划结束时间", 14),
    ("执法对象数量", 14),
    ("状态", 10),
    ("执行情况", 10),
    ("编制机关", 30),
    ("备案时间", 20),
];

/// 导出专项计划（xlsx），条件与列表相同；在后台办理，写好以后下载
#[utoipa::path(post, path = "/plan-exports", tag = "专项计划", operation_id = "export_plans", params(PlansAsked), request_body = ExportOrder, responses((status = 200, body = Export)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Query(asked): Query<PlansAsked>,
    Json(order): Json<ExportOrder>,
) -> web::Result<Json<Export>> {
    // 权限
    let permit = caller.may(ExportKind::Plans.verb())?;
    // 判定
    asked.wanted()?;
    // 落库、留痕
    let conditions = serde_json::to_value(asked).unwrap_or_default();
    start::begin(&app, (permit, command), (ExportKind::Plans, order.id), conditions).await
}

/// Plans, newest first.
pub(super) struct Plans {
    app: App,
    wanted: Wanted,
    after: Option<PlanId>,
}

impl List for Plans {
    const SHEET: &'static str = "专项计划";

    fn of(app: &App, _: &Permit, conditions: &serde_json::Value) -> Result<Self> {
        let asked: PlansAsked = serde_json::from_value(conditions.clone())?;
        Ok(Self { app: app.clone(), wanted: asked.wanted()?, after: None })
    }

    async fn begin(&mut self, _: &mut ReadTx<'_>) -> Result<Vec<Heading>> {
        Ok(HEADINGS.iter().map(|(text, width)| Heading::new(text, *width)).collect())
    }

    async fn count(&self, tx: &mut ReadTx<'_>) -> Result<i64> {
        plan::counted(tx, &self.wanted).await
    }

    async fn next(&mut self, tx: &mut ReadTx<'_>, most: i64) -> Result<Vec<Vec<Cell>>> {
        let rows = plan::following(tx, &self.wanted, self.after, most).await?;
        self.after = rows.last().map(|row| row.id);
        let today = tx.today();
        Ok(rows.iter().map(|row| cells(&self.app.reference, row.shown(tx.actor(), today))).collect())
    }
}

fn cells(reference: &seed::Seed, row: PlanRow) -> Vec<Cell> {
    let day = |day: Option<LegalDay>| day.map(|day| day.to_string()).unwrap_or_default();
    let industry = model(reference, &row.industry).map(|industry| industry.zh.clone()).unwrap_or_default();
    let text = |text: &str| Cell::Text(text.to_owned());
    vec![
        Cell::Text(row.name),
        Cell::Text(industry),
        text(row.kind.zh()),
        Cell::Text(day(row.starts_on)),
        Cell::Text(day(row.ends_on)),
        Cell::from(row.enterprise_count),
        text(row.state.zh()),
        text(row.progress.map(Term::zh).unwrap_or_default()),
        Cell::Text(row.organisation_name),
        Cell::Text(row.filed_at.map(|at| at.to_beijing_text()).unwrap_or_default()),
    ]
}
