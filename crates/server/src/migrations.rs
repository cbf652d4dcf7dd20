//! 数据库结构 · the migrations, in their order

use authority::Migration;

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        &[$(Migration { name: $name, sql: include_str!(concat!("../../../migrations/", $name)) }),*]
    };
}

/// All migrations; a file that ran once is never edited again.
pub static MIGRATIONS: &[Migration] = migrations![
    "0001_gate.sql",
    "0002_identity.sql",
    "0003_registers.sql",
    "0004_documents.sql",
    "0005_inspection.sql"
];
