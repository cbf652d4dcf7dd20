//! Migrations: numbered SQL files, forward only, one text for both engines.
//!
//! Column types are written as `{uuid}`, `{text}`, `{int}`, `{flag}`, `{real}`, `{bytes}` and a table ends with
//! `{strict}`; what only one engine has stands between `--only sqlite` / `--only postgres` and `--end`.

use crate::{Conn, Db, Engine, Error, Result, q};

/// One file: its name sorts it, its text is checked against what ran.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// File name, e.g. `0001_identity.sql`.
    pub name: &'static str,
    /// Portable SQL.
    pub sql: &'static str,
}

pub(crate) async fn run(db: &Db, migrations: &'static [Migration]) -> Result<()> {
    let engine = db.engine();
    db.write(move |c| Box::pin(async move { apply(c, engine, migrations).await })).await
}

async fn apply(c: &mut Conn, engine: Engine, migrations: &'static [Migration]) -> Result<()> {
    if engine == Engine::Postgres {
        // Two servers may start at once; the second waits here and then finds everything done.
        c.script("SELECT pg_advisory_xact_lock(20260201)").await?;
    }
    c.script(&dialect(
        "CREATE TABLE IF NOT EXISTS migrations (name {text} PRIMARY KEY, digest {text} NOT NULL) {strict}",
        engine,
    ))
    .await?;
    let done: Vec<(String, String)> = c.all(&q("SELECT name, digest FROM migrations")).await?;
    for m in migrations {
        let digest = digest(m.sql);
        match done.iter().find(|(name, _)| name == m.name) {
            Some((_, old)) if *old == digest => {}
            Some(_) => return Err(Error::ChangedMigration(m.name.to_owned())),
            None => {
                c.script(&dialect(m.sql, engine)).await?;
                c.exec(&q("INSERT INTO migrations (name, digest) VALUES (").b(m.name).s(",").b(digest).s(")")).await?;
            }
        }
    }
    Ok(())
}

/// FNV-1a; it guards against an edited file, not against an attacker.
fn digest(sql: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in sql.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

pub(crate) fn dialect(sql: &str, engine: Engine) -> String {
    let mine = if engine == Engine::Sqlite { "--only sqlite" } else { "--only postgres" };
    let mut out = String::with_capacity(sql.len());
    let mut skipping = false;
    for line in sql.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("--only ") {
            skipping = trimmed != mine;
        } else if trimmed == "--end" {
            skipping = false;
        } else if !skipping {
            out.push_str(line);
            out.push('\n');
        }
    }
    let types: [(&str, &str); 7] = match engine {
        Engine::Sqlite => [
            ("{uuid}", "BLOB"),
            ("{text}", "TEXT"),
            ("{int}", "INTEGER"),
            ("{flag}", "INTEGER"),
            ("{real}", "REAL"),
            ("{bytes}", "BLOB"),
            ("{strict}", "STRICT"),
        ],
        Engine::Postgres => [
            ("{uuid}", "UUID"),
            ("{text}", "TEXT COLLATE \"C\""),
            ("{int}", "BIGINT"),
            ("{flag}", "BOOLEAN"),
            ("{real}", "DOUBLE PRECISION"),
            ("{bytes}", "BYTEA"),
            ("{strict}", ""),
        ],
    };
    types.iter().fold(out, |text, (name, ty)| text.replace(name, ty))
}
