//! 上传 · one file with its id, read with a limit before anything is kept
//!
//! Small files stay in memory ([`Upload`]); a large one goes to disk as it comes ([`LargeUpload`]), so that memory does
//! not grow with it.

use crate::problem::DoorRefusal;
use crate::{App, Problem};
use authority::Halt;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use std::path::{Path, PathBuf};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

const MEGABYTE: usize = 1024 * 1024;
/// The largest upload, in megabytes.
const MOST: usize = 20;
/// The largest upload that is written to disk as it comes, in megabytes.
const MOST_ON_DISK: usize = 60;

/// What came with a multipart form: the field `id` (UUIDv7 made by the client) and the field `file`.
pub struct Received {
    /// Id of the record that is to be made.
    pub id: Uuid,
    /// File name as the client calls it; for show only.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A multipart upload of one file of at most 20 MB.
pub struct Upload(pub Received);

/// As [`Received`], with the bytes on disk.
pub struct ReceivedFile {
    /// Id of the record that is to be made.
    pub id: Uuid,
    /// File name as the client calls it; for show only.
    pub name: String,
    /// The bytes, on disk.
    pub file: Laid,
}

/// A multipart upload of one file of at most 60 MB.
pub struct LargeUpload(pub ReceivedFile);

/// A file beside the files that are kept; it goes with this value, unless the vault has taken it over.
#[derive(Debug)]
pub struct Laid(PathBuf);

impl Laid {
    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Laid {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn too_large(most: usize) -> Problem {
    let mut refused = DoorRefusal::TooLarge.at("file");
    refused.sentence = format!("文件超过 {most} MB，没有保存");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, refused)
}

fn malformed(what: &str) -> Problem {
    Problem::malformed(Some("file".to_owned()), what.to_owned())
}

fn broken_off<E>(_: E) -> Problem {
    malformed("上传中断，请重新上传")
}

/// The form, when it does not say itself that it is too large.
async fn form(request: Request, app: &App, most: usize) -> Result<Multipart, Problem> {
    let declared = request.headers().get("content-length").and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|n| n > most * MEGABYTE + 64 * 1024) {
        return Err(too_large(most));
    }
    Multipart::from_request(request, app).await.map_err(|_| malformed("上传的内容不是表单文件"))
}

/// The id that the part holds; none when it is no id.
async fn read_id(part: &mut Field<'_>) -> Result<Option<Uuid>, Problem> {
    let mut text = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(broken_off)? {
        if text.len() + chunk.len() > 100 {
            return Ok(None);
        }
        text.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8(text).ok().and_then(|text| Uuid::parse_str(&text).ok()))
}

fn name_of(part: &Field<'_>) -> String {
    part.file_name().unwrap_or("未命名").chars().take(120).collect()
}

fn whole<T>(id: Option<Uuid>, file: Option<(String, T, usize)>) -> Result<(Uuid, String, T), Problem> {
    let id = id.ok_or_else(|| Problem::malformed(Some("id".to_owned()), "缺少附件编号".to_owned()))?;
    let (name, file, size) = file.ok_or_else(|| malformed("没有收到文件"))?;
    if size == 0 { Err(malformed("文件是空的")) } else { Ok((id, name, file)) }
}

impl FromRequest<App> for Upload {
    type Rejection = Problem;
    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let mut form = form(request, app, MOST).await?;
        let (mut id, mut file) = (None, None);
        while let Some(mut part) = form.next_field().await.map_err(broken_off)? {
            match part.name() {
                Some("id") => id = read_id(&mut part).await?,
                Some("file") => {
                    let (name, mut bytes) = (name_of(&part), Vec::new());
                    while let Some(chunk) = part.chunk().await.map_err(broken_off)? {
                        if bytes.len() + chunk.len() > MOST * MEGABYTE {
                            return Err(too_large(MOST));
                        }
                        bytes.extend_from_slice(&chunk);
                    }
                    let size = bytes.len();
                    file = Some((name, bytes, size));
                }
                _ => {}
            }
        }
        let (id, name, bytes) = whole(id, file)?;
        Ok(Self(Received { id, name, bytes }))
    }
}

impl FromRequest<App> for LargeUpload {
    type Rejection = Problem;
    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let mut form = form(request, app, MOST_ON_DISK).await?;
        let (mut id, mut file) = (None, None);
        while let Some(mut part) = form.next_field().await.map_err(broken_off)? {
            match part.name() {
                Some("id") => id = read_id(&mut part).await?,
                Some("file") => {
                    let name = name_of(&part);
                    let (laid, size) = lay(app, &mut part).await?;
                    file = Some((name, laid, size));
                }
                _ => {}
            }
        }
        let (id, name, file) = whole(id, file)?;
        Ok(Self(ReceivedFile { id, name, file }))
    }
}

/// Writes a part to disk as it comes; where, and how many bytes.
async fn lay(app: &App, part: &mut Field<'_>) -> Result<(Laid, usize), Problem> {
    let fault = |e: std::io::Error| {
        let is_full = matches!(e.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded);
        Problem::from(if is_full { Halt::Full } else { Halt::Fault(e.to_string()) })
    };
    let laid = Laid(app.vault.scratch(&format!("{}.part", lexicon::CommandId::new())).await?);
    let mut file = tokio::fs::File::create(laid.path()).await.map_err(fault)?;
    let mut size = 0;
    while let Some(chunk) = part.chunk().await.map_err(broken_off)? {
        size += chunk.len();
        if size > MOST_ON_DISK * MEGABYTE {
            return Err(too_large(MOST_ON_DISK));
        }
        file.write_all(&chunk).await.map_err(fault)?;
    }
    file.flush().await.map_err(fault)?;
    Ok((laid, size))
}
