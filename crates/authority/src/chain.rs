//! 留痕链 · the chain of entries of each organ
//!
//! Each entry carries its place in its organ's chain and a digest over itself and the digest before it. Who changes,
//! removes or inserts a row afterwards breaks the chain at that row; `verify` names it.
//! 依据：GB/T 22239-2019 第三级（审计记录不受未预期的删除、修改或覆盖）

#[cfg(test)]
mod tests;
mod told;

use crate::{Actor, Entry, Result};
use database::{Conn, q, row};
use lexicon::{EntryId, Instant, OrganisationId, Term};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use uuid::Uuid;

row! {
    /// An entry as stored.
    #[derive(Debug, Clone)]
    pub(crate) struct Stored {
        id: Uuid, at: i64, user_id: Uuid, user_name: String, organisation_id: Uuid, organisation_name: String,
        prov: String, city: String, county: String, verb: String, command_id: Uuid, class: String,
        subject_kind: String, subject_id: Uuid, act: String, reason: String, before_json: String, after_json: String,
        address: String, seq: i64, hash: String, told_prov: String, told_city: String, told_county: String,
    }
}

row! {
    /// The end of a chain.
    #[derive(Debug, Clone)]
    struct Chain { organisation_id: Uuid, last_seq: i64, last_hash: String }
}

/// What stood at the first place where a chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Whose chain.
    pub organisation_id: OrganisationId,
    /// Place in the chain, counted from 1.
    pub seq: i64,
    /// The entry there; none when it is missing.
    pub entry: Option<EntryId>,
    /// What is wrong, in Chinese.
    pub why: String,
}

/// What `verify` found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Chains that were read.
    pub chains: usize,
    /// Entries that hold.
    pub entries: i64,
    /// The first broken place of each chain that does not hold.
    pub broken: Vec<Broken>,
}

/// Whose entries, made when, by which command.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'a> {
    pub actor: &'a Actor,
    pub verb: &'static str,
    pub command: Uuid,
    pub at: Instant,
}

/// As many entries go into one statement. Three sizes, so that the statements are prepared once and kept; a server
/// answers few of them sooner than many small ones.
const TOGETHER: [usize; 3] = [64, 8, 1];

