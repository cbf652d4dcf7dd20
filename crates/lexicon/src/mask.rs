//! 脱敏 · what a list shows of a personal datum
//!
//! 名单只显示够用的部分，全文在详情中查看，查看留痕。Not here: who may see the whole (the chapters).

/// A telephone number as lists show it: 120****0001; of a short text nothing but its length is shown.
#[must_use]
pub fn masked_phone(phone: &str) -> String {
    let chars: Vec<char> = phone.chars().collect();
    let n = chars.len();
    let shown = |i: usize| n >= 8 && (i < 3 || i >= n - 4);
    chars.iter().enumerate().map(|(i, c)| if shown(i) { *c } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::masked_phone;

    /// 名单上只显示电话的前三位和后四位。
    #[test]
    fn a_list_shows_the_first_three_and_the_last_four_digits() {
        assert_eq!(masked_phone("12000000001"), "120****0001");
        assert_eq!(masked_phone("0934-12"), "*******");
        assert_eq!(masked_phone(""), "");
    }
}
