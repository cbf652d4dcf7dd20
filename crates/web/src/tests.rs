//! The kit, as sentences.

use crate::{PageSize, Vault, paged};

#[tokio::test]
async fn a_file_is_found_by_its_digest_and_a_damaged_one_is_not_handed_out() {
    let dir = tempfile::tempdir().unwrap();
    let vault = Vault::open(dir.path()).unwrap();
    let digest = vault.put(b"evidence".to_vec()).await.unwrap();
    assert_eq!(vault.put(b"evidence".to_vec()).await.unwrap(), digest);
    assert_eq!(vault.get(&digest).await.unwrap(), b"evidence");
    std::fs::write(dir.path().join(&digest[..2]).join(&digest), b"evidencf").unwrap();
    assert!(matches!(vault.get(&digest).await, Err(authority::Halt::Fault(_))));
    for wrong in ["../../etc/passwd", "", &"0".repeat(64)] {
        assert!(matches!(vault.get(wrong).await, Err(authority::Halt::NotFound)), "{wrong}");
    }
}

#[test]
fn a_page_that_is_full_names_the_next_and_the_last_one_does_not() {
    let page = |n: i64| paged((0..n).collect(), PageSize(10), n, |r| r.to_string(), |r| r);
    assert_eq!((page(11).items.len(), page(11).next), (10, Some("9".to_owned())));
    assert_eq!((page(10).items.len(), page(10).next), (10, None));
    let many = paged(vec![1], PageSize(10), 10_001, |_| String::new(), |r: i32| r);
    assert_eq!((many.total, many.total_is_more), (10_000, true));
}
