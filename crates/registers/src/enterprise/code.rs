//! 统一社会信用代码 · whether a code is right and free
//!
//! 一个代码在全国只登记一家。辖区内已登记的，指给是哪一家；辖区外的，只说已经登记、向谁核实，不透露名称和所在地。

use super::rules::Refusal;
use super::store;
use authority::{Halt, ReadTx, Result, Verb};
use lexicon::{CreditCode, EnterpriseId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Json, Query};

/// What there is to say of a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CodeStanding {
    /// 位数、字符和校验位都对
    pub is_valid: bool,
    /// 已经登记
    pub is_taken: bool,
    /// 说明；可用的为空
    pub sentence: String,
    /// 辖区内已登记的那一家
    pub enterprise: Option<CodeOwner>,
}

/// The enterprise within the scope that has the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CodeOwner {
    pub id: EnterpriseId,
    pub name: String,
}

/// Which code.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    code: String,
}

/// 核对统一社会信用代码
#[utoipa::path(get, path = "/credit-codes", tag = "执法对象", operation_id = "check_credit_code", params(Asked), responses((status = 200, body = CodeStanding)))]
pub async fn run(Caller(caller): Caller, app: App, Query(asked): Query<Asked>) -> web::Result<Json<CodeStanding>> {
    let permit = caller.may(Verb::EditEnterprise)?;
    let code = match CreditCode::parse(&asked.code) {
        Ok(code) => code,
        Err(why) => {
            let standing =
                CodeStanding { is_valid: false, is_taken: false, sentence: why.to_string(), enterprise: None };
            return Ok(Json(standing));
        }
    };
    let read = app.db.read(permit, move |tx| Box::pin(async move { standing(tx, &code).await }));
    Ok(Json(read.await?))
}

async fn standing(tx: &mut ReadTx<'_>, code: &CreditCode) -> Result<CodeStanding> {
    let free = CodeStanding { is_valid: true, is_taken: false, sentence: String::new(), enterprise: None };
    Ok(match store::by_credit_codes(tx, &[code.to_string()]).await?.remove(code.as_str()) {
        None => free,
        Some((id, true)) => {
            let row = store::take_row(tx, id).await?;
            let owner = CodeOwner { id, name: row.name };
            let sentence = Refusal::CodeTaken.refused().sentence;
            CodeStanding { is_taken: true, sentence, enterprise: Some(owner), ..free }
        }
        Some((_, false)) => {
            let refused = Refusal::CodeTakenElsewhere.refused();
            CodeStanding { is_taken: true, sentence: format!("{}；{}", refused.sentence, refused.way_out), ..free }
        }
    })
}

/// Refuses a code that belongs to another enterprise than `own`.
///
/// # Errors
/// `enterprise.code_taken` with the name of the enterprise within the scope; `enterprise.code_taken_elsewhere`.
pub async fn is_free(tx: &mut ReadTx<'_>, code: &CreditCode, own: Option<EnterpriseId>) -> Result<()> {
    let found = store::by_credit_codes(tx, &[code.to_string()]).await?.remove(code.as_str());
    let mut refused = match found {
        None => return Ok(()),
        Some((id, _)) if Some(id) == own => return Ok(()),
        Some((id, true)) => {
            let mut refused = Refusal::CodeTaken.at("facts.credit_code");
            refused.sentence = format!("{}：{}", refused.sentence, store::take_row(tx, id).await?.name);
            refused
        }
        Some((_, false)) => Refusal::CodeTakenElsewhere.at("facts.credit_code"),
    };
    refused.by_state = true;
    Err(Halt::Refused(refused))
}
