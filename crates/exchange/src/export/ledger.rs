//! 导出企业基础信息 · the ledger; each kind of equipment that there is has a column

use super::list::List;
use super::sheets::{Cell, Heading};
use super::start::{self, ExportOrder};
use super::{Export, ExportKind};
use authority::{Permit, ReadTx, Result};
use lexicon::{EnterpriseId, Term};
use registers::enterprise::list::Asked;
use registers::enterprise::store::{After, Record, Wanted};
use registers::enterprise::{bulk_store, kind_store};
use registers::industry::{equipment_kinds, model};
use web::{App, Caller, Json, Query, Sent};

const HEADINGS: [(&str, u16); 11] = [
    ("企业名称", 40),
    ("统一社会信用代码", 22),
    ("所在地区", 24),
    ("生产经营地址", 40),
    ("行业类型", 24),
    ("状态", 8),
    ("法定代表人", 12),
    ("规模", 8),
    ("产能", 16),
    ("从业人数", 10),
    ("设备数", 8),
];

/// 导出企业基础信息（xlsx），条件、次序与列表相同；各种设备的数量各占一列；在后台办理，写好以后下载
#[utoipa::path(post, path = "/enterprise-ledger-exports", tag = "统计查询", operation_id = "export_enterprise_ledger", params(Asked), request_body = ExportOrder, responses((status = 200, body = Export)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Query(asked): Query<Asked>,
    Json(order): Json<ExportOrder>,
) -> web::Result<Json<Export>> {
    // 权限
    let permit = caller.may(ExportKind::Ledger.verb())?;
    // 判定
    asked.wanted(&app.reference, &caller.scope)?;
    // 落库、留痕
    start::begin(&app, (permit, command), (ExportKind::Ledger, order.id), asked.conditions()).await
}

/// Enterprises in the order that was asked, with their equipment by kind.
pub(super) struct Ledger {
    app: App,
    wanted: Wanted,
    after: Option<After>,
    /// Keys of the kinds that have a column.
    kinds: Vec<String>,
}

impl List for Ledger {
    const SHEET: &'static str = "企业基础信息";

    fn of(app: &App, permit: &Permit, conditions: &serde_json::Value) -> Result<Self> {
        let asked: Asked = serde_json::from_value(conditions.clone())?;
        let wanted = asked.wanted(&app.reference, permit.scope())?;
        Ok(Self { app: app.clone(), wanted, after: None, kinds: Vec::new() })
    }

    async fn begin(&mut self, tx: &mut ReadTx<'_>) -> Result<Vec<Heading>> {
        let present = kind_store::present(tx, &self.wanted).await?;
        let mut headings: Vec<Heading> = HEADINGS.iter().map(|(text, width)| Heading::new(text, *width)).collect();
        for kind in equipment_kinds(&self.app.reference).into_iter().filter(|kind| present.contains(&kind.key)) {
            headings.push(Heading::new(&kind.zh, 12));
            self.kinds.push(kind.key.clone());
        }
        Ok(headings)
    }

    async fn count(&self, tx: &mut ReadTx<'_>) -> Result<i64> {
        bulk_store::counted(tx, &self.wanted).await
    }

    async fn next(&mut self, tx: &mut ReadTx<'_>, most: i64) -> Result<Vec<Vec<Cell>>> {
        let rows = bulk_store::page(tx, &self.wanted, self.after.as_ref(), most).await?;
        self.after = rows.last().map(|row| self.wanted.behind(row));
        let ids: Vec<EnterpriseId> = rows.iter().map(|row| row.id).collect();
        let mut kinds = kind_store::counted(tx, &ids).await?;
        let line = |row: Record| {
            let own = kinds.remove(&row.id).unwrap_or_default();
            self.cells(row, &own)
        };
        Ok(rows.into_iter().map(line).collect())
    }
}

impl Ledger {
    fn cells(&self, row: Record, own: &[(String, i64)]) -> Vec<Cell> {
        let name = |key: &str| model(&self.app.reference, key).map_or(key.to_owned(), |i| i.zh.clone());
        let industries: Vec<String> = row.industries.split(',').filter(|key| !key.is_empty()).map(name).collect();
        let texts = [
            row.name,
            row.credit_code,
            row.region_name,
            row.address,
            industries.join("、"),
            row.state.zh().to_owned(),
            row.legal_person,
            row.scale,
            row.capacity,
        ];
        let counts = self.kinds.iter().map(|kind| own.iter().find(|(key, _)| key == kind).map_or(0, |(_, n)| *n));
        let numbers = [row.employees, row.equipment_count].into_iter().chain(counts);
        texts.into_iter().map(Cell::Text).chain(numbers.map(Cell::from)).collect()
    }
}
