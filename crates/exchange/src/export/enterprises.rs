//! 导出执法对象 · the list of enterprises

use super::list::List;
use super::sheets::{Cell, Heading};
use super::start::{self, ExportOrder};
use super::{Export, ExportKind};
use crate::columns::columns;
use crate::import::difference::texts;
use authority::{Permit, ReadTx, Result};
use lexicon::masked_phone;
use registers::enterprise::list::Asked;
use registers::enterprise::store::{After, Wanted};
use registers::enterprise::{Enterprise, Particulars, bulk_store};
use web::{App, Caller, Json, Query, Sent};

/// 导出执法对象（xlsx），条件、次序与列表相同；在后台办理，写好以后下载
#[utoipa::path(post, path = "/enterprise-exports", tag = "执法对象", operation_id = "export_enterprises", params(Asked), request_body = ExportOrder, responses((status = 200, body = Export)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Query(asked): Query<Asked>,
    Json(order): Json<ExportOrder>,
) -> web::Result<Json<Export>> {
    // 权限
    let permit = caller.may(ExportKind::Enterprises.verb())?;
    // 判定
    asked.wanted(&app.reference, &caller.scope)?;
    // 落库、留痕
    start::begin(&app, (permit, command), (ExportKind::Enterprises, order.id), asked.conditions()).await
}

/// Enterprises in the order that was asked.
pub(super) struct Enterprises {
    app: App,
    wanted: Wanted,
    after: Option<After>,
}

impl List for Enterprises {
    const SHEET: &'static str = "执法对象";

    fn of(app: &App, permit: &Permit, conditions: &serde_json::Value) -> Result<Self> {
        let asked: Asked = serde_json::from_value(conditions.clone())?;
        Ok(Self { app: app.clone(), wanted: asked.wanted(&app.reference, permit.scope())?, after: None })
    }

    async fn begin(&mut self, _: &mut ReadTx<'_>) -> Result<Vec<Heading>> {
        let map = columns()?.of_enterprises(&self.app.reference.industries);
        let own = map.columns.iter().map(|c| Heading::new(&c.heading, c.width));
        Ok(own.chain([Heading::new("所在地区", 24), Heading::new("设备数", 8)]).collect())
    }

    async fn count(&self, tx: &mut ReadTx<'_>) -> Result<i64> {
        bulk_store::counted(tx, &self.wanted).await
    }

    async fn next(&mut self, tx: &mut ReadTx<'_>, most: i64) -> Result<Vec<Vec<Cell>>> {
        let rows = bulk_store::page(tx, &self.wanted, self.after.as_ref(), most).await?;
        self.after = rows.last().map(|row| self.wanted.behind(row));
        rows.into_iter().map(|row| cells(&self.app.reference, &Enterprise::from(row))).collect()
    }
}

fn cells(reference: &seed::Seed, enterprise: &Enterprise) -> Result<Vec<Cell>> {
    let particulars = Particulars::of(enterprise)?;
    let own = texts(reference, &particulars).into_iter().map(|(key, text)| match key.as_ref() {
        "employees" => Cell::from(particulars.employees),
        "phone" | "contact_phone" => Cell::Text(masked_phone(&text)),
        _ => Cell::Text(text),
    });
    let mut out: Vec<Cell> = own.collect();
    out.push(Cell::Text(particulars.region_name));
    out.push(Cell::from(enterprise.row.equipment_count));
    Ok(out)
}
