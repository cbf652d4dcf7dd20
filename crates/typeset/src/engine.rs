//! 排版引擎 · engine
//!
//! Our own Typst `World`: fonts from folders, the templates compiled into `forms`, and three virtual data files. No disk,
//! no network, no packages: a template can see nothing but its own job.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;

use forms::{Examination, FormName, Job, LAYOUT, Paper, ReadBack, SealPlace, TypesetError, form};
use serde_json::json;
use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::fonts::Fonts;
use crate::own;
use crate::qr;
use crate::read_back;
use crate::word;

/// Beijing time, in minutes east of UTC: papers are dated where they have effect.
const BEIJING_MINUTES: i32 = 480;
/// Results unused for this many papers are dropped from Typst's cache; measured: flat memory, 5 % more time.
const KEEP_FOR: usize = 10;

/// Everything that stays the same from paper to paper.
pub struct Engine {
    library: LazyHash<Library>,
    /// For templates that an organ wrote itself.
    guarded: LazyHash<Library>,
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
    own: FileId,
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
            own: file_id("/own.typ")?,
            templates,
        };
        let chains = Bytes::from_string(fonts.chains().to_string());
        let book = LazyHash::new(fonts.book);
        let [library, guarded] = [Library::default(), own::library()].map(LazyHash::new);
        Ok(Self { library, guarded, book, faces: fonts.faces, sources, chains, ids })
    }

    /// Sets one paper as PDF/A-2b. The same job gives the same bytes.
    ///
    /// # Errors
    /// `MissingGlyph` with the characters no font has, `Template` when the data does not suit the template.
    pub fn set(&self, job: &Job) -> Result<Paper, TypesetError> {
        self.laid_out(job, usize::MAX, |laid| written(job, laid))
    }

    /// Sets an own template on trial: few pages, a small file, and the paper read back with what is to be wondered at.
    ///
    /// # Errors
    /// As [`Engine::set`]; `TooManyPages` and `TooBig` beyond the limits of a trial.
    pub fn examine(&self, job: &Job) -> Result<Examination, TypesetError> {
        self.laid_out(job, own::MOST_PAGES, |laid| {
            let paper = written(job, laid)?;
            if paper.pdf.len() > own::MOST_BYTES {
                return Err(TypesetError::TooBig(paper.pdf.len()));
            }
            let document = &laid.document;
            let read = ReadBack {
                text: read_back::text(document),
                has_seal: read_back::seal_place(document).is_some(),
                runs_off: read_back::runs_off(document),
                warnings: laid.warnings.clone(),
            };
            Ok(Examination { paper, read })
        })
    }

    /// The same paper as a Word file (.docx), to be edited; it says what the print says.
    ///
    /// # Errors
    /// As [`Engine::set`].
    pub fn word(&self, job: &Job) -> Result<Vec<u8>, TypesetError> {
        self.laid_out(job, usize::MAX, |laid| word::file(&laid.document))
    }

    /// The text of the paper as it stands on the pages: one line per printed line, a form feed between pages. For tests
    /// and for checking a template before it is put to use.
    ///
    /// # Errors
    /// As [`Engine::set`].
    pub fn text(&self, job: &Job) -> Result<String, TypesetError> {
        self.laid_out(job, usize::MAX, |laid| Ok(read_back::text(&laid.document)))
    }

    /// The text as [`Engine::text`] gives it, and how far down any of it stands, in points from the top edge of its sheet
    /// (A4 is 842 high): whoever checks a template sees with it that nothing runs off the page.
    ///
    /// # Errors
    /// As [`Engine::set`].
    pub fn text_and_lowest(&self, job: &Job) -> Result<(String, f64), TypesetError> {
        self.laid_out(job, usize::MAX, |laid| {
            let document = &laid.document;
            Ok((read_back::text(document), read_back::lowest(document)))
        })
    }

    /// Where the centre of the seal belongs; `None` for forms without a seal and for papers without a number.
    ///
    /// # Errors
    /// As [`Engine::set`].
    pub fn seal_place(&self, job: &Job) -> Result<Option<SealPlace>, TypesetError> {
        self.laid_out(job, usize::MAX, |laid| Ok(read_back::seal_place(&laid.document)))
    }

    fn laid_out<T>(
        &self,
        job: &Job,
        most_pages: usize,
        then: impl FnOnce(&Laid) -> Result<T, TypesetError>,
    ) -> Result<T, TypesetError> {
        let done = self.compile(job, most_pages).and_then(|laid| {
            let missing = read_back::missing(&laid.document);
            if missing.is_empty() { then(&laid) } else { Err(TypesetError::MissingGlyph(missing)) }
        });
        // On the error path too, or failing papers would fill the memory.
        comemo::evict(KEEP_FOR);
        done
    }

    /// A second layout with closer lines when that saves a page: mostly it brings signatures and 落款 back to the text.
    fn compile(&self, job: &Job, most_pages: usize) -> Result<Laid, TypesetError> {
        let plain = self.lay_out(job, false)?;
        if plain.pages() > most_pages {
            return Err(TypesetError::TooManyPages(u32::try_from(plain.pages()).unwrap_or(u32::MAX)));
        }
        if plain.pages() < 2 {
            return Ok(plain);
        }
        let tight = self.lay_out(job, true)?;
        Ok(if tight.pages() < plain.pages() { tight } else { plain })
    }

    fn lay_out(&self, job: &Job, tight: bool) -> Result<Laid, TypesetError> {
        let main = match &job.own {
            Some(_) => self.ids.own,
            None => {
                let known = self.ids.templates.get(&job.form).copied();
                known.ok_or_else(|| TypesetError::Template(job.form.to_string()))?
            }
        };
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
        let own = job.own.as_ref().map(|text| Source::new(main, text.clone()));
        if let Some(faults) = own.as_ref().map(own::forbidden).filter(|faults| !faults.is_empty()) {
            return Err(TypesetError::Own(faults));
        }
        let sheet = Sheet { engine: self, main, files, own };
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&sheet);
        let Some(source) = &sheet.own else {
            let laid = output.map(|document| Laid { document, warnings: Vec::new() });
            return laid.map_err(|faults| TypesetError::Template(sentences(&faults)));
        };
        match output {
            Ok(document) => Ok(Laid { document, warnings: own::faults(source, &warnings) }),
            Err(faults) => Err(TypesetError::Own(own::faults(source, &faults))),
        }
    }
}

/// A paper whose pages are made.
struct Laid {
    document: PagedDocument,
    warnings: Vec<forms::TemplateFault>,
}

impl Laid {
    fn pages(&self) -> usize {
        self.document.pages().len()
    }
}

fn written(job: &Job, laid: &Laid) -> Result<Paper, TypesetError> {
    let pages = u32::try_from(laid.pages()).unwrap_or(u32::MAX);
    let made = typst_pdf::pdf(&laid.document, &options(job)?);
    let pdf = made.map_err(|faults| TypesetError::Template(sentences(&faults)))?;
    Ok(Paper { pdf, pages, seal: read_back::seal_place(&laid.document) })
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
    own: Option<Source>,
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        if self.own.is_some() { &self.engine.guarded } else { &self.engine.library }
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.engine.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if let Some(own) = self.own.as_ref().filter(|own| own.id() == id) {
            return Ok(own.clone());
        }
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
    match id.root() {
        VirtualRoot::Project => FileError::NotFound(id.vpath().get_without_slash().into()),
        VirtualRoot::Package(_) => FileError::AccessDenied,
    }
}
