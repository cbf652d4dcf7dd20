//! 方案依据的事实 · what the registers say about a draft

use super::store::Row;
use super::{ApprovalMode, SchemeDraft, Signer, Snapshot};
use authority::{Halt, ReadTx, Result, Role};
use forms::inspection_scheme::Scope;
use identity::user::store::{Colleague, colleagues};
use lexicon::{CertifiedOfficer, LegalDay, Refused, UserId};
use registers::checklist::{CheckItem, shelf};
use registers::enterprise::{self, Enterprise, EnterpriseRow};
use registers::officer;
use registers::target::{self, TargetGroup, TargetKind};
use web::App;

/// What the registers say about a draft, as far as it names what exists.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub enterprise: Option<EnterpriseRow>,
    pub industry: String,
    pub officers: Vec<officer::Officer>,
    pub items: Vec<CheckItem>,
    /// Items that do not exist or are not in force on the first day of the inspection.
    pub no_items: Vec<Refused>,
    pub groups: Vec<TargetGroup>,
    pub scope: Vec<Scope>,
}

/// Who may go on site and who may be asked, for a submission.
#[derive(Debug, Clone)]
pub struct Staff {
    /// The chosen officers, or why one of them may not be chosen.
    pub certified: std::result::Result<Vec<CertifiedOfficer>, Refused>,
    /// Enabled people of the own organ.
    pub colleagues: Vec<Colleague>,
    /// The scan of the paper approval is on record; true when none is named.
    pub has_attachment: bool,
}

impl Staff {
    /// The colleague with this id, when he holds the role.
    #[must_use]
    pub fn signer(&self, id: UserId, role: Role) -> Option<Signer> {
        let one = self.colleagues.iter().find(|c| c.id == id && c.signs_as(role))?;
        Some(Signer { user_id: one.id, name: one.name.clone(), title: one.title.clone() })
    }
}

impl Known {
    /// What is frozen at submission, or shown of a draft.
    #[must_use]
    pub fn snapshot(self) -> Snapshot {
        Snapshot {
            enterprise: self.enterprise,
            industry: self.industry,
            officers: self.officers,
            items: self.items,
            groups: self.groups,
            scope: self.scope,
            reviewer: None,
            approver: None,
        }
    }
}

/// Looks up what a draft names. Items are read as of the first day of the inspection (today while it is not set).
///
/// # Errors
/// Engine faults.
pub async fn gather(tx: &mut ReadTx<'_>, app: &App, row: &Row, today: LegalDay) -> Result<Known> {
    let draft = &row.draft_json;
    let on = draft.inspect_from.unwrap_or(today);
    let (mut items, mut no_items) = (Vec::new(), Vec::new());
    // 以编制机关能用的清单为准：上级来看草稿，看到的是同样的事项。
    for found in shelf::items(tx, &app.reference, row.organisation_id, (&draft.items, on)).await? {
        match found {
            Ok(item) => items.push(item),
            Err(refused) => no_items.push(refused),
        }
    }
    // 草稿可能记着别的机关的人员编号；名册只显示本机关的。
    let mut officers = officer::officers(tx, &draft.officers, on).await?;
    officers.retain(|o| o.organisation_id == row.organisation_id);
    let mut known = Known { officers, items, no_items, ..Known::default() };
    let Some(enterprise) = enterprise_of(tx, app, draft).await? else { return Ok(known) };
    let industries = &app.reference.industries;
    known.groups = target::groups(&enterprise, &known.items, industries);
    target::mark(&mut known.groups, &draft.targets);
    known.scope = scope(app, &known.groups);
    let names = enterprise.row.industries.iter();
    let names = names.map(|key| industries.iter().find(|i| i.key == *key).map_or(key.as_str(), |i| i.zh.as_str()));
    known.industry = names.collect::<Vec<_>>().join("、");
    known.enterprise = Some(enterprise.row);
    Ok(known)
}

async fn enterprise_of(tx: &mut ReadTx<'_>, app: &App, draft: &SchemeDraft) -> Result<Option<Enterprise>> {
    let Some(id) = draft.enterprise_id else { return Ok(None) };
    match enterprise::take(tx, &app.reference, id).await {
        Ok(enterprise) => Ok(Some(enterprise)),
        Err(Halt::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Looks up the people a submission needs, in the caller's own organ.
///
/// # Errors
/// Engine faults.
pub async fn staff(tx: &mut ReadTx<'_>, draft: &SchemeDraft) -> Result<Staff> {
    let certified = match officer::certified(tx, &draft.officers).await {
        Ok(officers) => Ok(officers),
        Err(Halt::Refused(refused)) => Err(refused),
        Err(other) => return Err(other),
    };
    let has_attachment = match draft.offline.attachment_id {
        Some(id) if draft.approval_mode == ApprovalMode::Offline => super::store::has_attachment(tx, id).await?,
        _ => true,
    };
    Ok(Staff { certified, colleagues: colleagues(tx).await?, has_attachment })
}

/// 检查范围按种类列出：设备按设备种类，场所归入“涉及场所”；同一种类下写明所在车间。
fn scope(app: &App, groups: &[TargetGroup]) -> Vec<Scope> {
    let mut rows: Vec<Scope> = Vec::new();
    for (group, target) in groups.iter().flat_map(|g| g.targets.iter().map(move |t| (g, t))) {
        if !target.chosen {
            continue;
        }
        let kind = match target.kind {
            TargetKind::Equipment => {
                let industry = app.reference.industries.iter().find(|i| i.key == group.industry);
                industry.and_then(|i| i.equipment(&target.kind_key)).map_or("其他设备", |e| e.zh.as_str())
            }
            TargetKind::Place => "涉及场所",
            TargetKind::Enterprise => "企业整体",
        };
        let name = format!("{}{}", group.workshop, target.name);
        match rows.iter_mut().find(|row| row.group == kind) {
            Some(row) => row.names.push(name),
            None => rows.push(Scope { group: kind.to_owned(), names: vec![name] }),
        }
    }
    rows
}
