//! 依据 · every citation resolves in the law registry

use crate::tree::File;
use std::collections::BTreeSet;

const REGISTRY: &str = "seed/law/registry.toml";
const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

pub fn check(files: &[File]) -> Vec<String> {
    let Some(registry) = files.iter().find(|f| f.path == REGISTRY) else {
        return vec![format!("{REGISTRY} 不见了 is missing")];
    };
    let known = registered(&registry.text);
    let mut complaints = Vec::new();
    for f in files {
        for (n, line) in f.text.lines().enumerate() {
            let cites = match f.path.as_str() {
                "terms.toml" => line.starts_with("article = "),
                path => path.starts_with("crates/") && line.trim_start().starts_with("//") && line.contains("依据："),
            };
            let unknown = citations(line).into_iter().filter(|c| cites && !known.contains(c));
            complaints.extend(unknown.map(|c| {
                format!("{}:{}: {c} 不在 is not in {REGISTRY}; 核对条号后登记 check it and add it", f.path, n + 1)
            }));
        }
    }
    complaints
}

/// `《法名》第几条` of every registered article, under the full and the short name of its statute.
fn registered(text: &str) -> BTreeSet<String> {
    let value = |line: &str, key: &str| line.strip_prefix(key).map(|v| v.trim_matches([' ', '=', '"']).to_owned());
    let mut names: Vec<(String, String)> = Vec::new();
    let (mut key, mut statute) = (String::new(), String::new());
    for line in text.lines() {
        key = value(line, "key =").unwrap_or(key);
        let name = value(line, "name =").or_else(|| value(line, "short_name ="));
        names.extend(name.map(|name| (key.clone(), name)));
    }
    let mut known = BTreeSet::new();
    for line in text.lines() {
        statute = value(line, "statute =").unwrap_or(statute);
        let number = line.split_once("article = ").and_then(|(_, rest)| rest.split([',', ' ']).next()?.parse().ok());
        for (_, name) in names.iter().filter(|(key, _)| *key == statute) {
            known.extend(number.map(|n| format!("《{name}》第{}条", chinese(n))));
        }
    }
    known
}

/// 1 to 199 as articles are numbered: 六十五, 一百〇二, 一百一十.
fn chinese(n: usize) -> String {
    let digit = |d: usize| DIGITS.get(d).copied().unwrap_or_default();
    let (hundreds, tens, ones) = (n / 100, n / 10 % 10, n % 10);
    let head = if hundreds > 0 { format!("{}百", digit(hundreds)) } else { String::new() };
    let middle = match tens {
        0 if hundreds > 0 && ones > 0 => "〇".to_owned(),
        0 => String::new(),
        1 if hundreds == 0 => "十".to_owned(),
        tens => format!("{}十", digit(tens)),
    };
    format!("{head}{middle}{}", digit(ones))
}

/// Every `《…》第…条` of a line.
fn citations(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (i, _) in line.match_indices('《') {
        let rest = line.get(i..).unwrap_or_default();
        let Some((name, after)) = rest.split_once('》') else { continue };
        let article = after.strip_prefix('第').and_then(|a| a.split_once('条')).map(|(n, _)| n);
        found.extend(article.map(|n| format!("{name}》第{n}条")));
    }
    found
}

#[cfg(test)]
mod samples {
    use super::*;
    use crate::sample;

    const LAW: &str = "[[statute]]\nkey = \"w\"\nname = \"中华人民共和国安全生产法\"\nshort_name = \"安全生产法\"\n\
                       [[chapter]]\nstatute = \"w\"\narticles = [\n  { article = 65, gist = \"职权\" },\n  { article = 102, gist = \"x\" },\n]\n";

    fn found(path: &str, text: &str) -> usize {
        check(&[sample(REGISTRY, LAW), sample(path, text)]).len()
    }

    #[test]
    fn an_article_that_is_not_registered_is_found() {
        assert_eq!(found("crates/a/src/mod.rs", "//! 依据：《安全生产法》第六十五条、《安全生产法》第一百〇二条"), 0);
        assert_eq!(found("crates/a/src/mod.rs", "//! 依据：《安全生产法》第六十六条"), 1);
        assert_eq!(found("crates/a/src/mod.rs", "//! 依据：《中华人民共和国安全生产法》第六十五条第一款"), 0);
        assert_eq!(found("terms.toml", "article = \"《没有这部法》第一条\""), 1);
    }

    #[test]
    fn numbers_read_as_the_law_writes_them() {
        let read: Vec<String> = [5, 10, 15, 20, 65, 100, 102, 110, 112].into_iter().map(chinese).collect();
        assert_eq!(read, ["五", "十", "十五", "二十", "六十五", "一百", "一百〇二", "一百一十", "一百一十二"]);
    }
}
