//! 国民经济行业分类 · classes of the national economy
//!
//! 依据：GB/T 4754-2017：门类（字母）、大类（两位）、中类（三位）、小类（四位）。The table holds all of them as
//! published in 2017; a group that is not divided has the one class that ends in 0. A code that is not in the table is
//! refused. The amendment of 2019 has one class more, not read yet: it is refused too until somebody adds its line.

use std::collections::HashMap;

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EconomicClass {
    /// `C`, `31`, `311`, `3211`
    pub code: String,
    /// 名称
    pub name: String,
}

/// The table, in its order.
#[derive(Debug, Clone, Default)]
pub struct EconomicClasses {
    list: Vec<EconomicClass>,
    /// Where a code stands in the list.
    places: HashMap<String, usize>,
}

/// Why a code is not in the classification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAClass {
    /// Not four digits.
    #[error("应为四位数字的小类代码，如 3120")]
    Shape,
    /// No such division.
    #[error("国民经济行业分类中没有这一大类，请核对前两位")]
    Division,
    /// No such group.
    #[error("国民经济行业分类中没有这一中类，请核对前三位")]
    Group,
    /// The group has no such class.
    #[error("国民经济行业分类（2017年版）的这一中类下没有这一小类，请核对末位，或者从分类表中选取")]
    Class,
}

impl EconomicClasses {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let line = |line: &str| match line.split_once(',') {
            Some((code, name)) if !code.is_empty() && !name.is_empty() => {
                Ok(EconomicClass { code: code.to_owned(), name: name.to_owned() })
            }
            _ => Err(format!("“{line}”不是“代码,名称”")),
        };
        let list = text.lines().filter(|l| !l.is_empty()).map(line).collect::<Result<Vec<_>, _>>()?;
        let places = list.iter().enumerate().map(|(n, class)| (class.code.clone(), n)).collect();
        Ok(Self { list, places })
    }

    /// Every line, in the order of the table.
    #[must_use]
    pub fn all(&self) -> &[EconomicClass] {
        &self.list
    }

    /// The line with this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&EconomicClass> {
        self.list.get(*self.places.get(code)?)
    }

    /// Whether a text is the code of a class of the table.
    ///
    /// # Errors
    /// [`NotAClass`].
    pub fn check(&self, code: &str) -> Result<(), NotAClass> {
        let is_shaped = code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit());
        let (Some(division), Some(group), true) = (code.get(..2), code.get(..3), is_shaped) else {
            return Err(NotAClass::Shape);
        };
        if self.find(division).is_none() {
            return Err(NotAClass::Division);
        }
        if self.find(group).is_none() {
            return Err(NotAClass::Group);
        }
        if self.find(code).is_none() {
            return Err(NotAClass::Class);
        }
        Ok(())
    }

    /// What a class is called: its own name, or that of the narrowest line above it in the table.
    #[must_use]
    pub fn name_of(&self, code: &str) -> Option<&str> {
        (2..=code.len()).rev().find_map(|n| self.find(code.get(..n)?)).map(|class| class.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    /// 小类代码四位；前两位须是大类，前三位须是中类，四位须是表内的小类。
    #[test]
    fn a_class_is_four_digits_below_a_division_and_a_group() {
        use super::NotAClass::{Class, Division, Group, Shape};
        let table = crate::all().unwrap().economic_classes;
        for good in ["3120", "3212", "1512", "5951", "7010"] {
            assert_eq!(table.check(good), Ok(()), "{good}");
        }
        for (wrong, why) in
            [("312", Shape), ("312x", Shape), ("9912", Division), ("3190", Group), ("7060", Group), ("3129", Class)]
        {
            assert_eq!(table.check(wrong), Err(why), "{wrong}");
        }
        assert_eq!(table.name_of("3212"), Some("铅锌冶炼"));
        assert_eq!(table.name_of("3120"), Some("炼钢"));
        assert_eq!(table.name_of("9999"), None);
    }

    #[test]
    fn every_line_stands_below_its_superior_and_none_twice() {
        let table = crate::all().unwrap().economic_classes;
        let mut seen = std::collections::HashSet::new();
        for class in table.all() {
            assert!(seen.insert(class.code.clone()), "{} twice", class.code);
            if class.code.len() > 2 {
                let above = class.code.get(..class.code.len() - 1).unwrap();
                assert!(seen.contains(above), "{} without {above}", class.code);
            }
        }
        let count = |digits| table.all().iter().filter(|c| c.code.len() == digits).count();
        assert_eq!([count(1), count(2), count(3), count(4)], [20, 97, 473, 1381]);
    }
}
