//! 验证留痕链 · whether the own organ's chain holds

use authority::{Broken, Entry, EntryClass, SubjectKind, Verb};
use lexicon::EntryId;
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json};

/// What was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Verification {
    /// 完好的记录数
    pub entries: i64,
    /// 第一处不完好的位置；完好的为空
    pub broken: Option<BrokenPlace>,
}

/// The first place that does not hold.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BrokenPlace {
    pub seq: i64,
    pub entry_id: Option<EntryId>,
    pub why: String,
}

impl From<Broken> for BrokenPlace {
    fn from(b: Broken) -> Self {
        Self { seq: b.seq, entry_id: b.entry, why: b.why }
    }
}

/// 验证本机关的留痕链
#[utoipa::path(get, path = "/audit-entries/verification", tag = "审计", operation_id = "verify_audit_entries", responses((status = 200, body = Verification)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<Verification>> {
    let permit = caller.may(Verb::ReadAudit)?;
    let organ = caller.organisation_id;
    let found = app.db.verify_trail(Some(organ)).await?;
    let broken = found.broken.into_iter().next().map(BrokenPlace::from);
    let entry = Entry::on(SubjectKind::Audit, organ, "验证留痕链").class(EntryClass::Reading);
    let result = if broken.is_some() { "不完好" } else { "完好" };
    app.db.note_later(permit, entry.with(&result)).await;
    Ok(Json(Verification { entries: found.entries, broken }))
}
