//! 排版引擎 · engine
//!
//! Our own Typst `World`: fonts from folders, the templates compiled into `forms`, and three virtual data files. No disk,
//! no network, no packages: a template can see nothing but its own job.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;

use forms::{FormName, Job, LAYOUT, Paper, SealPlace, TypesetError, form};
use serde_json::json;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::fonts::Fonts;
use crate::{qr, read_back};

/// Beijing time, in minutes east of UTC: papers are dated where they have effect.
const BEIJING_MINUTES: i32 = 480;
/// Results unused for this many papers are dropped from Typst's cache; measured: flat memory, 5 % more time.
const KEEP_FOR: usize = 10;

/// Everything that stays the same from paper to paper.
pub struct Engine {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    faces: Vec<Font>,
    sources: HashMap<FileId, Source>,
    chains: Bytes,
    ids: Ids,
}

/// Typst interns file ids for ever (65,535 per process), so the names are fixed and shared by all papers.
struct Ids {
    data: FileId,
    form: FileId,
    fonts: FileId,
    templates: HashMap<FormName, FileId>,
}

impl Engine {
    /// Reads the fonts of the folders, first folder first, and parses every template.
    ///
    /// # Errors
    /// A folder or font that cannot be read; no font at all.
    pub fn new(font_folders: &[PathBuf]) -> io::Result<Self> {
        let fonts = Fonts::read(font_folders)?;
        let mut sources = HashMap::new();
        let mut templates = HashMap::new();
        for &(name, text) in LAYOUT {
            let id = file_id(&format!("/layout/{name}"))?;
            sources.insert(id, Source::new(id, text.to_owned()));
        }
        for name in FormName::all() {
            let id = file_id(&format!("/forms/{name}.typ"))?;
            sources.insert(id, Source::new(id, form(name).template().to_owned()));
            templates.insert(name, id);
        }
        let ids = Ids {
            data: file_id("/data.json")?,
            form: file_id("/form.json")?,
            fonts: file_id("/fonts.json")?,
            templates,
        };
        let chains = Bytes::from_string(fonts.chains().to_string());
        let book = LazyHash::new(fonts.book);
        Ok(Self { library: LazyHash::new(Library::default()), book, faces: fonts.faces, sources, chains, ids })
    }

    /// Sets one paper as PDF/A-2b. The same job gives the same bytes.
    ///
    /// # Errors
    /// `MissingGlyph` with the characters no font has, `Template` when the data does not suit the template.
    pub fn set(&self, job: &Job) -> Result<Paper, TypesetError> {
        self.laid_out(job, |document| {
            let pages = u32::try_from(document.pages().len()).unwrap_or(u32::MAX);
            let options = options(job)?;
            let pdf =
                typst_pdf::pdf(document, &options).map_err(|faults| TypesetError::Template(sentences(&faults)))?;
            Ok(Paper { pdf, pages, seal: read_back::seal_place(document) })
        })
    }

    /// The text of the paper as it stands on the pages: one line per printed line, a form feed between pages. For tests
    /// and for checking a template before it is put to use.
    ///
    /// # Errors
    /// As [`Engine::set`].
    pub fn text(&self, job: &Job) -> Result<String, TypesetError> {
        self.laid_out(job, |document| Ok(read_back::text(document)))
    }

    /// The text as [`Engine::text`] gives it, and how far down any of it stands, in points from the top edge of its sheet
    /// (A4 is 842 high): whoever checks a template sees with it that nothing runs off the page.
    ///
    /// # Errors
    /// As [`Engine::set`].
    pub fn text_and_lowest(&self, job: &Job) -> Result<(String, f64), TypesetError> {
        self.laid_out(job, |document| Ok((read_back::text(document), read_back::lowest(document))))
    }

    /// Where the centre of the seal belongs; `None` for forms without a seal and for papers without a number.
    ///
    /// # Errors
    /// As [`Engine::set`].
    pub fn seal_place(&self, job: &Job) -> Result<Option<SealPlace>, TypesetError> {
        self.laid_out(job, |document| Ok(read_back::seal_place(document)))
    }

