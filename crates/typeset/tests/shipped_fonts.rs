//! 随附字体 · the font files are those that the manifest describes

use std::path::PathBuf;

use serde::Deserialize;
use sha2::{Digest, Sha256};

/// All fonts together stay below this, in bytes: they travel with every installation.
const MOST: u64 = 30_000_000;

#[derive(Deserialize)]
struct Manifest {
    font: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    file: String,
    sha256: String,
    bytes: u64,
    licence_file: String,
}

#[test]
fn every_font_has_its_entry_fingerprint_and_licence() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts");
    let manifest: Manifest = toml::from_str(&std::fs::read_to_string(folder.join("MANIFEST.toml")).unwrap()).unwrap();
    let mut listed: Vec<String> = manifest.font.iter().map(|font| font.file.clone()).collect();
    let mut there: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".otf") || name.ends_with(".ttf"))
        .collect();
    listed.sort();
    there.sort();
    assert_eq!(listed, there);
    for font in &manifest.font {
        let bytes = std::fs::read(folder.join(&font.file)).unwrap();
        assert_eq!(bytes.len() as u64, font.bytes, "{}", font.file);
        assert_eq!(hex::encode(Sha256::digest(&bytes)), font.sha256, "{}", font.file);
        assert!(folder.join(&font.licence_file).exists(), "{}", font.licence_file);
    }
    assert!(manifest.font.iter().map(|font| font.bytes).sum::<u64>() <= MOST);
}
