// API contract, issue 2. Base path /api. JSON, snake_case. Will be replaced by types generated from OpenAPI with the SAME schema names.
// Every write (POST/PUT/DELETE) carries header `Command-Id: <uuid v7 made by the client>`; the same id sent again returns the first answer.
// Session: HttpOnly cookie. 401 problem code "session.none" → go to login; must_change_password → only /me, /me/password, /sessions answer (403 "session.password_must_change").
// Errors: application/problem+json
export interface Problem { status: number; code: string; title: string; detail: string; way_out?: string; basis?: string; field?: string;
  errors?: { field: string; sentence: string }[]; current?: { revision: number; by: string; at: number } /* with code "stale" (409) */; incident?: string }
export type Id = string; export type Day = string /* 2026-05-20 */; export type Time = string /* 2026-05-20T09:30 */; export type Ms = number /* epoch ms */;
// Lists are keyset pages: ?cursor=…&size=10|20|50|100; next/previous are opaque cursors.
export interface Page<T> { items: T[]; next: string | null; total: number; total_is_more: boolean /* "10000+" */ }

// ---------- session
// POST /sessions {account,password} -> Me (sets cookie); wrong: 401 session.wrong_password; locked: 429 session.locked
// DELETE /sessions/current ; GET /me -> Me ; PUT /me/password {old_password,new_password} -> Me (rules: >=10 chars, 3 of 4 kinds, not old)
export interface Me { user_id: Id; account: string; name: string; department: string; title: string; roles: Role[]; verbs: string[]; officer_id: Id | null;
  organisation: Organisation; must_change_password: boolean; today: Day }
export type Role = "officer"|"reviewer"|"approver"|"business_admin"|"system_admin"|"seal_uploader"|"seal_reviewer"|"case_reporter"|"auditor";
export interface Organisation { id: Id; name: string; short_name: string; level: "nation"|"province"|"city"|"county"; region_code: string; region_name: string }
// verbs used by the UI to show menus/buttons: read_workbench, read_enterprise, edit_equipment, import_enterprise, read_scheme, draft_scheme, submit_scheme, decide_approval, read_approval,
// read_inspection, inspect, conclude_inspection, read_document, read_rectification, extend_rectification, re_check, terminate_rectification, upload_attachment, read_entries

// ---------- workbench  GET /reminders
export interface Reminders { today: Day; schemes_unfinished: number; schemes_returned: number; inspections_open: number; approvals_pending: number; re_checks_open: number;
  re_checks: Record<ReminderLevel, number>; items: ReminderItem[] }
export type ReminderLevel = "overdue"|"within_1"|"within_5"|"within_10"|"later"; // 逾期 / 1天以内 / 2–5天 / 5–10天 / 10天以上
export interface ReminderItem { kind: "approval"|"scheme_returned"|"inspection"|"re_check"; subject_id: Id; title: string; enterprise_name: string; due_on: Day | null; level: ReminderLevel | null }

// ---------- reference
// GET /regions?parent=620000 -> Region[] (no parent: provinces) ; GET /industries -> Industry[] ; GET /checklists -> Checklist[] (in force today) ; GET /officers -> Officer[] ; GET /approvers -> Approvers
export interface Region { code: string; name: string; level: "province"|"city"|"county"; has_children: boolean }
export interface Industry { key: string; zh: string; equipment_tab: string; units: { key: string; zh: string; equipment: EquipmentKind[] }[]; places: { key: string; zh: string }[] }
export interface EquipmentKind { key: string; zh: string; count_unit: string; spec_label: string; spec_unit: string; default_name: string /* "{n}号高炉" */ }
export interface Checklist { key: string; zh: string; industry: string; edition: string; valid_from: Day; items: CheckItem[] }
export interface CheckItem { id: string /* "steel_8@2021/G1" */; list_key: string; list_zh: string; code: string; ordinal: number; content: string; method: string;
  violated: string[] /* "《中华人民共和国安全生产法》第四十一条第二款" */; penalised: string[]; hazard_level: "major"|"general"; measures: Measure[]; suggested_measure: string; suggested_days: number }
export type Measure = "fix_now"|"rectify"|"evacuate"|"suspend_production"|"stop_use"|"seize"|"file_case"|"transfer"; // 责令立即排除|责令限期整改|撤出作业人员|暂时停产停业|停止使用设施设备|查封扣押|立案查处|移送
export interface Officer { id: Id; name: string; certificate_no: string; certificate_kind: string; valid_from: Day; valid_to: Day; is_valid: boolean; organisation_name: string; user_id: Id | null }
export interface Approvers { reviewers: Person[]; approvers: Person[] }
export interface Person { user_id: Id; name: string; title: string; department: string }

