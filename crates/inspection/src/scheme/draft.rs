//! 方案草稿 · what the author writes
//!
//! A draft saves in any state of completion; only sizes are checked. Whether it may be submitted is judged by `rules`.

use super::rules::Refusal;
use authority::FieldError;
use lexicon::{AttachmentId, EnterpriseId, LegalDay, OfficerId, UserId, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

terms! {
    /// 检查来源
    pub enum SchemeSource {
        Register = "register", "执法对象库";
        Plan = "plan", "专项执法计划";
        Task = "task", "专项执法任务";
    }
}

terms! {
    /// 检查方式
    pub enum CheckMethod {
        Documents = "documents", "查阅资料";
        OnSite = "on_site", "现场检查";
        Inquiry = "inquiry", "调查询问";
        Other = "other", "其他";
    }
}

terms! {
    /// 审批方式
    pub enum ApprovalMode {
        Online = "online", "线上审批";
        Offline = "offline", "线下审批";
    }
}

/// 方案内容
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SchemeDraft {
    pub source: SchemeSource,
    pub enterprise_id: Option<EnterpriseId>,
    /// 被检查单位
    pub party: String,
    pub address: String,
    /// 联系人
    pub contact: String,
    pub contact_title: String,
    pub contact_phone: String,
    pub inspect_from: Option<LegalDay>,
    pub inspect_to: Option<LegalDay>,
    /// 检查方式
    pub methods: Vec<CheckMethod>,
    /// 其他方式的说明
    pub method_other: String,
    pub officers: Vec<OfficerId>,
    /// Ids of checklist items.
    pub items: Vec<String>,
    /// Keys of targets.
    pub targets: Vec<String>,
    pub approval_mode: ApprovalMode,
    pub reviewer_id: Option<UserId>,
    pub approver_id: Option<UserId>,
    pub remark: String,
    pub offline: OfflineApproval,
}

/// 线下审批结果
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OfflineApproval {
    pub reviewer_name: String,
    pub review_opinion: String,
    pub approver_name: String,
    pub approval_opinion: String,
    pub approved_on: Option<LegalDay>,
    /// 审批表扫描件
    pub attachment_id: Option<AttachmentId>,
}

impl SchemeDraft {
    /// The draft with its texts trimmed and every choice once. 纸面的单行栏目不能换行，换行和控制字符改为空格。
    #[must_use]
    pub fn tidied(mut self) -> Self {
        let offline = &mut self.offline;
        for text in [
            &mut self.party,
            &mut self.address,
            &mut self.contact,
            &mut self.contact_title,
            &mut self.contact_phone,
            &mut self.method_other,
            &mut offline.reviewer_name,
            &mut offline.approver_name,
        ] {
            *text = one_line(text);
        }
        for text in [&mut self.remark, &mut offline.review_opinion, &mut offline.approval_opinion] {
            *text = several_lines(text);
        }
        once(&mut self.methods);
        once(&mut self.items);
        once(&mut self.targets);
        self
    }

    /// Sizes that no draft exceeds, in characters and entries.
    ///
    /// # Errors
    /// Every field that is too long.
    pub fn sizes(&self) -> Result<(), Vec<FieldError>> {
        let offline = &self.offline;
        let texts = [
            ("draft.party", &self.party, 100),
            ("draft.address", &self.address, 200),
            ("draft.contact", &self.contact, 30),
            ("draft.contact_title", &self.contact_title, 30),
            ("draft.contact_phone", &self.contact_phone, 30),
            ("draft.method_other", &self.method_other, 50),
            ("draft.remark", &self.remark, 500),
            ("draft.offline.reviewer_name", &offline.reviewer_name, 30),
            ("draft.offline.approver_name", &offline.approver_name, 30),
            ("draft.offline.review_opinion", &offline.review_opinion, 500),
            ("draft.offline.approval_opinion", &offline.approval_opinion, 500),
        ];
        let lists = [
            ("draft.officers", self.officers.len(), 20),
            ("draft.items", self.items.len(), 300),
            ("draft.targets", self.targets.len(), 1000),
        ];
        let long = texts.iter().map(|(field, text, most)| (*field, text.chars().count(), *most, "个字"));
        let many = lists.iter().map(|(field, count, most)| (*field, *count, *most, "项"));
        let named = [("draft.items", &self.items), ("draft.targets", &self.targets)];
        let ids = named
            .iter()
            .filter_map(|(field, ids)| Some((*field, ids.iter().map(|id| id.chars().count()).max()?, 200, "个字")));
        let faults: Vec<FieldError> = long
            .chain(many)
            .chain(ids)
            .filter(|(_, count, most, _)| count > most)
            .map(|(field, count, most, unit)| {
                let mut refused = Refusal::TooLong.at(field);
                refused.sentence = format!("最多{most}{unit}，现有{count}{unit}");
                super::rules::fault(&refused)
            })
            .collect();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// Also for opinions that are written elsewhere and printed on the paper.
pub(super) fn several_lines(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect::<String>().trim().to_owned()
}

fn once<T: PartialEq + Clone>(list: &mut Vec<T>) {
    let mut seen: Vec<T> = Vec::with_capacity(list.len());
    list.retain(|one| {
        let is_new = !seen.contains(one);
        if is_new {
            seen.push(one.clone());
        }
        is_new
    });
}
