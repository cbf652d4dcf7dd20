//! 查看文书模板 · the template of one kind of paper: its fields, its texts, its versions and the draft

use super::list::{TemplateInForce, in_force};
use super::rules::{self, Line};
use super::store::{self, Draft, Head};
use super::{TemplateBasis, TemplateStanding};
use authority::{Halt, Permit, Verb};
use forms::{Field, FormName, Kind};
use lexicon::{Instant, LegalDay, OrganisationId, TemplateVersionId};
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path};

/// A field that the template may print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TemplateField {
    /// 在模板中的名称
    pub key: String,
    /// 栏目名称
    pub zh: String,
    /// 种类，如 text、rows
    #[schema(value_type = String)]
    pub kind: Kind,
    /// 必填
    pub required: bool,
    /// 一行或者一组中的各栏
    #[schema(no_recursion)]
    pub columns: Vec<TemplateField>,
}

/// What an organ is writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TemplateDraft {
    pub source: String,
    pub revision: i64,
    pub updated_at: Instant,
    pub updated_by: String,
}

/// A version of the organ or of one above it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TemplateVersionHead {
    pub id: TemplateVersionId,
    pub organisation_name: String,
    /// 本机关的；否则是上级机关的
    pub is_own: bool,
    /// 第几版
    pub no: i64,
    pub basis: TemplateBasis,
    pub standing: TemplateStanding,
    /// 恢复自第几版
    pub restored_no: Option<i64>,
    /// 模板文本的 SHA-256
    pub sha256: String,
    /// 当时全国式样的版次
    pub form_edition: String,
    pub valid_from: LegalDay,
    pub reason: String,
    pub made_at: Instant,
    pub made_by: String,
}

/// The template of one kind of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Template {
    pub form: FormName,
    pub zh: String,
    pub edition: String,
    pub seal: bool,
    /// 编号
    pub is_numbered: bool,
    pub fields: Vec<TemplateField>,
    /// 全国式样的文本
    pub national: String,
    pub in_force: TemplateInForce,
    /// 现在使用的文本
    pub source: String,
    /// 有上级机关
    pub has_above: bool,
    pub draft: Option<TemplateDraft>,
    /// 本机关已经发布到第几版
    pub last_no: i64,
    /// The newest first.
    pub versions: Vec<TemplateVersionHead>,
}

/// The text of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TemplateVersion {
    pub id: TemplateVersionId,
    pub no: i64,
    pub basis: TemplateBasis,
    /// 模板文本；沿用上级、恢复全国式样的为空
    pub source: String,
}

impl From<Draft> for TemplateDraft {
    fn from(d: Draft) -> Self {
        Self { source: d.source, revision: d.revision, updated_at: d.updated_at, updated_by: d.updated_by }
    }
}

/// 一种文书的模板
#[utoipa::path(get, path = "/templates/{form}", tag = "文书模板", params(("form" = String, Path)), responses((status = 200, body = Template)))]
pub async fn run(Caller(caller): Caller, app: App, Path(form): Path<String>) -> web::Result<Json<Template>> {
    let permit = caller.may(Verb::EditTemplate)?;
    let form: FormName = form.parse().map_err(|_| Halt::NotFound)?;
    Ok(Json(fetch(&app, permit, form).await?))
}

/// As shown after every act.
///
/// # Errors
/// Engine faults.
pub async fn fetch(app: &App, permit: Permit, form: FormName) -> authority::Result<Template> {
    let today = app.clock.today();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let organ = tx.actor().organisation_id;
            let heads = store::of_chain(tx, organ, Some(form)).await?;
            let chain = store::chain(tx, organ).await?;
            let now = in_force(form, &heads, &chain, today);
            let source = match now.version_id {
                Some(id) => Some(store::source(tx, organ, id).await?),
                None => None,
            };
            Ok((heads, chain, now, source, store::draft(tx, form).await?))
        })
    });
    let (heads, chain, now, source, draft) = read.await?;
    let about = forms::form(form);
    let organ = chain.first().copied();
    Ok(Template {
        form,
        zh: about.zh().to_owned(),
        edition: about.edition().to_owned(),
        seal: about.seal(),
        is_numbered: about.is_numbered(),
        fields: fields(about.fields()),
        national: about.template().to_owned(),
        in_force: now,
        source: source.unwrap_or_else(|| about.template().to_owned()),
        has_above: chain.len() > 1,
        draft: draft.map(TemplateDraft::from),
        last_no: last_no(&heads, organ),
        versions: versions(&heads, organ, today),
    })
}

/// The number of the organ's last version; 0 before the first.
pub(crate) fn last_no(heads: &[Head], organ: Option<OrganisationId>) -> i64 {
    heads.iter().filter(|head| Some(head.organisation_id) == organ).map(|head| head.no).max().unwrap_or_default()
}

fn fields(all: &[Field]) -> Vec<TemplateField> {
    let one = |field: &Field| TemplateField {
        key: field.key.clone(),
        zh: field.zh.clone(),
        kind: field.kind,
        required: field.required,
        columns: fields(&field.columns),
    };
    all.iter().map(one).collect()
}

fn versions(heads: &[Head], organ: Option<OrganisationId>, today: LegalDay) -> Vec<TemplateVersionHead> {
    let lines: Vec<Line> = heads.iter().map(Head::line).collect();
    let one = |head: &Head| TemplateVersionHead {
        id: head.id,
        organisation_name: head.organisation_name.clone(),
        is_own: Some(head.organisation_id) == organ,
        no: head.no,
        basis: head.basis,
        standing: rules::standing(&lines, &head.line(), today),
        restored_no: head.restored_no,
        sha256: head.sha256.clone(),
        form_edition: head.form_edition.clone(),
        valid_from: head.valid_from,
        reason: head.reason.clone(),
        made_at: head.made_at,
        made_by: head.made_by.clone(),
    };
    heads.iter().map(one).collect()
}

/// 一版的文本
#[utoipa::path(get, path = "/template-versions/{id}", tag = "文书模板", params(("id" = TemplateVersionId, Path)), responses((status = 200, body = TemplateVersion)))]
pub async fn version(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<TemplateVersionId>,
) -> web::Result<Json<TemplateVersion>> {
    let permit = caller.may(Verb::EditTemplate)?;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let organ = tx.actor().organisation_id;
            Ok((store::head(tx, organ, id).await?, store::source(tx, organ, id).await?))
        })
    });
    let (head, source) = read.await?;
    Ok(Json(TemplateVersion { id, no: head.no, basis: head.basis, source }))
}
