//! 栏目核对 · checking data against a form
//!
//! Says everything that is wrong at once, in sentences an officer can act on. Meaning is not judged here: whether a due
//! day is lawful, say, is a rule of the chapter that fills the form.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::form::{Field, Form, Kind};

/// One thing wrong with the data of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Where: the field's key; inside a list the index from 0 and the column follow, as in `items.2.content`.
    pub key: String,
    /// 栏目名称；不认识的栏目为空。
    pub zh: String,
    /// 一句完整的话。
    pub sentence: String,
}

impl Form {
    /// Checks required fields, types, lengths and unknown keys. Null counts as absent.
    ///
    /// # Errors
    /// Every fault found, in print order.
    pub fn validate(&self, data: &Value) -> Result<(), Vec<FieldError>> {
        let mut faults = Faults::default();
        match data.as_object() {
            Some(object) => faults.object(self.fields(), object, &Place::default()),
            None => faults.say(&Place::default(), "文书内容必须是一组栏目。".to_owned()),
        }
        if faults.found.is_empty() { Ok(()) } else { Err(faults.found) }
    }
}

/// Where in the data one stands: as a path and in words.
#[derive(Clone, Default)]
struct Place {
    key: String,
    zh: String,
    words: String,
}

impl Place {
    fn field(&self, field: &Field) -> Place {
        let dot = if self.key.is_empty() { "" } else { "." };
        Place {
            key: format!("{}{dot}{}", self.key, field.key),
            zh: field.zh.clone(),
            words: format!("{}“{}”", self.words, field.zh),
        }
    }

    fn entry(&self, index: usize) -> Place {
        Place {
            key: format!("{}.{index}", self.key),
            zh: self.zh.clone(),
            words: format!("{}第{}项", self.words, index + 1),
        }
    }
}

#[derive(Default)]
struct Faults {
    found: Vec<FieldError>,
}

impl Faults {
    fn say(&mut self, place: &Place, sentence: String) {
        self.found.push(FieldError { key: place.key.clone(), zh: place.zh.clone(), sentence });
    }

    fn object(&mut self, fields: &[Field], object: &Map<String, Value>, place: &Place) {
        for field in fields {
            let here = place.field(field);
            let value = object.get(&field.key).filter(|value| !value.is_null());
            match value {
                Some(value) => self.value(field, value, &here),
                None if field.required => self.say(&here, format!("{}不能缺少。", here.words)),
                None => {}
            }
        }
        for key in object.keys().filter(|key| !fields.iter().any(|field| &field.key == *key)) {
            let dot = if place.key.is_empty() { "" } else { "." };
            let here = Place { key: format!("{}{dot}{key}", place.key), ..Place::default() };
            self.say(&here, format!("{}文书没有名为“{key}”的栏目。", place.words));
        }
    }

    fn value(&mut self, field: &Field, value: &Value, place: &Place) {
        match field.kind {
            Kind::Flag if value.is_boolean() => {}
            Kind::Flag => self.say(place, format!("{}只能是“是”或者“否”。", place.words)),
            Kind::Amount | Kind::Count => self.count(field, value, place),
            Kind::Group | Kind::Opinion => self.group(field, value, place),
            Kind::Ticks => self.list(field, value, place, |faults, entry, here| {
                faults.text(&Field { kind: Kind::Choice, required: true, ..field.clone() }, entry, here);
            }),
            Kind::List | Kind::Problems => self.list(field, value, place, |faults, entry, here| {
                faults.text(&Field { required: true, ..field.clone() }, entry, here);
            }),
            Kind::Rows | Kind::Officers => self.list(field, value, place, |faults, entry, here| {
                faults.group(field, entry, here);
            }),
            Kind::Text | Kind::LongText | Kind::Number | Kind::Day | Kind::Moment | Kind::Choice => {
                self.text(field, value, place);
            }
        }
    }

    fn group(&mut self, field: &Field, value: &Value, place: &Place) {
        match value.as_object() {
            Some(object) => self.object(&field.columns, object, place),
            None => self.say(place, format!("{}必须按栏目填写。", place.words)),
        }
    }

    fn count(&mut self, field: &Field, value: &Value, place: &Place) {
        if value.as_i64().is_none_or(|count| count < 0) {
            let of = if field.kind == Kind::Amount { "以分计的" } else { "" };
            self.say(place, format!("{}必须是{of}整数，不能小于零。", place.words));
        }
    }

