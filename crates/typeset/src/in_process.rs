//! 同进程排版 · in this process
//!
//! For tests and tools. It has no time limit; the server uses [`crate::Workers`].

use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use forms::{Examination, Examiner, Job, Paper, TypesetError, Typesetter};

use crate::Engine;

/// A typesetter on a blocking thread of this process.
pub struct InProcess {
    engine: Arc<Engine>,
}

impl InProcess {
    /// With the fonts of these folders, first folder first.
    ///
    /// # Errors
    /// As [`Engine::new`].
    pub fn new(font_folders: &[PathBuf]) -> io::Result<Self> {
        Ok(Self { engine: Arc::new(Engine::new(font_folders)?) })
    }
}

impl InProcess {
    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Engine) -> Result<T, TypesetError> + Send + 'static,
    ) -> Result<T, TypesetError> {
        let engine = Arc::clone(&self.engine);
        let done = tokio::task::spawn_blocking(move || work(&engine)).await;
        done.unwrap_or_else(|stopped| Err(TypesetError::Broken(stopped.to_string())))
    }
}

impl Typesetter for InProcess {
    fn typeset<'a>(&'a self, job: Job) -> Pin<Box<dyn Future<Output = Result<Paper, TypesetError>> + Send + 'a>> {
        Box::pin(self.aside(move |engine| engine.set(&job)))
    }

    fn word<'a>(&'a self, job: Job) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, TypesetError>> + Send + 'a>> {
        Box::pin(self.aside(move |engine| engine.word(&job)))
    }
}

impl Examiner for InProcess {
    fn examine<'a>(&'a self, job: Job) -> Pin<Box<dyn Future<Output = Result<Examination, TypesetError>> + Send + 'a>> {
        Box::pin(self.aside(move |engine| engine.examine(&job)))
    }
}
