//! 执法对象表预览 · the table of enterprises while a plan is being filled in

use super::rules::MOST_ENTERPRISES;
use super::table::{self, PlanTable};
use authority::{FieldError, Halt, Verb};
use lexicon::EnterpriseId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json};

/// The enterprises picked so far.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PlanPreview {
    /// 行业的键
    pub industry: String,
    /// 执法对象，依表中次序
    pub enterprises: Vec<EnterpriseId>,
}

/// 执法对象表预览：所选企业的地区和各种设备的数量；不在本辖区的不列
#[utoipa::path(post, path = "/plan-previews", tag = "专项计划", request_body = PlanPreview, responses((status = 200, body = PlanTable)))]
pub async fn run(Caller(caller): Caller, app: App, Json(asked): Json<PlanPreview>) -> web::Result<Json<PlanTable>> {
    let permit = caller.may(Verb::EditPlan)?;
    if asked.enterprises.len() > MOST_ENTERPRISES {
        let sentence = format!("一个计划最多列入{MOST_ENTERPRISES}家企业，请分成几个计划");
        return Err(Halt::Invalid(vec![FieldError::new("enterprises", sentence)]).into());
    }
    let inner = app.clone();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let lines = table::today(tx, &inner.reference, &asked.industry, &asked.enterprises).await?;
            Ok(table::shown(table::columns(&inner.reference, &asked.industry, &lines), lines))
        })
    });
    Ok(Json(read.await?))
}
