//! The door to either engine: a read is one closure on one connection, a write is one closure in one transaction.

use crate::sqlite::{self, Job, Lite, drive};
use crate::{Conn, Error, Migration, Result};
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use tokio::sync::oneshot;
use tokio_postgres::NoTls;

/// What a closure returns: its future, boxed.
pub type Work<'a, T, E> = Pin<Box<dyn Future<Output = std::result::Result<T, E>> + Send + 'a>>;

/// Which engine is behind the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded
    Sqlite,
    /// PostgreSQL or an engine that speaks its protocol
    Postgres,
}

/// A handle to the database; cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

enum Inner {
    Lite { lite: Arc<Lite>, thread: Mutex<Option<std::thread::JoinHandle<()>>> },
    Pg(Pool),
}

impl Db {
    /// Opens the embedded engine on a file.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open_file(path: &Path) -> Result<Db> {
        let (lite, thread) = sqlite::open(path)?;
        Ok(Db(Arc::new(Inner::Lite { lite: Arc::new(lite), thread: Mutex::new(Some(thread)) })))
    }

    /// Opens a pool on `postgres://…`.
    ///
    /// # Errors
    /// When the address is malformed; the first connection is made at the first use.
    pub fn open_postgres(url: &str, connections: usize) -> Result<Db> {
        let config = url.parse().map_err(|e: tokio_postgres::Error| Error::Engine(e.to_string()))?;
        let manager = Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let pool = Pool::builder(manager).max_size(connections).build().map_err(|e| Error::Engine(e.to_string()))?;
        Ok(Db(Arc::new(Inner::Pg(pool))))
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match &*self.0 {
            Inner::Lite { .. } => Engine::Sqlite,
            Inner::Pg(_) => Engine::Postgres,
        }
    }

    /// Runs the migrations that have not run yet.
    ///
    /// # Errors
    /// [`Error::ChangedMigration`], or what the engine says.
    pub async fn migrate(&self, migrations: &'static [Migration]) -> Result<()> {
        crate::migrate::run(self, migrations).await
    }

    /// Read-only work on one connection.
    ///
    /// # Errors
    /// What the closure returns; engine faults.
    pub async fn read<T, E, F>(&self, f: F) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'a> FnOnce(&'a mut Conn) -> Work<'a, T, E> + Send + 'static,
    {
        match &*self.0 {
            Inner::Lite { lite, .. } => {
                let permit = lite.permits.clone().acquire_owned().await.map_err(|e| Error::Engine(e.to_string()))?;
                let lite = lite.clone();
                let work = move || {
                    let Some(mut conn) = lite.readers.pop() else {
                        return Err(Error::Engine("no reader behind a permit".into()).into());
                    };
                    let r = catch_unwind(AssertUnwindSafe(|| drive(f(&mut conn))));
                    let _ = lite.readers.push(conn);
                    drop(permit);
                    r.unwrap_or_else(|_| Err(Error::NotCommitted("panic in a read".into()).into()))
                };
                tokio::task::spawn_blocking(work).await.map_err(|e| Error::Engine(e.to_string()))?
            }
            Inner::Pg(pool) => {
                let mut conn = Conn::Pg(pool.get().await.map_err(Error::from)?);
                f(&mut conn).await
            }
        }
    }

    /// As [`Db::read`], and everything is read as it was at one moment, however long the reading takes.
    ///
    /// # Errors
    /// What the closure returns; engine faults.
    pub async fn snapshot<T, E, F>(&self, f: F) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'a> FnOnce(&'a mut Conn) -> Work<'a, T, E> + Send + 'static,
    {
        let begin = match self.engine() {
            Engine::Sqlite => "BEGIN",
            Engine::Postgres => "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        let db = self.clone();
        let work = async move {
            db.read(move |conn| {
                Box::pin(async move {
                    conn.script(begin).await.map_err(E::from)?;
                    let answer = f(conn).await;
                    conn.script("ROLLBACK").await.map_err(E::from)?;
                    answer
                })
            })
            .await
        };
        // Its own task: when the caller goes away, no connection returns to the pool with an open transaction.
        tokio::spawn(work).await.map_err(|e| E::from(Error::Engine(e.to_string())))?
    }

    /// One transaction; rolled back when the closure returns an error or panics. The answer comes after the commit
    /// is durable.
    ///
    /// # Errors
    /// What the closure returns; engine faults; [`Error::NotCommitted`].
    pub async fn write<T, E, F>(&self, f: F) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'a> FnOnce(&'a mut Conn) -> Work<'a, T, E> + Send + 'static,
    {
        let gone = || Error::Engine("the writer has stopped".into());
        match &*self.0 {
            Inner::Lite { lite, .. } => {
                let (answer, answered) = oneshot::channel::<std::result::Result<T, E>>();
                lite.writer.send(job(f, answer)).map_err(|_| gone())?;
                answered.await.map_err(|_| gone())?
            }
            // Its own task: when the client goes away, the transaction still ends, and no connection returns to the
            // pool with an open transaction.
            Inner::Pg(pool) => {
                let pool = pool.clone();
                tokio::spawn(async move { transaction(&pool, f).await })
                    .await
                    .map_err(|e| Error::NotCommitted(e.to_string()))?
            }
        }
    }

    /// Waits until the writer has finished what was sent, then closes the embedded file.
    pub fn close(self) {
        if let Ok(Inner::Lite { lite, thread }) = Arc::try_unwrap(self.0) {
            drop(lite);
            if let Some(thread) = thread.into_inner().ok().flatten() {
                let _ = thread.join();
            }
        }
    }
}

fn job<T, E, F>(f: F, answer: oneshot::Sender<std::result::Result<T, E>>) -> Job
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
    F: for<'a> FnOnce(&'a mut Conn) -> Work<'a, T, E> + Send + 'static,
{
    Box::new(move |conn| {
        let ran = catch_unwind(AssertUnwindSafe(|| drive(f(conn))));
        match ran.unwrap_or_else(|_| Err(Error::NotCommitted("panic in a write".into()).into())) {
            Ok(value) => Some(Box::new(move |committed: Result<()>| {
                let _ = answer.send(committed.map(|()| value).map_err(E::from));
            })),
            Err(e) => {
                let _ = answer.send(Err(e));
                None
            }
        }
    })
}

async fn transaction<T, E, F>(pool: &Pool, f: F) -> std::result::Result<T, E>
where
    E: From<Error>,
    F: for<'a> FnOnce(&'a mut Conn) -> Work<'a, T, E>,
{
    let object = pool.get().await.map_err(Error::from)?;
    object.batch_execute("BEGIN").await.map_err(Error::from)?;
    let mut conn = Conn::Pg(object);
    let r = f(&mut conn).await;
    let Conn::Pg(object) = conn else {
        return Err(Error::Engine("another engine".into()).into());
    };
    match r {
        Ok(value) => {
            object.batch_execute("COMMIT").await.map_err(Error::from)?;
            Ok(value)
        }
        Err(e) => {
            if object.batch_execute("ROLLBACK").await.is_err() {
                let _ = Object::take(object);
            }
            Err(e)
        }
    }
}
