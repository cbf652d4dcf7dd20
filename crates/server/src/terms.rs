//! 术语表（网页） · the labels the pages show, generated from the enums

use archive::volume::{KeptFor, PaperOrder, VolumeState};
use authority::{Duty, EntryClass, Menu, Role, SubjectKind, Verb};
use casebook::typical_case::{TypicalCaseAct, TypicalCaseState};
use documents::approval::state::ApprovalState;
use documents::approval::{ApprovalStage, StepState};
use documents::issue::state::{DocumentAct, DocumentState};
use documents::life::ServiceMethod;
use documents::numbering::{Brackets, SerialMode};
use documents::paper::{PaperOffer, PaperState};
use documents::seal::SealKind;
use documents::seal::state::{SealAct, SealState};
use documents::template::{TemplateBasis, TemplateExample, TemplateStanding};
use documents::verification::Standing;
use exchange::export::{ExportFile, ExportKind, ExportState};
use exchange::import::{ImportAct, ImportState, RowState};
use identity::organisation::{LookupReach, OrganisationState, RemedyKind};
use identity::setting::InitialPasswordRule;
use identity::user::rules::MustChange;
use identity::user::{UserAct, UserState};
use inspection::on_site::state::{InspectionAct, InspectionState};
use inspection::on_site::{PaperForm, Verdict};
use inspection::rectification::list::{Mine, RectificationOffer};
use inspection::rectification::state::RectificationState;
use inspection::rectification::{Origin, ReCheckVerdict, ReminderLevel};
use inspection::scheme::state::{SchemeAct, SchemeState};
use inspection::scheme::{ApprovalMode, CheckMethod, SchemeDataState, SchemeOffer, SchemeOrigin, SchemeSource};
use lexicon::{RegionLevel, Term};
use planning::plan::{PlanAct, PlanKind, PlanOffer, PlanProgress, PlanState};
use portal::workbench::ReminderKind;
use registers::checklist::difference::Change;
use registers::checklist::{EditionState, HazardLevel, ListOrigin, Measure, UseState};
use registers::duplicate::{DuplicateAct, DuplicateReason, DuplicateState, MergeField, MergeState};
use registers::enterprise::store::Sort;
use registers::enterprise::{BusinessKind, EnterpriseState, RiskLevel, StandardGrade, StrikeOffCause};
use registers::officer::state::{OfficerAct, OfficerState, Validity};
use registers::own_checklist::OwnListAct;
use registers::target::TargetKind;
use seed::StatuteKind;
use std::fmt::Write;

