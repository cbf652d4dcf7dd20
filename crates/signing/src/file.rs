//! 密钥文件 · files that only their owner may read

use crate::{Fault, Result};
use std::io::Write;
use std::path::Path;

/// Makes a folder with those above it.
pub(crate) fn make_folder(folder: &Path) -> Result<()> {
    let mut make = std::fs::DirBuilder::new();
    make.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    make.create(folder).map_err(|e| Fault::Keys(format!("{}：{e}", folder.display())))
}

/// Writes a file that only its owner may read, whole or not at all. One that is there stays.
pub(crate) fn keep(file: &Path, text: &str) -> Result<()> {
    let write = || -> std::io::Result<()> {
        let beside = file.with_extension("part");
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut open = options.open(&beside)?;
        open.write_all(text.as_bytes())?;
        open.sync_all()?;
        let linked = std::fs::hard_link(&beside, file);
        std::fs::remove_file(&beside)?;
        match linked {
            Err(there) if there.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
            other => other,
        }
    };
    write().map_err(|e| Fault::Keys(format!("{}：{e}", file.display())))
}
