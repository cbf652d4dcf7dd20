//! 执法人员 · draft and submitted, and what a certificate is worth today

use lexicon::{LegalDay, terms};

terms! {
    /// 执法人员状态
    pub enum OfficerState {
        Draft = "draft", "草稿";
        Submitted = "submitted", "已提交";
    }
}

terms! {
    /// 执法人员可以办理的行为
    pub enum OfficerAct {
        Edit = "edit", "编辑";
        Submit = "submit", "提交";
        Withdraw = "withdraw", "撤回";
        Link = "link", "关联账号";
    }
}

terms! {
    /// 证件效力
    pub enum Validity {
        NotYet = "not_yet", "尚未生效";
        Valid = "valid", "有效";
        Within90 = "within_90", "90日内到期";
        Within30 = "within_30", "30日内到期";
        Expired = "expired", "已过期";
    }
}

/// Days before the end from which a certificate is told, the earlier first.
pub const WARNINGS: (i64, i64) = (90, 30);

/// 证件在某日的效力；到期之日仍有效。
#[must_use]
pub fn validity(valid_from: LegalDay, valid_to: LegalDay, on: LegalDay) -> Validity {
    let left = on.days_until(valid_to);
    match left {
        _ if on < valid_from => Validity::NotYet,
        ..0 => Validity::Expired,
        n if n <= WARNINGS.1 => Validity::Within30,
        n if n <= WARNINGS.0 => Validity::Within90,
        _ => Validity::Valid,
    }
}

/// 草稿可以编辑、提交；已提交的先撤回再编辑；账号随时可以关联。
#[must_use]
pub fn acts(state: OfficerState) -> Vec<OfficerAct> {
    match state {
        OfficerState::Draft => vec![OfficerAct::Edit, OfficerAct::Submit, OfficerAct::Link],
        OfficerState::Submitted => vec![OfficerAct::Withdraw, OfficerAct::Link],
    }
}
