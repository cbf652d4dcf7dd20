//! 合并打印 · one PDF of several papers, for the printer
//!
//! 打印件供打印；单份文书的电子签名不随之有效，印章的样子留在纸面上。

use super::chosen;
use super::rules;
use crate::pdf::{About, Assembly};
use authority::{Halt, SubjectKind, Verb};
use axum::response::Response;
use serde::Deserialize;
use web::{App, Caller, Query};

/// What is to be printed.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
pub struct Printing {
    /// 文书编号，以逗号分隔，按所列次序
    documents: String,
    /// 各份打印几张，以逗号分隔；不写的按式样规定的份数
    #[serde(default)]
    copies: String,
}

/// 合并打印：所选文书按次序、按份数并成一个 PDF
#[utoipa::path(get, path = "/document-sets/print", tag = "归档", operation_id = "print_documents", params(Printing),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(asked): Query<Printing>) -> web::Result<Response> {
    // 权限
    let permit = caller.may(Verb::ReadDocument)?;
    // 取件
    let papers = chosen::papers(&app, permit.clone(), &asked.documents).await?;
    // 判定
    rules::printable(&papers)?;
    let copies = rules::copies(&asked.copies, &papers).map_err(Halt::Invalid)?;
    let mut parts = Vec::with_capacity(papers.len());
    for (paper, copies) in papers.iter().zip(copies) {
        parts.push((documents::print(&app, permit.clone(), paper.id).await?, copies));
    }
    let name = format!(
        "打印件 {} {}份 {}.pdf",
        papers.first().map_or("", |p| &p.enterprise_name),
        papers.len(),
        app.clock.today()
    );
    let about = About {
        title: name.trim_end_matches(".pdf").to_owned(),
        author: papers.first().map(|p| p.organisation_name.clone()).unwrap_or_default(),
        subject: "打印件，供打印；电子原件以单份文书为准".to_owned(),
        at: app.clock.now(),
    };
    let work = tokio::task::spawn_blocking(move || {
        let mut file = Assembly::new();
        for (pdf, copies) in parts {
            let pages = file.add(&pdf)?;
            for _ in 1..copies {
                file.again(pages.clone())?;
            }
        }
        file.finish(&about)
    });
    let pdf = work.await.map_err(|e| Halt::Fault(e.to_string()))?.map_err(Halt::from)?;
    // 留痕
    for paper in &papers {
        web::downloaded(&app, permit.clone(), (SubjectKind::Document, paper.id.0), &name).await?;
    }
    Ok(web::pdf_reply(pdf, &name, false))
}
