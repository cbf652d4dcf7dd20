//! 导出审计记录 · the trail as the auditor asked for it

use super::list::List;
use super::sheets::{Cell, Heading};
use super::start::{self, ExportOrder};
use super::{Export, ExportKind};
use authority::{Permit, ReadTx, Result};
use lexicon::Term;
use oversight::audit::Wanted;
use oversight::audit::store::{self, Line};
use uuid::Uuid;
use web::{App, Caller, Json, Query, Sent};

const HEADINGS: [(&str, u16); 11] = [
    ("时间", 20),
    ("类别", 9),
    ("人员", 12),
    ("机构", 28),
    ("登录地址", 16),
    ("记录种类", 14),
    ("记录编号", 38),
    ("办理事项", 24),
    ("理由", 30),
    ("链中位置", 10),
    ("摘要", 66),
];

/// 导出审计记录（xlsx），条件与查询相同；在后台办理，写好以后下载
#[utoipa::path(post, path = "/audit-entry-exports", tag = "审计", operation_id = "export_audit_entries", params(Wanted), request_body = ExportOrder, responses((status = 200, body = Export)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Query(wanted): Query<Wanted>,
    Json(order): Json<ExportOrder>,
) -> web::Result<Json<Export>> {
    // 权限
    let permit = caller.may(ExportKind::AuditEntries.verb())?;
    // 判定
    let wanted = wanted.checked()?;
    // 落库、留痕
    let conditions = serde_json::to_value(wanted).unwrap_or_default();
    start::begin(&app, (permit, command), (ExportKind::AuditEntries, order.id), conditions).await
}

/// Lines of the trail, the latest first.
pub(super) struct AuditEntries {
    wanted: Wanted,
    after: Option<(i64, Uuid)>,
}

impl List for AuditEntries {
    const SHEET: &'static str = "审计记录";
    const IS_NUMBERED: bool = false;

    fn of(_: &App, _: &Permit, conditions: &serde_json::Value) -> Result<Self> {
        let wanted: Wanted = serde_json::from_value(conditions.clone())?;
        Ok(Self { wanted: wanted.checked()?, after: None })
    }

    async fn begin(&mut self, _: &mut ReadTx<'_>) -> Result<Vec<Heading>> {
        Ok(HEADINGS.iter().map(|(text, width)| Heading::new(text, *width)).collect())
    }

    async fn count(&self, tx: &mut ReadTx<'_>) -> Result<i64> {
        store::counted_all(tx, &self.wanted).await
    }

    async fn next(&mut self, tx: &mut ReadTx<'_>, most: i64) -> Result<Vec<Vec<Cell>>> {
        let lines = store::following(tx, &self.wanted, self.after, most).await?;
        self.after = lines.last().map(|line| (line.at.0, line.id.0));
        Ok(lines.into_iter().map(cells).collect())
    }
}

fn cells(line: Line) -> Vec<Cell> {
    let texts = [
        line.at.to_beijing_text(),
        line.class.zh().to_owned(),
        line.user_name,
        line.organisation_name,
        line.address,
        line.subject_kind.zh().to_owned(),
        line.subject_id.to_string(),
        line.act,
        line.reason,
        line.seq.to_string(),
        line.hash,
    ];
    texts.into_iter().map(Cell::Text).collect()
}