    fn laid_out<T>(
        &self,
        job: &Job,
        then: impl FnOnce(&PagedDocument) -> Result<T, TypesetError>,
    ) -> Result<T, TypesetError> {
        let done = self.compile(job).and_then(|document| {
            let missing = read_back::missing(&document);
            if missing.is_empty() { then(&document) } else { Err(TypesetError::MissingGlyph(missing)) }
        });
        // On the error path too, or failing papers would fill the memory.
        comemo::evict(KEEP_FOR);
        done
    }

    /// A second layout with closer lines when that saves a page: mostly it brings signatures and 落款 back to the text.
    fn compile(&self, job: &Job) -> Result<PagedDocument, TypesetError> {
        let plain = self.lay_out(job, false)?;
        if plain.pages().len() < 2 {
            return Ok(plain);
        }
        let tight = self.lay_out(job, true)?;
        Ok(if tight.pages().len() < plain.pages().len() { tight } else { plain })
    }

    fn lay_out(&self, job: &Job, tight: bool) -> Result<PagedDocument, TypesetError> {
        let main = *self.ids.templates.get(&job.form).ok_or_else(|| TypesetError::Template(job.form.to_string()))?;
        let form = form(job.form);
        let unnumbered = form.is_numbered() && job.data.get("number").is_none_or(serde_json::Value::is_null);
        let about = json!({
            "zh": form.zh(), "copies_note": form.copies_note(), "choices": form.choices(),
            "is_numbered": form.is_numbered(), "is_preview": job.is_preview || unnumbered, "tight": tight,
            "is_sealed": job.is_sealed, "check": job.check.as_ref().map(qr::drawn).transpose()?,
        });
        let files = [
            (self.ids.data, Bytes::from_string(form.printable(&job.data).to_string())),
            (self.ids.form, Bytes::from_string(about.to_string())),
            (self.ids.fonts, self.chains.clone()),
        ];
        let sheet = Sheet { engine: self, main, files };
        typst::compile::<PagedDocument>(&sheet).output.map_err(|faults| TypesetError::Template(sentences(&faults)))
    }
}

fn file_id(path: &str) -> io::Result<FileId> {
    let path = VirtualPath::new(path).map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, path.to_owned()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn sentences(faults: &[SourceDiagnostic]) -> String {
    faults.iter().map(|fault| fault.message.to_string()).collect::<Vec<_>>().join("; ")
}

fn options(job: &Job) -> Result<PdfOptions, TypesetError> {
    let standards =
        PdfStandards::new(&[PdfStandard::A_2b]).map_err(|fault| TypesetError::Template(fault.message().to_string()))?;
    let timestamp = dated(job.dated_ms).ok_or_else(|| TypesetError::Template("文书时间超出历法范围".to_owned()))?;
    let ident = Smart::Custom(job.ident.clone());
    // Tags are for readers of the screen; papers are printed, kept and signed, and tags are a seventh of their size.
    Ok(PdfOptions { standards, ident, timestamp: Some(timestamp), tagged: false, ..PdfOptions::default() })
}

fn dated(ms: i64) -> Option<Timestamp> {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::Offset::from_seconds(BEIJING_MINUTES * 60).ok()?);
    let at = jiff::Timestamp::from_millisecond(ms).ok()?.to_zoned(zone);
    let [month, day, hour, minute, second] =
        [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(i8::cast_unsigned);
    let moment = Datetime::from_ymd_hms(at.year().into(), month, day, hour, minute, second)?;
    Timestamp::new_local(moment, BEIJING_MINUTES)
}

/// One paper in the making: the engine plus this paper's data.
struct Sheet<'a> {
    engine: &'a Engine,
    main: FileId,
    files: [(FileId, Bytes); 3],
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.engine.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.engine.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.engine.sources.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.iter().find(|(known, _)| *known == id).map(|(_, bytes)| bytes.clone()).ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.engine.faces.get(index).cloned()
    }

    /// A paper has the dates of its data, never "today".
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
