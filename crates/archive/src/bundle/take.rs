//! 打包下载 · several papers as one zip with a manifest
//!
//! The zip is written to disk paper by paper and then streamed, so that memory holds one paper at a time.

use super::chosen::{self, Chosen};
use super::names::Names;
use authority::{Halt, Permit, Result, SubjectKind, Verb};
use axum::response::Response;
use documents::issue::Document;
use lexicon::Term;
use std::io::Write;
use std::path::PathBuf;
use web::{App, Caller, Exported, Query, Vault};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The manifest is opened by a spreadsheet: UTF-8 with its mark, lines end as Windows wants them.
const MARK: &str = "\u{feff}";
const HEADINGS: [&str; 11] =
    ["序号", "文件名", "文书名称", "文书编号", "当事人", "执法机关", "出具日期", "状态", "页数", "字节数", "SHA-256"];

/// 打包下载：所选文书的 PDF 原件和清单，一个压缩包
#[utoipa::path(get, path = "/document-sets/zip", tag = "归档", operation_id = "zip_documents", params(Chosen),
    responses((status = 200, content_type = "application/zip", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(asked): Query<Chosen>) -> web::Result<Response> {
    // 权限
    let permit = caller.may(Verb::ReadDocument)?;
    // 取件
    let papers = chosen::papers(&app, permit.clone(), &asked.documents).await?;
    let name = format!(
        "文书 {} {}份 {}.zip",
        papers.first().map_or("", |p| &p.enterprise_name),
        papers.len(),
        app.clock.today()
    );
    // 落盘
    let path = app.vault.scratch(&format!("{}.zip", lexicon::ExportId::new())).await?;
    write(&app, &permit, &papers, path.clone()).await?;
    // 留痕
    for paper in &papers {
        web::downloaded(&app, permit.clone(), (SubjectKind::Document, paper.id.0), &name).await?;
    }
    let numbers: Vec<&str> = papers.iter().map(|p| p.number.as_str()).collect();
    let export = Exported { kind: SubjectKind::Document, act: "打包下载文书", name: &name, rows: papers.len() };
    web::exported(&app, permit, export, &numbers).await?;
    Ok(web::zip_reply(&path, &name).await?)
}

async fn write(app: &App, permit: &Permit, papers: &[Document], path: PathBuf) -> Result<()> {
    let mut zip = blocking(move || Ok(ZipWriter::new(std::fs::File::create(path)?))).await?;
    let mut names = Names::default();
    let mut manifest = format!("{MARK}{}\r\n", HEADINGS.join(","));
    for (n, paper) in (1..).zip(papers) {
        let pdf = documents::print(app, permit.clone(), paper.id).await?;
        let name = names.take(&format!("{n:02} {} {}", paper.zh, paper.number), "pdf");
        manifest.push_str(&line(n, &name, paper, &pdf));
        let options = options(paper);
        zip = blocking(move || {
            zip.start_file(name, options)?;
            zip.write_all(&pdf)?;
            Ok(zip)
        })
        .await?;
    }
    let options = papers.first().map(options).unwrap_or_default().compression_method(CompressionMethod::Deflated);
    blocking(move || {
        zip.start_file("清单.csv", options)?;
        zip.write_all(manifest.as_bytes())?;
        zip.finish()?.sync_all()
    })
    .await
}

/// PDFs are compressed already. The time of a file is the day of its paper, so that the same set is the same zip.
fn options(paper: &Document) -> SimpleFileOptions {
    let day = paper.issued_at.map(|at| at.day().to_string()).unwrap_or_default();
    let mut parts = day.split('-').filter_map(|part| part.parse::<u16>().ok());
    let (year, month, day) = (parts.next().unwrap_or(1980), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
    let small = |n: u16| u8::try_from(n).unwrap_or(1);
    let time = DateTime::from_date_and_time(year, small(month), small(day), 0, 0, 0).unwrap_or_default();
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(time)
        .unix_permissions(0o644)
}

fn line(n: usize, name: &str, paper: &Document, pdf: &[u8]) -> String {
    let day = paper.issued_at.map(|at| at.day().to_string()).unwrap_or_default();
    let cells = [
        n.to_string(),
        name.to_owned(),
        paper.zh.clone(),
        paper.number.clone(),
        paper.enterprise_name.clone(),
        paper.organisation_name.clone(),
        day,
        paper.state.zh().to_owned(),
        paper.pages.to_string(),
        pdf.len().to_string(),
        Vault::digest(pdf),
    ];
    format!("{}\r\n", cells.map(|cell| quoted(&cell)).join(","))
}

/// 表格软件会把以等号等开头的内容当公式执行，所以前面加一撇。
pub(super) fn quoted(cell: &str) -> String {
    let guarded = if cell.starts_with(['=', '+', '-', '@', '\t']) { format!("'{cell}") } else { cell.to_owned() };
    if guarded.contains([',', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|e| Halt::Fault(e.to_string()))?;
    done.map_err(|e| if e.kind() == std::io::ErrorKind::StorageFull { Halt::Full } else { Halt::Fault(e.to_string()) })
}