/// One set as the pages know it: its name and (code, label) in order.
type Group = (&'static str, Vec<(&'static str, &'static str)>);

fn group<T: Term>(name: &'static str) -> Group {
    (name, T::ALL.iter().map(|t| (t.code(), t.zh())).collect())
}

fn groups() -> Vec<Group> {
    let mut all = of_people_and_registers();
    all.extend(of_cases());
    all
}

fn of_people_and_registers() -> Vec<Group> {
    vec![
        group::<Role>("role"),
        group::<inspection::handover::WorkKind>("work_kind"),
        group::<portal::penalty_case::CaseProgress>("case_progress"),
        group::<Menu>("menu"),
        group::<Duty>("duty"),
        group::<EntryClass>("entry_class"),
        group::<UserState>("user_state"),
        group::<UserAct>("user_act"),
        group::<MustChange>("must_change"),
        group::<InitialPasswordRule>("initial_password_rule"),
        group::<RegionLevel>("region_level"),
        group::<OrganisationState>("organisation_state"),
        group::<LookupReach>("lookup_reach"),
        group::<RemedyKind>("remedy_kind"),
        group::<ReminderLevel>("reminder_level"),
        group::<ReminderKind>("reminder_kind"),
        group::<SerialMode>("serial_mode"),
        group::<Brackets>("brackets"),
        group::<HazardLevel>("hazard_level"),
        group::<Measure>("measure"),
        group::<ListOrigin>("list_origin"),
        group::<UseState>("use_state"),
        group::<EditionState>("edition_state"),
        group::<OwnListAct>("own_list_act"),
        group::<Change>("item_change"),
        group::<EnterpriseState>("enterprise_state"),
        group::<evidence::licence::LicenceKind>("licence_kind"),
        group::<evidence::licence::LicenceValidity>("licence_validity"),
        group::<StrikeOffCause>("strike_off_cause"),
        group::<Sort>("enterprise_sort"),
        group::<BusinessKind>("business_kind"),
        group::<StandardGrade>("standard_grade"),
        group::<RiskLevel>("risk_level"),
        group::<DuplicateState>("duplicate_state"),
        group::<DuplicateReason>("duplicate_reason"),
        group::<DuplicateAct>("duplicate_act"),
        group::<MergeState>("merge_state"),
        group::<MergeField>("merge_field"),
        group::<OfficerState>("officer_state"),
        group::<OfficerAct>("officer_act"),
        group::<Validity>("certificate_validity"),
        group::<ImportState>("import_state"),
        group::<ImportAct>("import_act"),
        group::<RowState>("import_row_state"),
        group::<ExportState>("export_state"),
        group::<ExportKind>("export_kind"),
        group::<ExportFile>("export_file"),
    ]
}

fn of_cases() -> Vec<Group> {
    vec![
        group::<PlanKind>("plan_kind"),
        group::<PlanState>("plan_state"),
        group::<PlanAct>("plan_act"),
        group::<PlanOffer>("plan_offer"),
        group::<PlanProgress>("plan_progress"),
        group::<TargetKind>("target_kind"),
        group::<SchemeSource>("scheme_source"),
        group::<CheckMethod>("method"),
        group::<ApprovalMode>("approval_mode"),
        group::<SchemeOrigin>("scheme_origin"),
        group::<SchemeDataState>("data_state"),
        group::<SchemeOffer>("scheme_offer"),
        group::<SchemeState>("scheme_state"),
        group::<SchemeAct>("scheme_act"),
        group::<ApprovalStage>("approval_stage"),
        group::<ApprovalState>("approval_state"),
        group::<StepState>("step_state"),
        group::<InspectionState>("inspection_state"),
        group::<InspectionAct>("inspection_act"),
        group::<Verdict>("verdict"),
        group::<forms::Phase>("form_phase"),
        group::<forms::Signer>("form_signer"),
        group::<PaperForm>("paper_form"),
        group::<DocumentState>("document_state"),
        group::<DocumentAct>("document_act"),
        group::<ServiceMethod>("service_method"),
        group::<PaperState>("paper_state"),
        group::<PaperOffer>("paper_offer"),
        group::<TemplateBasis>("template_basis"),
        group::<TemplateStanding>("template_standing"),
        group::<TemplateExample>("template_example"),
        group::<VolumeState>("volume_state"),
        group::<KeptFor>("kept_for"),
        group::<PaperOrder>("paper_order"),
        group::<SealKind>("seal_kind"),
        group::<SealState>("seal_state"),
        group::<SealAct>("seal_act"),
        group::<Standing>("standing"),
        group::<RectificationState>("rectification_state"),
        group::<RectificationOffer>("rectification_act"),
        group::<ReCheckVerdict>("re_check_verdict"),
        group::<Mine>("mine"),
        group::<Origin>("origin"),
        group::<TypicalCaseState>("typical_case_state"),
        group::<TypicalCaseAct>("typical_case_act"),
        group::<SubjectKind>("subject_kind"),
        group::<StatuteKind>("statute_kind"),
        group::<Verb>("verb"),
    ]
}

/// The TypeScript module.
#[must_use]
pub fn typescript() -> String {
    let mut out = String::from(
        "// 术语 · generated by `cargo x generate` from the enums of the program; do not edit.\nexport const generated = {\n",
    );
    for (name, terms) in groups() {
        let labels: Vec<String> = terms.iter().map(|(code, zh)| format!("{code}: \"{zh}\"")).collect();
        let _ = writeln!(out, "  {name}: {{ {} }},", labels.join(", "));
    }
    out.push_str("} as const;\n");
    out
}
