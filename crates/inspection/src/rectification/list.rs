//! 整改复查任务 · the list, coloured by how near the day is

use super::state::{RectificationAct, RectificationState};
use super::{Origin, ReminderLevel, rules, search};
use authority::{Actor, Verb};
use lexicon::{LegalDay, RectificationId, Stage, terms};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Cursor, Json, Page, PageSize, Query};

terms! {
    /// 可办理的操作
    pub enum RectificationOffer {
        Extend = "extend", "延期";
        ReCheck = "re_check", "复查";
        Terminate = "terminate", "终止";
    }
}

terms! {
    /// 是否为本人检查
    pub enum Mine {
        All = "all", "全部";
        Yes = "yes", "是";
        No = "no", "否";
    }
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RectificationRow {
    pub id: RectificationId,
    pub enterprise_name: String,
    pub officers: String,
    pub inspected_on: LegalDay,
    /// 待复查时间
    pub due_on: LegalDay,
    /// 提醒；已办结的为空
    pub level: Option<ReminderLevel>,
    /// 距期限的天数，已过为负
    pub days_left: i64,
    pub origin: Origin,
    pub is_extended: bool,
    pub state: RectificationState,
    /// 责令限期整改指令书文号
    pub order_number: String,
    pub problems: i64,
    pub revision: i64,
    /// 现在可以办理的操作
    pub acts: Vec<RectificationOffer>,
}

impl RectificationRow {
    /// The line as a caller sees it today.
    #[must_use]
    pub fn of(row: &super::store::Row, actor: &Arc<Actor>, today: LegalDay) -> Self {
        let is_open = !RectificationState::FINAL.contains(&row.state);
        Self {
            id: row.id,
            enterprise_name: row.enterprise_name.clone(),
            officers: row.officers.clone(),
            inspected_on: row.inspected_on,
            due_on: row.due_on,
            level: is_open.then(|| rules::reminder(row.due_on, today)),
            days_left: today.days_until(row.due_on),
            origin: row.origin,
            is_extended: row.is_extended,
            state: row.state,
            order_number: row.order_number.clone(),
            problems: row.problems,
            revision: row.revision,
            acts: offers(row, actor),
        }
    }
}

/// What the state table and the caller's role and organ allow. 已经延期过的不再提供延期。
fn offers(row: &super::store::Row, actor: &Arc<Actor>) -> Vec<RectificationOffer> {
    if actor.acts_for(row.organisation_id).is_err() {
        return Vec::new();
    }
    let acts = row.state.acts();
    let may = |act: RectificationAct, verb: Verb| acts.contains(&act) && actor.holds(verb);
    let mut offers = Vec::new();
    if may(RectificationAct::Extend, Verb::ExtendRectification) && !row.is_extended {
        offers.push(RectificationOffer::Extend);
    }
    if may(RectificationAct::Pass, Verb::ReCheck) {
        offers.push(RectificationOffer::ReCheck);
    }
    if may(RectificationAct::Terminate, Verb::TerminateRectification) {
        offers.push(RectificationOffer::Terminate);
    }
    offers
}

/// What is wanted of the list.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
pub struct Wanted {
    /// 企业名称
    pub q: Option<String>,
    /// 是否为本人检查
    pub mine: Option<Mine>,
    pub state: Option<RectificationState>,
    /// 提醒
    pub level: Option<ReminderLevel>,
    #[serde(skip_serializing)]
    #[param(value_type = Option<String>)]
    pub cursor: Option<Cursor>,
    #[serde(default, skip_serializing)]
    #[param(value_type = Option<i64>)]
    pub size: PageSize,
}

/// 整改复查任务列表，按待复查时间排列
#[utoipa::path(get, path = "/rectifications", tag = "整改复查", operation_id = "list_rectifications", params(Wanted),
    responses((status = 200, body = Page<RectificationRow>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(wanted): Query<Wanted>,
) -> web::Result<Json<Page<RectificationRow>>> {
    let permit = caller.may(Verb::ReadRectification)?;
    let today = app.clock.today();
    let size = wanted.size;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let total = search::count(tx, &wanted, today).await?;
            Ok((search::page(tx, &wanted, today).await?, total))
        })
    });
    let (rows, total) = read.await?;
    let key = |row: &super::store::Row| Cursor::write(&[&row.due_on.to_string(), &row.id.to_string()]);
    Ok(Json(web::paged(rows, size, total, key, |row| RectificationRow::of(&row, &caller, today))))
}
