//! 文书目录 · the form folders, as the build script found them

/// One folder: its name and the text of its files.
pub(crate) struct Folder {
    pub(crate) code: &'static str,
    pub(crate) about: &'static str,
    pub(crate) template: &'static str,
    pub(crate) sample: &'static str,
    pub(crate) minimal: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/folders.rs"));

/// The folder of that name; the folders stand in the order of their names.
pub(crate) fn folder(code: &str) -> Option<&'static Folder> {
    FOLDERS.binary_search_by_key(&code, |folder| folder.code).ok().and_then(|at| FOLDERS.get(at))
}
