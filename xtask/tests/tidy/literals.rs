//! 字符串 · the string literals of a Rust file, without its comments

/// Every literal with the line it begins in. Knows `"…"`, `r"…"`, `r#"…"#`, chars, lifetimes and comments.
pub fn literals(text: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let (mut i, mut line) = (0, 1);
    while let Some(&c) = chars.get(i) {
        let next = chars.get(i + 1).copied().unwrap_or(' ');
        let end = match (c, next) {
            ('/', '/') => until(&chars, i, "\n"),
            ('/', '*') => until(&chars, i + 2, "*/"),
            ('r', '"' | '#') if !inside_word(&chars, i) => raw(&chars, i).unwrap_or(i + 1),
            ('"', _) => quoted(&chars, i),
            ('\'', '\\') => until(&chars, i + 3, "'"),
            ('\'', _) if chars.get(i + 2) == Some(&'\'') => i + 3,
            _ => i + 1,
        };
        let piece: String = chars.get(i..end).unwrap_or_default().iter().collect();
        if c == '"' || (c == 'r' && piece.len() > 1) {
            found.push((line, piece.clone()));
        }
        line += piece.matches('\n').count();
        i = end;
    }
    found
}

fn inside_word(chars: &[char], i: usize) -> bool {
    i > 0 && chars.get(i - 1).is_some_and(|c| c.is_alphanumeric() || *c == '_')
}

/// The position after the next `mark`, or the end.
fn until(chars: &[char], from: usize, mark: &str) -> usize {
    let mark: Vec<char> = mark.chars().collect();
    let at = (from..chars.len()).find(|i| chars.get(*i..i + mark.len()) == Some(mark.as_slice()));
    at.map_or(chars.len(), |i| i + mark.len())
}

fn quoted(chars: &[char], start: usize) -> usize {
    let mut i = start + 1;
    while let Some(c) = chars.get(i) {
        match c {
            '\\' => i += 2,
            '"' => return i + 1,
            _ => i += 1,
        }
    }
    chars.len()
}

/// `None` when it only looks like a raw string (`r#type`).
fn raw(chars: &[char], start: usize) -> Option<usize> {
    let hashes = chars.iter().skip(start + 1).take_while(|c| **c == '#').count();
    (chars.get(start + 1 + hashes) == Some(&'"')).then(|| {
        let mark = format!("\"{}", "#".repeat(hashes));
        until(chars, start + 2 + hashes, &mark)
    })
}

#[cfg(test)]
mod samples {
    use super::literals;

    #[test]
    fn literals_are_found_with_their_line_and_comments_are_not() {
        let text = "// \"no\"\nlet a = \"one \\\" two\"; /* \"no\" */\nlet c = '\"'; let b = r#\"raw \" here\"#;\nfn f<'a>(x: &'a str) {}\n";
        let found = literals(text);
        assert_eq!(found, [(2, "\"one \\\" two\"".to_owned()), (3, "r#\"raw \" here\"#".to_owned())]);
    }

    #[test]
    fn a_word_that_ends_in_r_and_a_raw_identifier_are_not_raw_strings() {
        assert_eq!(literals("for r#type in or(\"x\") {}"), [(1, "\"x\"".to_owned())]);
        assert_eq!(literals("let q = '\\''; f(\"y\")").len(), 1);
    }
}
