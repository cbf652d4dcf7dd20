//! 整改复查意见书 · what fills the opinion

use super::super::store::{Problem, Row};
use super::super::{ReCheckDraft, ReCheckVerdict};
use forms::re_check_opinion::{Opinion, Verdict};
use forms::{Officer, ReCheckOpinion};
use lexicon::{CertifiedOfficer, LegalDay};
use serde_json::Value;

/// The opinion as it stands in the draft; problems without a verdict are left out of a preview.
pub(super) fn data(
    row: &Row,
    problems: &[Problem],
    draft: &ReCheckDraft,
    officers: &[CertifiedOfficer],
    issued_on: LegalDay,
) -> Value {
    let opinions = problems.iter().filter_map(|problem| {
        let finding = draft.findings.iter().find(|f| f.problem_id == problem.id)?;
        let verdict = match finding.verdict? {
            ReCheckVerdict::Rectified => Verdict::Corrected,
            ReCheckVerdict::NotRectified => Verdict::NotCorrected,
        };
        Some(Opinion { problem: problem.text.clone(), verdict, remark: finding.remark.trim().to_owned() })
    });
    let officers = officers.iter().map(|o| Officer {
        name: o.name.clone(),
        certificate_no: o.certificate_no.clone(),
        organisation: row.organisation_name.clone(),
    });
    let opinion = ReCheckOpinion {
        number: None,
        organisation: row.organisation_name.clone(),
        party: row.enterprise_name.clone(),
        ordered_on_text: row.ordered_on.zh(),
        order_name: "责令限期整改".to_owned(),
        order_number: row.order_number.clone(),
        opinions: opinions.collect(),
        conclusion: draft.conclusion.trim().to_owned(),
        officers: officers.collect(),
        issued_on: issued_on.zh(),
    };
    opinion.into_job_data()
}
