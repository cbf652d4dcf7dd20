//! 分组排版 · papers of own templates apart from all others
//!
//! 自编模板再怎样占时间、占内存，用全国式样出具的文书不受影响：两者各有自己的排版进程。

use std::ffi::OsString;
use std::future::Future;
use std::pin::Pin;

use forms::{Job, Paper, TypesetError, Typesetter};

use crate::{Limits, Workers};

/// A typesetter with processes of their own for the templates that organs wrote.
pub struct Pools {
    shipped: Workers,
    own: Workers,
}

impl Pools {
    /// As [`Workers::new`]; each of the two pools has these limits.
    pub fn new(command: Vec<OsString>, limits: Limits) -> Self {
        Self { shipped: Workers::new(command.clone(), limits), own: Workers::new(command, limits) }
    }
}

impl Typesetter for Pools {
    fn typeset<'a>(&'a self, job: Job) -> Pin<Box<dyn Future<Output = Result<Paper, TypesetError>> + Send + 'a>> {
        if job.own.is_some() { self.own.typeset(job) } else { self.shipped.typeset(job) }
    }

    fn word<'a>(&'a self, job: Job) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, TypesetError>> + Send + 'a>> {
        if job.own.is_some() { self.own.word(job) } else { self.shipped.word(job) }
    }
}
