//! 停用、启用 · items of a list, or the list as a whole, are no longer offered, and offered again
//!
//! 自当日起停用；已经写进方案和检查的照旧。启用以后，原来的停用期间保留，以前的日子不变。The date and the reason stand with
//! what is stopped; stops that are over have a table of their own.

use super::rules::{self, Refusal};
use super::{OwnChecklistSwitch, create, stop_store, store};
use crate::checklist::ChecklistHead;
use authority::{Command, Entry, FieldError, Halt, Result, SubjectKind, Verb, WriteTx};
use lexicon::OwnChecklistId;
use web::{App, Caller, Json, Path, Sent};

/// 停用清单或者其中的检查事项
#[utoipa::path(post, path = "/own-checklists/{id}/disabling", tag = "检查事项", params(("id" = OwnChecklistId, Path)), request_body = OwnChecklistSwitch, responses((status = 200, body = ChecklistHead)))]
pub async fn disable(
    caller: Caller,
    app: App,
    Path(id): Path<OwnChecklistId>,
    Sent(command): Sent,
    Json(asked): Json<OwnChecklistSwitch>,
) -> web::Result<Json<ChecklistHead>> {
    switch(caller, app, id, command, (asked, true)).await
}

/// 启用清单或者其中的检查事项
#[utoipa::path(post, path = "/own-checklists/{id}/enabling", tag = "检查事项", params(("id" = OwnChecklistId, Path)), request_body = OwnChecklistSwitch, responses((status = 200, body = ChecklistHead)))]
pub async fn enable(
    caller: Caller,
    app: App,
    Path(id): Path<OwnChecklistId>,
    Sent(command): Sent,
    Json(asked): Json<OwnChecklistSwitch>,
) -> web::Result<Json<ChecklistHead>> {
    switch(caller, app, id, command, (asked, false)).await
}

async fn switch(
    Caller(caller): Caller,
    app: App,
    id: OwnChecklistId,
    command: Command,
    (asked, stops): (OwnChecklistSwitch, bool),
) -> web::Result<Json<ChecklistHead>> {
    // 权限
    let permit = caller.may(Verb::EditChecklist)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件、判定
            let reason = asked.reason.trim().to_owned();
            judged(tx, id, &asked, stops).await?;
            // 落库
            let stop = stops.then(|| (tx.today(), reason.as_str()));
            match (stops, asked.codes.is_empty()) {
                (true, _) => {}
                (false, true) => stop_store::keep_list(tx, id).await?,
                (false, false) => stop_store::keep_items(tx, id, &asked.codes).await?,
            }
            if asked.codes.is_empty() {
                store::switch_list(tx, id, stop).await?;
            } else {
                store::switch_items(tx, id, &asked.codes, stop).await?;
            }
            store::touch(tx, id).await?;
            // 留痕
            let act = match (stops, asked.codes.is_empty()) {
                (true, true) => "停用自定义检查事项清单",
                (true, false) => "停用检查事项",
                (false, true) => "启用自定义检查事项清单",
                (false, false) => "启用检查事项",
            };
            tx.record(Entry::on(SubjectKind::Checklist, id, act).because(&reason).with(&asked.codes), ()).await
        })
    });
    write.await?;
    create::fetch(&app, permit, id).await
}

/// Takes the list; what is to be switched exists and is not so already.
async fn judged(tx: &mut WriteTx<'_>, id: OwnChecklistId, asked: &OwnChecklistSwitch, stops: bool) -> Result<()> {
    let (list, editions) = store::take_for_update(tx, id, asked.seen).await?;
    match asked.reason.trim().chars().count() {
        0 if stops => return Err(Halt::Invalid(vec![FieldError::new("reason", "请填写停用原因")])),
        201.. => return Err(Halt::Invalid(vec![FieldError::new("reason", "原因不能超过200字")])),
        _ => {}
    }
    let already = if stops { Refusal::IsStopped } else { Refusal::IsInUse };
    if asked.codes.is_empty() {
        let published = editions.iter().any(|e| e.valid_from.is_some());
        return match (published, list.stopped_on.is_some() == stops) {
            (false, _) => Err(rules::by_state(Refusal::NoItems).into()),
            (true, true) => Err(rules::by_state(already).into()),
            (true, false) => Ok(()),
        };
    }
    let mut known = Vec::new();
    for edition in &editions {
        known.extend(store::items(tx, id, &edition.edition).await?);
    }
    for code in &asked.codes {
        let mut found = known.iter().filter(|record| record.code == *code).peekable();
        if found.peek().is_none() {
            return Err(Refusal::NoSuchItem.at("codes").into());
        }
        if found.all(|record| record.stopped_on.is_some() == stops) {
            let mut refused = rules::by_state(already);
            refused.sentence = format!("{code}{}", refused.sentence);
            return Err(refused.into());
        }
    }
    Ok(())
}
