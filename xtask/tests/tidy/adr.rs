//! 决定记录 · docs/adr

use crate::headings::has_chinese;
use crate::tree::File;
use std::collections::BTreeMap;

const SECTIONS: [&str; 3] = ["## 背景", "## 决定", "## 后果"];

pub fn check(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut numbers: BTreeMap<&str, &str> = BTreeMap::new();
    for f in files.iter().filter(|f| f.path.starts_with("docs/adr/")) {
        let number = f.name().split('-').next().unwrap_or_default();
        if number.len() != 4 || !number.chars().all(|c| c.is_ascii_digit()) {
            complaints.push(format!("{}: 文件名应为 the name must be `NNNN-short-name.md`", f.path));
        } else if let Some(first) = numbers.insert(number, &f.path) {
            complaints.push(format!(
                "{}: 编号 {number} 已被 {first} 使用 the number is taken; 取下一个号 take the next",
                f.path
            ));
        }
        if !(f.first_line().starts_with(&format!("# {number} ")) && has_chinese(f.first_line())) {
            complaints.push(format!("{}: 第一行应为 the first line must be `# {number} 中文 · english`", f.path));
        }
        for section in SECTIONS.iter().filter(|s| !f.text.lines().any(|l| l.starts_with(**s))) {
            complaints.push(format!("{}: 缺少 lacks the section `{section}`", f.path));
        }
    }
    complaints
}

#[cfg(test)]
mod samples {
    use super::*;
    use crate::sample;

    #[test]
    fn a_number_used_twice_and_a_missing_section_are_found() {
        let text = "# 0001 存储 · store\n## 背景\n## 决定\n## 后果\n";
        assert_eq!(check(&[sample("docs/adr/0001-a.md", text)]).len(), 0);
        assert_eq!(check(&[sample("docs/adr/0001-a.md", text), sample("docs/adr/0001-b.md", text)]).len(), 1);
        assert_eq!(check(&[sample("docs/adr/0001-a.md", "# 0001 存储\n## 背景\n## 决定\n")]).len(), 1);
        assert!(!check(&[sample("docs/adr/first.md", text)]).is_empty());
    }
}
