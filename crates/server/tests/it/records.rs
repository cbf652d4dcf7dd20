//! 办件样例 · one record of each kind, and the paths of the service filled with them.

use crate::path::{self, Cast};
use crate::world::{County, id};
use serde_json::{Value, json};

/// The record behind a path, so that only the caller's role or scope can stand in the way.
pub struct Records {
    pub scheme: Value,
    approval: Value,
    pub inspection: Value,
    pub rectification: Value,
    attachment: String,
    import: String,
    /// Id of a paper that is being drawn up.
    paper: String,
    licence: String,
    /// Id of a typical case that is a draft.
    case_report: String,
    /// Id of a plan that is filed; another is not.
    plan: String,
    checklist: String,
    seal: String,
    pair: String,
}

impl Records {
    pub async fn of(county: &County, cast: &Cast) -> Self {
        let scheme = path::submitted_scheme(county, &cast.zhao).await;
        let approval = path::approval_for(&cast.feng, &scheme).await;
        let inspection = path::concluded_inspection(county, cast).await;
        let at = format!("/rectifications/{}", inspection["rectification_id"].as_str().unwrap());
        let rectification = cast.zhao.get(&at).await.ok();
        let pdf =
            cast.zhao.get(&format!("/documents/{}/file", rectification["order_document_id"].as_str().unwrap())).await;
        let attachment = cast.zhao.upload("/attachments", &id(), ("书证.pdf", &pdf.bytes)).await.ok();
        let licence = crate::licences::added(&cast.zhao, &pdf.bytes).await;
        let li = county.person("li").await;
        let template = li.get("/enterprise-imports/template").await;
        let import = li.upload("/enterprise-imports", &id(), ("导入.xlsx", &template.bytes)).await.ok();
        let (case_report, _) =
            crate::typical_case::draft(&county.person("xu").await, &json!({"title": "堃鑫", "firm": ""})).await;
        let case_report = case_report.rsplit('/').next().unwrap_or_default().to_owned();
        let paper = crate::papers::begun(&cast.zhao, &inspection, "inquiry_record").await;
        Self {
            paper: paper["id"].as_str().unwrap().to_owned(),
            case_report,
            licence,
            plan: planned(&li).await,
            checklist: crate::checklists::copied(&li).await,
            pair: crate::duplicates::twins(county, &li).await.2["id"].as_str().unwrap().to_owned(),
            seal: crate::seals::submitted(county, "organ", "2026-05-01").await["id"].as_str().unwrap().to_owned(),
            scheme,
            approval,
            inspection,
            rectification,
            attachment: attachment["id"].as_str().unwrap().to_owned(),
            import: import["id"].as_str().unwrap().to_owned(),
        }
    }

    pub fn fill(&self, path: &str) -> String {
        let text = |v: &Value| v.as_str().unwrap().to_owned();
        let record = match path.split('/').nth(1).unwrap_or_default() {
            "schemes" => text(&self.scheme["id"]),
            "approvals" => text(&self.approval["id"]),
            "inspections" => text(&self.inspection["id"]),
            "rectifications" => text(&self.rectification["id"]),
            "documents" => text(&self.rectification["order_document_id"]),
            "paper-drafts" => self.paper.clone(),
            "attachments" => self.attachment.clone(),
            "users" => server::install::user_id("qian").to_string(),
            "enterprise-imports" => self.import.clone(),
            "enterprise-licences" => self.licence.clone(),
            "case-reports" => self.case_report.clone(),
            "plans" => self.plan.clone(),
            "own-checklists" => self.checklist.clone(),
            "seals" => self.seal.clone(),
            "duplicates" => self.pair.clone(),
            "officer-records" => path::officer_id("zhao"),
            "organisations" => server::install::organisation_id("xifeng").to_string(),
            "enterprises" => path::enterprise_id(path::STEELWORKS),
            _ => id(),
        };
        let filled = path
            .replace("{id}", &record)
            .replace("{form}", "on_site_record")
            .replace("{code}", "0000")
            .replace("{place}", &id())
            .replace("{attachment}", &id());
        let filled = filled.replace("{key}", "steel_8").replace("{edition}", "2021");
        if path.starts_with("/document-sets/") {
            format!("{filled}?documents={}", text(&self.rectification["order_document_id"]))
        } else if path == "/numbers" {
            format!("{filled}?form=inspection_scheme&year=2026")
        } else if path == "/entries" {
            format!("{filled}?subject_kind=rectification&subject_id={}", text(&self.rectification["id"]))
        } else if path == "/checklists/{key}/difference" {
            format!("{filled}?from=2021&to=2021")
        } else if path == "/enterprise-imports/{id}/rows" {
            format!("{filled}?state=new")
        } else if path == "/credit-codes" {
            format!("{filled}?code=91621002000001011Q")
        } else if path == "/schemes/{id}"
            || path == "/plans/{id}"
            || path == "/paper-drafts/{id}"
            || path == "/own-checklists/{id}/draft"
            || path == "/enterprise-drafts/{id}"
            || path == "/templates/{form}/draft"
        {
            format!("{filled}?seen=999")
        } else {
            filled
        }
    }
}

/// One plan on record that is filed, and one that is not.
async fn planned(li: &crate::world::Person) -> String {
    crate::plans::kept(li, &json!({"name": "堃鑫专项检查"})).await;
    let filed = crate::plans::filed(li, &json!({"name": "堃鑫年度计划"})).await;
    filed["id"].as_str().unwrap().to_owned()
}
