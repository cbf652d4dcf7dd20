//! 整改复查查询 · finding rectifications by filters

mod store;

pub use store::{count, counted, due, following, page};
