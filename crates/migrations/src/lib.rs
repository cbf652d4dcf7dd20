//! 数据库结构 · the migrations, in their order
//!
//! One crate, so that the program and the tests of every part run the same files.

use database::Migration;

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
    "0005_inspection.sql",
    "0006_oversight.sql",
    "0007_organs.sql",
    "0008_users.sql",
    "0009_user_states.sql",
    "0010_portal.sql",
    "0011_typical_cases.sql",
    "0012_enterprise_life.sql",
    "0013_checklists.sql",
    "0014_imports.sql",
    "0015_search.sql",
    "0016_duplicates.sql",
    "0017_numbering.sql",
    "0018_enterprise_industry_scope.sql",
    "0019_duplicate_queue.sql",
    "0020_papers.sql",
    "0022_templates.sql",
    "0023_volumes.sql",
    "0024_import_rows_swept.sql",
    "0025_search_writing.sql",
    "0026_licences.sql",
    "0021_seals.sql",
    "0027_detached_signatures.sql",
    "0028_annexes_and_profiles.sql",
    "0029_search_by_province.sql",
    "0032_correction_reasons.sql",
    "0034_volume_order.sql",
    "0036_told.sql",
    "0037_filed_cases.sql",
    "0040_plans.sql",
    "0041_check_item_stops.sql",
    "0042_user_names.sql",
];
