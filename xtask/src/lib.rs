//! 工具 · the project's own tools, called as `cargo x`
//!
//! One place for everything a developer or a build machine has to type. Standard library only.
//!
//! 读法：help → run → test → generate → where_is；tidy 检查在 `tests/tidy/`
//! 不在这里：业务；这里只调用 cargo、npm 和编译出来的 zhifa

pub mod check;
pub mod detached;
pub mod generate;
pub mod glossary;
pub mod help;
pub mod measure;
pub mod postgres;
pub mod root;
pub mod run;
pub mod say;
pub mod shell;
pub mod signatures;
pub mod stamp;
pub mod tally;
pub mod test;
pub mod tools;
pub mod ui;
pub mod where_is;

/// What a command ends with: nothing, or a sentence for the person at the keyboard.
pub type Outcome = Result<(), String>;
