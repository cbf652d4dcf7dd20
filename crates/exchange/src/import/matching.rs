//! 比对 · the file against the register
//!
//! 按统一社会信用代码：在管辖范围内已登记的更新，未登记的新增，其余不准。What lies outside the scope is refused with
//! one sentence that tells nothing about it.

use super::Report;
use super::check::{Checked, Firm};
use super::pieces::merge;
use authority::{ReadTx, Result};
use lexicon::EnterpriseId;
use registers::enterprise::{Enterprise, MoreParticulars, Particulars, WorkshopInput, rules, store};

/// An enterprise that can be written.
pub struct Ready {
    pub id: EnterpriseId,
    /// As it stands in the register; none for a new one.
    pub before: Option<Enterprise>,
    pub particulars: Particulars,
    pub workshops: Vec<WorkshopInput>,
}

/// Compares what was read with the register: the report, and what can be written.
///
/// # Errors
/// Engine faults.
pub async fn compare(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    mut checked: Checked,
) -> Result<(Report, Vec<Ready>)> {
    let codes: Vec<String> = checked.firms.iter().map(|firm| firm.particulars.credit_code.to_string()).collect();
    let known = store::by_credit_codes(tx, &codes).await?;
    let mut report = Report { rows: checked.rows, ..Report::default() };
    let mut out = Vec::with_capacity(checked.firms.len());
    for firm in std::mem::take(&mut checked.firms) {
        let (row, code) = (firm.row, firm.particulars.credit_code.to_string());
        let rows = 1 + i64::try_from(firm.pieces.len()).unwrap_or(0);
        match ready(tx, reference, firm, known.get(&code).copied()).await? {
            Ok(ready) => {
                report.good_rows += rows;
                if ready.before.is_some() {
                    report.changed_rows += 1;
                } else {
                    report.new_rows += 1;
                }
                out.push(ready);
            }
            Err(sentence) => checked.head.fault(&mut checked.faults, row, ("credit_code", &code), sentence),
        }
    }
    report.errors = checked.faults.errors;
    report.errors_total = checked.faults.total;
    Ok((report, out))
}

async fn ready(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    firm: Firm,
    known: Option<(EnterpriseId, bool)>,
) -> Result<std::result::Result<Ready, String>> {
    let Firm { mut particulars, pieces, .. } = firm;
    let (id, before) = match known {
        None => (EnterpriseId::new(), None),
        Some((id, true)) => (id, Some(store::take(tx, reference, id).await?)),
        Some((_, false)) => return Ok(Err("本机关不能导入这一统一社会信用代码，请核对代码和行政区划".to_owned())),
    };
    let shops = before.iter().flat_map(|enterprise| &enterprise.workshops);
    let standing: Vec<WorkshopInput> = shops.map(WorkshopInput::from).collect();
    // 还有在用车间的行业类型不因导入而去掉。
    for shop in &standing {
        if !particulars.industries.contains(&shop.industry) {
            particulars.industries.push(shop.industry.clone());
        }
    }
    // 文件中没有的事实不因导入而失去。
    if let Some(enterprise) = &before {
        particulars.more = MoreParticulars::from(enterprise);
    }
    particulars.is_special = registers::industry::is_special(reference, &particulars.industries);
    let merged = merge(standing, &pieces);
    Ok(match rules::workshops(reference, &particulars.industries, &merged) {
        Ok(workshops) => Ok(Ready { id, before, particulars, workshops }),
        Err(faults) => Err(faults.first().map(|f| f.sentence.clone()).unwrap_or_default()),
    })
}
