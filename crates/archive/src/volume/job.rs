//! 后台成卷 · the work beside the requests
//!
//! One volume at a time: photos are read one by one, and no more than one volume is in memory.

use super::annex::Bound;
use super::papers::{self, COVER, INDEX, NOTE, PHOTOS};
use super::plan::Plan;
use super::store::{self, Made, Record};
use crate::pdf::{About, Assembly, Frame, Label, Picture};
use authority::{Command, Entry, Halt, Permit, Result, SubjectKind, Verb};
use forms::Paper;
use identity::user::store as users;
use inspection::on_site::matter::matter;
use lexicon::{DocumentId, InspectionId, VolumeId};
use serde_json::Value;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex};
use tokio::sync::Semaphore;
use web::App;

/// How far the volumes of this process are, in pieces.
static PROGRESS: LazyLock<Mutex<HashMap<VolumeId, i64>>> = LazyLock::new(Mutex::default);
static TURN: Semaphore = Semaphore::const_new(1);
/// Where the template of the photos leaves room: beside its text, in millimetres.
pub(super) const FRAME: Frame = Frame { left: 28.0, top: 45.0, width: 156.0, height: 150.0 };

/// How far a volume is; zero when another process has it.
#[must_use]
pub fn progress(id: VolumeId) -> i64 {
    PROGRESS.lock().ok().and_then(|progress| progress.get(&id).copied()).unwrap_or_default()
}

pub(super) fn step(id: VolumeId) {
    if let Ok(mut progress) = PROGRESS.lock() {
        *progress.entry(id).or_default() += 1;
    }
}

/// Begins a volume that is on record.
pub fn start(app: &App, permit: Permit, volume: Record) {
    let app = app.clone();
    tokio::spawn(async move {
        let id = volume.id;
        let turn = TURN.acquire().await;
        if let Err(halt) = run(&app, permit, volume).await {
            tracing::error!(%id, ?halt, "a volume could not be ended");
        }
        drop(turn);
        if let Ok(mut progress) = PROGRESS.lock() {
            progress.remove(&id);
        }
    });
}

/// Begins everything anew that was interrupted; how many volumes there were.
///
/// # Errors
/// Engine faults.
pub async fn recover(app: &App) -> Result<usize> {
    let system = Permit::of_system("恢复制作卷宗");
    let waiting = app.db.read(system.clone(), |tx| Box::pin(async move { store::running(tx).await })).await?;
    let count = waiting.len();
    for volume in waiting {
        match permit_of(app, &volume).await {
            Ok(permit) => start(app, permit, volume),
            Err(_) => finish(app, system.clone(), &volume, Err("制作人已没有制作卷宗的权限".to_owned())).await?,
        }
    }
    Ok(count)
}

async fn permit_of(app: &App, volume: &Record) -> Result<Permit> {
    let user = volume.user_id;
    let read = app.db.read(Permit::of_system("恢复制作卷宗"), move |tx| {
        Box::pin(async move {
            let account = users::by_id(tx, user).await?;
            users::actor(tx, &account).await
        })
    });
    Arc::new(read.await?).may(Verb::MakeVolume)
}

async fn run(app: &App, permit: Permit, volume: Record) -> Result<()> {
    let done = match bound(app, &permit, &volume).await {
        Ok(made) => Ok(made),
        Err(Halt::Full) => Err("磁盘已满".to_owned()),
        Err(Halt::Refused(refused) | Halt::Busy(refused)) => Err(refused.sentence),
        Err(halt) => {
            tracing::error!(id = %volume.id, ?halt, "a volume failed");
            Err("系统故障，请重新制作".to_owned())
        }
    };
    finish(app, permit, &volume, done).await
}

async fn finish(app: &App, permit: Permit, volume: &Record, done: std::result::Result<Made, String>) -> Result<()> {
    let (id, subject) = (volume.id, volume.subject_id);
    let write = app.db.write(permit, Command::of_system(), move |tx| {
        Box::pin(async move {
            store::finish(tx, id, &done).await?;
            let (act, said) = match done {
                Ok(made) => ("卷宗制成", made.file_sha256),
                Err(failure) => ("卷宗没有制成", failure),
            };
            tx.record(Entry::on(SubjectKind::Inspection, subject, act).with(&said), ()).await
        })
    });
    write.await
}

/// The plan as it was when the volume was asked for: its day and its archivist are those on record. Papers issued
/// between then and now go in too.
async fn planned(app: &App, permit: &Permit, volume: &Record) -> Result<Plan> {
    let (id, on) = (InspectionId(volume.subject_id), volume.created_at.day());
    let read = app.db.read(permit.clone(), move |tx| Box::pin(async move { matter(tx, id, on).await }));
    Ok(Plan::of(read.await?, (volume.kept_for, volume.paper_order), (volume.created_by.clone(), on)))
}

/// What a volume grows from.
pub(super) struct Binding<'a> {
    pub app: &'a App,
    permit: &'a Permit,
    pub plan: Plan,
    pub id: VolumeId,
    pub file: Assembly,
}

