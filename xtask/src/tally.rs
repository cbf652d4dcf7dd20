//! 计数 · counting tests in what the test programs print

/// How a step's tests are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// The step checks something but counts no tests.
    Nothing,
    /// `test result: ok. 12 passed; 0 failed; …`, one line per test program.
    Cargo,
    /// `Tests  1 failed | 11 passed (12)`.
    Vitest,
    /// `12 passed, 0 failed`; the last such line counts.
    Journeys,
}

/// Tests that ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that held.
    pub passed: usize,
    /// Tests that did not.
    pub failed: usize,
}

impl Tally {
    /// Reads one printed line.
    pub fn read(&mut self, how: Counting, line: &str) {
        let line = without_colour(line);
        let line = line.trim();
        let found = Tally { passed: before(line, "passed"), failed: before(line, "failed") };
        match how {
            Counting::Cargo if line.starts_with("test result:") => self.add(found),
            Counting::Vitest if line.starts_with("Tests ") => self.add(found),
            Counting::Journeys if line == format!("{} passed, {} failed", found.passed, found.failed) => *self = found,
            _ => {}
        }
    }

    /// Counts one thing that a step judged itself.
    pub fn count(&mut self, holds: bool) {
        self.add(if holds { Tally { passed: 1, failed: 0 } } else { Tally { passed: 0, failed: 1 } });
    }

    /// Adds another step's count.
    pub fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The number that stands before a word.
fn before(line: &str, word: &str) -> usize {
    let words: Vec<&str> = line.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words
        .windows(2)
        .find_map(|w| if let [n, x] = w { (*x == word).then(|| n.parse().ok())? } else { None })
        .unwrap_or(0)
}

/// Without terminal colours (`ESC [ … letter`).
fn without_colour(line: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in line.chars() {
        match (inside, c) {
            (false, '\u{1b}') => inside = true,
            (false, c) => out.push(c),
            (true, c) => inside = !c.is_ascii_alphabetic(),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(how: Counting, text: &str) -> (usize, usize) {
        let mut t = Tally::default();
        text.lines().for_each(|l| t.read(how, l));
        (t.passed, t.failed)
    }

    #[test]
    fn every_test_program_of_cargo_is_added_up() {
        let text = "test a ... ok\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\n\
                    test result: FAILED. 2 passed; 4 failed; 0 ignored";
        assert_eq!(count(Counting::Cargo, text), (5, 4));
    }

    #[test]
    fn vitest_counts_tests_and_not_files_and_its_colours_do_not_matter() {
        let text = " Test Files  2 passed (2)\n\u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | \u{1b}[32m11 passed\u{1b}[39m (12)";
        assert_eq!(count(Counting::Vitest, text), (11, 1));
    }

    #[test]
    fn the_last_line_of_the_journeys_counts() {
        assert_eq!(count(Counting::Journeys, "1 passed, 0 failed\nshot saved\n12 passed, 2 failed"), (12, 2));
        assert_eq!(count(Counting::Journeys, "step 3 passed, then 4 failed to load"), (0, 0));
    }
}
