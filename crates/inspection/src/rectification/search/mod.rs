//! 整改复查查询 · finding rectifications by filters

mod store;

pub use store::{count, due, everything, page};