/// Appends entries, each with its writer, to the chain of the organ all the writers belong to. The row of the chain is
/// the lock.
pub(crate) async fn append(conn: &mut Conn, entries: Vec<(Writer<'_>, Entry)>) -> Result<()> {
    let Some((first, _)) = entries.first() else { return Ok(()) };
    let mut chain = locked(conn, first.actor.organisation_id.0).await?;
    let mut lines = Vec::with_capacity(entries.len());
    for (writer, entry) in entries {
        let kind = entry.kind;
        let mut line = line(&writer, entry, chain.last_seq + 1);
        told::tell(conn, kind, &mut line).await?;
        line.hash = digest(&chain.last_hash, &line);
        chain.last_seq = line.seq;
        chain.last_hash.clone_from(&line.hash);
        lines.push(values(line));
    }
    let mut lines = lines.into_iter();
    for size in TOGETHER {
        while lines.len() >= size {
            let mut insert = q("INSERT INTO entries (").columns::<Stored>().s(") VALUES ");
            for (n, line) in lines.by_ref().take(size).enumerate() {
                insert = insert.s(if n == 0 { "(" } else { ", (" }).list(line).s(")");
            }
            conn.exec(&insert).await?;
        }
    }
    let keep = q("UPDATE entry_chains SET last_seq = ").b(chain.last_seq).s(", last_hash = ").b(chain.last_hash);
    conn.exec(&keep.s(" WHERE organisation_id = ").b(chain.organisation_id)).await?;
    Ok(())
}

async fn locked(conn: &mut Conn, organisation: Uuid) -> Result<Chain> {
    let find =
        || database::Q::select::<Chain>("FROM entry_chains WHERE organisation_id = ").b(organisation).for_update();
    if let Some(chain) = conn.opt(&find()).await? {
        return Ok(chain);
    }
    let begin = q("INSERT INTO entry_chains (organisation_id, last_seq, last_hash) VALUES (").b(organisation);
    conn.exec(&begin.s(", 0, '') ON CONFLICT (organisation_id) DO NOTHING")).await?;
    Ok(conn.one(&find()).await?)
}

fn line(writer: &Writer<'_>, entry: Entry, seq: i64) -> Stored {
    let actor = writer.actor;
    Stored {
        id: EntryId::new().0,
        at: writer.at.0,
        user_id: actor.user_id.0,
        user_name: actor.name.clone(),
        organisation_id: actor.organisation_id.0,
        organisation_name: actor.organisation_name.clone(),
        prov: actor.keys.prov.clone(),
        city: actor.keys.city.clone(),
        county: actor.keys.county.clone(),
        verb: writer.verb.to_owned(),
        command_id: writer.command,
        class: entry.class.code().to_owned(),
        subject_kind: entry.kind.code().to_owned(),
        subject_id: entry.subject,
        act: entry.act,
        reason: entry.reason,
        before_json: entry.before.to_string(),
        after_json: entry.after.to_string(),
        address: actor.address.clone(),
        seq,
        hash: String::new(),
        told_prov: String::new(),
        told_city: String::new(),
        told_county: String::new(),
    }
}

fn values(s: Stored) -> [database::Val; 24] {
    [
        s.id.into(),
        s.at.into(),
        s.user_id.into(),
        s.user_name.into(),
        s.organisation_id.into(),
        s.organisation_name.into(),
        s.prov.into(),
        s.city.into(),
        s.county.into(),
        s.verb.into(),
        s.command_id.into(),
        s.class.into(),
        s.subject_kind.into(),
        s.subject_id.into(),
        s.act.into(),
        s.reason.into(),
        s.before_json.into(),
        s.after_json.into(),
        s.address.into(),
        s.seq.into(),
        s.hash.into(),
        s.told_prov.into(),
        s.told_city.into(),
        s.told_county.into(),
    ]
}

/// SHA-256 over the digest before and every column; each text is preceded by its length, so that no two rows look alike.
fn digest(before: &str, s: &Stored) -> String {
    let mut sha = Sha256::new();
    let mut put = |text: &[u8]| {
        sha.update((text.len() as u64).to_be_bytes());
        sha.update(text);
    };
    put(before.as_bytes());
    for number in [s.seq, s.at] {
        put(&number.to_be_bytes());
    }
    for id in [s.id, s.user_id, s.organisation_id, s.command_id, s.subject_id] {
        put(id.as_bytes());
    }
    let texts = [
        &s.user_name,
        &s.organisation_name,
        &s.prov,
        &s.city,
        &s.county,
        &s.verb,
        &s.class,
        &s.subject_kind,
        &s.act,
        &s.reason,
        &s.before_json,
        &s.after_json,
        &s.address,
    ];
    for text in texts {
        put(text.as_bytes());
    }
    // Rows that tell nobody are digested as they were before there was anybody to tell.
    if !s.told_prov.is_empty() {
        for text in [&s.told_prov, &s.told_city, &s.told_county] {
            put(text.as_bytes());
        }
    }
    hex::encode(sha.finalize())
}

const PAGE: i64 = 2_000;

/// Reads every chain from its beginning, or that of one organ.
pub(crate) async fn verify(conn: &mut Conn, only: Option<OrganisationId>) -> Result<Verified> {
    let mut found = Verified::default();
    let of = |start: database::Q| match only {
        Some(organ) => start.s(" WHERE organisation_id = ").b(organ),
        None => start,
    };
    let chains: Vec<Chain> = conn.all(&of(database::Q::select::<Chain>("FROM entry_chains"))).await?;
    for chain in &chains {
        found.chains += 1;
        let (held, broken) = walk(conn, chain).await?;
        found.entries += held;
        found.broken.extend(broken);
    }
    let chained: HashSet<Uuid> = chains.iter().map(|chain| chain.organisation_id).collect();
    let organs: Vec<(Uuid,)> = conn.all(&of(q("SELECT DISTINCT organisation_id FROM entries"))).await?;
    let strays = organs.into_iter().filter(|(organ,)| !chained.contains(organ));
    found.broken.extend(strays.map(|(organ,)| broken(organ, 1, None, "这个机构的链已被删除")));
    Ok(found)
}

fn broken(organisation: Uuid, seq: i64, entry: Option<Uuid>, why: &str) -> Broken {
    let entry = entry.map(EntryId);
    Broken { organisation_id: OrganisationId(organisation), seq, entry, why: why.to_owned() }
}

async fn walk(conn: &mut Conn, chain: &Chain) -> Result<(i64, Option<Broken>)> {
    let organ = chain.organisation_id;
    let (mut seq, mut hash) = (0_i64, String::new());
    loop {
        let page = database::Q::select::<Stored>("FROM entries WHERE organisation_id = ").b(organ).s(" AND seq > ");
        let page = page.b(seq).s(" ORDER BY seq, id LIMIT ").b(PAGE);
        let lines: Vec<Stored> = conn.all(&page).await?;
        let is_last = (lines.len() as i64) < PAGE;
        for line in lines {
            let why = if line.seq != seq + 1 {
                return Ok((seq, Some(broken(organ, seq + 1, None, "这一行被删除"))));
            } else if line.hash != digest(&hash, &line) {
                "这一行的内容被改动"
            } else {
                (seq, hash) = (line.seq, line.hash);
                continue;
            };
            return Ok((seq, Some(broken(organ, line.seq, Some(line.id), why))));
        }
        if is_last {
            break;
        }
    }
    let unchained =
        q("SELECT id FROM entries WHERE organisation_id = ").b(organ).s(" AND seq <= 0 ORDER BY id LIMIT 1");
    if let Some((id,)) = conn.opt::<(Uuid,)>(&unchained).await? {
        return Ok((seq, Some(broken(organ, 0, Some(id), "这一行不在链中"))));
    }
    let is_whole = seq == chain.last_seq && hash == chain.last_hash;
    Ok((seq, (!is_whole).then(|| broken(organ, seq + 1, None, "链尾的行被删除"))))
}

/// Puts the entries that were written before there were chains into theirs, in their order. Does nothing once an entry
/// has been chained.
pub(crate) async fn adopt(conn: &mut Conn) -> Result<()> {
    let begun = q("SELECT 1 FROM entry_chains UNION ALL SELECT 1 FROM entries WHERE seq > 0 LIMIT 1");
    if conn.opt::<(i64,)>(&begun).await?.is_some() {
        return Ok(());
    }
    let all: Vec<Stored> = conn.all(&database::Q::select::<Stored>("FROM entries ORDER BY id")).await?;
    for mut line in all {
        let chain = locked(conn, line.organisation_id).await?;
        line.seq = chain.last_seq + 1;
        let hash = digest(&chain.last_hash, &line);
        let place = q("UPDATE entries SET seq = ").b(line.seq).s(", hash = ").b(&hash).s(" WHERE id = ").b(line.id);
        conn.exec(&place).await?;
        let keep = q("UPDATE entry_chains SET last_seq = ").b(line.seq).s(", last_hash = ").b(&hash);
        conn.exec(&keep.s(" WHERE organisation_id = ").b(line.organisation_id)).await?;
    }
    Ok(())
}
