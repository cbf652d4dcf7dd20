//! 校验检查事项文件 · a file is checked for a draft; nothing is written

use super::ChecklistImport;
use super::check::{self, Against, Checked};
use crate::workbook::Unreadable;
use authority::{Halt, Result, Verb};
use lexicon::{ImportId, OwnChecklistId};
use registers::own_checklist::{OwnItem, rules, store};
use registers::statute::store as law;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Received, Upload};

/// The form of an upload.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form; the extractor reads it")]
pub struct ChecklistWorkbook {
    /// Made by the client.
    id: ImportId,
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// 校验检查事项文件；只校验，读出的事项由页面暂存
#[utoipa::path(post, path = "/own-checklists/{id}/workbook-check", tag = "检查事项", params(("id" = OwnChecklistId, Path)), request_body(content = ChecklistWorkbook, content_type = "multipart/form-data"), responses((status = 200, body = ChecklistImport)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OwnChecklistId>,
    Upload(received): Upload,
) -> web::Result<Json<ChecklistImport>> {
    let permit = caller.may(Verb::EditChecklist)?;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let list = store::take(tx, id).await?;
            tx.actor().acts_for(list.organisation_id)?;
            let editions = store::editions(tx, &[id]).await?;
            let draft = rules::draft(&editions)?;
            let own = store::items(tx, id, &draft.edition).await?;
            let on = tx.today();
            let places = law::citable(tx, on).await?;
            Ok((list.industry, own.into_iter().map(|record| record.item_json).collect::<Vec<_>>(), places))
        })
    });
    let (industry, own, places) = read.await?;
    let name = received.name.clone();
    let inner = app.clone();
    let checked = checked(received, move |bytes| {
        let against = Against { reference: &inner.reference, industry: &industry, places: &places };
        check::check(bytes, &against)
    });
    Ok(Json(report(name, checked.await?, &own)))
}

/// Reads the bytes away from the threads that answer requests. A reader that panics over a hostile file has found a
/// file that cannot be read.
async fn checked(
    received: Received,
    check: impl FnOnce(Vec<u8>) -> std::result::Result<Checked, lexicon::Refused> + Send + 'static,
) -> Result<Checked> {
    let done = tokio::task::spawn_blocking(move || check(received.bytes)).await;
    Ok(done.map_err(|_| Halt::Refused(Unreadable::NotXlsx.at("file")))??)
}

fn report(file_name: String, checked: Checked, own: &[OwnItem]) -> ChecklistImport {
    let size = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let known = |item: &&OwnItem| own.iter().any(|o| o.code == item.code);
    let new = checked.items.iter().filter(|item| !known(item)).count();
    let changed = checked.items.iter().filter(|item| known(item) && !own.contains(item)).count();
    ChecklistImport {
        file_name,
        rows: checked.rows,
        new_rows: size(new),
        changed_rows: size(changed),
        items: if checked.errors_total == 0 { checked.items } else { Vec::new() },
        errors: checked.errors,
        errors_total: checked.errors_total,
    }
}
