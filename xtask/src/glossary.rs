//! 术语表 · reading terms.toml
//!
//! The file keeps to one value per line, so that a few lines can read it and a lawyer can edit it.

/// One term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Term {
    /// Chinese.
    pub zh: String,
    /// The one English word used in code.
    pub en: String,
    /// What it means.
    pub definition: String,
    /// Legal basis, empty for office terms.
    pub article: String,
    /// Near-synonyms that are something else.
    pub not_to_be_confused_with: Vec<String>,
}

/// Reads the whole file.
///
/// # Errors
/// The line that is not `key = "value"`, `key = ["a", "b"]`, `[[term]]`, a comment or empty.
pub fn parse(text: &str) -> Result<Vec<Term>, String> {
    let mut terms: Vec<Term> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line == "[[term]]" {
            terms.push(Term::default());
            continue;
        }
        let set = line.split_once(" = ").zip(terms.last_mut()).and_then(|((key, value), term)| set(term, key, value));
        set.ok_or_else(|| format!("terms.toml:{}: 看不懂 cannot read: {line}", n + 1))?;
    }
    Ok(terms)
}

fn set(term: &mut Term, key: &str, value: &str) -> Option<()> {
    match key {
        "zh" => term.zh = string(value)?,
        "en" => term.en = string(value)?,
        "definition" => term.definition = string(value)?,
        "article" => term.article = string(value)?,
        "not_to_be_confused_with" => {
            let inside = value.strip_prefix('[')?.strip_suffix(']')?;
            term.not_to_be_confused_with = inside.split("\", ").map(item).collect::<Option<_>>()?;
        }
        _ => return None,
    }
    Some(())
}

fn string(value: &str) -> Option<String> {
    let inside = value.strip_prefix('"')?.strip_suffix('"')?;
    (!inside.contains(['"', '\\'])).then(|| inside.to_owned())
}

/// An array item; splitting took the closing mark of all but the last.
fn item(value: &str) -> Option<String> {
    let inside = value.trim().strip_prefix('"')?;
    let inside = inside.strip_suffix('"').unwrap_or(inside);
    (!inside.contains(['"', '\\'])).then(|| inside.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_read_with_everything_it_says() {
        let text = "# 术语\n[[term]]\nzh = \"整改复查\"\nen = \"re_check\"\ndefinition = \"再看一次\"\n\
                    article = \"《安全生产法》第六十五条\"\nnot_to_be_confused_with = [\"复议 reconsideration\", \"审核 review\"]\n";
        let terms = parse(text).unwrap();
        assert_eq!(terms.len(), 1);
        assert_eq!(terms[0].en, "re_check");
        assert_eq!(terms[0].not_to_be_confused_with, ["复议 reconsideration", "审核 review"]);
    }

    #[test]
    fn an_unknown_key_or_a_value_over_two_lines_is_refused_with_its_line() {
        assert!(parse("[[term]]\nchinese = \"x\"").unwrap_err().contains(":2:"));
        assert!(parse("[[term]]\nzh = \"x").is_err());
        assert!(parse("zh = \"before any term\"").is_err());
    }
}
