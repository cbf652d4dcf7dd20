//! OpenAPI shapes of the vocabulary, so that every crate describes a day or a code in the same way.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};

/// The schema of a `terms!` set: a string with its codes; the Chinese labels stand in the description.
#[doc(hidden)]
#[must_use]
pub fn term_schema(title: &str, terms: &[(&str, &str)]) -> RefOr<Schema> {
    let labels: Vec<String> = terms.iter().map(|(code, zh)| format!("{code} {zh}")).collect();
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(terms.iter().map(|(code, _)| *code)))
        .description(Some(format!("{}：{}", title.trim(), labels.join("，"))))
        .build()
        .into()
}

/// The schema of a plain string with a description and an optional format.
#[must_use]
pub(crate) fn text_schema(description: &str, format: Option<KnownFormat>) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(format.map(SchemaFormat::KnownFormat))
        .description(Some(description))
        .build()
        .into()
}

/// The schema of a whole number with a description.
#[must_use]
pub(crate) fn number_schema(description: &str) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .description(Some(description))
        .build()
        .into()
}
