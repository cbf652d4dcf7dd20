//! Statements: SQL text from literals plus bound values, numbered in order.

use crate::{FromRow, Val};
use std::fmt::Write;

/// SQL text and its arguments. Text comes only from literals; everything else is bound.
#[derive(Debug, Clone, Default)]
pub struct Q {
    pub(crate) sql: String,
    pub(crate) args: Vec<Val>,
    pub(crate) locks: bool,
    pub(crate) is_planned_anew: bool,
}

/// Starts a statement.
#[must_use]
pub fn q(sql: &'static str) -> Q {
    Q { sql: sql.to_owned(), ..Q::default() }
}

impl Q {
    /// `SELECT <columns of T> <from>`.
    #[must_use]
    pub fn select<T: FromRow>(from: &'static str) -> Q {
        Q { sql: format!("SELECT {} {from}", T::COLS.trim_start_matches(',')), ..Q::default() }
    }

    /// Appends the columns of `T`.
    #[must_use]
    pub fn columns<T: FromRow>(mut self) -> Q {
        self.sql.push_str(T::COLS.trim_start_matches(','));
        self
    }

    /// Appends SQL.
    #[must_use]
    pub fn s(mut self, sql: &'static str) -> Q {
        self.sql.push_str(sql);
        self
    }

    /// Appends a placeholder and binds the value to it.
    #[must_use]
    pub fn b(mut self, value: impl Into<Val>) -> Q {
        self.args.push(value.into());
        let _ = write!(self.sql, "${}", self.args.len());
        self
    }

    /// Appends a column with its table's alias.
    #[must_use]
    pub fn column(mut self, alias: &'static str, name: &'static str) -> Q {
        let _ = write!(self.sql, "{alias}.{name}");
        self
    }

    /// Appends placeholders separated by commas.
    #[must_use]
    pub fn list(mut self, values: impl IntoIterator<Item = Val>) -> Q {
        for (i, value) in values.into_iter().enumerate() {
            if i > 0 {
                self.sql.push(',');
            }
            self = self.b(value);
        }
        self
    }

    /// Puts the statement between two pieces of SQL.
    #[must_use]
    pub fn wrap(mut self, before: &'static str, after: &'static str) -> Q {
        self.sql.insert_str(0, before);
        self.sql.push_str(after);
        self
    }

    /// Locks the selected rows until the end of the transaction (PostgreSQL; SQLite has one writer anyway).
    #[must_use]
    pub fn for_update(mut self) -> Q {
        self.locks = true;
        self
    }

    /// Plans the statement with its values each time (PostgreSQL): for conditions whose yield differs by orders of
    /// magnitude from one value to the next.
    #[must_use]
    pub fn planned_anew(mut self) -> Q {
        self.is_planned_anew = true;
        self
    }

    pub(crate) fn text_for_postgres(&self) -> std::borrow::Cow<'_, str> {
        if self.locks { format!("{} FOR UPDATE", self.sql).into() } else { self.sql.as_str().into() }
    }
}

/// A pattern for `LIKE … ESCAPE '\'` that finds the text anywhere; wildcards in it lose their meaning.
#[must_use]
pub fn like_contains(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('%');
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('%');
    out
}