// ---------- enterprises
// GET /enterprises?q=&region=&industry=&state=&cursor=&size= -> Page<EnterpriseRow>
// GET /enterprises/{id} -> Enterprise ; PUT /enterprises/{id}/equipment {seen, workshops: WorkshopInput[]} -> Enterprise
export interface EnterpriseRow { id: Id; name: string; credit_code: string; region_code: string; region_name: string; address: string; industries: string[]; element: string; legal_person: string; state: "normal"|"suspended"|"struck_off"; equipment_count: number; updated_at: Ms }
export interface Enterprise extends EnterpriseRow { legal_title: string; phone: string; contact: string; contact_title: string; contact_phone: string; gb4754: string; scale: string; capacity: string; employees: number; longitude: number|null; latitude: number|null; revision: number; workshops: Workshop[] }
export interface Workshop { id: Id; industry: string; unit: string; unit_zh: string; name: string; places: string[] /* keys */; equipment: Equipment[] }
export interface Equipment { id: Id; kind: string; kind_zh: string; name: string; spec: string; spec_unit: string }
export interface WorkshopInput { id: Id; industry: string; unit: string; name: string; places: string[]; equipment: { id: Id; kind: string; name: string; spec: string }[] }
// Import: GET /enterprise-imports/template (xlsx) ; POST /enterprise-imports multipart {id, file} -> EnterpriseImport (state "checked": a dry run, nothing is imported)
//   GET /enterprise-imports/{id} ; POST /enterprise-imports/{id}/confirmation {seen} -> EnterpriseImport (state "imported"); refused while errors exist unless {skip_faulty_rows:true}
export interface EnterpriseImport { id: Id; revision: number; state: "checked"|"imported"; file_name: string; rows: number; good_rows: number; new_rows: number; changed_rows: number; errors: ImportError[]; errors_total: number; imported: number; created_at: Ms; created_by: string }
export interface ImportError { sheet: string; row: number; column: string /* "C" */; heading: string; value: string; sentence: string }

// ---------- schemes 现场检查方案
// GET /schemes?q=&state=&mine=&cursor=&size= -> Page<SchemeRow> ; POST /schemes {id, draft} -> Scheme ; PUT /schemes/{id} {seen, draft} -> Scheme (暂存) ; DELETE /schemes/{id}?seen= (drafts never submitted only) -> 204
// POST /schemes/{id}/submission {seen} -> Scheme ; POST /schemes/{id}/withdrawal {seen, reason} -> Scheme (author takes it back while waiting) ; GET /schemes/{id} -> Scheme ; GET /schemes/{id}/paper -> PDF (preview until completed, then the issued one)
// POST /target-proposals {enterprise_id, item_ids} -> TargetGroup[] : everything that can be checked, `proposed` = the items concern it
export type SchemeState = "draft"|"awaiting_review"|"awaiting_approval"|"returned"|"completed"; // 编制中 待审核 待审批 退回 完成编制
export interface SchemeRow { id: Id; number: string | null; enterprise_name: string; officers: string; inspect_from: Day | null; inspect_to: Day | null; approval_mode: "online"|"offline"; data_state: "draft"|"submitted"; state: SchemeState; source: string; origin: "web"|"app"; author: string; updated_at: Ms; inspection_id: Id | null; acts: string[] }
export interface SchemeDraft { source: "register"|"plan"|"task"; enterprise_id: Id | null; party: string; address: string; contact: string; contact_title: string; contact_phone: string; inspect_from: Day | null; inspect_to: Day | null;
  methods: ("documents"|"on_site"|"inquiry"|"other")[]; method_other: string; officers: Id[]; items: string[]; targets: string[] /* Target.key */; approval_mode: "online"|"offline"; reviewer_id: Id | null; approver_id: Id | null; remark: string;
  offline: { reviewer_name: string; review_opinion: string; approver_name: string; approval_opinion: string; approved_on: Day | null; attachment_id: Id | null } }
