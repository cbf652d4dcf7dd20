//! 权限矩阵 · every operation of the service × every member of the cast, and the officer of the next county.

use crate::bodies::body;
use crate::path::{self, Cast};
use crate::records::Records;
use crate::world::{County, Person, id};
use authority::{Role, Verb, roles_for};
use axum::http::Method;
use lexicon::{CommandId, Term};
use serde_json::{Value, json};

/// Who may call an operation.
pub enum Gate {
    /// Anybody, also without a session.
    Anybody,
    /// Anybody who is logged in.
    LoggedIn,
    /// Whoever holds the verb.
    Holds(Verb),
}
use Gate::{Anybody, Holds, LoggedIn};

/// The matrix: method, path, gate. An operation that is missing here fails the test.
#[rustfmt::skip]
#[allow(clippy::too_many_lines, reason = "one line for each operation of the service")]
pub fn matrix() -> Vec<(&'static str, &'static str, Gate)> {
    let mut all = organ_matrix();
    all.extend(case_matrix());
    all.extend(crate::papers::matrix());
    all.extend(crate::typical_case::matrix());
    all.extend(crate::plans::matrix());
    all.extend(crate::checklists::matrix());
    all.extend(crate::duplicates::matrix());
    all.extend(crate::licences::matrix());
    all.extend(crate::templates::matrix());
    all.extend(crate::import::matrix());
    all.extend(crate::exports::matrix());
    all.extend(crate::seals::matrix());
    all.extend(enterprise_matrix());
    all.extend([
        ("post",   "/sessions",                               Anybody),
        ("delete", "/sessions/current",                       LoggedIn),
        ("get",    "/me",                                     LoggedIn),
        ("put",    "/me/password",                            LoggedIn),
        ("get",    "/sessions",                               Holds(Verb::EndOwnSessions)),
        ("delete", "/sessions/{id}",                          Holds(Verb::EndOwnSessions)),
        ("get",    "/settings",                               Holds(Verb::EditSetting)),
        ("put",    "/settings",                               Holds(Verb::EditSetting)),
        ("get",    "/users",                                  Holds(Verb::ReadUser)),
        ("post",   "/users",                                  Holds(Verb::EditUser)),
        ("get",    "/users/{id}",                             Holds(Verb::ReadUser)),
        ("put",    "/users/{id}",                             Holds(Verb::EditUser)),
        ("post",   "/users/{id}/disabling",                   Holds(Verb::EditUser)),
        ("post",   "/users/{id}/enabling",                    Holds(Verb::EditUser)),
        ("post",   "/users/{id}/unlocking",                   Holds(Verb::EditUser)),
        ("post",   "/users/{id}/password-resets",             Holds(Verb::ResetPassword)),
        ("get",    "/user-imports/template",                  Holds(Verb::EditUser)),
        ("post",   "/user-imports/check",                     Holds(Verb::EditUser)),
        ("post",   "/user-imports",                           Holds(Verb::EditUser)),
        ("get",    "/permissions",                            Holds(Verb::ReadUser)),
        ("get",    "/roles",                                  Holds(Verb::ReadUser)),
        ("post",   "/roles",                                  Holds(Verb::EditRole)),
        ("put",    "/roles/{id}",                             Holds(Verb::EditRole)),
        ("post",   "/roles/{id}/enabling",                    Holds(Verb::EditRole)),
        ("post",   "/roles/{id}/disabling",                   Holds(Verb::EditRole)),
        ("get",    "/reminders",                              Holds(Verb::ReadWorkbench)),
        ("get",    "/workbench-counts",                       Holds(Verb::ReadWorkbench)),
        ("get",    "/activity-counts",                        Holds(Verb::ReadInspection)),
        ("get",    "/statutes",                               Holds(Verb::ReadReference)),
        ("get",    "/form-samples",                           Holds(Verb::ReadReference)),
        ("get",    "/form-samples/{form}",                    Holds(Verb::ReadReference)),
        ("get",    "/penalty-cases",                          Holds(Verb::ReadInspection)),
        ("get",    "/enterprise-ledger",                      Holds(Verb::ReadEnterprise)),
        ("get",    "/region-summaries",                       Holds(Verb::ReadInspection)),
        ("get",    "/region-summaries/export",                Holds(Verb::ReadInspection)),
        ("get",    "/entries",                                Holds(Verb::ReadEntries)),
        ("get",    "/users/{id}/open-work",                   Holds(Verb::TransferUser)),
        ("get",    "/stranded-work",                          Holds(Verb::TransferUser)),
        ("post",   "/users/{id}/hand-overs",                  Holds(Verb::TransferUser)),
        ("post",   "/users/{id}/transfer",                    Holds(Verb::TransferUser)),
        ("get",    "/audit-entries",                          Holds(Verb::ReadAudit)),
        ("get",    "/audit-entries/verification",             Holds(Verb::ReadAudit)),
        ("post",   "/temporary-accesses",                     Holds(Verb::RequestAccess)),
        ("get",    "/temporary-accesses",                     Holds(Verb::ReadAccess)),
        ("get",    "/temporary-accesses/mine",                Holds(Verb::RequestAccess)),
        ("post",   "/temporary-accesses/{id}/noting",         Holds(Verb::ReadAccess)),
        ("get",    "/numbering-rules",                        Holds(Verb::ReadNumbering)),
        ("put",    "/numbering-rules/{form}",                 Holds(Verb::EditNumbering)),
        ("get",    "/numbers",                                Holds(Verb::ReadNumbering)),
        ("get",    "/number-blocks",                          Holds(Verb::ReadNumbering)),
        ("post",   "/number-blocks",                          Holds(Verb::ReserveNumbers)),
        ("post",   "/number-blocks/{id}/return",              Holds(Verb::ReserveNumbers)),
        ("get",    "/enterprise-lookups",                     Holds(Verb::LookUpEnterprise)),
        ("get",    "/approvers",                              Holds(Verb::ReadReference)),
        ("get",    "/regions",                                Holds(Verb::ReadReference)),
        ("get",    "/industries",                             Holds(Verb::ReadReference)),
        ("get",    "/officers",                               Holds(Verb::ReadReference)),
        ("post",   "/target-proposals",                       Holds(Verb::ReadEnterprise)),
        ("post",   "/attachments",                            Holds(Verb::UploadAttachment)),
        ("get",    "/attachments/{id}/file",                  Holds(Verb::ReadAttachment)),
        ("get",    "/documents/{id}/word",                    Holds(Verb::ReadDocument)),
        ("get",    "/document-sets/print",                    Holds(Verb::ReadDocument)),
        ("get",    "/document-sets/zip",                      Holds(Verb::ReadDocument)),
        ("get",    "/volumes/{id}",                           Holds(Verb::ReadDocument)),
        ("get",    "/volumes/{id}/file",                      Holds(Verb::ReadDocument)),
        // Last: it ends the caller's sessions.
        ("delete", "/sessions",                               Holds(Verb::EndOwnSessions)),
    ]);
    all
}

