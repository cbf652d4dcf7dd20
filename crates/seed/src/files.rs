//! 种子文件 · the embedded files
//!
//! Which file goes into which type. The folders `calendars`, `industries`, `checklists` and `enterprises` are embedded
//! whole (see `build.rs`): a further file needs no line here.

use crate::{EconomicClasses, Industry, Seed, SeedError, enterprises, law, organisations, regions};
use serde::de::DeserializeOwned;

/// One embedded file: its path below `seed/` and its text.
type File = (&'static str, &'static str);

macro_rules! file {
    ($path:literal) => {
        ($path, include_str!(concat!("../../../seed/", $path)))
    };
}

const DIVISIONS: File = file!("regions/divisions.csv");
const ECONOMIC_CLASSES: File = file!("economic_classes.csv");
const ORGANISATIONS: File = file!("organisations.toml");
const PEOPLE: File = file!("people.toml");
const LAW: File = file!("law/registry.toml");
const ENTERPRISES: File = file!("enterprises.toml");

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Reads all files; nothing is compared yet.
pub(crate) fn read() -> Result<Seed, SeedError> {
    let (statutes, articles) = parse::<law::LawFile>(LAW)?.flatten();
    let mut all_enterprises = Vec::new();
    for file in std::iter::once(&ENTERPRISES).chain(MORE_ENTERPRISES) {
        all_enterprises.extend(parse::<enterprises::EnterpriseFile>(*file)?.enterprise);
    }
    let mut industries = INDUSTRIES.iter().map(|file| industry(*file)).collect::<Result<Vec<_>, _>>()?;
    industries.sort_by_key(|industry| industry.ordinal);
    let mut checklists: Vec<crate::Checklist> = parse_each(CHECKLISTS)?;
    // 按行业的次序排，不分行业的在最后；同一行业先施行的在前
    let place = |key: &str| industries.iter().position(|i| i.key == key).unwrap_or(usize::MAX);
    checklists.sort_by_key(|list| (place(&list.industry), list.valid_from, list.key.clone()));
    Ok(Seed {
        divisions: regions::parse_csv(DIVISIONS.1)
            .map_err(|message| SeedError::Shape { file: DIVISIONS.0, message })?,
        economic_classes: EconomicClasses::parse(ECONOMIC_CLASSES.1)
            .map_err(|message| SeedError::Shape { file: ECONOMIC_CLASSES.0, message })?,
        calendars: parse_each(CALENDARS)?,
        organisations: parse::<organisations::OrganisationFile>(ORGANISATIONS)?.organisation,
        people: parse::<organisations::PersonFile>(PEOPLE)?.person,
        statutes,
        articles,
        industries,
        checklists,
        enterprises: all_enterprises,
    })
}

/// Reads an industry file; it remembers where it was read.
pub(crate) fn industry(file: File) -> Result<Industry, SeedError> {
    let mut industry: Industry = parse(file)?;
    file.0.clone_into(&mut industry.file);
    Ok(industry)
}

fn parse<T: DeserializeOwned>((file, text): File) -> Result<T, SeedError> {
    toml::from_str(text).map_err(|error| SeedError::Shape { file, message: error.to_string() })
}

fn parse_each<T: DeserializeOwned>(files: &[File]) -> Result<Vec<T>, SeedError> {
    files.iter().map(|file| parse(*file)).collect()
}
