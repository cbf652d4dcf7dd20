//! What a stranger may learn, as sentences.

use super::Standing;
use super::rules::{grouped, masked, payload, standing};
use crate::issue::state::DocumentState;

/// 只有已经出具的文书查得到。
#[test]
fn a_paper_that_is_not_issued_does_not_exist() {
    assert_eq!(standing(DocumentState::Numbered), Standing::Unknown);
    assert_eq!(standing(DocumentState::Frozen), Standing::Unknown);
    assert_eq!(standing(DocumentState::Voided), Standing::Unknown);
}

/// 出具以后的每一种状态都查得到，更正、撤销的说明白。
#[test]
fn what_was_issued_is_told_as_it_stands() {
    assert_eq!(standing(DocumentState::Issued), Standing::Genuine);
    assert_eq!(standing(DocumentState::Served), Standing::Genuine);
    assert_eq!(standing(DocumentState::Superseded), Standing::Superseded);
    assert_eq!(standing(DocumentState::Withdrawn), Standing::Withdrawn);
}

/// 当事人只显示首尾的字。
#[test]
fn the_party_is_known_only_to_who_knows_it() {
    assert_eq!(masked("西峰区昆新钢铁有限公司"), "西峰＊＊＊＊＊＊公司");
    assert_eq!(masked("昆新钢铁厂"), "昆＊＊＊厂");
    assert_eq!(masked("王五"), "王＊");
    assert_eq!(masked("垚"), "垚");
    assert_eq!(masked(""), "");
}

#[test]
fn without_an_address_the_square_code_names_the_paper_and_its_code() {
    assert_eq!(grouped("7K3M9QXA0BTW5DHN"), "7K3M-9QXA-0BTW-5DHN");
    let number = "（滨）应急责改〔2026〕0001号";
    let words = payload("", number, "7K3M9QXA0BTW5DHN");
    assert_eq!(words, "（滨）应急责改〔2026〕0001号 验证码7K3M-9QXA-0BTW-5DHN");
    let address = payload("https://zf.example.gov.cn", number, "7K3M9QXA0BTW5DHN");
    assert_eq!(address, "https://zf.example.gov.cn/v/7K3M9QXA0BTW5DHN");
}
