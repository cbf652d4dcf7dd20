//! 比对 · rows of the file against the register
//!
//! 按统一社会信用代码：在管辖范围内已登记的更新，没有变化的不写，未登记的新增，其余不准。What lies outside the scope is
//! refused with one sentence that tells nothing about it.

use super::attributes;
use super::check::keep;
use super::firm;
use super::pieces::{Piece, merge};
use super::write::TAKEN_BACK;
use authority::{ReadTx, Result};
use lexicon::{EnterpriseId, masked_phone};
use registers::enterprise::{Enterprise, EnterpriseState, Particulars, WorkshopInput, bulk_store, rules, store};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// An enterprise as it is, or as it is to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Whole {
    pub particulars: Particulars,
    pub workshops: Vec<WorkshopInput>,
}

impl Whole {
    /// The enterprise on record.
    ///
    /// # Errors
    /// A fault when the record holds what no enterprise can.
    pub fn of(enterprise: &Enterprise) -> Result<Self> {
        let workshops = enterprise.workshops.iter().map(WorkshopInput::from).collect();
        Ok(Self { particulars: Particulars::of(enterprise)?, workshops })
    }

    /// What of this differs from the other, for the trail: only the fields that do, telephone numbers masked.
    #[must_use]
    pub fn differing(&self, other: &Self) -> Value {
        let fields = |whole: &Self| match serde_json::to_value(&whole.particulars) {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        let theirs = fields(other);
        let mut out: Map<String, Value> =
            fields(self).into_iter().filter(|(key, value)| theirs.get(key) != Some(value)).collect();
        for key in ["phone", "contact_phone"] {
            if let Some(Value::String(number)) = out.get_mut(key) {
                *number = masked_phone(number);
            }
        }
        if self.workshops != other.workshops {
            out.insert("workshops".to_owned(), serde_json::to_value(&self.workshops).unwrap_or_default());
        }
        Value::Object(out)
    }
}

/// What becomes of an enterprise of the file.
#[derive(Debug)]
pub enum Verdict {
    New(Box<Whole>),
    Changed { id: EnterpriseId, revision: i64, before: Box<Whole>, after: Box<Whole> },
    Unchanged { id: EnterpriseId, revision: i64 },
    Refused(String),
}

/// Judges enterprises of the file; `has` says whether the file has a column.
///
/// # Errors
/// Engine faults.
pub async fn judge(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    firms: Vec<(Particulars, Vec<Piece>)>,
    has: impl Fn(&str) -> bool,
) -> Result<Vec<Verdict>> {
    let codes: Vec<String> = firms.iter().map(|(p, _)| p.credit_code.to_string()).collect();
    let known = store::by_credit_codes(tx, &codes).await?;
    let own: Vec<EnterpriseId> = known.values().filter(|(_, is_own)| *is_own).map(|(id, _)| *id).collect();
    let standing = bulk_store::taken(tx, reference, &own).await?;
    let mut out = Vec::with_capacity(firms.len());
    for ((particulars, pieces), code) in firms.into_iter().zip(&codes) {
        out.push(match known.get(code) {
            None if is_covered(&particulars) => Verdict::Refused(COVERED.to_owned()),
            None => match fitted(reference, particulars, Vec::new(), &pieces) {
                Ok(whole) if is_struck_off(&whole) => Verdict::Refused(STRIKES_OFF.to_owned()),
                Ok(whole) => Verdict::New(Box::new(whole)),
                Err(sentence) => Verdict::Refused(sentence),
            },
            Some((id, true)) => match standing.get(id) {
                Some(enterprise) => against(reference, enterprise, (particulars, &pieces), &has)?,
                None => Verdict::Refused(ELSEWHERE.to_owned()),
            },
            Some((_, false)) => Verdict::Refused(ELSEWHERE.to_owned()),
        });
    }
    Ok(out)
}

const ELSEWHERE: &str = "本机关不能导入这一统一社会信用代码，请核对代码和行政区划";
const MERGED: &str = "这家企业已并入另一家企业，不再导入；请改用并入后企业的统一社会信用代码";
const STRUCK_OFF: &str = "这家企业已经核销，不能由导入修改或者恢复；确需恢复的，请先在企业页面办理“恢复”，再重新上传";
const STRIKES_OFF: &str = "核销须在企业页面办理并说明原因，不能由导入办理；请把“状态”改为正常或者停产";

const COVERED: &str = "电话中有星号，与登记的电话对不上；请填写完整的电话号码";

/// 导出的电话是遮盖的：与登记的号码相符的，就是没有改。
fn uncover(particulars: &mut Particulars, before: &Particulars) {
    for (now, was) in [(&mut particulars.phone, &before.phone), (&mut particulars.contact_phone, &before.contact_phone)]
    {
        if firm::is_covered(now) && *now == masked_phone(was) {
            now.clone_from(was);
        }
    }
}

fn is_covered(particulars: &Particulars) -> bool {
    firm::is_covered(&particulars.phone) || firm::is_covered(&particulars.contact_phone)
}

fn is_struck_off(whole: &Whole) -> bool {
    whole.particulars.state == EnterpriseState::StruckOff
}

/// 核销、恢复、并入各有自己的程序和原因，导入不代办；撤销导入而核销的，再次导入即恢复。
fn in_turn(enterprise: &Enterprise, after: &Whole) -> std::result::Result<(), &'static str> {
    if enterprise.row.merged_into.is_some() {
        return Err(MERGED);
    }
    let was_off = enterprise.row.state == EnterpriseState::StruckOff;
    match (was_off, is_struck_off(after)) {
        (false, true) => Err(STRIKES_OFF),
        (true, false) if enterprise.state_reason == TAKEN_BACK => Ok(()),
        (true, _) => Err(STRUCK_OFF),
        (false, false) => Ok(()),
    }
}