export interface Scheme { id: Id; number: string | null; state: SchemeState; revision: number; draft: SchemeDraft; author: string; author_id: Id; organisation_name: string; enterprise: EnterpriseRow | null; officers: Officer[]; items: CheckItem[]; groups: TargetGroup[];
  approvals: ApprovalStep[]; acts: ("save"|"submit"|"withdraw"|"delete")[]; document_id: Id | null; inspection_id: Id | null; created_at: Ms; updated_at: Ms; updated_by: string }
export interface TargetGroup { industry: string; industry_zh: string; unit: string; unit_zh: string; workshop_id: Id | null; workshop: string; targets: Target[] }
export interface Target { key: string /* "equipment:<id>" | "place:<workshop id>:<place>" | "enterprise" */; kind: "equipment"|"place"|"enterprise"; name: string; kind_key: string; proposed: boolean; chosen: boolean; checked: boolean /* every item answered */ }

// ---------- approvals 审核审批管理
// GET /approvals?box=todo|done&q=&cursor=&size= -> Page<ApprovalRow> ; GET /approvals/{id} -> Approval ; POST /approvals/{id}/decision {seen, agreed, opinion} -> Approval
export interface ApprovalRow { id: Id; stage: "review"|"approve"; form_zh: string; subject_kind: "scheme"; subject_id: Id; number: string | null; title: string; enterprise_name: string; submitted_by: string; submitted_at: Ms; state: "pending"|"agreed"|"returned"|"withdrawn"; decided_at: Ms | null }
export interface ApprovalStep { stage: "review"|"approve"; name: string; title: string; state: "waiting"|"pending"|"agreed"|"returned"|"withdrawn"; opinion: string; decided_at: Ms | null }
export interface Approval extends ApprovalRow { revision: number; steps: ApprovalStep[]; may_decide: boolean; scheme: Scheme }

// ---------- inspections 现场执法检查  (made by the system when a scheme is completed)
// GET /inspections?enterprise=&officer=&state=&mine=&cursor=&size= -> Page<InspectionRow> ; GET /inspections/{id} -> Inspection
// PUT /inspections/{id}/particulars {seen, particulars} -> Inspection ; PUT /inspections/{id}/scope {seen, targets: string[]} -> Inspection
// PUT /inspections/{id}/findings {seen, findings: FindingInput[]} (upsert of the ones sent) -> Inspection ; PUT /inspections/{id}/other-problems {seen, problems: OtherProblem[]} (whole list) -> Inspection
// POST /inspections/{id}/submission {seen} -> Inspection (state papers; refused with errors[] naming what is unanswered) ; POST /inspections/{id}/reopening {seen, reason} -> Inspection (papers -> in_progress while nothing is issued)
// GET /inspections/{id}/papers -> InspectionPaper[] ; PUT /inspections/{id}/papers/{form} {seen, particulars: PaperParticulars} -> Inspection ; GET /inspections/{id}/papers/{form}/preview -> PDF ; POST /inspections/{id}/papers/{form}/issue {seen, document_id} -> Document
// POST /inspections/{id}/conclusion {seen} 检查完结 -> Inspection (all owed papers must be issued)
export type InspectionState = "pending"|"in_progress"|"papers"|"concluded"; // 待检查 检查中 文书制作 检查完结
export interface InspectionRow { id: Id; enterprise_name: string; officers: string; inspect_from: Day; inspect_to: Day; origin: "web"|"app"; state: InspectionState; number: string | null; problems: number; updated_at: Ms }
export interface InspectionParticulars { party: string; legal_person: string; legal_title: string; phone: string; address: string; checked_from: Time | null; checked_to: Time | null; places: string; experts: string[]; is_joint: boolean; joint_with: string; officers: Id[] }
export type Verdict = "in_order"|"defective"|"not_applicable"; // 无问题 有问题 不涉及
export interface FindingInput { id: Id; item_id: string; target: string; verdict: Verdict; description: string; measure: Measure | null; due_on: Day | null; attachments: Id[] }
export interface Finding extends FindingInput { target_name: string }
export interface OtherProblem { id: Id; description: string; measure: Measure; due_on: Day | null; violated: string; attachments: Id[] }
export interface Inspection { id: Id; revision: number; state: InspectionState; scheme_id: Id; scheme_number: string; enterprise_id: Id; enterprise_name: string; organisation_name: string; particulars: InspectionParticulars; scope_text: string; items: CheckItem[]; groups: TargetGroup[];
  matrix: { item_id: string; targets: string[] }[] /* chosen targets each item concerns */; findings: Finding[]; other_problems: OtherProblem[]; officers: Officer[]; attachments: Attachment[]; progress: { answered: number; total: number; defective: number }; acts: ("inspect"|"submit"|"reopen"|"issue"|"conclude")[]; papers: InspectionPaper[]; rectification_id: Id | null; updated_at: Ms; updated_by: string }
