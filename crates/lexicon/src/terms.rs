//! 术语枚举 · closed sets of legal terms
//!
//! One macro ties a Rust variant, the code that is stored and sent, and the Chinese term that is shown.

/// A closed set of terms: each value has a stored code and a Chinese label.
pub trait Term: Copy + Eq + Sized + std::fmt::Debug + 'static {
    /// The Chinese name of the set, e.g. 整改状态.
    const TITLE: &'static str;
    /// All values in the order of the law or of the form.
    const ALL: &'static [Self];
    /// The stored code.
    fn code(self) -> &'static str;
    /// The Chinese term.
    fn zh(self) -> &'static str;
    /// The value with this code.
    ///
    /// # Errors
    /// When no value of the set has the code.
    fn parse(code: &str) -> Result<Self, UnknownTerm> {
        Self::ALL
            .iter()
            .copied()
            .find(|t| t.code() == code)
            .ok_or_else(|| UnknownTerm { title: Self::TITLE, code: code.to_owned() })
    }
}

/// A code that is not in the set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{title}没有“{code}”这一项")]
pub struct UnknownTerm {
    /// The Chinese name of the set.
    pub title: &'static str,
    /// What was given.
    pub code: String,
}

/// Declares a closed set of terms: `Variant = "stored_code", "中文";`.
#[macro_export]
macro_rules! terms {
    ($(#[doc = $title:literal])+ $(#[$m:meta])* pub enum $n:ident { $($(#[$vm:meta])* $v:ident = $code:literal, $zh:literal;)+ }) => {
        $(#[doc = $title])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $(#[$m])*
        pub enum $n { $(#[doc = $zh] $(#[$vm])* $v),+ }
        impl $crate::Term for $n {
            const TITLE: &'static str = { let t: &str = concat!($($title),+); t };
            const ALL: &'static [Self] = &[$($n::$v),+];
            fn code(self) -> &'static str { match self { $($n::$v => $code),+ } }
            fn zh(self) -> &'static str { match self { $($n::$v => $zh),+ } }
        }
        impl $crate::reexport::serde::Serialize for $n {
            fn serialize<S: $crate::reexport::serde::Serializer>(&self, s: S) -> ::std::result::Result<S::Ok, S::Error> {
                s.serialize_str($crate::Term::code(*self))
            }
        }
        impl<'de> $crate::reexport::serde::Deserialize<'de> for $n {
            fn deserialize<D: $crate::reexport::serde::Deserializer<'de>>(d: D) -> ::std::result::Result<Self, D::Error> {
                let code = <String as $crate::reexport::serde::Deserialize>::deserialize(d)?;
                <Self as $crate::Term>::parse(&code).map_err($crate::reexport::serde::de::Error::custom)
            }
        }
        impl $crate::reexport::utoipa::PartialSchema for $n {
            fn schema() -> $crate::reexport::utoipa::openapi::RefOr<$crate::reexport::utoipa::openapi::schema::Schema> {
                $crate::term_schema(<Self as $crate::Term>::TITLE, &[$(($code, $zh)),+])
            }
        }
        impl $crate::reexport::utoipa::ToSchema for $n {
            fn name() -> std::borrow::Cow<'static, str> { std::borrow::Cow::Borrowed(stringify!($n)) }
        }
    };
}
