//! 逐项比对 · the two files side by side

use super::{DuplicateAct, DuplicateComparison, DuplicateState, FieldPair, MergeField, store};
use crate::enterprise::{self, Enterprise};
use crate::industry::model;
use authority::{Halt, ReadTx, Result, SubjectKind, Verb};
use lexicon::{DuplicateId, Term};
use web::{App, Caller, Json, Path};

/// 疑似重复的两家企业，逐项比对
#[utoipa::path(get, path = "/duplicates/{id}", tag = "疑似重复", operation_id = "show_duplicate",
    params(("id" = DuplicateId, Path)), responses((status = 200, body = DuplicateComparison)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<DuplicateId>,
) -> web::Result<Json<DuplicateComparison>> {
    let permit = caller.may(Verb::ResolveDuplicate)?;
    let (inner, reader) = (app.clone(), permit.clone());
    let read = app.db.read(permit, move |tx| Box::pin(async move { compared(tx, &inner.reference, id).await }));
    let shown = read.await?;
    for firm in [shown.pair.left.id, shown.pair.right.id] {
        web::looked_at(&app, reader.clone(), SubjectKind::Enterprise, firm).await;
    }
    Ok(Json(shown))
}

async fn compared(tx: &mut ReadTx<'_>, reference: &seed::Seed, id: DuplicateId) -> Result<DuplicateComparison> {
    let pair = store::take(tx, id).await?;
    let pair = store::shown(tx, vec![pair]).await?.pop().ok_or(Halt::NotFound)?;
    let left_file = enterprise::take(tx, reference, pair.left.id).await?;
    let right_file = enterprise::take(tx, reference, pair.right.id).await?;
    let fields = MergeField::ALL.iter().map(|field| {
        let (left, right) = (text(reference, &left_file, *field), text(reference, &right_file, *field));
        FieldPair { field: *field, is_same: left == right, left, right }
    });
    let acts = match pair.state {
        DuplicateState::Suspected => vec![DuplicateAct::Dismiss, DuplicateAct::Merge],
        DuplicateState::Dismissed => vec![DuplicateAct::Reopen],
        DuplicateState::Merged => Vec::new(),
    };
    Ok(DuplicateComparison { fields: fields.collect(), pair, left_file, right_file, acts })
}

/// What a field says, in words.
fn text(reference: &seed::Seed, firm: &Enterprise, field: MergeField) -> String {
    let with =
        |name: &str, title: &str| if title.is_empty() { name.to_owned() } else { format!("{name}（{title}）") };
    match field {
        MergeField::Name => firm.row.name.clone(),
        MergeField::Region => firm.row.region_name.clone(),
        MergeField::Address => firm.row.address.clone(),
        MergeField::LegalPerson => with(&firm.row.legal_person, &firm.legal_title),
        MergeField::Phone => firm.phone.clone(),
        MergeField::Contact => with(&firm.contact, &firm.contact_title),
        MergeField::ContactPhone => firm.contact_phone.clone(),
        MergeField::Industries => {
            let zh = |key: &String| model(reference, key).map_or(key.clone(), |industry| industry.zh.clone());
            firm.row.industries.iter().map(zh).collect::<Vec<_>>().join("、")
        }
        MergeField::Element => firm.row.element.clone(),
        MergeField::Gb4754 => firm.gb4754.clone(),
        MergeField::Scale => firm.scale.clone(),
        MergeField::Capacity => firm.capacity.clone(),
        MergeField::Employees => firm.employees.to_string(),
        MergeField::Location => match (firm.longitude, firm.latitude) {
            (Some(east), Some(north)) => format!("{east}，{north}"),
            _ => String::new(),
        },
        MergeField::BusinessKind => firm.row.business_kind.zh().to_owned(),
        MergeField::Postcode => firm.postcode.clone(),
        MergeField::StandardGrade => firm.standard_grade.zh().to_owned(),
        MergeField::RiskLevel => firm.row.risk_level.zh().to_owned(),
        MergeField::Supervision => with(firm.supervision_level.zh(), &firm.supervision_organ),
    }
}
