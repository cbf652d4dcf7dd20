//! 我 · who is logged in

use crate::organisation::{Organisation, store as organisations};
use crate::setting::store as settings;
use crate::user::rules::{MustChange, PasswordPolicy};
use crate::user::store as users;
use authority::{Permit, Role, Verb};
use lexicon::{LegalDay, OfficerId, Term, UserId};
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json};

/// The person who is logged in, and what the pages may offer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    pub user_id: UserId,
    pub account: String,
    pub name: String,
    pub department: String,
    pub title: String,
    pub roles: Vec<Role>,
    /// 权限，按权限表
    pub verbs: Vec<Verb>,
    /// 执法人员编号；不是执法人员的为空
    pub officer_id: Option<OfficerId>,
    pub organisation: Organisation,
    /// 须先修改密码
    pub must_change_password: bool,
    /// 为什么须先修改密码
    pub must_change_why: Option<MustChange>,
    pub password_policy: PasswordPolicy,
    /// 今天（北京时间）
    pub today: LegalDay,
}

/// 当前登录人
#[utoipa::path(get, path = "/me", tag = "登录", responses((status = 200, body = Me)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<Me>> {
    show(&app, caller.user_id).await
}

/// What a person is shown of himself.
pub(crate) async fn show(app: &App, id: UserId) -> web::Result<Json<Me>> {
    let (today, now) = (app.clock.today(), app.clock.now());
    let read = app.db.read(Permit::of_system("登录"), move |tx| {
        Box::pin(async move {
            let account = users::by_id(tx, id).await?;
            let actor = std::sync::Arc::new(users::actor(tx, &account).await?);
            let organ = organisations::standing(tx, account.organisation_id).await?;
            let settings = settings::all(tx).await?;
            let must_change_why = account.must_change(&settings, now);
            Ok(Me {
                user_id: account.id,
                verbs: Verb::ALL.iter().copied().filter(|v| actor.holds(*v)).collect(),
                roles: account.roles(),
                officer_id: actor.officer_id,
                organisation: organ.into(),
                must_change_password: must_change_why.is_some(),
                must_change_why,
                password_policy: PasswordPolicy::from(&settings),
                today,
                account: account.account,
                name: account.name,
                department: account.department,
                title: account.title,
            })
        })
    });
    Ok(Json(read.await?))
}
