//! 用户批量导入 · users by workbook
//!
//! 先校验，逐行逐列指出错误；没有错误才在一次事务中写入。Each row passes the same rules as the form; the one-time
//! passwords are in the answer of the import, once.
//! Not here: the rules of users (identity); how a workbook is read safely (workbook), the export (export).

pub mod check;
pub mod template;
pub mod upload;

use crate::columns::SheetMap;
use crate::import::ImportError;
use authority::{Halt, Result};
use identity::user::initial::Slip;
use serde::Serialize;
use std::sync::LazyLock;
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

static COLUMNS: LazyLock<std::result::Result<SheetMap, String>> =
    LazyLock::new(|| toml::from_str(include_str!("../../user_columns.toml")).map_err(|e| e.to_string()));

/// The column map of the user import.
///
/// # Errors
/// A fault when the embedded file is broken (a test holds that it is not).
pub fn columns() -> Result<&'static SheetMap> {
    COLUMNS.as_ref().map_err(|why| Halt::Fault(why.clone()))
}

/// What a file of users holds, what is wrong in it, and what was written.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct UserImport {
    pub file_name: String,
    /// 数据行数
    pub rows: i64,
    /// 没有错误的行数
    pub good_rows: i64,
    /// The first 500 faults.
    pub errors: Vec<ImportError>,
    /// All faults.
    pub errors_total: i64,
    /// 已经新建的用户数；校验时为零
    pub imported: i64,
    /// 密码条；只在导入的这次答复中出现
    pub slips: Vec<Slip>,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(template::run)).routes(routes!(upload::check)).routes(routes!(upload::import))
}

#[cfg(test)]
mod tests {
    //! The template reads as what it is.

    /// 空模板读得出，没有数据行，没有错误；缺列说明缺哪一列。
    #[test]
    fn the_template_reads_as_an_empty_file() {
        let columns = super::columns().unwrap();
        let checked = super::check::check(super::template::template(columns).unwrap(), columns).unwrap();
        assert_eq!((checked.lines.len(), checked.faults.total, checked.rows), (0, 0, 0));
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().set_name("用户信息").unwrap().write(0, 0, "姓名").unwrap();
        let refused = super::check::check(book.save_to_buffer().unwrap(), columns).err().unwrap();
        assert!(refused.code == "exchange.no_column" && refused.sentence.contains("手机号"), "{}", refused.sentence);
    }
}
