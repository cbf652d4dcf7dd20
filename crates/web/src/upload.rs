//! 上传 · one file with its id, read with a limit before anything is kept

use crate::problem::DoorRefusal;
use crate::{App, Problem};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use uuid::Uuid;

/// The largest upload, in bytes.
const LIMIT: usize = 20 * 1024 * 1024;

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

fn too_large() -> Problem {
    let mut refused = DoorRefusal::TooLarge.at("file");
    refused.sentence = "文件超过 20 MB，没有保存".to_owned();
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, refused)
}

impl FromRequest<App> for Upload {
    type Rejection = Problem;
    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let malformed = |what: &str| Problem::malformed(Some("file".to_owned()), what.to_owned());
        let declared = request.headers().get("content-length").and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
        if declared.is_some_and(|n| n > LIMIT + 64 * 1024) {
            return Err(too_large());
        }
        let mut form = Multipart::from_request(request, app).await.map_err(|_| malformed("上传的内容不是表单文件"))?;
        let (mut id, mut file) = (None, None);
        while let Some(mut part) = form.next_field().await.map_err(|_| malformed("上传中断，请重新上传"))? {
            match part.name() {
                Some("id") => {
                    let text = part.text().await.map_err(|_| malformed("上传中断，请重新上传"))?;
                    id = Uuid::parse_str(&text).ok();
                }
                Some("file") => {
                    let name = part.file_name().unwrap_or("未命名").chars().take(120).collect();
                    let mut bytes = Vec::new();
                    while let Some(chunk) = part.chunk().await.map_err(|_| malformed("上传中断，请重新上传"))?
                    {
                        if bytes.len() + chunk.len() > LIMIT {
                            return Err(too_large());
                        }
                        bytes.extend_from_slice(&chunk);
                    }
                    file = Some((name, bytes));
                }
                _ => {}
            }
        }
        let id = id.ok_or_else(|| Problem::malformed(Some("id".to_owned()), "缺少附件编号".to_owned()))?;
        let (name, bytes) = file.ok_or_else(|| malformed("没有收到文件"))?;
        if bytes.is_empty() {
            return Err(malformed("文件是空的"));
        }
        Ok(Self(Received { id, name, bytes }))
    }
}
