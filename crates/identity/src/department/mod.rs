//! 内设机构 · departments
//!
//! 机关内部的科室、大队，由本级或上级系统管理员设置。A department ends; it is never deleted, and people keep its name on old
//! papers.
//! 依据：系统管理（机构部门管理）
//! Not here: who works in it (user).

pub mod create;
pub mod edit;
pub mod end;
pub mod list;
pub mod store;

use authority::row;
use lexicon::{DepartmentId, Instant, LegalDay, OrganisationId, refusals};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

refusals! {
    /// 内设机构管理不准的情形
    pub enum Refusal in "department" {
        NameTaken = "name_taken", "本机关已有同名的内设机构", way_out "请换一个名称";
        Ended = "ended", "内设机构已经撤销，不能再修改", way_out "如需恢复，请另建一个";
        HasUsers = "has_users", "还有启用的账号在这个内设机构", way_out "请先在统一用户管理中把他们调到其他内设机构";
    }
}

row! {
    /// 内设机构
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
    pub struct Department {
        id: DepartmentId,
        organisation_id: OrganisationId,
        name: String,
        ordinal: i64,
        /// 负责人
        leader: String,
        /// 联系人
        contact: String,
        contact_phone: String,
        /// 已撤销
        is_ended: bool,
        ended_on: Option<LegalDay>,
        revision: i64,
        updated_at: Instant,
        updated_by: String,
    }
}

/// What is filled in of a department.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DepartmentFields {
    pub name: String,
    #[serde(default)]
    pub leader: String,
    #[serde(default)]
    pub contact: String,
    #[serde(default)]
    pub contact_phone: String,
    #[serde(default)]
    pub ordinal: i64,
}

impl DepartmentFields {
    /// Without blanks around, lengths checked.
    ///
    /// # Errors
    /// Every field that does not fit.
    fn checked(self) -> authority::Result<Self> {
        crate::organisation::fields::check(&[
            ("name", "名称", &self.name, 40, true),
            ("leader", "负责人", &self.leader, 20, false),
            ("contact", "联系人", &self.contact, 20, false),
            ("contact_phone", "联系电话", &self.contact_phone, 30, false),
        ])?;
        let trimmed = |text: String| text.trim().to_owned();
        Ok(Self {
            name: trimmed(self.name),
            leader: trimmed(self.leader),
            contact: trimmed(self.contact),
            contact_phone: trimmed(self.contact_phone),
            ordinal: self.ordinal,
        })
    }
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(list::run, create::run)).routes(routes!(edit::run)).routes(routes!(end::run))
}