export interface InspectionPaper { form: "on_site_record"|"rectification_order"; zh: string; is_owed: boolean; why: string; particulars: PaperParticulars; document: Document | null }
export interface PaperParticulars { refusal_note: string /* record: 拒绝签字说明 */; due_on: Day | null /* order: one deadline for all rectify problems unless a finding has its own */; signed_on: Day | null }

// ---------- documents 文书   GET /documents/{id} -> Document ; GET /documents/{id}/file?download=1 -> PDF
export interface Document { id: Id; form: string; zh: string; number: string; state: "numbered"|"issued"|"voided"; organisation_name: string; enterprise_name: string; issued_at: Ms | null; issued_by: string; sha256: string; pages: number; file_name: string }

// ---------- attachments   POST /attachments multipart {id, file} -> Attachment (jpeg/png/webp/pdf, <= 20 MB; else 413/415) ; GET /attachments/{id}/file
export interface Attachment { id: Id; name: string; media_type: string; size: number; sha256: string; uploaded_at: Ms; uploaded_by: string }

// ---------- rectifications 整改复查
// GET /rectifications?q=&mine=all|yes|no&state=&level=&cursor=&size= -> Page<RectificationRow> ; GET /rectifications/export?same filters -> xlsx ; GET /rectifications/{id} -> Rectification
// POST /rectifications/{id}/extensions {id, seen, due_on, requested_on, reason, attachment_id} -> Rectification ; POST /rectifications/{id}/termination {seen, reason} -> Rectification
// PUT /rectifications/{id}/re-check-draft {seen_draft: number|null, draft: ReCheckDraft} -> Rectification (暂存) ; POST /rectifications/{id}/re-checks {id, seen, document_id, ...ReCheckDraft} -> Rectification (提交: issues 整改复查意见书)
// GET /rectifications/{id}/opinion-preview -> PDF of the saved draft
export type RectificationState = "awaiting_re_check"|"passed"|"failed"|"terminated"; // 待复查 复查合格 复查不合格 已终止
export interface RectificationRow { id: Id; enterprise_name: string; officers: string; inspected_on: Day; due_on: Day; level: ReminderLevel | null /* null when closed */; days_left: number; origin: "web"|"app"; is_extended: boolean; state: RectificationState; order_number: string; problems: number; revision: number; acts: ("extend"|"re_check"|"terminate")[] }
export interface Rectification extends RectificationRow { enterprise_id: Id; inspection_id: Id; organisation_name: string; intro: string; order_document_id: Id; ordered_on: Day; originally_due_on: Day; problem_list: RectificationProblem[]; extensions: Extension[]; re_check: ReCheck | null; termination: { reason: string; by: string; at: Ms } | null;
  draft: ReCheckDraft | null; draft_revision: number | null; draft_by: string; draft_at: Ms | null; officer_choices: Officer[]; attachments: Attachment[] }
export interface RectificationProblem { id: Id; ordinal: number; text: string; unit_zh: string; workshop: string; target_name: string; measure: Measure; due_on: Day; violated: string }
export interface Extension { id: Id; from_day: Day; to_day: Day; requested_on: Day; reason: string; attachment_id: Id | null; by: string; at: Ms }
export type ReCheckVerdict = "rectified"|"not_rectified"; // 无问题(已整改) 有问题(未整改)
export interface ReCheckDraft { checked_at: Time | null; officers: Id[]; findings: { problem_id: Id; verdict: ReCheckVerdict | null; remark: string; attachments: Id[] }[]; conclusion: string }
export interface ReCheck { id: Id; checked_at: Time; officers: string; findings: { problem_id: Id; verdict: ReCheckVerdict; remark: string; attachments: Id[] }[]; conclusion: string; document_id: Id; document_number: string; result: "passed"|"failed" }

// ---------- entries 留痕   GET /entries?subject_kind=scheme|inspection|rectification|enterprise&subject_id= -> Entry[]
export interface Entry { id: Id; at: Ms; by: string; organisation_name: string; act: string /* Chinese */; reason: string; before: unknown; after: unknown }