/// The chapters of a case, from the scheme to the re-check.
#[rustfmt::skip]
fn case_matrix() -> Vec<(&'static str, &'static str, Gate)> {
    vec![
        ("get",    "/schemes",                                Holds(Verb::ReadScheme)),
        ("post",   "/schemes",                                Holds(Verb::DraftScheme)),
        ("get",    "/schemes/{id}",                           Holds(Verb::ReadScheme)),
        ("put",    "/schemes/{id}",                           Holds(Verb::DraftScheme)),
        ("delete", "/schemes/{id}",                           Holds(Verb::DraftScheme)),
        ("post",   "/schemes/{id}/submission",                Holds(Verb::SubmitScheme)),
        ("post",   "/schemes/{id}/withdrawal",                Holds(Verb::SubmitScheme)),
        ("get",    "/schemes/{id}/paper",                     Holds(Verb::ReadScheme)),
        ("get",    "/approvals",                              Holds(Verb::ReadApproval)),
        ("get",    "/approvals/{id}",                         Holds(Verb::ReadApproval)),
        ("post",   "/approvals/{id}/decision",                Holds(Verb::DecideApproval)),
        ("get",    "/inspections",                            Holds(Verb::ReadInspection)),
        ("get",    "/inspections/{id}",                       Holds(Verb::ReadInspection)),
        ("put",    "/inspections/{id}/particulars",           Holds(Verb::Inspect)),
        ("put",    "/inspections/{id}/scope",                 Holds(Verb::Inspect)),
        ("put",    "/inspections/{id}/findings",              Holds(Verb::Inspect)),
        ("put",    "/inspections/{id}/other-problems",        Holds(Verb::Inspect)),
        ("post",   "/inspections/{id}/submission",            Holds(Verb::Inspect)),
        ("post",   "/inspections/{id}/reopening",             Holds(Verb::Inspect)),
        ("get",    "/inspections/{id}/papers",                Holds(Verb::ReadInspection)),
        ("put",    "/inspections/{id}/papers/{form}",         Holds(Verb::Inspect)),
        ("get",    "/inspections/{id}/papers/{form}/preview", Holds(Verb::ReadInspection)),
        ("post",   "/inspections/{id}/papers/{form}/issue",   Holds(Verb::IssueDocument)),
        ("post",   "/inspections/{id}/conclusion",            Holds(Verb::ConcludeInspection)),
        ("get",    "/inspections/{id}/documents",             Holds(Verb::ReadDocument)),
        ("get",    "/inspections/{id}/volumes",               Holds(Verb::ReadDocument)),
        ("post",   "/inspections/{id}/volumes",               Holds(Verb::MakeVolume)),
        ("get",    "/rectifications",                         Holds(Verb::ReadRectification)),
        ("get",    "/rectifications/{id}",                    Holds(Verb::ReadRectification)),
        ("post",   "/rectifications/{id}/extensions",         Holds(Verb::ExtendRectification)),
        ("put",    "/rectifications/{id}/re-check-draft",     Holds(Verb::ReCheck)),
        ("get",    "/rectifications/{id}/opinion-preview",    Holds(Verb::ReadRectification)),
        ("post",   "/rectifications/{id}/re-checks",          Holds(Verb::ReCheck)),
        ("post",   "/rectifications/{id}/termination",        Holds(Verb::TerminateRectification)),
    ]
}

