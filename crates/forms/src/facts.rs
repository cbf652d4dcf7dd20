//! 文书总表 · what the law and the set of forms say about a kind of paper
//!
//! 每种文书在哪个环节用、谁批、谁签、出几份、以哪些文书为前提：都写在 form.toml 里，不写在程序里。

use lexicon::terms;
use serde::Deserialize;

terms! {
    /// 文书所属环节
    pub enum Phase {
        Inspection = "inspection", "现场检查";
        ReCheck = "re_check", "整改复查";
        Summary = "summary", "简易程序";
        Coercion = "coercion", "行政强制";
        Filing = "filing", "立案";
        Investigation = "investigation", "调查取证";
        Decision = "decision", "处罚决定";
        Hearing = "hearing", "听证";
        Execution = "execution", "处罚执行";
        Transfer = "transfer", "移送";
        Closing = "closing", "结案";
        Archive = "archive", "归档";
        Common = "common", "各环节通用";
    }
}

terms! {
    /// 文书签名人
    pub enum Signer {
        Officers = "officers", "行政执法人员（不少于两人）";
        Party = "party", "当事人";
        Notified = "notified", "被通知人";
        Witness = "witness", "见证人";
        Inquired = "inquired", "被询问人";
        Inquirer = "inquirer", "询问人";
        Inspector = "inspector", "勘验人";
        Recorder = "recorder", "记录人";
        Undertaker = "undertaker", "承办人";
        UndertakingUnit = "undertaking_unit", "承办机构负责人";
        Reviewer = "reviewer", "审核人";
        Approver = "approver", "审批人";
        LegalReviewer = "legal_reviewer", "法制审核人员";
        Leader = "leader", "机关主要负责人";
        Attendees = "attendees", "出席人员";
        Host = "host", "听证主持人";
        Hearer = "hearer", "听证员";
        Clerk = "clerk", "书记员";
        Addressee = "addressee", "收件人";
        Server = "server", "送达人";
        Archivist = "archivist", "立卷人";
        Checker = "checker", "检查人";
    }
}

/// The row of the master table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Number in the catalogue, for example `30a`.
    pub no: String,
    /// Place in the national set of 2016; forms that came later have none.
    #[serde(default)]
    pub form_2016: Option<u8>,
    /// 环节
    pub phase: Phase,
    /// 前提文书：外层各组都要有，组内有一种即可。
    #[serde(default)]
    pub prerequisites: Vec<Vec<String>>,
    /// 出具前须经内部审批。
    #[serde(default)]
    pub needs_approval: bool,
    /// 一次检查或者一个案件可以有多份。
    #[serde(default)]
    pub is_many: bool,
    /// 每份这种文书只有一份：清单、延长、处理等随决定书、通知书走的文书。
    #[serde(default)]
    pub one_per: Option<String>,
    /// 审批人须是机关主要负责人。
    #[serde(default)]
    pub by_chief: bool,
    /// 整改复查、简易案件的“其它文书”中可以选用。
    #[serde(default)]
    pub is_other_paper: bool,
    /// Last day on which the form may be issued, as 2026-12-31; empty while it is in use.
    #[serde(default)]
    pub valid_to: String,
}

impl Facts {
    /// Place in the catalogue: 30, then 30a, then 31.
    pub(crate) fn place(&self) -> (u16, &str) {
        let digits = self.no.trim_end_matches(|c: char| !c.is_ascii_digit());
        (digits.parse().unwrap_or(u16::MAX), self.no.get(digits.len()..).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use crate::form::catalogue;

    #[test]
    fn every_number_of_the_catalogue_is_given_once_and_can_be_read() {
        let mut seen = std::collections::BTreeSet::new();
        for form in catalogue() {
            assert_ne!(form.facts().place().0, u16::MAX, "{}", form.name());
            assert!(seen.insert(form.facts().no.as_str()), "{} twice", form.facts().no);
        }
    }

    #[test]
    fn the_places_of_the_national_set_are_given_once() {
        let mut seen = std::collections::BTreeSet::new();
        for place in catalogue().iter().filter_map(|form| form.facts().form_2016) {
            assert!((1..=48).contains(&place) && seen.insert(place), "{place}");
        }
    }

    #[test]
    fn every_prerequisite_is_a_form_and_never_the_form_itself() {
        for form in catalogue() {
            for code in form.facts().prerequisites.iter().flatten() {
                assert!(code.parse::<crate::FormName>().is_ok(), "{}: {code}", form.name());
                assert_ne!(code, form.name().code());
            }
            assert!(form.facts().prerequisites.iter().all(|group| !group.is_empty()), "{}", form.name());
            if let Some(parent) = &form.facts().one_per {
                assert!(form.facts().is_many, "{}: one for each parent is many in a matter", form.name());
                assert!(form.facts().prerequisites.iter().any(|group| group.contains(parent)), "{}", form.name());
            }
        }
    }

    /// 整改复查和简易案件的“其它文书”就是手册列出的十三种。
    #[test]
    fn the_other_papers_are_those_of_the_manual() {
        let offered: Vec<&str> = catalogue().iter().filter(|f| f.facts().is_other_paper).map(crate::Form::zh).collect();
        let manual = [
            "询问通知书",
            "调查询问笔录",
            "先行登记保存证据通知书",
            "先行登记保存证据处理决定书",
            "查封扣押决定书",
            "查封扣押（场所、设施、财物）清单",
            "延长查封扣押期限决定书",
            "查封扣押处理决定书",
            "停止供电（供应民用爆炸物品）决定书",
            "停止供电（供应民用爆炸物品）通知书",
            "恢复供电（供应民用爆炸物品）通知书",
            "勘验笔录",
            "抽样取证凭证",
        ];
        assert_eq!(offered.len(), manual.len());
        assert!(manual.iter().all(|zh| offered.contains(zh)));
    }

    /// 2016年全国式样四十八种，除分设的单位、个人决定书各合为一种外，都在目录中。
    #[test]
    fn the_national_set_is_complete() {
        let have: Vec<u8> = catalogue().iter().filter_map(|form| form.facts().form_2016).collect();
        let missing: Vec<u8> = (1..=48).filter(|place| !have.contains(place)).collect();
        assert_eq!(missing, [33, 35], "33 and 35 are the decisions for persons, printed by the forms of 32 and 34");
    }
}
