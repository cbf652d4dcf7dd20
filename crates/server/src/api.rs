//! 接口说明 · the OpenAPI document
//!
//! Collected from the routes, then completed: every operation gets a stable id and the problem answer.

use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{Content, Ref, ResponseBuilder};
use web::{App, ProblemBody, Routes};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "zhifa",
        description = "互联网+执法：执法检查、文书、整改复查。写操作须带请求头 Command-Id（UUIDv7），同一编号重复提交只办理一次。",
        license(name = "MIT OR Apache-2.0")
    ),
    components(schemas(ProblemBody, inspection::rectification::list::Mine))
)]
struct Description;

/// All routes, below `/api`.
#[must_use]
pub fn routes() -> Routes {
    let parts = web::OpenApiRouter::<App>::new()
        .merge(identity::routes())
        .merge(registers::routes())
        .merge(evidence::routes())
        .merge(documents::routes())
        .merge(planning::routes())
        .merge(inspection::routes())
        .merge(casebook::routes())
        .merge(archive::routes())
        .merge(exchange::routes())
        .merge(personnel::routes())
        .merge(oversight::routes())
        .merge(portal::routes());
    web::OpenApiRouter::with_openapi(Description::openapi()).nest("/api", parts)
}

/// The OpenAPI document.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    let mut api = routes().split_for_parts().1;
    for (path, item) in &mut api.paths.paths {
        for (method, operation) in operations(item) {
            complete(operation, method, path);
        }
    }
    api
}

/// The operations of a path with their methods.
pub fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("get", item.get.as_mut()),
        ("post", item.post.as_mut()),
        ("put", item.put.as_mut()),
        ("delete", item.delete.as_mut()),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.map(|o| (method, o)))
}

fn complete(operation: &mut Operation, method: &str, path: &str) {
    let words = path.trim_start_matches("/api").replace(['{', '}'], "").replace(['/', '-'], "_");
    operation.operation_id = Some(format!("{method}{words}"));
    let problem = Content::new(Some(Ref::from_schema_name("Problem")));
    let answer = ResponseBuilder::new()
        .description("不能办理：原因、依据和办法")
        .content("application/problem+json", problem)
        .build();
    operation.responses.responses.insert("default".to_owned(), answer.into());
}

/// One chapter's refusals: code, sentence, basis, way out.
type Catalogue = &'static [(&'static str, &'static str, &'static str, &'static str)];

/// Every refusal of every chapter.
pub const REFUSALS: &[Catalogue] = &[
    lexicon::PairRefusal::CATALOGUE,
    authority::GateRefusal::CATALOGUE,
    web::DoorRefusal::CATALOGUE,
    web::CallerRefusal::CATALOGUE,
    identity::user::rules::Refusal::CATALOGUE,
    identity::user::grant::Refusal::CATALOGUE,
    identity::role::rules::Refusal::CATALOGUE,
    identity::setting::rules::Refusal::CATALOGUE,
    identity::organisation::rules::Refusal::CATALOGUE,
    identity::department::Refusal::CATALOGUE,
    oversight::access::rules::Refusal::CATALOGUE,
    inspection::handover::rules::Refusal::CATALOGUE,
    registers::checklist::rules::Refusal::CATALOGUE,
    registers::own_checklist::Refusal::CATALOGUE,
    registers::statute::Refusal::CATALOGUE,
    registers::officer::Refusal::CATALOGUE,
    registers::enterprise::rules::Refusal::CATALOGUE,
    inspection::striking_off::Refusal::CATALOGUE,
    registers::duplicate::rules::Refusal::CATALOGUE,
    exchange::workbook::Unreadable::CATALOGUE,
    exchange::import::confirm::Refusal::CATALOGUE,
    exchange::export::Refusal::CATALOGUE,
    evidence::attachment::Refusal::CATALOGUE,
    evidence::licence::Refusal::CATALOGUE,
    documents::issue::Refusal::CATALOGUE,
    documents::approval::rules::Refusal::CATALOGUE,
    documents::numbering::Refusal::CATALOGUE,
    documents::paper::Refusal::CATALOGUE,
    documents::life::Refusal::CATALOGUE,
    documents::template::Refusal::CATALOGUE,
    archive::bundle::rules::Refusal::CATALOGUE,
    archive::volume::rules::Refusal::CATALOGUE,
    documents::seal::Refusal::CATALOGUE,
    documents::detached::Refusal::CATALOGUE,
    casebook::typical_case::Refusal::CATALOGUE,
    planning::plan::Refusal::CATALOGUE,
    inspection::scheme::rules::Refusal::CATALOGUE,
    inspection::on_site::rules::Refusal::CATALOGUE,
    inspection::rectification::rules::Refusal::CATALOGUE,
    inspection::rectification::re_check::preview::Refusal::CATALOGUE,
];