/// The chapters on enterprises.
#[rustfmt::skip]
fn enterprise_matrix() -> Vec<(&'static str, &'static str, Gate)> {
    vec![
        ("get",    "/economic-classes",                       Holds(Verb::ReadReference)),
        ("get",    "/credit-codes",                           Holds(Verb::EditEnterprise)),
        ("get",    "/enterprises",                            Holds(Verb::ReadEnterprise)),
        ("post",   "/enterprises",                            Holds(Verb::EditEnterprise)),
        ("get",    "/enterprises/{id}",                       Holds(Verb::ReadEnterprise)),
        ("put",    "/enterprises/{id}",                       Holds(Verb::EditEnterprise)),
        ("put",    "/enterprises/{id}/equipment",             Holds(Verb::EditEquipment)),
        ("post",   "/enterprises/{id}/striking-off",          Holds(Verb::StrikeOffEnterprise)),
        ("post",   "/enterprises/{id}/restoration",           Holds(Verb::StrikeOffEnterprise)),
        ("get",    "/enterprises/{id}/intelligence",          Holds(Verb::ReadInspection)),
        ("get",    "/enterprises/{id}/changes",               Holds(Verb::ReadEnterprise)),
        ("get",    "/enterprise-drafts",                      Holds(Verb::EditEnterprise)),
        ("post",   "/enterprise-drafts",                      Holds(Verb::EditEnterprise)),
        ("get",    "/enterprise-drafts/{id}",                 Holds(Verb::EditEnterprise)),
        ("put",    "/enterprise-drafts/{id}",                 Holds(Verb::EditEnterprise)),
        ("delete", "/enterprise-drafts/{id}",                 Holds(Verb::EditEnterprise)),
    ]
}

