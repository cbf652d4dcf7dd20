//! 导出执法人员 · the register of officers, with the headings of the template: it can be imported again

use super::list::List;
use super::sheets::{Cell, Heading};
use super::start::{self, ExportOrder};
use super::{Export, ExportKind};
use crate::officer::{COLUMNS, SHEET};
use authority::{Permit, ReadTx, Result};
use lexicon::{OfficerId, Term};
use registers::officer::record_store::{self, Record, Wanted};
use registers::officer::records::OfficersAsked;
use web::{App, Caller, Json, Query, Sent};

/// 导出执法人员（xlsx），条件与列表相同；在后台办理，写好以后下载
#[utoipa::path(post, path = "/officer-record-exports", tag = "执法人员", operation_id = "export_officers", params(OfficersAsked), request_body = ExportOrder, responses((status = 200, body = Export)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Query(asked): Query<OfficersAsked>,
    Json(order): Json<ExportOrder>,
) -> web::Result<Json<Export>> {
    // 权限
    let permit = caller.may(ExportKind::Officers.verb())?;
    // 判定
    asked.wanted()?;
    // 落库、留痕
    start::begin(&app, (permit, command), (ExportKind::Officers, order.id), asked.conditions()).await
}

/// Officers, newest first.
pub(super) struct Officers {
    wanted: Wanted,
    after: Option<OfficerId>,
}

impl List for Officers {
    const SHEET: &'static str = SHEET;
    const IS_NUMBERED: bool = false;

    fn of(_: &App, _: &Permit, conditions: &serde_json::Value) -> Result<Self> {
        let asked: OfficersAsked = serde_json::from_value(conditions.clone())?;
        Ok(Self { wanted: asked.wanted()?, after: None })
    }

    async fn begin(&mut self, _: &mut ReadTx<'_>) -> Result<Vec<Heading>> {
        // A certificate number that is added by hand must not become a number.
        let own = COLUMNS.iter().map(|(_, heading, required, width, _)| {
            let text = if *required { format!("*{heading}") } else { (*heading).to_owned() };
            Heading::new(&text, *width).as_text()
        });
        Ok(own.chain([Heading::new("执法单位", 30), Heading::new("状态", 10)]).collect())
    }

    async fn count(&self, tx: &mut ReadTx<'_>) -> Result<i64> {
        record_store::counted(tx, &self.wanted).await
    }

    async fn next(&mut self, tx: &mut ReadTx<'_>, most: i64) -> Result<Vec<Vec<Cell>>> {
        let rows = record_store::page(tx, &self.wanted, self.after, most).await?;
        self.after = rows.last().map(|row| row.id);
        Ok(rows.into_iter().map(cells).collect())
    }
}

fn cells(row: Record) -> Vec<Cell> {
    let texts = [
        row.name,
        row.certificate_no,
        row.certificate_kind,
        row.valid_from.to_string(),
        row.valid_to.to_string(),
        row.phone,
        row.remark,
        row.organisation_name,
        row.state.zh().to_owned(),
    ];
    texts.into_iter().map(Cell::Text).collect()
}
