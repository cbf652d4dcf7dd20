//! 服务程序 · the server
//!
//! Puts the parts together: settings, store, routes, pages, first start, command line. Not here: any rule, any SQL.

pub mod api;
mod assets;
pub mod cli;
pub mod config;
pub mod install;
pub mod router;
mod terms;
