//! 排版 · typesetting
//!
//! The only crate that knows Typst. It turns a [`forms::Job`] into a PDF/A-2b file: in this process ([`InProcess`], for
//! tests and tools) or in child processes with limits that are killed when they take too long ([`Workers`], for the
//! server; the child runs [`worker`]). Typst cannot be interrupted, so only a process can be given a time limit.
//! 读法：fonts → engine → own → read_back → wire → worker → workers → pools
//! 不在这里：式样与栏目（见 forms），印章与签名（见 documents）。

mod engine;
mod fonts;
mod in_process;
mod own;
mod pools;
mod qr;
mod read_back;
mod wire;
mod word;
mod worker;
mod workers;

pub use engine::Engine;
pub use in_process::InProcess;
pub use pools::Pools;
pub use worker::worker;
pub use workers::{Limits, Workers};
