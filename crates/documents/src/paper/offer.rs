//! 可以制作的文书 · which kinds may be drawn up now, and why the others not

use super::rules::{self, Made};
use super::waiting::Today;
use forms::{Form, Phase, catalogue};
use serde::Serialize;
use utoipa::ToSchema;

/// A kind of the catalogue within a matter.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaperOffered {
    /// 式样代码
    pub form: String,
    /// 文书名称
    pub zh: String,
    /// 总表编号，如 30a
    pub no: String,
    /// 所属环节
    pub phase: Phase,
    /// 出具前须经审批
    pub needs_approval: bool,
    /// 可以有多份
    pub is_many: bool,
    /// 可以制作
    pub may: bool,
    /// 不能制作的原因；可以制作的为空
    pub why: String,
    /// 怎样办；可以制作的为空
    pub way_out: String,
    /// 本事项已出具、仍有效的份数
    pub issued: i64,
    /// 编制中的份数
    pub drafts: usize,
}

/// Every kind, in the order of the procedure.
#[must_use]
pub fn all(made: &Made, today: Today<'_>) -> Vec<PaperOffered> {
    catalogue().iter().map(|form| one(form, made, today)).collect()
}

fn one(form: &Form, made: &Made, today: Today<'_>) -> PaperOffered {
    let (why, way_out) = match rules::may_draw_up(form, made, None, today) {
        Ok(()) => (String::new(), String::new()),
        Err(refused) => (refused.sentence, refused.way_out.to_owned()),
    };
    PaperOffered {
        form: form.name().code().to_owned(),
        zh: form.zh().to_owned(),
        no: form.facts().no.clone(),
        phase: form.facts().phase,
        needs_approval: form.facts().needs_approval,
        is_many: form.facts().is_many,
        may: why.is_empty(),
        why,
        way_out,
        issued: made.issued(form.name()),
        drafts: made.drafts.iter().filter(|name| **name == form.name()).count(),
    }
}