/// The chapters on organs and officers.
#[rustfmt::skip]
fn organ_matrix() -> Vec<(&'static str, &'static str, Gate)> {
    vec![
        ("get",    "/officer-records",                        Holds(Verb::ReadOfficer)),
        ("post",   "/officer-records",                        Holds(Verb::EditOfficer)),
        ("get",    "/officer-records/warnings",               Holds(Verb::ReadOfficer)),
        ("get",    "/officer-records/{id}",                   Holds(Verb::ReadOfficer)),
        ("put",    "/officer-records/{id}",                   Holds(Verb::EditOfficer)),
        ("post",   "/officer-records/{id}/submission",        Holds(Verb::EditOfficer)),
        ("post",   "/officer-records/{id}/withdrawal",        Holds(Verb::EditOfficer)),
        ("get",    "/officer-records/{id}/account",           Holds(Verb::EditOfficer)),
        ("put",    "/officer-records/{id}/account",           Holds(Verb::EditOfficer)),
        ("get",    "/officer-records/{id}/photo",             Holds(Verb::ReadOfficer)),
        ("post",   "/officer-records/{id}/photo",             Holds(Verb::EditOfficer)),
        ("get",    "/officer-imports/template",               Holds(Verb::EditOfficer)),
        ("post",   "/officer-imports/check",                  Holds(Verb::EditOfficer)),
        ("post",   "/officer-imports",                        Holds(Verb::EditOfficer)),
        ("get",    "/organisations",                          Holds(Verb::ReadOrganisation)),
        ("post",   "/organisations",                          Holds(Verb::EditOrganisation)),
        ("get",    "/organisations/{id}",                     Holds(Verb::ReadOrganisation)),
        ("put",    "/organisations/{id}",                     Holds(Verb::EditOrganisation)),
        ("post",   "/organisations/{id}/ending",              Holds(Verb::EditOrganisation)),
        ("post",   "/organisations/{id}/resumption",          Holds(Verb::EditOrganisation)),
        ("post",   "/organisations/{id}/profiles",            Holds(Verb::EditOrganisation)),
        ("post",   "/organisations/{id}/remedy-places",       Holds(Verb::EditRemedyPlace)),
        ("put",    "/organisations/{id}/remedy-places/{place}", Holds(Verb::EditRemedyPlace)),
        ("get",    "/organisations/{id}/departments",         Holds(Verb::ReadOrganisation)),
        ("post",   "/organisations/{id}/departments",         Holds(Verb::EditOrganisation)),
        ("put",    "/departments/{id}",                       Holds(Verb::EditOrganisation)),
        ("post",   "/departments/{id}/ending",                Holds(Verb::EditOrganisation)),
    ]
}

/// The operations that the service describes.
fn described() -> Vec<(String, String)> {
    let mut api = server::api::document();
    let mut all = Vec::new();
    for (path, item) in &mut api.paths.paths {
        let short = path.trim_start_matches("/api").to_owned();
        all.extend(server::api::operations(item).map(|(method, _)| (method.to_owned(), short.clone())));
    }
    all
}

#[test]
fn every_operation_stands_in_the_matrix_and_the_matrix_holds_no_other() {
    let matrix = matrix();
    let described = described();
    for (method, path) in &described {
        assert!(matrix.iter().any(|(m, p, _)| m == method && p == path), "{method} {path} is missing in the matrix");
    }
    for (method, path, _) in &matrix {
        assert!(described.iter().any(|(m, p)| m == method && p == path), "{method} {path} does not exist");
    }
}

pub async fn call(who: &Person, method: &str, path: &str, (filled, scheme): (&str, &Value)) -> crate::world::Answer {
    let uploads = ["/seal-images", "/attachments", "/enterprise-imports", "/officer-imports", "/officer-imports/check"];
    let of_users = ["/user-imports", "/user-imports/check"];
    let is_upload = uploads.contains(&path)
        || of_users.contains(&path)
        || path.ends_with("/photo")
        || path.ends_with("/workbook-check");
    if is_upload && method == "post" {
        return who.upload(filled, &id(), ("x.png", b"nonsense")).await;
    }
    let method: Method = method.to_uppercase().parse().unwrap();
    let body = (method != Method::GET && method != Method::DELETE).then(|| body(path, scheme));
    who.send(method, filled, CommandId::new(), body.as_ref()).await
}

