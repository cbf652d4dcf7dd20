//! 按姓名检索 · every two neighbouring characters of a name, for scopes too wide to go through
//!
//! 县、市的管理员在本辖区的账号里逐一比对；省和全国先按姓名里的两个字找到账号。A row for each piece, with the user's province
//! beside it; kept whenever an account is opened, renamed or moved.

use authority::{Bound, Open, Q, ReadTx, Result, Scope, WriteTx, q};
use lexicon::UserId;
use std::collections::BTreeSet;

const WHY: &str = "pieces of the name of an account that was taken within the scope";

/// Every two neighbouring characters, in order; Latin letters small.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = String> + use<> {
    let chars: Vec<char> = text.trim().chars().map(|c| c.to_ascii_lowercase()).collect();
    (1..chars.len()).filter_map(move |n| Some(chars.get(n - 1..=n)?.iter().collect()))
}

/// ` FROM` the users (alias `u`) whose name holds the piece (rows `p`), within the scope.
pub(super) fn led(start: Q<Open>, tx: &ReadTx<'_>, piece: &str) -> Q<Bound> {
    // CROSS JOIN fixes the order: the pieces lead.
    let out = start.s(" FROM user_name_pieces p CROSS JOIN users u WHERE u.id = p.user_id AND p.piece = ").b(piece);
    let out = match tx.scope() {
        Scope::Province(key) => out.s(" AND p.of_prov = ").b(key),
        _ => out,
    };
    out.s(" AND ").within(tx, "u")
}

/// Keeps the pieces of a name, in place of those there were.
///
/// # Errors
/// Engine faults.
pub(super) async fn keep(tx: &mut WriteTx<'_>, id: UserId, name: &str) -> Result<()> {
    tx.exec(q("DELETE FROM user_name_pieces WHERE user_id = ").b(id).beyond(WHY)).await?;
    for piece in pieces(name).collect::<BTreeSet<_>>() {
        let insert =
            q("INSERT INTO user_name_pieces (piece, user_id, of_prov) SELECT ").b(piece).s(", id, prov FROM users");
        tx.exec(insert.s(" WHERE id = ").b(id).beyond(WHY)).await?;
    }
    Ok(())
}

/// Moves the pieces of an account to another province.
///
/// # Errors
/// Engine faults.
pub(super) async fn move_to(tx: &mut WriteTx<'_>, id: UserId, prov: &str) -> Result<()> {
    let update = q("UPDATE user_name_pieces SET of_prov = ").b(prov).s(" WHERE user_id = ").b(id);
    tx.exec(update.beyond(WHY)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_is_taken_apart_two_by_two() {
        let of = |name| super::pieces(name).collect::<Vec<_>>();
        assert_eq!(of("赵明远"), ["赵明", "明远"]);
        assert_eq!(of(" 阿卜杜·A "), ["阿卜", "卜杜", "杜·", "·a"]);
        assert!(of("赵").is_empty() && of("").is_empty());
    }
}
