//! 核销 · striking an enterprise off
//!
//! 企业关闭、注销、迁出后核销。还有未完结的检查、未复查的整改的，先告知；仍要核销的须明确确认，案件照常办结或者终止。
//! It stands here and not with the registers because it must look for open inspections and orders.
//! 不在这里：恢复（见 registers 的 enterprise::restore）

mod store;

use authority::{Halt, Verb};
use lexicon::{EnterpriseId, refusals};
use registers::enterprise::{Enterprise, StrikeOffCause, show, strike_off};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, OpenApiRouter, Path, Routes, Sent, routes};

refusals! {
    /// 核销不准的情形
    pub enum Refusal in "striking_off" {
        OpenWork = "open_work", "企业还有没有办结的检查或整改", way_out "请先办结或者终止；确实不能等的，确认后仍可核销，案件照常办理";
    }
}

/// Why an enterprise is struck off.
#[derive(Debug, Deserialize, ToSchema)]
pub struct StrikingOff {
    /// The revision the caller saw.
    pub seen: i64,
    pub cause: StrikeOffCause,
    /// 核销的具体情况
    pub reason: String,
    /// 已知还有没有办结的检查或整改，仍要核销
    #[serde(default)]
    pub despite_open_work: bool,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(run))
}

/// 核销企业
#[utoipa::path(post, path = "/enterprises/{id}/striking-off", tag = "执法对象", operation_id = "strike_off_enterprise", params(("id" = EnterpriseId, Path)), request_body = StrikingOff, responses((status = 200, body = Enterprise)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<EnterpriseId>,
    Sent(command): Sent,
    Json(asked): Json<StrikingOff>,
) -> web::Result<Json<Enterprise>> {
    // 权限
    let permit = caller.may(Verb::StrikeOffEnterprise)?;
    let inner = app.clone();
    let reader = permit.clone();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = strike_off::take(tx, &inner.reference, (id, asked.seen)).await?;
            let open = store::open_work(tx, id).await?;
            // 判定
            told(open, asked.despite_open_work)?;
            // 落库、留痕
            let entry = strike_off::strike_off(tx, &before, (asked.cause, &asked.reason)).await?;
            tx.record(entry, ()).await
        })
    });
    write.await?;
    show::one(&app, reader, id).await
}

/// 有没有办结的，不确认不核销。
///
/// # Errors
/// `striking_off.open_work`, with how many there are.
pub fn told((inspections, orders): (i64, i64), despite: bool) -> Result<(), Halt> {
    if despite || inspections + orders == 0 {
        return Ok(());
    }
    let mut refused = Refusal::OpenWork.refused();
    refused.sentence = format!("企业还有未完结的检查{inspections}件、待复查的整改{orders}件");
    refused.by_state = true;
    Err(Halt::Refused(refused))
}

#[cfg(test)]
mod tests {
    use super::told;

    /// 还有案件未办结的，告知后确认才核销。
    #[test]
    fn open_work_stops_until_it_is_known() {
        assert!(told((0, 0), false).is_ok());
        assert!(told((1, 0), false).is_err());
        assert!(told((0, 2), false).is_err());
        assert!(told((3, 2), true).is_ok());
    }
}
