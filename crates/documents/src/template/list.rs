//! 文书模板列表 · every kind of paper with the template in force for the caller's organ

use super::rules::{self, Line};
use super::store::{self, Head};
use super::{TemplateBasis, TemplateStanding};
use authority::Verb;
use forms::{FormName, Phase};
use lexicon::{LegalDay, OrganisationId, TemplateVersionId};
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json};

/// Which template holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TemplateInForce {
    pub basis: TemplateBasis,
    /// None: the national template.
    pub version_id: Option<TemplateVersionId>,
    /// 第几版
    pub no: Option<i64>,
    /// 哪个机关的；全国式样为空
    pub organisation_name: String,
    /// 启用日期
    pub valid_from: String,
}

/// One kind of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TemplateLine {
    /// 式样代码
    pub form: FormName,
    /// 文书名称
    pub zh: String,
    /// 总表编号
    pub no: String,
    /// 所属环节
    pub phase: Phase,
    /// 文号用字；不编号的为空
    pub kind_word: String,
    /// 盖章
    pub seal: bool,
    /// 全国式样的版次
    pub edition: String,
    pub in_force: TemplateInForce,
    /// 本机关已经发布、尚未到启用日期的一版
    pub waiting_from: Option<LegalDay>,
    /// 本机关有编制中的草稿
    pub has_draft: bool,
}

/// What holds for an organ on a day.
#[must_use]
pub fn in_force(form: FormName, heads: &[Head], chain: &[OrganisationId], on: LegalDay) -> TemplateInForce {
    let lines: Vec<Line> = heads.iter().map(Head::line).collect();
    let found = rules::in_force(&lines, chain, on).and_then(|line| heads.iter().find(|head| head.id == line.id));
    match found {
        Some(head) => TemplateInForce {
            basis: if chain.first() == Some(&head.organisation_id) { TemplateBasis::Own } else { TemplateBasis::Above },
            version_id: Some(head.id),
            no: Some(head.no),
            organisation_name: head.organisation_name.clone(),
            valid_from: head.valid_from.to_string(),
        },
        None => TemplateInForce {
            basis: TemplateBasis::National,
            version_id: None,
            no: None,
            organisation_name: String::new(),
            valid_from: forms::form(form).valid_from().to_owned(),
        },
    }
}

/// 文书模板列表，本机关现在使用的
#[utoipa::path(get, path = "/templates", tag = "文书模板", responses((status = 200, body = Vec<TemplateLine>)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<Vec<TemplateLine>>> {
    let permit = caller.may(Verb::ReadReference)?;
    let today = app.clock.today();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let organ = tx.actor().organisation_id;
            let heads = store::of_chain(tx, organ, None).await?;
            Ok((heads, store::chain(tx, organ).await?, store::drafted(tx).await?))
        })
    });
    let (heads, chain, drafted) = read.await?;
    let line = |form: FormName| {
        let about = forms::form(form);
        let heads: Vec<Head> = heads.iter().filter(|head| head.form == form.code()).cloned().collect();
        TemplateLine {
            form,
            zh: about.zh().to_owned(),
            no: about.facts().no.clone(),
            phase: about.facts().phase,
            kind_word: about.kind_word().to_owned(),
            seal: about.seal(),
            edition: about.edition().to_owned(),
            waiting_from: waiting(&heads, &chain, today),
            in_force: in_force(form, &heads, &chain, today),
            has_draft: drafted.iter().any(|(code,)| code == form.code()),
        }
    };
    Ok(Json(FormName::all().map(line).collect()))
}

fn waiting(heads: &[Head], chain: &[OrganisationId], today: LegalDay) -> Option<LegalDay> {
    let lines: Vec<Line> = heads.iter().map(Head::line).collect();
    let own = lines.iter().filter(|line| chain.first() == Some(&line.organisation_id));
    own.filter(|line| rules::standing(&lines, line, today) == TemplateStanding::Waiting)
        .map(|line| line.valid_from)
        .min()
}
