//! Stories over HTTP, in one binary; on SQLite, and again on PostgreSQL when ZHIFA_TEST_DATABASE_URL is set.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod audit;
mod bad_input;
mod bodies;
mod checklists;
mod crash;
mod door;
mod duplicates;
mod enterprise;
mod enterprises;
mod foreign;
mod identity;
mod import;
mod import_crash;
mod law;
mod main_path;
mod numbering;
mod officers;
mod organs;
mod path;
mod permissions;
mod portal;
mod roles;
mod seals;
mod search;
mod seeded;
mod sessions;
mod signatures;
mod transfer;
mod typical_case;
mod user_import;
mod users;
mod world;