    fn list(&mut self, field: &Field, value: &Value, place: &Place, mut each: impl FnMut(&mut Self, &Value, &Place)) {
        let Some(entries) = value.as_array() else {
            return self.say(place, format!("{}必须逐项填写。", place.words));
        };
        if entries.is_empty() && field.required {
            self.say(place, format!("{}至少要有一项。", place.words));
        }
        if entries.len() > field.max_items {
            self.say(place, format!("{}最多{}项，现有{}项。", place.words, field.max_items, entries.len()));
        }
        for (index, entry) in entries.iter().enumerate() {
            each(self, entry, &place.entry(index));
        }
    }

    fn text(&mut self, field: &Field, value: &Value, place: &Place) {
        let Some(text) = value.as_str() else {
            return self.say(place, format!("{}必须是文字。", place.words));
        };
        if text.trim().is_empty() {
            if field.required {
                self.say(place, format!("{}不能为空。", place.words));
            }
            return;
        }
        let count = text.chars().count();
        if count > field.max_chars {
            self.say(place, format!("{}最多{}个字，现有{count}个字。", place.words, field.max_chars));
        }
        let several_lines = matches!(field.kind, Kind::LongText | Kind::Problems);
        if text.chars().any(|c| c.is_control() && !(several_lines && c == '\n')) {
            let fault = if several_lines {
                "含有不能打印的控制字符"
            } else {
                "不能换行或者含有控制字符"
            };
            self.say(place, format!("{}{fault}。", place.words));
        }
        self.shape(field, text, place);
    }

    fn shape(&mut self, field: &Field, text: &str, place: &Place) {
        let words = &place.words;
        match field.kind {
            Kind::Day if day(text).is_none_or(|rest| !rest.is_empty()) => {
                self.say(place, format!("{words}要写成“2026年11月23日”这样的日期。"));
            }
            Kind::Moment if !moment(text) => {
                self.say(place, format!("{words}要写成“2026年11月23日9时30分”这样的时间。"));
            }
            Kind::Choice if !field.choices.iter().any(|choice| choice == text) => {
                self.say(place, format!("{words}只能从“{}”中选择。", field.choices.join("、")));
            }
            Kind::Number if !(text.contains('〔') && text.contains('〕') && text.ends_with('号')) => {
                self.say(place, format!("{words}要写成“（甘）应急检查〔2026〕0001号”这样的文号。"));
            }
            _ => {}
        }
    }
}

/// A number followed by its unit, then the rest.
fn part(text: &str, unit: char) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_once(unit)?;
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    Some((if plain { digits.parse().ok()? } else { return None }, rest))
}

/// What follows a day that exists in the calendar.
fn day(text: &str) -> Option<&str> {
    let (year, rest) = part(text, '年')?;
    let (month, rest) = part(rest, '月')?;
    let (day, rest) = part(rest, '日')?;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    ((1900..=9999).contains(&year) && (1..=last).contains(&day)).then_some(rest)
}

