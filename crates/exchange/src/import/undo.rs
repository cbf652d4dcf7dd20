//! 撤销导入 · a whole import is taken back while nobody has changed or used what it brought
//!
//! 新增的企业不删除，以“撤销导入”为由核销，历史保留，代码随之保留；更新的企业恢复到导入之前的内容。再次导入同一文件，
//! 核销的企业按文件中的状态恢复。

use super::confirm::{Refusal, by_state, take};
use super::state::ImportAct;
use super::{EnterpriseImport, job, row_store, store};
use authority::{Entry, Halt, ReadTx, Result, SubjectKind, Verb};
use lexicon::{EnterpriseId, ImportId, Stage};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// As many obstacles are named.
const NAMED: i64 = 100;

/// What stands in the way of an undo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UndoCheck {
    /// 可以撤销
    pub can_undo: bool,
    /// 有这些企业不能撤销；最多列出一百家
    pub obstacles: Vec<Obstacle>,
}

/// An enterprise that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Obstacle {
    pub enterprise_id: EnterpriseId,
    pub name: String,
    pub credit_code: String,
    /// 为什么
    pub reason: String,
}

async fn obstacles(tx: &mut ReadTx<'_>, import: &store::Record) -> Result<Vec<Obstacle>> {
    let since = import.confirmed_at.unwrap_or(import.created_at);
    let found = row_store::in_the_way(tx, import.id, since, NAMED).await?;
    let say = |(enterprise_id, name, credit_code, changed_by, is_inspected): row_store::InTheWay| {
        let reason = match (changed_by.as_str(), is_inspected) {
            ("", true) => "导入之后已用于检查".to_owned(),
            ("", false) => "导入之后登记或者撤下了证照".to_owned(),
            (by, _) => format!("导入之后由{by}修改"),
        };
        Obstacle { enterprise_id, name, credit_code, reason }
    };
    Ok(found.into_iter().map(say).collect())
}

/// 能不能撤销这次导入；不能的，逐家说明
#[utoipa::path(get, path = "/enterprise-imports/{id}/undoing", tag = "执法对象", operation_id = "check_enterprise_import_undoing", params(("id" = ImportId, Path)), responses((status = 200, body = UndoCheck)))]
pub async fn check(Caller(caller): Caller, app: App, Path(id): Path<ImportId>) -> web::Result<Json<UndoCheck>> {
    let permit = caller.may(Verb::ImportEnterprise)?;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let import = store::take(tx, id).await?;
            let obstacles = obstacles(tx, &import).await?;
            let can_undo =
                obstacles.is_empty() && import.swept_at.is_none() && import.state.after(ImportAct::Undo).is_ok();
            Ok(UndoCheck { can_undo, obstacles })
        })
    });
    Ok(Json(read.await?))
}

/// What is undone, and why.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Undoing {
    /// The revision the caller saw.
    pub seen: i64,
    /// 撤销的理由
    pub reason: String,
}

/// 整批撤销导入；随即分段办理
#[utoipa::path(post, path = "/enterprise-imports/{id}/undoing", tag = "执法对象", operation_id = "undo_enterprise_import", params(("id" = ImportId, Path)), request_body = Undoing, responses((status = 200, body = EnterpriseImport)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<ImportId>,
    Sent(command): Sent,
    Json(asked): Json<Undoing>,
) -> web::Result<Json<EnterpriseImport>> {
    // 权限
    let permit = caller.may(Verb::ImportEnterprise)?;
    let reason = asked.reason.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        let error = authority::FieldError::new("reason", "请填写撤销的理由，不超过500字");
        return Err(Halt::Invalid(vec![error]).into());
    }
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = take(tx, id, asked.seen).await?;
            // 判定
            let state = before.state.after(ImportAct::Undo)?;
            if let Some(first) = obstacles(tx, &before).await?.first() {
                let mut refused = by_state(Refusal::UndoBlocked);
                refused.sentence = format!("“{}”等企业{}，不能整批撤销", first.name, first.reason);
                return Err(Halt::Refused(refused));
            }
            // 已经不能撤销的，明细才会清理。
            if before.swept_at.is_some() {
                return Err(Halt::Refused(by_state(Refusal::UndoBlocked)));
            }
            // 落库
            let report = &before.report_json;
            let to = store::Turned { state, report, done: 0, total: report.imported, failure: "" };
            store::turn(tx, &before, to).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::EnterpriseImport, id, "撤销导入").because(reason), ()).await
        })
    });
    write.await?;
    job::start(&app, id);
    super::show::of(&app, &caller, id).await
}
