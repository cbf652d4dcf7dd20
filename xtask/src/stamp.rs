//! 戳记 · did anything change since the last time

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// FNV-1a over whatever is fed to it; it notices edits, it does not resist an attacker.
#[derive(Debug, Clone, Copy)]
pub struct Stamp(u64);

impl Default for Stamp {
    fn default() -> Self {
        Stamp(0xcbf2_9ce4_8422_2325)
    }
}

impl Stamp {
    /// Adds bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// Adds name, size and time of every file below `dir`, in the order of the names. `skip` is asked with the bare
    /// name of each file and folder.
    pub fn feed_tree(&mut self, dir: &Path, skip: &dyn Fn(&str) -> bool) {
        let Ok(entries) = fs::read_dir(dir) else { return };
        let mut entries: Vec<_> = entries.flatten().collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            let Ok(meta) = entry.metadata() else { continue };
            if skip(&name) {
                continue;
            }
            self.feed(name.as_bytes());
            if meta.is_dir() {
                self.feed_tree(&entry.path(), skip);
            } else {
                let time = meta.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
                self.feed(&meta.len().to_le_bytes());
                self.feed(&time.map_or(0, |t| t.as_nanos()).to_le_bytes());
            }
        }
    }

    /// The text kept in the stamp file.
    #[must_use]
    pub fn text(self) -> String {
        format!("{:016x}", self.0)
    }

    /// Whether the file holds this stamp.
    #[must_use]
    pub fn is_kept_in(self, file: &Path) -> bool {
        fs::read_to_string(file).is_ok_and(|kept| kept == self.text())
    }

    /// Keeps the stamp for the next time.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_in(self, file: &Path) -> Result<(), String> {
        let written = file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(file, self.text()));
        written.map_err(|e| format!("{}: {e}", file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(dir: &Path) -> String {
        let mut s = Stamp::default();
        s.feed_tree(dir, &|name| name == "node_modules");
        s.text()
    }

    #[test]
    fn a_stamp_changes_with_a_source_and_not_with_what_is_skipped() {
        let dir = std::env::temp_dir().join(format!("x-stamp-{}", std::process::id()));
        fs::create_dir_all(dir.join("node_modules")).unwrap();
        fs::write(dir.join("a.ts"), "1").unwrap();
        let before = of(&dir);
        assert_eq!(before, of(&dir));
        fs::write(dir.join("node_modules/b.js"), "1").unwrap();
        assert_eq!(before, of(&dir), "what is skipped does not count");
        fs::write(dir.join("a.ts"), "12").unwrap();
        assert_ne!(before, of(&dir), "a longer file counts");
        fs::remove_dir_all(dir).unwrap();
    }
}