fn moment(text: &str) -> bool {
    let Some(rest) = day(text) else { return false };
    let Some((hour, rest)) = part(rest, '时') else { return false };
    let Some((minute, rest)) = part(rest, '分') else { return false };
    hour < 24 && minute < 60 && rest.is_empty()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{FormName, form};

    fn order() -> Value {
        serde_json::from_str(include_str!("../rectification_order/sample.json")).unwrap()
    }

    fn sentence(name: FormName, data: &Value) -> (String, String) {
        let faults = form(name).validate(data).unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:?}");
        (faults[0].key.clone(), faults[0].sentence.clone())
    }

    fn refused(change: impl FnOnce(&mut Value)) -> (String, String) {
        let mut data = order();
        change(&mut data);
        sentence(FormName::RECTIFICATION_ORDER, &data)
    }

    fn said(key: &str, sentence: &str) -> (String, String) {
        (key.to_owned(), sentence.to_owned())
    }

    #[test]
    fn a_key_that_the_form_does_not_have_is_refused() {
        assert_eq!(refused(|data| data["fine"] = json!("5000")), said("fine", "文书没有名为“fine”的栏目。"));
        assert_eq!(
            refused(|data| data["officers"][0]["rank"] = json!("科长")),
            said("officers.0.rank", "“行政执法人员”第1项文书没有名为“rank”的栏目。")
        );
    }

    #[test]
    fn a_missing_or_empty_field_is_refused() {
        assert_eq!(refused(|data| data["party"] = Value::Null), said("party", "“被检查单位”不能缺少。"));
        assert_eq!(refused(|data| data["party"] = json!("　 ")), said("party", "“被检查单位”不能为空。"));
        assert_eq!(refused(|data| data["problems"] = json!([])), said("problems", "“存在的问题”至少要有一项。"));
        assert_eq!(
            refused(|data| data["problems"] = json!(["甲", ""])),
            said("problems.1", "“存在的问题”第2项不能为空。")
        );
    }

    #[test]
    fn a_text_that_is_too_long_is_refused_with_both_figures() {
        let (key, words) = refused(|data| data["party"] = json!("甲".repeat(121)));
        assert_eq!((key.as_str(), words.as_str()), ("party", "“被检查单位”最多120个字，现有121个字。"));
    }

    #[test]
    fn a_value_of_another_type_is_refused() {
        assert_eq!(refused(|data| data["party"] = json!(7)), said("party", "“被检查单位”必须是文字。"));
        assert_eq!(refused(|data| data["clauses"] = json!("甲")), said("clauses", "“整改期限”必须逐项填写。"));
        assert_eq!(
            refused(|data| data["officers"][1] = json!("甲")),
            said("officers.1", "“行政执法人员”第2项必须按栏目填写。")
        );
        assert_eq!(
            refused(|data| data["party"] = json!("甲\n乙")),
            said("party", "“被检查单位”不能换行或者含有控制字符。")
        );
        assert_eq!(sentence(FormName::RECTIFICATION_ORDER, &json!([])), said("", "文书内容必须是一组栏目。"));
    }

    /// 文书日期必须是历法上存在的日子。
    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for wrong in ["2026-11-23", "2026年2月29日", "2026年13月1日", "2026年11月23日前", "二〇二六年"] {
            let (key, words) = refused(|data| data["issued_on"] = json!(wrong));
            assert_eq!(key, "issued_on", "{wrong}");
            assert_eq!(words, "“签发日期”要写成“2026年11月23日”这样的日期。");
        }
        let mut data = order();
        data["issued_on"] = json!("2028年2月29日");
        assert_eq!(form(FormName::RECTIFICATION_ORDER).validate(&data), Ok(()));
    }

    #[test]
    fn a_moment_and_a_choice_are_checked() {
        let mut record: Value = serde_json::from_str(include_str!("../on_site_record/sample.json")).unwrap();
        record["time_from"] = json!("2026年11月23日25时0分");
        assert_eq!(sentence(FormName::ON_SITE_RECORD, &record).0, "time_from");
        let mut opinion: Value = serde_json::from_str(include_str!("../re_check_opinion/sample.json")).unwrap();
        opinion["opinions"][0]["verdict"] = json!("合格");
        let found = sentence(FormName::RE_CHECK_OPINION, &opinion);
        assert_eq!(found, said("opinions.0.verdict", "“复查意见”第1项“复查结论”只能从“已整改、未整改”中选择。"));
    }

    /// 金额用数字，不收文字写的金额。
    #[test]
    fn an_amount_is_a_whole_number_of_fen() {
        let field = |kind: &str| -> Field {
            serde_json::from_value(json!({ "key": "fine", "zh": "罚款", "type": kind })).unwrap()
        };
        let said = |kind: &str, value: Value| {
            let mut faults = Faults::default();
            faults.value(&field(kind), &value, &Place::default().field(&field(kind)));
            faults.found.into_iter().map(|fault| fault.sentence).collect::<Vec<_>>()
        };
        assert_eq!(said("amount", json!(300_000)), [""; 0]);
        for wrong in [json!("3000"), json!(-1), json!(0.5)] {
            assert_eq!(said("amount", wrong), ["“罚款”必须是以分计的整数，不能小于零。"]);
        }
        assert_eq!(said("count", json!("二")), ["“罚款”必须是整数，不能小于零。"]);
    }

    #[test]
    fn a_tick_outside_the_choices_is_refused() {
        let field: Field = serde_json::from_value(
            json!({ "key": "bring", "zh": "携带材料", "type": "ticks", "choices": ["身份证", "营业执照"] }),
        )
        .unwrap();
        let mut faults = Faults::default();
        faults.value(&field, &json!(["身份证", "驾驶证"]), &Place::default().field(&field));
        assert_eq!(faults.found.len(), 1);
        assert_eq!(faults.found[0].sentence, "“携带材料”第2项只能从“身份证、营业执照”中选择。");
    }

    #[test]
    fn a_number_in_other_brackets_is_refused() {
        let (key, _) = refused(|data| data["number"] = json!("（甘）应急责改[2026]0001号"));
        assert_eq!(key, "number");
    }

    #[test]
    fn every_fault_is_reported_at_once() {
        let faults = form(FormName::RECTIFICATION_ORDER).validate(&json!({})).unwrap_err();
        let required = form(FormName::RECTIFICATION_ORDER).fields().iter().filter(|field| field.required).count();
        assert_eq!(faults.len(), required);
    }
}
