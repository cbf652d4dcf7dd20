//! 导出整改复查任务 · the list of rectifications, as they stand on the day of the export

use super::list::List;
use super::sheets::{Cell, Heading};
use super::start::{self, ExportOrder};
use super::{Export, ExportKind};
use authority::{Permit, ReadTx, Result};
use inspection::rectification::list::{RectificationRow, Wanted};
use inspection::rectification::search;
use lexicon::{LegalDay, RectificationId, Term};
use web::{App, Caller, Json, Query, Sent};

const HEADINGS: [(&str, u16); 9] = [
    ("企业名称", 40),
    ("执法人员", 24),
    ("检查时间", 12),
    ("待复查时间", 12),
    ("提醒", 10),
    ("状态", 12),
    ("是否延期", 10),
    ("指令书文号", 34),
    ("问题数", 8),
];

/// 导出整改复查任务（xlsx），条件与列表相同；在后台办理，写好以后下载
#[utoipa::path(post, path = "/rectification-exports", tag = "整改复查", operation_id = "export_rectifications", params(Wanted), request_body = ExportOrder, responses((status = 200, body = Export)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Query(wanted): Query<Wanted>,
    Json(order): Json<ExportOrder>,
) -> web::Result<Json<Export>> {
    // 权限
    let permit = caller.may(ExportKind::Rectifications.verb())?;
    // 落库、留痕
    let conditions = serde_json::to_value(wanted).unwrap_or_default();
    start::begin(&app, (permit, command), (ExportKind::Rectifications, order.id), conditions).await
}

/// Rectifications by the day they fall due.
pub(super) struct Rectifications {
    wanted: Wanted,
    after: Option<(LegalDay, RectificationId)>,
}

impl List for Rectifications {
    const SHEET: &'static str = "整改复查任务";

    fn of(_: &App, _: &Permit, conditions: &serde_json::Value) -> Result<Self> {
        Ok(Self { wanted: serde_json::from_value(conditions.clone())?, after: None })
    }

    async fn begin(&mut self, _: &mut ReadTx<'_>) -> Result<Vec<Heading>> {
        Ok(HEADINGS.iter().map(|(text, width)| Heading::new(text, *width)).collect())
    }

    async fn count(&self, tx: &mut ReadTx<'_>) -> Result<i64> {
        let today = tx.today();
        search::counted(tx, &self.wanted, today).await
    }

    async fn next(&mut self, tx: &mut ReadTx<'_>, most: i64) -> Result<Vec<Vec<Cell>>> {
        let today = tx.today();
        let rows = search::following(tx, (&self.wanted, today), self.after, most).await?;
        self.after = rows.last().map(|row| (row.due_on, row.id));
        Ok(rows.iter().map(|row| cells(RectificationRow::of(row, tx.actor(), today))).collect())
    }
}

fn cells(row: RectificationRow) -> Vec<Cell> {
    let texts = [
        row.enterprise_name,
        row.officers,
        row.inspected_on.to_string(),
        row.due_on.to_string(),
        row.level.map(Term::zh).unwrap_or_default().to_owned(),
        row.state.zh().to_owned(),
        if row.is_extended { "是" } else { "否" }.to_owned(),
        row.order_number,
    ];
    texts.into_iter().map(Cell::Text).chain([Cell::from(row.problems)]).collect()
}
