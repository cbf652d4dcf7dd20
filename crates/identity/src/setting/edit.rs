//! 修改系统参数 · change the settings

use super::show::{self, SettingsView};
use super::{Settings, rules, store};
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::Instant;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent};

/// The settings as they are to be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SettingsEdit {
    /// The revision the administrator saw.
    pub seen: i64,
    pub settings: Settings,
}

/// 修改系统参数；全系统立即生效
#[utoipa::path(put, path = "/settings", tag = "系统参数", operation_id = "edit_settings", request_body = SettingsEdit, responses((status = 200, body = SettingsView)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Json(asked): Json<SettingsEdit>,
) -> web::Result<Json<SettingsView>> {
    // 权限
    let permit = caller.may(Verb::EditSetting)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            if store::top(tx).await? != Some(tx.actor().organisation_id) {
                return Err(rules::Refusal::NotTop.refused().into());
            }
            let (revision, last) = store::revision(tx).await?;
            if revision != asked.seen {
                let (at, by) = last.unwrap_or((Instant(0), String::new()));
                return Err(Halt::Stale { revision, by, at });
            }
            let before = store::all(tx).await?;
            // 判定
            let faults = rules::faults(&asked.settings);
            if !faults.is_empty() {
                return Err(Halt::Invalid(faults));
            }
            // 落库
            let old = store::pairs(&before)?;
            for (key, value) in store::pairs(&asked.settings)?.into_iter().filter(|pair| !old.contains(pair)) {
                store::save(tx, &key, &value).await?;
            }
            // 留痕
            let entry = Entry::on(SubjectKind::Setting, uuid::Uuid::nil(), "修改系统参数");
            tx.record(entry.change(&before, &asked.settings), ()).await
        })
    });
    write.await?;
    crate::session::forget_everybody();
    show::run(Caller(caller), app).await
}