async fn bound(app: &App, permit: &Permit, volume: &Record) -> Result<Made> {
    let plan = planned(app, permit, volume).await?;
    let mut binding = Binding { app, permit, plan, id: volume.id, file: Assembly::new() };
    let mut places = Vec::new();
    for at in 0..binding.plan.documents.len() {
        places.push(binding.document(at).await?);
    }
    let (photos, unreadable) = binding.photos().await?;
    let annexes = binding.annexes().await?;
    let numbered = binding.file.pages();
    binding.file.number(0..numbered, 1)?;
    let plan = &binding.plan;
    let (cover, index, note) = (
        papers::cover(plan, numbered),
        papers::index(plan, &places, photos.as_ref(), &annexes),
        papers::note(plan, numbered, unreadable, &annexes),
    );
    let note = binding.own(NOTE, note).await?;
    let cover = binding.cover(cover).await?;
    let index = binding.own(INDEX, index).await?;
    let front = cover.len() + index.len();
    binding.file.to_front(front);
    binding.marks((cover.len(), index.len()), &places, (photos.as_ref(), &annexes), note.start + front);
    let about = About {
        title: volume.file_name.trim_end_matches(".pdf").to_owned(),
        author: binding.plan.organisation.clone(),
        subject: format!("卷宗第{}版，保存期限{}", volume.version, lexicon::Term::zh(volume.kept_for)),
        at: binding.plan.made_on.at_beijing(0, 0),
    };
    let file = binding.file;
    let pdf = blocking(move || file.finish(&about)).await?;
    let bytes = i64::try_from(pdf.len()).unwrap_or(i64::MAX);
    let file_sha256 = app.vault.put(pdf).await?;
    Ok(Made { pages: i64::try_from(numbered).unwrap_or(0), bytes, file_sha256 })
}

impl Binding<'_> {
    /// Puts one paper in; where it stands.
    async fn document(&mut self, at: usize) -> Result<Range<usize>> {
        let Some(id) = self.plan.documents.get(at).map(|paper| paper.id) else { return Ok(0..0) };
        self.issued(id).await
    }

    async fn issued(&mut self, id: DocumentId) -> Result<Range<usize>> {
        let pdf = documents::print(self.app, self.permit.clone(), id).await?;
        let place = self.add(pdf).await?;
        step(self.id);
        Ok(place)
    }

    /// 出具了案卷首页的，它就是封面，一字不改；没有的，用自制的检查案卷封面。
    async fn cover(&mut self, data: Value) -> Result<Range<usize>> {
        match self.plan.cover.as_ref().map(|cover| cover.id) {
            Some(id) => self.issued(id).await,
            None => self.own(COVER, data).await,
        }
    }

    /// Sets one of our own papers and puts it behind the others.
    async fn own(&mut self, form: &str, data: Value) -> Result<Range<usize>> {
        let paper = self.set(form, data).await?;
        step(self.id);
        self.add(paper.pdf).await
    }

    pub async fn set(&self, form: &str, data: Value) -> Result<Paper> {
        let job = papers::job(&self.plan, form, data)?;
        self.app.typesetter.typeset(job).await.map_err(documents::halt_of)
    }

    pub async fn add(&mut self, pdf: Vec<u8>) -> Result<Range<usize>> {
        let mut file = std::mem::take(&mut self.file);
        let (file, place) = blocking(move || {
            let place = file.add(&pdf)?;
            Ok((file, place))
        })
        .await?;
        self.file = file;
        Ok(place)
    }

    /// The photos, a page each; how many could not be shown. A damaged photo keeps its page and says so.
    async fn photos(&mut self) -> Result<(Option<Range<usize>>, usize)> {
        if self.plan.photos.is_empty() {
            return Ok((None, 0));
        }
        let mut pictures = Vec::with_capacity(self.plan.photos.len());
        for photo in &self.plan.photos {
            let bytes = self.app.vault.get(&photo.file.sha256).await?;
            pictures.push(blocking(move || Ok(Picture::of(&bytes).ok())).await?);
            step(self.id);
        }
        let unreadable: Vec<usize> =
            pictures.iter().enumerate().filter(|(_, picture)| picture.is_none()).map(|(at, _)| at).collect();
        let data = papers::photos(&self.plan, &unreadable);
        let paper = self.set(PHOTOS, data).await?;
        let place = self.add(paper.pdf).await?;
        if place.len() != pictures.len() {
            return Err(Halt::Fault(format!("{} photos on {} pages", pictures.len(), place.len())));
        }
        for (at, picture) in place.clone().zip(&pictures) {
            if let Some(picture) = picture {
                self.file.picture(at, picture, FRAME)?;
            }
        }
        Ok((Some(place), unreadable.len()))
    }

    /// Bookmarks and names of pages, now that every page is at its place.
    fn marks(
        &mut self,
        (cover, index): (usize, usize),
        places: &[Range<usize>],
        (photos, annexes): (Option<&Range<usize>>, &[Bound]),
        note: usize,
    ) {
        let file = &mut self.file;
        let own = [("封面", 0), ("目录", cover), ("备考表", note)];
        for (words, from) in own {
            file.label(from, Label::Named(words.to_owned()));
        }
        file.label(cover + index, Label::Numbered);
        file.mark("案卷封面", 0);
        file.mark("卷内目录", cover);
        for (paper, place) in self.plan.documents.iter().zip(places) {
            file.mark(format!("{} {}", paper.zh, paper.number).trim(), cover + index + place.start);
        }
        if let Some(place) = photos {
            let first = cover + index + place.start;
            file.mark("证据照片", first);
            for (n, photo) in self.plan.photos.iter().enumerate() {
                let words: String = photo.shown.chars().take(30).collect();
                file.mark_below(&format!("{} {words}", n + 1), first + n);
            }
        }
        for (annex, bound) in self.plan.annexes.iter().zip(annexes) {
            let words: String = annex.name().chars().take(40).collect();
            file.mark(&words, cover + index + bound.place.start);
        }
        file.mark("备考表", note);
    }
}

pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::result::Result<T, crate::pdf::Fault> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|e| Halt::Fault(e.to_string()))?;
    Ok(done?)
}
