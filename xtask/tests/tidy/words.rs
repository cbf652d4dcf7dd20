//! 用词 · what may not stand in any file

use crate::tree::{File, GENERATED};

const CODE: [&str; 6] = [".rs", ".ts", ".vue", ".mjs", ".sql", ".typ"];
/// Left undone. Put together here so that this file does not find itself.
const UNDONE: [&str; 4] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("to", "do!("), concat!("unimplem", "ented!(")];
/// Paths of one machine.
const PRIVATE: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/home", "/")];
/// Lock files may name these hosts only.
const LOCK_HOSTS: [&str; 3] =
    ["github.com/rust-lang/crates.io-index", concat!("registry.", "npmjs.org/"), "opencollective.com/"];
/// One English word for one legal concept; these are the pinyin that creep in first.
const PINYIN: [&str; 18] = [
    "qiye",
    "jiancha",
    "wenshu",
    "zhenggai",
    "fucha",
    "chufa",
    "jigou",
    "shebei",
    "jihua",
    "renwu",
    "shenpi",
    "xingzheng",
    "anjian",
    "zhengju",
    "yinhuan",
    "beian",
    "guidang",
    "songda",
];

pub fn check(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for f in files.iter().filter(|f| !f.path.starts_with("xtask/tests/tidy/words.rs")) {
        for (n, line) in f.text.lines().enumerate() {
            let at = format!("{}:{}", f.path, n + 1);
            complaints.extend(complaint(f, line).map(|what| format!("{at}: {what}")));
        }
    }
    complaints
}

fn complaint(f: &File, line: &str) -> Option<String> {
    if let Some(word) = PRIVATE.iter().find(|w| has_path(line, w)) {
        return Some(format!("本机路径 a path of one machine: {word}; 改为相对路径 make it relative"));
    }
    let lock = matches!(f.name(), "Cargo.lock" | "package-lock.json" | ".npmrc");
    if lock && ["resolved", "source", "registry="].iter().any(|k| line.contains(k)) && line.contains("://") {
        let public = LOCK_HOSTS.iter().any(|host| line.contains(host));
        return (!public)
            .then(|| "不是公开软件源 not the public registry; 在公开源上重新锁定 lock again against it".into());
    }
    if !f.has_suffix(&CODE) || f.is_under(&GENERATED) {
        return None;
    }
    if let Some(word) = UNDONE.iter().find(|w| has_word(line, w)) {
        return Some(format!("{word}: 做完或删掉 finish it or take it out"));
    }
    let small = line.to_lowercase();
    let pinyin = PINYIN.iter().find(|p| has_word(&small.replace('_', " "), p));
    pinyin.map(|p| format!("拼音 pinyin: {p}; 用 terms.toml 里的英文 use the word of terms.toml"))
}

/// Whether the word stands there on its own.
fn has_word(line: &str, word: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    line.match_indices(word).any(|(i, _)| {
        let before = line.get(..i).and_then(|head| head.chars().next_back());
        let after = line.get(i + word.len()..).and_then(|rest| rest.chars().next());
        !letter(before) && (word.ends_with('(') || !letter(after))
    })
}

/// Whether an absolute path begins there; the middle of a longer path or of an address is none.
fn has_path(line: &str, path: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '}' | ']' | ')');
    line.match_indices(path).any(|(i, _)| !line.get(..i).and_then(|head| head.chars().next_back()).is_some_and(part))
}

#[cfg(test)]
mod samples {
    use super::*;
    use crate::sample;

    fn bad(path: &str, text: &str) -> bool {
        !check(&[sample(path, text)]).is_empty()
    }

    #[test]
    fn what_is_left_undone_is_found_and_a_list_of_things_to_do_is_not() {
        assert!(bad("crates/a/src/b.rs", &format!("// {}: later", UNDONE[0])));
        assert!(bad("ui/a.vue", &format!("<!-- {} -->", UNDONE[1])));
        assert!(bad("crates/a/src/b.rs", &format!("fn f() {{ {}) }}", UNDONE[2])));
        assert!(!bad("crates/a/src/b.rs", "Todo = \"todo\", \"待办\";"));
    }

    #[test]
    fn a_path_of_one_machine_is_found_in_any_file_and_a_relative_one_is_not() {
        assert!(bad("README.md", &format!("cd {}zhifa", PRIVATE[0])));
        assert!(bad("ui/package.json", &format!("\"x\": \"{}x\"", PRIVATE[1])));
        assert!(!bad("README.md", &format!("see docs{}x", PRIVATE[0])));
    }

    #[test]
    fn a_private_registry_in_a_lock_file_is_found() {
        assert!(bad("ui/package-lock.json", "\"resolved\": \"https://mirror.example/vue.tgz\""));
        assert!(!bad("ui/package-lock.json", concat!("\"resolved\": \"https://registry.", "npmjs.org/vue.tgz\"")));
        assert!(bad("Cargo.lock", "source = \"registry+https://mirror.example/index\""));
        assert!(!bad("Cargo.lock", "source = \"registry+https://github.com/rust-lang/crates.io-index\""));
    }

    #[test]
    fn pinyin_is_found_as_a_word_of_a_name() {
        assert!(bad("crates/a/src/b.rs", "let qiye_list = 1;"));
        assert!(bad("crates/a/src/b.rs", "fn save_zhenggai() {}"));
        assert!(!bad("crates/a/src/b.rs", "let zhifa = 1;"));
    }
}
