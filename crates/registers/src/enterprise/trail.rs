//! 变更留痕 · what an entry keeps of a change: the fields that differ, before and after

use super::{Enterprise, MoreParticulars, Particulars, WorkshopInput, facts};
use lexicon::{CreditCode, RegionCode};
use serde_json::{Map, Value, json};

/// An enterprise as an entry tells it: base facts, and workshops by their id.
#[must_use]
pub fn told(p: &Particulars, shops: &[WorkshopInput]) -> Value {
    let mut value = facts::told(p);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("workshops".to_owned(), json!(shops));
    }
    value
}

/// The same of an enterprise on record.
#[must_use]
pub fn told_of(e: &Enterprise) -> Value {
    let shops: Vec<WorkshopInput> = e.workshops.iter().map(WorkshopInput::from).collect();
    match particulars_of(e) {
        Some(p) => told(&p, &shops),
        None => json!({ "workshops": shops }),
    }
}

/// The base facts of an enterprise on record; none when its code or region no longer reads as one.
fn particulars_of(e: &Enterprise) -> Option<Particulars> {
    Some(Particulars {
        credit_code: CreditCode::parse(&e.row.credit_code).ok()?,
        name: e.row.name.clone(),
        region_code: RegionCode::parse(&e.row.region_code).ok()?,
        region_name: e.row.region_name.clone(),
        keys: e.keys.clone(),
        address: e.row.address.clone(),
        legal_person: e.row.legal_person.clone(),
        legal_title: e.legal_title.clone(),
        phone: e.phone.clone(),
        contact: e.contact.clone(),
        contact_title: e.contact_title.clone(),
        contact_phone: e.contact_phone.clone(),
        industries: e.row.industries.clone(),
        is_special: e.row.is_special,
        element: e.row.element.clone(),
        gb4754: e.gb4754.clone(),
        scale: e.scale.clone(),
        capacity: e.capacity.clone(),
        employees: e.employees,
        longitude: e.longitude,
        latitude: e.latitude,
        state: e.row.state,
        more: MoreParticulars::from(e),
    })
}

/// Both sides with what is the same on both left out; of the workshops those that differ.
#[must_use]
pub fn differing(before: Value, after: Value) -> (Value, Value) {
    let (Value::Object(mut before), Value::Object(mut after)) = (before, after) else {
        return (Value::Null, Value::Null);
    };
    let same: Vec<String> =
        before.iter().filter(|(key, value)| after.get(*key) == Some(*value)).map(|(k, _)| k.clone()).collect();
    for key in same {
        before.remove(&key);
        after.remove(&key);
    }
    narrow(&mut before, &mut after);
    (Value::Object(before), Value::Object(after))
}

fn narrow(before: &mut Map<String, Value>, after: &mut Map<String, Value>) {
    let (Some(Value::Array(old)), Some(Value::Array(new))) = (before.get_mut("workshops"), after.get_mut("workshops"))
    else {
        return;
    };
    let (was, is) = (old.clone(), new.clone());
    old.retain(|shop| !is.contains(shop));
    new.retain(|shop| !was.contains(shop));
}
