//! Random trees of organs, in a real store: what an organ sees, acts on and looks up.

use super::super::LookupReach;
use super::super::rules::{self, Site, site};
use super::super::tree_store::{self, Facts};
use authority::{Actor, Command, Db, Entry, Permit, Role, Scope, SubjectKind, Verb, Verbs};
use lexicon::{Clock, LegalDay, OrganisationId, RegionLevel, Term};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Ordinary divisions, 直辖市, 省直管, a city without counties, 兵团, and development zones.
const PLACES: [(RegionLevel, &str); 18] = [
    (RegionLevel::Province, "620000"),
    (RegionLevel::City, "621000"),
    (RegionLevel::County, "621002"),
    (RegionLevel::County, "621027"),
    (RegionLevel::County, "621002-KF"),
    (RegionLevel::City, "622900"),
    (RegionLevel::County, "622926"),
    (RegionLevel::Province, "110000"),
    (RegionLevel::County, "110101"),
    (RegionLevel::Province, "410000"),
    (RegionLevel::County, "419001"),
    (RegionLevel::City, "441900"),
    (RegionLevel::Province, "500000"),
    (RegionLevel::City, "500000-LJ"),
    (RegionLevel::County, "500101"),
    (RegionLevel::Province, "660000"),
    (RegionLevel::City, "660600"),
    (RegionLevel::County, "660601"),
];

#[derive(Debug, Clone)]
struct Node {
    id: OrganisationId,
    site: Site,
    parent: Option<usize>,
}

/// The organs that exist, each below the nearest one above it; any of them may be a root.
fn forest(chosen: &[bool]) -> Vec<Node> {
    let sites = PLACES.iter().zip(chosen).filter(|(_, is)| **is);
    let mut nodes: Vec<Node> = sites
        .map(|((level, code), _)| Node { id: OrganisationId::new(), site: site(*level, code).unwrap(), parent: None })
        .collect();
    for at in 0..nodes.len() {
        let child = nodes[at].site.clone();
        let above =
            |n: &Node| n.site.level != child.level && rules::scope(n.site.level, &n.site.keys).holds(&child.keys);
        nodes[at].parent = (0..nodes.len())
            .filter(|i| *i != at && above(&nodes[*i]))
            .max_by_key(|i| RegionLevel::ALL.iter().position(|l| *l == nodes[*i].site.level));
    }
    nodes
}

fn is_at_or_below(nodes: &[Node], mut at: usize, top: usize) -> bool {
    loop {
        match nodes[at].parent {
            _ if at == top => return true,
            Some(parent) => at = parent,
            None => return false,
        }
    }
}

fn administrator(node: &Node, reach: LookupReach) -> Arc<Actor> {
    let scope = rules::scope(node.site.level, &node.site.keys);
    Arc::new(Actor {
        organisation_id: node.id,
        keys: node.site.keys.clone(),
        roles: vec![Role::SystemAdmin],
        verbs: Verbs::of_roles(&[Role::SystemAdmin]),
        lookup: rules::lookup(node.site.level, &node.site.keys, reach),
        scope,
        ..Actor::of_system("周")
    })
}

async fn store(dir: &std::path::Path) -> Db {
    let engine = database::Db::open_file(&dir.join("zhifa.db")).unwrap();
    let db = Db::new(engine, Clock::at(LegalDay::parse("2026-05-20").unwrap()));
    db.migrate(migrations::MIGRATIONS).await.unwrap();
    db
}

async fn found(db: &Db, nodes: Vec<Node>) {
    let write = db.write(Permit::of_system("测试"), Command::of_system(), move |tx| {
        Box::pin(async move {
            for node in &nodes {
                // A root's parent lies outside this installation.
                let parent = node.parent.map_or_else(OrganisationId::new, |at| nodes[at].id);
                let facts = Facts {
                    name: &node.site.code,
                    short_name: "",
                    leader: "",
                    contact: "",
                    contact_phone: "",
                    ordinal: 0,
                };
                tree_store::insert(tx, node.id, parent, (&node.site, ""), &facts).await?;
            }
            tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "测试"), ()).await
        })
    });
    write.await.unwrap();
}

async fn sees(db: &Db, actor: &Arc<Actor>) -> BTreeSet<OrganisationId> {
    let permit = actor.may(Verb::ReadOrganisation).unwrap();
    let read = db.read(permit, |tx| Box::pin(async move { tree_store::tree(tx).await }));
    read.await.unwrap().into_iter().map(|record| record.id).collect()
}

async fn reaches(db: &Db, actor: &Arc<Actor>, id: OrganisationId) -> bool {
    let permit = actor.may(Verb::EditOrganisation).unwrap();
    db.read(permit, move |tx| Box::pin(async move { tree_store::take(tx, id).await })).await.is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// 每个机构恰好看见自己和下级；能办的都在看得见的之内；查询范围不窄于管辖范围。
    #[test]
    fn an_organ_sees_exactly_its_own_subtree(chosen in proptest::collection::vec(any::<bool>(), PLACES.len()), reach in 0..4_usize) {
        let nodes = forest(&chosen);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let dir = tempfile::tempdir().unwrap();
        runtime.block_on(async {
            let db = store(dir.path()).await;
            found(&db, nodes.clone()).await;
            for (top, node) in nodes.iter().enumerate() {
                let actor = administrator(node, LookupReach::ALL[reach]);
                let subtree: BTreeSet<_> =
                    (0..nodes.len()).filter(|at| is_at_or_below(&nodes, *at, top)).map(|at| nodes[at].id).collect();
                let seen = sees(&db, &actor).await;
                assert_eq!(seen, subtree, "{}", node.site.code);
                for other in &nodes {
                    assert_eq!(reaches(&db, &actor, other.id).await, seen.contains(&other.id), "{}", other.site.code);
                    let acts = actor.acts_for(other.id).is_ok();
                    assert!(!acts || seen.contains(&other.id), "acts on what it does not see");
                    let inside = actor.scope.holds(&other.site.keys);
                    assert!(!inside || actor.lookup.holds(&other.site.keys), "looks less far than it sees");
                }
                assert_ne!(actor.scope, Scope::Nation);
            }
            db.close().await;
        });
    }
}
