//! 不予准许 · refusals
//!
//! A refusal has a code, a sentence, a basis and a way out. Rules return their chapter's own enum, made by
//! `refusals!`; the door turns it into problem+json. No refusal sentence stands anywhere else.

/// A refusal ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Chapter and word, e.g. `rectification.past_due`.
    pub code: String,
    /// What stands in the way, in Chinese.
    pub sentence: String,
    /// The article it rests on, in Chinese; empty when it is office practice.
    pub basis: &'static str,
    /// What the person can do now, in Chinese.
    pub way_out: &'static str,
    /// The field of the request it concerns, when there is one.
    pub field: Option<String>,
    /// Whether the state of the record stands in the way (409), and not what was asked (422).
    pub by_state: bool,
}

impl Refused {
    /// Names the field of the request that the refusal concerns.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }
}

/// What a rule answers.
pub type Ruling<T> = Result<T, Refused>;

/// Declares a chapter's refusals: `Variant = "word", "sentence", [basis "…",] way_out "…";`.
#[macro_export]
macro_rules! refusals {
    ($(#[$m:meta])* pub enum $n:ident in $chapter:literal {
        $($(#[$vm:meta])* $v:ident = $code:literal, $sentence:literal, $(basis $basis:literal,)? way_out $way:literal;)+
    }) => {
        $(#[$m])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $n { $(#[doc = $sentence] $(#[$vm])* $v),+ }
        impl $n {
            /// Every refusal of the chapter: code, sentence, basis, way out.
            pub const CATALOGUE: &'static [(&'static str, &'static str, &'static str, &'static str)] =
                &[$((concat!($chapter, ".", $code), $sentence, concat!("", $($basis)?), $way)),+];
            /// The code with its chapter.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $($n::$v => concat!($chapter, ".", $code)),+ } }
            /// The refusal, ready to be shown.
            #[must_use]
            pub fn refused(self) -> $crate::Refused {
                match self { $($n::$v => $crate::Refused {
                    code: concat!($chapter, ".", $code).to_owned(), sentence: $sentence.to_owned(),
                    basis: concat!("", $($basis)?), way_out: $way, field: None, by_state: false,
                }),+ }
            }
            /// The refusal, at a field of the request.
            #[must_use]
            pub fn at(self, field: impl Into<String>) -> $crate::Refused { self.refused().at(field) }
        }
        impl From<$n> for $crate::Refused { fn from(r: $n) -> Self { r.refused() } }
    };
}
