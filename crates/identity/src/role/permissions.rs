//! 权限树 · what there is to grant, and what the built-in roles hold

use authority::{Duty, EXCLUSIVE, Menu, Role, TREE, Verb, Verbs, duties};
use lexicon::Term;
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json};

/// One branch of the permission tree.
#[derive(Debug, Serialize, ToSchema)]
pub struct PermissionBranch {
    pub menu: Menu,
    /// 所属职责；没有的与任何职责相容
    pub duty: Option<Duty>,
    pub verbs: Vec<Verb>,
}

/// A role of the permission table.
#[derive(Debug, Serialize, ToSchema)]
pub struct BuiltInRole {
    pub role: Role,
    pub verbs: Vec<Verb>,
    pub duties: Vec<Duty>,
}

/// 权限树、内置角色、不能兼任的职责
#[derive(Debug, Serialize, ToSchema)]
pub struct Permissions {
    pub tree: Vec<PermissionBranch>,
    pub built_in: Vec<BuiltInRole>,
    /// Pairs of duties that exclude each other.
    pub exclusive: Vec<Vec<Duty>>,
}

/// 权限树和内置角色
#[utoipa::path(get, path = "/permissions", tag = "业务角色授权", operation_id = "show_permissions", responses((status = 200, body = Permissions)))]
pub async fn run(Caller(caller): Caller, _app: App) -> web::Result<Json<Permissions>> {
    caller.may(Verb::ReadUser)?;
    let branch = |(menu, duty, verbs): &(Menu, Option<Duty>, &[Verb])| PermissionBranch {
        menu: *menu,
        duty: *duty,
        verbs: verbs.to_vec(),
    };
    let built_in = |role: &Role| {
        let verbs = Verbs::of_roles(&[*role]);
        BuiltInRole { role: *role, verbs: verbs.list().collect(), duties: duties(&[*role], verbs) }
    };
    Ok(Json(Permissions {
        tree: TREE.iter().map(branch).collect(),
        built_in: Role::ALL.iter().map(built_in).collect(),
        exclusive: EXCLUSIVE.iter().map(|(one, other)| vec![*one, *other]).collect(),
    }))
}
