//! 请求内容 · what each command of the permission matrix is sent with

use crate::world::id;
use serde_json::{Value, json};

/// A body that every command can read, so that the answer comes from the gate and not from the parser.
pub fn body(path: &str, scheme: &Value) -> Value {
    let revision = json!(999);
    let draft = scheme["draft"].clone();
    match path {
        "/sessions" => json!({"account": "12000009998", "password": "x"}),
        "/settings" => json!({"seen": revision, "settings": settings()}),
        "/users" => {
            json!({"id": id(), "organisation_id": id(), "user": crate::users::form("12000009997", "某人", &["officer"])})
        }
        "/users/{id}" => json!({"seen": revision, "user": crate::users::form("12000009997", "某人", &["officer"])}),
        "/roles" => json!({"id": id(), "role": {"name": "", "note": "", "verbs": []}}),
        "/roles/{id}" => json!({"seen": revision, "role": {"name": "x", "note": "", "verbs": ["read_scheme"]}}),
        "/me/password" => json!({"old_password": "x", "new_password": "y"}),
        _ if path.starts_with("/enterprise-imports") => crate::import::body(path),
        _ if path.ends_with("-exports") => json!({"id": id()}),
        "/enterprises" => {
            json!({"id": id(), "facts": crate::enterprises::facts("某厂", "x"), "workshops": [], "draft_id": null})
        }
        "/enterprises/{id}" => {
            json!({"seen": revision, "facts": crate::enterprises::facts("某厂", "x"), "workshops": null})
        }
        "/enterprises/{id}/striking-off" => json!({"seen": revision, "cause": "closed", "reason": "x"}),
        "/enterprises/{id}/restoration" => json!({"seen": revision, "state": "normal", "reason": "x"}),
        "/enterprise-drafts" => json!({"id": id(), "content": crate::enterprises::draft("某厂")}),
        "/enterprise-drafts/{id}" => json!({"seen": revision, "content": crate::enterprises::draft("某厂")}),
        "/enterprises/{id}/equipment" => json!({"seen": revision, "workshops": []}),
        "/users/{id}/hand-overs" => json!({"seen": revision, "passes": []}),
        "/users/{id}/transfer" => json!({"seen": revision, "organisation_id": id(), "department_id": null, "title": "",
            "roles": [], "own_roles": [], "reason": "x", "passes": []}),
        "/numbering-rules/{form}" => {
            let rule = json!({"region_word": "甲", "organ_word": "应急", "kind_word": "检查", "serial_mode": "own",
                "start_serial": 1, "digits": 4, "brackets": "full", "valid_from": "2026-05-20"});
            json!({"seen": rule, "rule": rule, "reason": "x"})
        }
        "/number-blocks" => json!({"id": id(), "form": "inspection_scheme", "count": 0, "device": "x"}),
        "/number-blocks/{id}/return" => json!({"seen": revision}),
        p if p.starts_with("/seals") => crate::seals::body(p),
        p if p.starts_with("/own-checklists") => crate::checklists::body(p),
        "/temporary-accesses" => json!({"id": id(), "enterprise_id": id(), "reason": "核实设备情况"}),
        "/target-proposals" => json!({"enterprise_id": id(), "item_ids": []}),
        "/enterprise-imports/{id}/confirmation" => json!({"seen": revision, "skip_faulty_rows": false}),
        "/schemes" => json!({"id": id(), "draft": draft}),
        "/schemes/{id}" => json!({"seen": revision, "draft": draft}),
        "/approvals/{id}/decision" => json!({"seen": revision, "agreed": true, "opinion": ""}),
        "/inspections/{id}/particulars" => json!({"seen": revision, "particulars": {
            "party": "", "legal_person": "", "legal_title": "", "phone": "", "address": "", "checked_from": null, "checked_to": null,
            "places": "", "experts": [], "is_joint": false, "joint_with": "", "officers": []}}),
        "/inspections/{id}/scope" => json!({"seen": revision, "targets": []}),
        "/inspections/{id}/findings" => json!({"seen": revision, "findings": []}),
        "/inspections/{id}/other-problems" => json!({"seen": revision, "problems": []}),
        "/inspections/{id}/papers/{form}" => {
            json!({"seen": revision, "particulars": {"refusal_note": "", "due_on": null, "signed_on": null}})
        }
        "/inspections/{id}/volumes" => json!({"id": id(), "kept_for": "ten_years"}),
        "/inspections/{id}/papers/{form}/issue" => json!({"seen": revision, "document_id": id()}),
        "/rectifications/{id}/extensions" => {
            json!({"id": id(), "seen": revision, "due_on": "2026-07-01", "requested_on": "2026-05-20", "reason": "x", "attachment_id": null})
        }
        "/rectifications/{id}/re-check-draft" => {
            json!({"seen_draft": null, "draft": {"checked_at": null, "officers": [], "findings": [], "conclusion": ""}})
        }
        "/rectifications/{id}/re-checks" => {
            json!({"id": id(), "seen": revision, "document_id": id(), "checked_at": null, "officers": [], "findings": [], "conclusion": ""})
        }
        p if crate::papers::is_ours(p) => crate::papers::body(p),
        p if p.contains("licences") => crate::licences::body(p),
        _ if crate::duplicates::is_ours(path) => crate::duplicates::body(path),
        _ if path.starts_with("/templates/") => crate::templates::body(path),
        p if p.starts_with("/plan") => crate::plans::body(p),
        _ => crate::typical_case::body(path).unwrap_or_else(|| crate::organs::body(path)),
    }
}

fn settings() -> Value {
    json!({"initial_password_rule": "one_time", "initial_password_days": 7, "password_min_length": 10,
        "password_kinds": 3, "password_history": 5, "password_days": 90, "lock_failures": 5, "lock_minutes": 15,
        "session_idle_minutes": 120, "session_longest_hours": 12})
}
