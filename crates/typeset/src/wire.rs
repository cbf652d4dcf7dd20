//! 线路 · how parent and child speak
//!
//! A message is four bytes of length, big end first, then that many bytes. An order is one message of JSON. An answer is
//! one message of JSON (`{"Ok":…}` or `{"Err":…}`) and, when it is good news, one more with the PDF as it is.

use std::io::{self, Read, Write};

use forms::{Job, ReadBack, SealPlace, TypesetError};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// No job or paper is longer, in bytes.
const LONGEST: usize = 64 * 1024 * 1024;

/// What the child is to do.
#[derive(Serialize, Deserialize)]
pub(crate) enum Order {
    /// Set a paper.
    Set(Job),
    /// Set a paper on trial and read it back.
    Examine(Job),
    /// The paper as Word file; its pages are not counted.
    Word(Job),
}

impl Order {
    pub(crate) fn job(&self) -> &Job {
        let (Self::Set(job) | Self::Examine(job) | Self::Word(job)) = self;
        job
    }
}

/// The first message of an answer: the number of pages, the place of the seal and, after a trial, what stands on them; or what went wrong.
pub(crate) type Verdict = Result<(u32, Option<SealPlace>, Option<ReadBack>), TypesetError>;

fn too_long() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "message longer than 64 MiB")
}

fn head(length: usize) -> io::Result<[u8; 4]> {
    let short = u32::try_from(length).ok().filter(|_| length <= LONGEST).ok_or_else(too_long)?;
    Ok(short.to_be_bytes())
}

fn room(head: [u8; 4]) -> io::Result<Vec<u8>> {
    let length = usize::try_from(u32::from_be_bytes(head)).ok().filter(|length| *length <= LONGEST);
    Ok(vec![0; length.ok_or_else(too_long)?])
}

/// Reads one message; `None` when the other side has closed.
pub(crate) fn read(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(closed) if closed.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let mut message = room(length)?;
    from.read_exact(&mut message)?;
    Ok(Some(message))
}

/// Writes one message.
pub(crate) fn write(to: &mut impl Write, message: &[u8]) -> io::Result<()> {
    to.write_all(&head(message.len())?)?;
    to.write_all(message)
}

/// Reads one message; the end of the stream is an error here.
pub(crate) async fn receive(from: &mut (impl AsyncRead + Unpin)) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    from.read_exact(&mut length).await?;
    let mut message = room(length)?;
    from.read_exact(&mut message).await?;
    Ok(message)
}

/// Writes one message.
pub(crate) async fn send(to: &mut (impl AsyncWrite + Unpin), message: &[u8]) -> io::Result<()> {
    to.write_all(&head(message.len())?).await?;
    to.write_all(message).await?;
    to.flush().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_back_one_by_one() {
        let mut pipe = Vec::new();
        write(&mut pipe, b"one").unwrap();
        write(&mut pipe, b"").unwrap();
        let mut from = pipe.as_slice();
        assert_eq!(read(&mut from).unwrap(), Some(b"one".to_vec()));
        assert_eq!(read(&mut from).unwrap(), Some(Vec::new()));
        assert_eq!(read(&mut from).unwrap(), None);
    }

    #[test]
    fn a_length_beyond_the_limit_is_refused_before_memory_is_taken() {
        assert!(read(&mut [0xff_u8, 0xff, 0xff, 0xff, 1].as_slice()).is_err());
    }
}
