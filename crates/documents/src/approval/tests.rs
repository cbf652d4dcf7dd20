//! The rules of approval, as sentences.

use super::Decision;
use super::rules::decide;
use super::state::ApprovalState;
use lexicon::{UserId, check_machine};

fn decision(agreed: bool, opinion: &str) -> Decision {
    Decision { seen: 1, agreed, opinion: opinion.into() }
}

#[test]
fn the_state_table_is_sound() {
    check_machine::<ApprovalState>().unwrap();
    check_machine::<crate::issue::state::DocumentState>().unwrap();
}

/// 本人不得审批本人提交的事项；只有被指定的人可以办理；不同意须写明意见；办结后不得再办。
#[test]
fn only_the_person_asked_decides_and_a_return_needs_its_reason() {
    let (zhao, sun, feng) = (UserId::new(), UserId::new(), UserId::new());
    let code = |state, parties, me, d: Decision| decide(state, parties, me, &d).map_err(|r| r.code);
    let pending = ApprovalState::Pending;
    assert_eq!(code(pending, (zhao, sun), sun, decision(true, "")), Ok(ApprovalState::Agreed));
    assert_eq!(code(pending, (zhao, sun), sun, decision(false, "补充检查范围")), Ok(ApprovalState::Returned));
    assert_eq!(code(pending, (zhao, sun), sun, decision(false, "  ")), Err("approval.opinion_missing".into()));
    assert_eq!(code(pending, (zhao, sun), feng, decision(true, "")), Err("approval.not_assignee".into()));
    assert_eq!(code(pending, (sun, sun), sun, decision(true, "")), Err("approval.own_work".into()));
    assert_eq!(code(ApprovalState::Agreed, (zhao, sun), sun, decision(true, "")), Err("approval.not_now".into()));
    assert_eq!(
        code(pending, (zhao, sun), sun, decision(false, &"字".repeat(501))),
        Err("approval.opinion_long".into())
    );
}
