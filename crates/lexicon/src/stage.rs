//! 状态表 · the state table
//!
//! The whole legal life of a record as one table of (state, act, state). Where an officer is in a wizard is not a
//! state; it belongs to the draft.

use crate::{Refused, Term};

/// A state machine written as a table.
pub trait Stage: Term {
    /// What is done to the record.
    type Act: Term;
    /// The chapter, for the refusal's code.
    const CHAPTER: &'static str;
    /// Where a record begins.
    const FIRST: Self;
    /// States nothing leaves.
    const FINAL: &'static [Self];
    /// All legal transitions.
    const TRANSITIONS: &'static [(Self, Self::Act, Self)];

    /// The state after the act.
    ///
    /// # Errors
    /// [`NotNow`] when the table has no such row.
    fn after(self, act: Self::Act) -> Result<Self, NotNow> {
        Self::TRANSITIONS.iter().find(|(from, by, _)| *from == self && *by == act).map(|(_, _, to)| *to).ok_or(NotNow {
            chapter: Self::CHAPTER,
            state: self.zh(),
            act: act.zh(),
        })
    }

    /// The acts the table offers from here, in its order.
    fn acts(self) -> Vec<Self::Act> {
        let mut acts = Vec::new();
        for (from, act, _) in Self::TRANSITIONS {
            if *from == self && !acts.contains(act) {
                acts.push(*act);
            }
        }
        acts
    }
}

/// An act that the state table has no row for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotNow {
    /// The chapter.
    pub chapter: &'static str,
    /// The state's Chinese term.
    pub state: &'static str,
    /// The act's Chinese term.
    pub act: &'static str,
}

impl From<NotNow> for Refused {
    fn from(n: NotNow) -> Self {
        Refused {
            code: format!("{}.not_now", n.chapter),
            sentence: format!("当前状态为“{}”，不能{}", n.state, n.act),
            basis: "",
            way_out: "请刷新页面，按当前状态办理",
            field: None,
            by_state: true,
        }
    }
}

/// Checks a table: one exit per (state, act), no exit from a final state, no dead end, everything reachable.
///
/// # Errors
/// A sentence that names the first fault.
pub fn check_machine<S: Stage>() -> Result<(), String> {
    let title = S::TITLE;
    for (i, (from, act, _)) in S::TRANSITIONS.iter().enumerate() {
        if S::FINAL.contains(from) {
            return Err(format!("{title}: {from:?} is final and has an exit"));
        }
        if S::TRANSITIONS.iter().skip(i + 1).any(|(f, a, _)| f == from && a == act) {
            return Err(format!("{title}: two exits from {from:?} by {act:?}"));
        }
    }
    let mut reached = vec![S::FIRST];
    let mut next = 0;
    while let Some(state) = reached.get(next).copied() {
        for (from, _, to) in S::TRANSITIONS {
            if *from == state && !reached.contains(to) {
                reached.push(*to);
            }
        }
        next += 1;
    }
    for state in S::ALL {
        if !reached.contains(state) {
            return Err(format!("{title}: {state:?} cannot be reached"));
        }
        if !S::FINAL.contains(state) && !S::TRANSITIONS.iter().any(|(from, _, _)| from == state) {
            return Err(format!("{title}: {state:?} is a dead end"));
        }
    }
    Ok(())
}