/// 没有权限的得到 403，有权限的不会得到 403；没有登录的得到 401；邻县的人查无此件。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn roles_open_exactly_what_the_table_says_and_the_next_county_finds_nothing() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let records = Records::of(&county, &cast).await;
    finds_nothing(&cast.wang, &records).await;
    let people: Vec<_> = county.seed.people.iter().map(|p| (p.key.clone(), p.roles.clone())).collect();
    for (key, roles) in people {
        let who = county.person(&key).await;
        for (method, path, gate) in matrix() {
            let Holds(verb) = gate else { continue };
            let roles: Vec<Role> = roles.iter().filter_map(|r| Role::parse(r.code()).ok()).collect();
            let allowed = roles.iter().any(|role| roles_for(verb).contains(role));
            let filled = records.fill(path);
            let answer = call(&who, method, path, (&filled, &records.scheme)).await;
            let status = answer.status.as_u16();
            assert_ne!(status, 401, "{key} {method} {path}");
            assert!(status < 500, "{key} {method} {path}: {} {}", status, answer.text());
            let forbidden = status == 403 && answer.json()["code"] == "request.forbidden";
            assert_eq!(forbidden, !allowed, "{key} {method} {path}: {status} {}", answer.text());
        }
    }
    // The matrix ended everybody's sessions.
    let wang = county.person("wang").await;
    for (method, path, gate) in matrix() {
        let filled = records.fill(path);
        if !matches!(gate, Anybody) {
            let answer = call(&county.nobody(), method, path, (&filled, &records.scheme)).await;
            assert_eq!(answer.status.as_u16(), 401, "nobody {method} {path}: {}", answer.text());
        }
        if let (Holds(verb), true) = (&gate, path.contains("{id}")) {
            let outsider = if roles_for(*verb).contains(&Role::Officer) { &wang } else { continue };
            let answer = call(outsider, method, path, (&filled, &records.scheme)).await;
            assert_eq!(answer.status.as_u16(), 404, "王 {method} {path}: {}", answer.text());
        }
    }
}

/// Lists, searches, counts and exports of the next county's officer hold nothing of ours.
async fn finds_nothing(wang: &Person, records: &Records) {
    for list in ["/schemes", "/inspections", "/rectifications", "/enterprises?q=昆新", "/enterprises?region=621002"] {
        let page = wang.get(&list.replace("昆新", "%E6%98%86%E6%96%B0")).await.ok();
        assert_eq!((&page["total"], &page["items"]), (&json!(0), &json!([])), "{list}");
    }
    let entries =
        format!("/entries?subject_kind=rectification&subject_id={}", records.rectification["id"].as_str().unwrap());
    assert_eq!(wang.get(&entries).await.ok(), json!([]));
    let proposal = json!({"enterprise_id": path::enterprise_id(path::STEELWORKS), "item_ids": []});
    wang.post("/target-proposals", &proposal).await.is_not_found();
    let reminders = wang.get("/reminders").await.ok();
    assert_eq!((&reminders["re_checks_open"], &reminders["items"]), (&json!(0), &json!([])));
}

/// 上级看得见下级的件，但不代下级办理。
#[tokio::test]
async fn the_province_sees_and_does_not_act() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let order = path::open_rectification(&county, &cast).await;
    let zheng = county.person("zheng").await;
    let at = format!("/rectifications/{}", order["id"].as_str().unwrap());
    assert_eq!(zheng.get(&at).await.ok()["acts"], json!([]));
    let end = json!({"seen": order["revision"], "reason": "省厅代为终止"});
    zheng.post(&format!("{at}/termination"), &end).await.is_refused(422, "gate.not_own");
    assert_eq!(cast.zhao.get(&at).await.ok()["state"], "awaiting_re_check");
}
