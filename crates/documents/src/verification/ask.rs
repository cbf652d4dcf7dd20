//! 查验文书 · what a code leads to

use super::{Standing, rules, store};
use authority::Permit;
use forms::FormName;
use lexicon::LegalDay;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Json, Path, Query};

/// What is told of a paper; empty where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct PaperVerification {
    pub standing: Option<Standing>,
    /// 文书名称
    pub zh: String,
    /// 文号；不编号的文书为空
    pub number: String,
    /// 作出文书的机关
    pub organisation_name: String,
    /// 当事人，隐去中间的字
    pub party: String,
    /// 出具日期
    pub issued_on: Option<LegalDay>,
    /// 页数
    pub pages: i64,
    /// 所交文件与存档是否一致；没有交的为空
    pub is_same_file: Option<bool>,
}

/// The file the asker holds, by its digest.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Held {
    /// 手中文件的 SHA-256，十六进制；不核对文件的不填
    #[serde(default)]
    sha256: String,
}

/// 凭验证码查验文书，不需要登录
#[utoipa::path(get, path = "/verifications/{code}", tag = "文书查验", params(("code" = String, Path), Held),
    responses((status = 200, body = PaperVerification)))]
pub async fn run(app: App, Path(code): Path<String>, Query(held): Query<Held>) -> web::Result<Json<PaperVerification>> {
    // What can be no code is looked for like any other: the answer takes as long.
    let code = signing::written(&code).unwrap_or_default();
    let permit = Permit::of_system("文书查验");
    let said = app.db.read(permit, move |tx| Box::pin(async move { store::said(tx, &code).await })).await?;
    Ok(Json(said.map_or_else(nothing, |said| told(said, held.sha256.trim()))))
}

fn nothing() -> PaperVerification {
    PaperVerification { standing: Some(Standing::Unknown), ..PaperVerification::default() }
}

fn told(said: store::Said, held: &str) -> PaperVerification {
    let standing = rules::standing(said.state);
    if standing == Standing::Unknown {
        return nothing();
    }
    PaperVerification {
        standing: Some(standing),
        zh: said.form.parse::<FormName>().map(FormName::zh).unwrap_or_default().to_owned(),
        number: said.number,
        organisation_name: said.organisation_name,
        party: rules::masked(&said.enterprise_name),
        issued_on: said.issued_at.map(lexicon::Instant::day),
        pages: said.pages,
        is_same_file: (!held.is_empty()).then(|| held.eq_ignore_ascii_case(&said.file_sha256)),
    }
}
