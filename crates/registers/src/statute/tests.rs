//! What a searcher means.

use super::rules::{Sought, sought};

fn means(words: &[&str], article: Option<u16>) -> Sought {
    Sought { words: words.iter().map(|w| (*w).to_owned()).collect(), article }
}

/// 法名和条号可以连写、分写，条号可以写汉字，也可以写数字。
#[test]
fn a_searcher_names_the_law_and_the_article_in_any_of_the_usual_ways() {
    for text in ["安全生产法第四十一条第二款", "《安全生产法》第41条", "安全生产法 41", "安全生产法 41条"]
    {
        assert_eq!(sought(text), means(&["安全生产法"], Some(41)), "{text}");
    }
    assert_eq!(sought("第一百〇二条"), means(&[], Some(102)));
    assert_eq!(sought(" 粉尘  清扫 "), means(&["粉尘", "清扫"], None));
    assert_eq!(sought("部令第6号"), means(&["部令第6号"], None));
    assert_eq!(sought(""), means(&[], None));
}
