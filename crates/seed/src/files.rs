//! 种子文件 · the embedded files
//!
//! Which file goes into which type. A new calendar, industry, checklist or enterprise file is added here.

use crate::{EconomicClasses, Seed, SeedError, enterprises, law, organisations, regions};
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
const CALENDARS: [File; 3] = [file!("calendars/2025.toml"), file!("calendars/2026.toml"), file!("calendars/2027.toml")];
const ORGANISATIONS: File = file!("organisations.toml");
const PEOPLE: File = file!("people.toml");
const LAW: File = file!("law/registry.toml");
const INDUSTRIES: [File; 4] = [
    file!("industries/steel.toml"),
    file!("industries/dust.toml"),
    file!("industries/aluminium_dc.toml"),
    file!("industries/confined_space.toml"),
];
const CHECKLISTS: [File; 4] = [
    file!("checklists/steel_8.toml"),
    file!("checklists/dust_6.toml"),
    file!("checklists/aluminium_7.toml"),
    file!("checklists/confined_space.toml"),
];
const ENTERPRISES: [File; 2] = [file!("enterprises.toml"), file!("enterprises/steel_200.toml")];

/// Reads all files; nothing is compared yet.
pub(crate) fn read() -> Result<Seed, SeedError> {
    let (statutes, articles) = parse::<law::LawFile>(LAW)?.flatten();
    let mut all_enterprises = Vec::new();
    for file in ENTERPRISES {
        all_enterprises.extend(parse::<enterprises::EnterpriseFile>(file)?.enterprise);
    }
    Ok(Seed {
        divisions: regions::parse_csv(DIVISIONS.1)
            .map_err(|message| SeedError::Shape { file: DIVISIONS.0, message })?,
        economic_classes: EconomicClasses::parse(ECONOMIC_CLASSES.1)
            .map_err(|message| SeedError::Shape { file: ECONOMIC_CLASSES.0, message })?,
        calendars: parse_each(&CALENDARS)?,
        organisations: parse::<organisations::OrganisationFile>(ORGANISATIONS)?.organisation,
        people: parse::<organisations::PersonFile>(PEOPLE)?.person,
        statutes,
        articles,
        industries: parse_each(&INDUSTRIES)?,
        checklists: parse_each(&CHECKLISTS)?,
        enterprises: all_enterprises,
    })
}

fn parse<T: DeserializeOwned>((file, text): File) -> Result<T, SeedError> {
    toml::from_str(text).map_err(|error| SeedError::Shape { file, message: error.to_string() })
}

fn parse_each<T: DeserializeOwned>(files: &[File]) -> Result<Vec<T>, SeedError> {
    files.iter().map(|file| parse(*file)).collect()
}
