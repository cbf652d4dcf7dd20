//! 导出检查事项 · items as a workbook that can be imported again

use super::{COLUMNS, SHEET, template};
use authority::{Halt, SubjectKind, Verb};
use axum::response::Response;
use lexicon::Term;
use registers::checklist::heads::{self, HeadsAsked};
use registers::checklist::{ChecklistEdition, ItemDetail, ListOrigin, edition as editions};
use registers::industry::model;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};
use web::{App, Caller, Exported, Path, Query, workbook_reply};

/// Lists in one file.
const MOST_LISTS: i64 = 500;

/// 按目录的条件导出检查事项（xlsx），每份清单导出先显示的版次
#[utoipa::path(get, path = "/checklist-heads/export", tag = "检查事项", params(HeadsAsked), responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn heads(Caller(caller): Caller, app: App, Query(asked): Query<HeadsAsked>) -> web::Result<Response> {
    // 权限
    let permit = caller.may(Verb::ReadReference)?;
    // 取件
    let conditions = asked.conditions()?;
    let (inner, wanted) = (app.clone(), conditions.clone());
    let read = app.db.read(permit.clone(), move |tx| {
        Box::pin(async move {
            let reference = &inner.reference;
            let lists = match wanted.origin {
                ListOrigin::Base => heads::base(reference, &wanted, tx.today()),
                ListOrigin::Own => heads::own_heads(tx, reference, &wanted, (None, MOST_LISTS)).await?.0,
            };
            let mut out = Vec::with_capacity(lists.len());
            for head in lists {
                out.push(editions::take(tx, reference, (&head.key, &head.shown)).await?);
            }
            Ok(out)
        })
    });
    let lists = read.await?;
    let name = format!("{} {}.xlsx", conditions.origin.zh(), app.clock.today());
    let bytes = workbook(&app.reference, &lists).map_err(|e| Halt::Fault(e.to_string()))?;
    // 留痕
    let rows = lists.iter().map(|list| list.items.len()).sum();
    let export = Exported { kind: SubjectKind::Checklist, act: "导出检查事项", name: &name, rows };
    web::exported(&app, permit, export, &conditions).await?;
    Ok(workbook_reply(bytes, &name))
}

/// 导出清单的一个版次（xlsx）
#[utoipa::path(get, path = "/checklists/{key}/editions/{edition}/workbook", tag = "检查事项",
    params(("key" = String, Path), ("edition" = String, Path)), responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn edition(
    Caller(caller): Caller,
    app: App,
    Path((key, edition)): Path<(String, String)>,
) -> web::Result<Response> {
    // 权限
    let permit = caller.may(Verb::ReadReference)?;
    // 取件
    let inner = app.clone();
    let read = app.db.read(permit.clone(), move |tx| {
        Box::pin(async move { editions::take(tx, &inner.reference, (&key, &edition)).await })
    });
    let list = read.await?;
    let name = format!("{} {}版.xlsx", list.zh, list.edition);
    let lists = [list];
    let bytes = workbook(&app.reference, &lists).map_err(|e| Halt::Fault(e.to_string()))?;
    // 留痕
    let [list] = &lists;
    let export =
        Exported { kind: SubjectKind::Checklist, act: "导出检查事项", name: &name, rows: list.items.len() };
    web::exported(&app, permit, export, &(&list.key, &list.edition)).await?;
    Ok(workbook_reply(bytes, &name))
}

/// Writes the items of these lists, one below the other.
///
/// # Errors
/// What the writer says.
pub fn workbook(reference: &seed::Seed, lists: &[ChecklistEdition]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    template::head(sheet)?;
    debug_assert_eq!(sheet.name(), SHEET);
    let first = u16::try_from(COLUMNS.len()).unwrap_or_default();
    for (at, (heading, width)) in
        (first..).zip([("检查表", 24.0), ("版次", 8.0), ("编制机关", 28.0), ("状态", 8.0), ("停用日期", 14.0)])
    {
        sheet.write_string_with_format(0, at, heading, &template::heading_format(false))?;
        sheet.set_column_width(at, width)?;
    }
    let mut row = 1;
    for list in lists {
        let industry = model(reference, &list.industry);
        for item in &list.items {
            write(sheet, row, (list, item), industry)?;
            row += 1;
        }
    }
    book.save_to_buffer()
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    (list, detail): (&ChecklistEdition, &ItemDetail),
    industry: Option<&seed::Industry>,
) -> Result<(), XlsxError> {
    let item = &detail.item;
    let on = &item.applies_to;
    let named = |keys: &[String], zh: &dyn Fn(&str) -> Option<String>| {
        keys.iter().map(|key| zh(key).unwrap_or_else(|| key.clone())).collect::<Vec<_>>().join("；")
    };
    let cells = [
        item.code.clone(),
        item.content.clone(),
        item.method.clone(),
        item.violated.join("\n"),
        item.penalised.join("\n"),
        item.hazard_level.zh().to_owned(),
        item.measures.iter().map(|m| m.zh()).collect::<Vec<_>>().join("；"),
        item.suggested_problem.clone(),
        item.suggested_measure.clone(),
        item.suggested_days.to_string(),
        named(&on.units, &|key| Some(industry?.unit(key)?.zh.clone())),
        named(&on.equipment, &|key| Some(industry?.equipment(key)?.zh.clone())),
        named(&on.places, &|key| Some(industry?.place(key)?.zh.clone())),
        item.note.clone(),
        list.zh.clone(),
        list.edition.clone(),
        list.organisation_name.clone(),
        detail.state.zh().to_owned(),
        detail.stopped_on.map(|day| day.to_string()).unwrap_or_default(),
    ];
    let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    for (column, cell) in (0_u16..).zip(cells) {
        sheet.write_string_with_format(row, column, cell, &text)?;
    }
    Ok(())
}
