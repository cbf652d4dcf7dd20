//! 导出用户 · the list of users, telephone numbers covered

use super::list::List;
use super::sheets::{Cell, Heading};
use super::start::{self, ExportOrder};
use super::{Export, ExportKind};
use authority::{Permit, ReadTx, Result};
use identity::user::UserRow;
use identity::user::admin_store::{self, Wanted};
use identity::user::list::Filter;
use lexicon::{Instant, Term, UserId};
use web::{App, Caller, Json, Query, Sent};

const HEADINGS: [(&str, u16); 8] = [
    ("姓名", 12),
    ("账号", 16),
    ("机构", 34),
    ("内设机构", 20),
    ("职务", 24),
    ("角色", 36),
    ("状态", 10),
    ("最近登录", 14),
];

/// 导出用户（xlsx），条件与列表相同，手机号遮盖；在后台办理，写好以后下载
#[utoipa::path(post, path = "/user-exports", tag = "统一用户管理", operation_id = "export_users", params(Filter), request_body = ExportOrder, responses((status = 200, body = Export)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Query(filter): Query<Filter>,
    Json(order): Json<ExportOrder>,
) -> web::Result<Json<Export>> {
    // 权限
    let permit = caller.may(ExportKind::Users.verb())?;
    // 判定
    let asked = filter.clone();
    let read = app.db.read(permit.clone(), move |tx| Box::pin(async move { asked.wanted(tx).await }));
    read.await?;
    // 落库、留痕
    let conditions = serde_json::to_value(filter).unwrap_or_default();
    start::begin(&app, (permit, command), (ExportKind::Users, order.id), conditions).await
}

/// Users, newest first.
pub(super) struct Users {
    filter: Filter,
    wanted: Wanted,
    after: Option<UserId>,
}

impl List for Users {
    const SHEET: &'static str = "用户";

    fn of(_: &App, _: &Permit, conditions: &serde_json::Value) -> Result<Self> {
        Ok(Self { filter: serde_json::from_value(conditions.clone())?, wanted: Wanted::default(), after: None })
    }

    async fn begin(&mut self, tx: &mut ReadTx<'_>) -> Result<Vec<Heading>> {
        self.wanted = self.filter.wanted(tx).await?;
        Ok(HEADINGS.iter().map(|(text, width)| Heading::new(text, *width)).collect())
    }

    async fn count(&self, tx: &mut ReadTx<'_>) -> Result<i64> {
        let now = tx.now();
        admin_store::counted(tx, &self.wanted, now).await
    }

    async fn next(&mut self, tx: &mut ReadTx<'_>, most: i64) -> Result<Vec<Vec<Cell>>> {
        let now = tx.now();
        let users = admin_store::page(tx, &self.wanted, (self.after, most), now).await?;
        self.after = users.last().map(|user| user.id);
        let beside = admin_store::beside(tx, &users).await?;
        Ok(users.iter().map(|user| cells(user.row(&beside, now))).collect())
    }
}

fn cells(row: UserRow) -> Vec<Cell> {
    let built_in = row.roles.iter().map(|role| role.zh().to_owned());
    let roles: Vec<String> = built_in.chain(row.own_roles).collect();
    let texts = [
        row.name,
        row.account,
        row.organisation_name,
        row.department,
        row.title,
        roles.join("；"),
        row.state.zh().to_owned(),
        row.last_login_at.map(|at: Instant| at.day().to_string()).unwrap_or_default(),
    ];
    texts.into_iter().map(Cell::Text).collect()
}
