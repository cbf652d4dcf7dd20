//! 停用、改授角色和机构撤销 · nobody leaves, and no organ ends, with work in the air
//!
//! 账号停用、取消角色、解除执法人员的账号关联、机构撤销合并，都先看名下还有没有未办结的工作；有的先交接。情况紧急须立即停用
//! 的可以停用，没有交接的工作列在“待交接的工作”里，直到交给同事。
//! 读法：disable → edit → link → end_organisation → resume_organisation → stranded
//! 不在这里：工作交接和调动（transfer），账号、机构本身的规则（identity）

mod disable;
mod edit;
mod end_organisation;
mod link;
mod resume_organisation;
mod stranded;

use crate::transfer::store;
use authority::{Halt, ReadTx, Result};
use inspection::handover::{self, Hand, OpenWork};
use lexicon::{OrganisationId, UserId};
use web::{OpenApiRouter, Routes, routes};

/// A person of an organ with everything in hand.
async fn in_hand(tx: &mut ReadTx<'_>, user: UserId, organ: OrganisationId) -> Result<(Hand, Vec<OpenWork>)> {
    let hands = store::hands(tx, organ).await?;
    let hand = hands.into_iter().find(|hand| hand.user_id == user).ok_or(Halt::NotFound)?;
    let work = handover::open_work(tx, &hand).await?;
    Ok((hand, work))
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(disable::run))
        .routes(routes!(edit::run))
        .routes(routes!(link::run))
        .routes(routes!(end_organisation::run))
        .routes(routes!(resume_organisation::run))
        .routes(routes!(stranded::run))
}