fn against(
    reference: &seed::Seed,
    enterprise: &Enterprise,
    (mut particulars, pieces): (Particulars, &[Piece]),
    has: &impl Fn(&str) -> bool,
) -> Result<Verdict> {
    let before = Whole::of(enterprise)?;
    keep(&mut particulars, &before.particulars, has);
    uncover(&mut particulars, &before.particulars);
    if is_covered(&particulars) {
        return Ok(Verdict::Refused(COVERED.to_owned()));
    }
    let (id, revision) = (enterprise.row.id, enterprise.revision);
    Ok(match fitted(reference, particulars, before.workshops.clone(), pieces) {
        Err(sentence) => Verdict::Refused(sentence),
        Ok(after) if after == before => Verdict::Unchanged { id, revision },
        Ok(after) if let Err(sentence) = in_turn(enterprise, &after) => Verdict::Refused(sentence.to_owned()),
        Ok(after) => Verdict::Changed { id, revision, before: Box::new(before), after: Box::new(after) },
    })
}

/// The enterprise with the pieces added to what stands, held to the rules of the page.
fn fitted(
    reference: &seed::Seed,
    mut particulars: Particulars,
    standing: Vec<WorkshopInput>,
    pieces: &[Piece],
) -> std::result::Result<Whole, String> {
    // 还有在用车间的行业类型不因导入而去掉。
    for shop in &standing {
        if !particulars.industries.contains(&shop.industry) {
            particulars.industries.push(shop.industry.clone());
        }
    }
    attributes::only_of(reference, &particulars.industries, &mut particulars.more.attributes);
    particulars.is_special = registers::industry::is_special(reference, &particulars.industries);
    if pieces.is_empty() {
        return Ok(Whole { particulars, workshops: standing });
    }
    let merged = merge(standing, pieces);
    match rules::workshops(reference, &particulars.industries, &merged) {
        Ok(workshops) => Ok(Whole { particulars, workshops }),
        Err(faults) => Err(faults.first().map(|fault| fault.sentence.clone()).unwrap_or_default()),
    }
}
