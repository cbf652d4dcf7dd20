//! The rules of own roles, as sentences.

use super::RoleInput;
use super::rules::{compatible, faults};
use authority::{Menu, TREE, Verb, Verbs, conflict, duties};
use lexicon::Term;

/// 权限树上任取两项，职责相容的可以合成一个角色，不相容的不可以。
#[test]
fn a_role_unites_two_verbs_exactly_when_their_duties_go_together() {
    for one in Verb::ALL {
        for other in Verb::ALL {
            let verbs: Verbs = [*one, *other].into_iter().collect();
            assert_eq!(compatible(verbs).is_ok(), conflict(&duties(&[], verbs)).is_none());
        }
    }
    let clash: Verbs = [Verb::EditUser, Verb::ReadAudit].into_iter().collect();
    assert_eq!(compatible(clash).unwrap_err().code, "role.duty_conflict");
    let common = TREE.iter().filter(|(menu, ..)| *menu == Menu::Common).flat_map(|(.., verbs)| verbs.iter().copied());
    assert_eq!(compatible(common.collect()), Ok(()));
}

/// 名称和权限必填，名称至多三十字。
#[test]
fn a_role_has_a_name_and_something_to_do() {
    let fields = |name: &str, verbs: &[Verb]| {
        let input = RoleInput { name: name.to_owned(), note: String::new(), verbs: verbs.to_vec() };
        faults(&input).into_iter().map(|f| f.field).collect::<Vec<_>>()
    };
    assert_eq!(fields(" ", &[]), ["name", "verbs"]);
    assert_eq!(fields(&"长".repeat(31), &[Verb::Inspect]), ["name"]);
    assert_eq!(fields("内勤", &[Verb::ReadScheme]), Vec::<String>::new());
}
