//! 附件装订 · scans and licences become pages of the volume
//!
//! 图片和照片一样占一页；PDF 逐页装订。加密的、损坏的、太长的 PDF 占一页，写明原因，备考表中也点名；原件不动。

use super::job::{Binding, FRAME, blocking, step};
use super::papers::{self, PHOTOS};
use super::plan::Annex;
use super::rules::{MOST_OF_ONE, MOST_PAGES};
use crate::pdf::{Assembly, Fault, Picture};
use authority::Result;
use std::ops::Range;

/// Where an annex stands, and why it could not be shown.
#[derive(Debug, Clone)]
pub struct Bound {
    pub place: Range<usize>,
    pub fault: Option<String>,
}

impl Binding<'_> {
    /// Puts every annex in.
    pub(super) async fn annexes(&mut self) -> Result<Vec<Bound>> {
        let annexes = self.plan.annexes.clone();
        let mut bound = Vec::with_capacity(annexes.len());
        for (at, annex) in annexes.iter().enumerate() {
            let bytes = self.app.vault.get(&annex.file.sha256).await?;
            // What is still to come has its pages for certain.
            let room = MOST_PAGES.saturating_sub(self.file.pages() + annexes.len() - at - 1);
            bound.push(if annex.is_picture() {
                self.pictured(annex, bytes).await?
            } else {
                self.scanned(annex, bytes, room.min(MOST_OF_ONE)).await?
            });
            step(self.id);
        }
        Ok(bound)
    }

    async fn pictured(&mut self, annex: &Annex, bytes: Vec<u8>) -> Result<Bound> {
        let picture = blocking(move || Ok(Picture::of(&bytes).ok())).await?;
        let fault = picture.is_none().then(|| "图片不能显示".to_owned());
        let bound = self.plate(annex, fault).await?;
        if let Some(picture) = picture {
            self.file.picture(bound.place.start, &picture, FRAME)?;
        }
        Ok(bound)
    }

    async fn scanned(&mut self, annex: &Annex, bytes: Vec<u8>, most: usize) -> Result<Bound> {
        let file = std::mem::take(&mut self.file);
        let (file, done) = blocking(move || Ok(added(file, &bytes, most))).await?;
        self.file = file;
        match done {
            Ok(place) => Ok(Bound { place, fault: None }),
            Err(fault) => self.plate(annex, Some(said(&fault))).await,
        }
    }

    /// A page for what is no PDF, or for what should be there and cannot.
    async fn plate(&mut self, annex: &Annex, fault: Option<String>) -> Result<Bound> {
        let remark = fault.as_ref().map(|why| format!("{why}，未能装订，原件另存")).unwrap_or_default();
        let paper = self.set(PHOTOS, papers::plate_of(&self.plan, annex, &remark)).await?;
        Ok(Bound { place: self.add(paper.pdf).await?, fault })
    }
}

fn added(mut file: Assembly, pdf: &[u8], most: usize) -> (Assembly, std::result::Result<Range<usize>, Fault>) {
    let done = file.add_foreign(pdf, most);
    (file, done)
}

fn said(fault: &Fault) -> String {
    match fault {
        Fault::TooLong(pages) => format!("PDF有{pages}页，太长"),
        locked if locked.is_locked() => "PDF已加密".to_owned(),
        _ => "PDF已损坏".to_owned(),
    }
}
