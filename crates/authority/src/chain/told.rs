//! 告知 · an act of a superior on a person, an officer or an office below is told to the organ below
//!
//! 上级为下级人员重置口令、解锁、授权等，留痕在上级的链上；行里另记下级的地区，下级的审计员由此也看得到。这几列
//! 一并算入散列，改了或抹了，上级的链就断在这一行。
//! Found here and not by the handlers, so that none of them can forget it.

use super::Stored;
use crate::{EntryClass, Result, SubjectKind};
use database::{Conn, q};
use lexicon::Term;

/// Writes into the line where its subject belongs, when that is another place than the writer's.
pub(super) async fn tell(conn: &mut Conn, kind: SubjectKind, line: &mut Stored) -> Result<()> {
    let find = match kind {
        SubjectKind::User => q("SELECT prov, city, county FROM users WHERE id = "),
        SubjectKind::Officer => q("SELECT prov, city, county FROM officers WHERE id = "),
        SubjectKind::Organisation => q("SELECT prov, city, county FROM organisations WHERE id = "),
        _ => return Ok(()),
    };
    // The program itself (installation) has no superior and is nobody's.
    if line.class != EntryClass::Act.code() || line.organisation_id.is_nil() {
        return Ok(());
    }
    let found: Option<(String, String, String)> = conn.opt(&find.b(line.subject_id)).await?;
    let Some((prov, city, county)) = found else { return Ok(()) };
    if (&prov, &city, &county) != (&line.prov, &line.city, &line.county) {
        (line.told_prov, line.told_city, line.told_county) = (prov, city, county);
    }
    Ok(())
}
