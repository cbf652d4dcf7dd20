//! 跨区域查询企业 · find an enterprise beyond the own jurisdiction
//!
//! 只给名称、代码、所在地和地址，不给人员和电话；要看档案须申请临时查看。How far it reaches is set by the superior organ.

use super::{index_store, store};
use authority::{FieldError, Halt, Search, Verb};
use lexicon::EnterpriseId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Json, Query};

/// What is told of an enterprise that is looked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EnterpriseLookup {
    pub id: EnterpriseId,
    pub name: String,
    /// 统一社会信用代码
    pub credit_code: String,
    pub region_name: String,
    pub address: String,
    /// 在本人管辖范围内，可以直接查看
    pub is_within_scope: bool,
}

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// 企业名称或者统一社会信用代码中的文字，不少于两个字
    #[serde(default)]
    q: String,
}

/// 跨区域查询企业，最多二十家
#[utoipa::path(get, path = "/enterprise-lookups", tag = "执法对象", operation_id = "look_up_enterprises", params(Asked), responses((status = 200, body = Vec<EnterpriseLookup>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(asked): Query<Asked>,
) -> web::Result<Json<Vec<EnterpriseLookup>>> {
    let permit = caller.may(Verb::LookUpEnterprise)?;
    let text = asked.q.trim();
    let search = Search::of(text, &index_store::PUBLIC).filter(|_| text.chars().count() <= 60);
    let Some(search) = search else {
        let error = FieldError::new("q", "请输入两个以上、六十个以内的文字");
        return Err(Halt::Invalid(vec![error]).into());
    };
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::look_up(tx, &search).await }));
    let found = read.await?.into_iter().map(|found| EnterpriseLookup {
        is_within_scope: caller.scope.holds(&found.keys()),
        id: found.id,
        name: found.name,
        credit_code: found.credit_code,
        region_name: found.region_name,
        address: found.address,
    });
    Ok(Json(found.collect()))
}
