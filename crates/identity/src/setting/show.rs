//! 系统参数 · what is set, and what may be set

use super::{Settings, rules, store};
use authority::{ReadTx, Verb};
use lexicon::Instant;
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json};

/// One number among the settings.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingField {
    pub key: &'static str,
    /// 名称
    pub zh: &'static str,
    /// 单位
    pub unit: &'static str,
    pub min: i64,
    pub max: i64,
    /// 默认值
    pub default: i64,
    /// 说明
    pub note: &'static str,
}

/// The settings in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingsView {
    pub settings: Settings,
    pub revision: i64,
    pub updated_at: Option<Instant>,
    pub updated_by: String,
    /// 本机构可以修改
    pub may_edit: bool,
    pub fields: Vec<SettingField>,
}

/// 系统参数
#[utoipa::path(get, path = "/settings", tag = "系统参数", operation_id = "show_settings", responses((status = 200, body = SettingsView)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<SettingsView>> {
    let permit = caller.may(Verb::EditSetting)?;
    Ok(Json(app.db.read(permit, |tx| Box::pin(async move { view(tx).await })).await?))
}

async fn view(tx: &mut ReadTx<'_>) -> authority::Result<SettingsView> {
    let (revision, last) = store::revision(tx).await?;
    let may_edit = store::top(tx).await? == Some(tx.actor().organisation_id);
    let mut defaults = Settings::default();
    let field = |n: &rules::Number| SettingField {
        key: n.key,
        zh: n.zh,
        unit: n.unit,
        min: n.min,
        max: n.max,
        default: *(n.at)(&mut defaults),
        note: n.note,
    };
    let fields = rules::NUMBERS.iter().map(field).collect();
    let (updated_at, updated_by) = last.map_or((None, String::new()), |(at, by)| (Some(at), by));
    Ok(SettingsView { settings: store::all(tx).await?, revision, updated_at, updated_by, may_edit, fields })
}
