// 接口类型 · names of the shapes of the HTTP interface, taken from the generated schema (`cargo x generate`). Nothing is described twice.
import type { components } from "./schema";

type Schemas = components["schemas"];

/**
 * What really travels. The schema writes an empty value as “may be absent or null”;
 * the server always sends the key, and so do the pages.
 */
type Whole<T> = T extends readonly (infer U)[] ? Whole<U>[] : T extends object ? { [K in keyof T]-?: Whole<T[K]> } : T;
type Of<K extends keyof Schemas> = Whole<Schemas[K]>;

// ---------- common
export type Id = string;
/** 2026-05-20 */
export type Day = Schemas["LegalDay"];
/** 2026-05-20T09:30 */
export type Time = Schemas["LegalTime"];
/** Milliseconds since 1970. */
export type Ms = Schemas["Instant"];
/** Here absent keys are real: a problem says only what it knows. */
export type Problem = Schemas["Problem"];
/** One page of a list; `next` is an opaque cursor, `total_is_more` means “10000+”. */
export type Page<T> = Omit<Of<"Page_SchemeRow">, "items"> & { items: T[] };

// ---------- session and workbench
export type Me = Of<"Me">;
export type Role = Of<"Role">;
export type Verb = Of<"Verb">;
export type Organisation = Of<"Organisation">;
export type Reminders = Of<"Reminders">;
export type ReminderLevel = Of<"ReminderLevel">;
export type ReminderKind = Of<"ReminderKind">;
export type ReminderItem = Of<"ReminderItem">;
export type WorkbenchCounts = Of<"WorkbenchCounts">;
export type ActivityCounts = Of<"ActivityCounts">;
export type PeriodCounts = Of<"PeriodCounts">;

// ---------- typical cases
export type CaseFields = Of<"CaseFields">;
export type CaseFile = Of<"CaseFile">;
export type CaseReport = Of<"CaseReport">;
export type CaseReportRow = Of<"CaseReportRow">;
export type TypicalCase = Of<"TypicalCase">;
export type TypicalCaseRow = Of<"TypicalCaseRow">;

// ---------- plans 专项计划
export type PlanFields = Of<"PlanFields">;
export type PlanKind = Of<"PlanKind">;
export type PlanRow = Of<"PlanRow">;
export type Plan = Of<"Plan">;
export type PlanTable = Of<"PlanTable">;
export type PlanEnterprise = Of<"PlanEnterprise">;

// ---------- reference
export type Region = Of<"Region">;
export type RegionLevel = Of<"RegionLevel">;
export type Industry = Of<"Industry">;
export type EquipmentKind = Of<"EquipmentKind">;
export type Checklist = Of<"Checklist">;
export type CheckItem = Of<"CheckItem">;
export type ChecklistHead = Of<"ChecklistHead">;
export type EditionHead = Of<"EditionHead">;
export type ChecklistEdition = Of<"ChecklistEdition">;
export type ItemDetail = Of<"ItemDetail">;
export type OwnItem = Of<"OwnItem">;
export type ItemDifference = Of<"ItemDifference">;
export type BaseDifference = Of<"BaseDifference">;
export type ChecklistImport = Of<"ChecklistImport">;
export type ProvisionRef = Of<"ProvisionRef">;
export type ProvisionRow = Of<"ProvisionRow">;
export type HazardLevel = Of<"HazardLevel">;
export type Measure = Of<"Measure">;
export type Officer = Of<"Officer">;
export type Approvers = Of<"Approvers">;
export type Person = Of<"Person">;

// ---------- enterprises
export type EnterpriseRow = Of<"EnterpriseRow">;
export type Enterprise = Of<"Enterprise">;
export type EnterpriseState = Of<"EnterpriseState">;
export type Workshop = Of<"Workshop">;
export type Equipment = Of<"Equipment">;
export type WorkshopInput = Of<"WorkshopInput">;
export type EnterpriseFacts = Of<"Facts">;
export type EnterpriseDraft = Of<"EnterpriseDraft">;
export type EnterpriseDraftRow = Of<"DraftRow">;
export type CodeStanding = Of<"CodeStanding">;
export type EnterpriseChange = Of<"EnterpriseChange">;
export type Intelligence = Of<"Intelligence">;
export type EconomicClass = Of<"EconomicClass">;
export type IndustryAttribute = Of<"Attribute">;
// ---------- duplicates
export type Duplicate = Of<"Duplicate">;
export type DuplicateComparison = Of<"DuplicateComparison">;
export type DuplicateLook = Of<"DuplicateLook">;
export type FieldPair = Of<"FieldPair">;
export type MergeField = Of<"MergeField">;
export type EnterpriseMerge = Of<"EnterpriseMerge">;
export type EnterpriseImport = Of<"EnterpriseImport">;
export type ImportError = Of<"ImportError">;
export type ImportRow = Of<"ImportRow">;
export type RowState = Of<"RowState">;
export type FaultPage = Page<ImportError> & { sheets: Of<"SheetFaults">[] };
export type UndoCheck = Of<"UndoCheck">;
export type Export = Of<"Export">;
export type LicenceLine = Of<"LicenceLine">;
export type OwnExport = Of<"OwnExport">;

// ---------- organs 机构, officers 执法人员库
export type OrganisationRow = Of<"OrganisationRow">;
export type OrganisationDetail = Of<"OrganisationDetail">;
export type OrganisationState = Of<"OrganisationState">;
export type LookupReach = Of<"LookupReach">;
export type DatedProfile = Of<"DatedProfile">;
export type RemedyPlace = Of<"RemedyPlace">;
export type RemedyKind = Of<"RemedyKind">;
export type Department = Of<"Department">;
export type OfficerRow = Of<"OfficerRow">;
export type OfficerDetail = Of<"OfficerDetail">;
export type OfficerFields = Of<"OfficerFields">;
export type OfficerWarnings = Of<"OfficerWarnings">;
export type OfficerAct = Of<"OfficerAct">;
export type OfficerState = Of<"OfficerState">;
export type AccountCandidate = Of<"AccountCandidate">;
export type OfficerImport = Of<"OfficerImport">;

// ---------- schemes 现场检查方案
export type SchemeState = Of<"SchemeState">;
export type SchemeRow = Of<"SchemeRow">;
export type SchemeDraft = Of<"SchemeDraft">;
export type Scheme = Of<"Scheme">;
export type TargetGroup = Of<"TargetGroup">;
export type Target = Of<"Target">;

// ---------- approvals 审核审批管理
export type ApprovalStage = Of<"ApprovalStage">;
export type ApprovalRow = Of<"ApprovalRow">;
export type ApprovalStep = Of<"ApprovalStep">;
export type Approval = Omit<Of<"Approval">, "paper"> & { paper: Paper | null };

// ---------- inspections 现场执法检查
export type InspectionState = Of<"InspectionState">;
export type InspectionAct = Of<"InspectionAct">;
export type InspectionRow = Of<"InspectionRow">;
export type InspectionParticulars = Of<"InspectionParticulars">;
export type Verdict = Of<"Verdict">;
export type FindingInput = Of<"FindingInput">;
export type FindingsSaved = Of<"FindingsSaved">;
export type Finding = Of<"Finding">;
export type OtherProblem = Of<"OtherProblem">;
export type Inspection = Of<"Inspection">;
export type InspectionPaper = Of<"InspectionPaper">;
export type PaperForm = Of<"PaperForm">;
export type PaperParticulars = Of<"PaperParticulars">;

// ---------- documents 文书, attachments 附件
export type Document = Of<"Document">;
export type DocumentState = Of<"DocumentState">;
export type MatterDocument = Of<"MatterDocument">;
export type Volume = Of<"Volume">;
export type KeptFor = Of<"KeptFor">;
export type PaperOrder = Of<"PaperOrder">;
export type Attachment = Of<"Attachment">;
export type DocumentLife = Of<"DocumentLife">;
export type ServiceFields = Of<"ServiceFields">;
export type PaperOffered = Of<"PaperOffered">;
export type PaperWork = Of<"PaperWork">;
export type FormField = Of<"FormField">;
/** The fields of a paper are those of its form. */
export type Paper = Omit<Of<"Paper">, "data"> & { data: Record<string, unknown> };
export type Licence = Of<"Licence">;

// ---------- rectifications 整改复查
export type RectificationState = Of<"RectificationState">;
export type RectificationRow = Of<"RectificationRow">;
export type Rectification = Of<"Rectification">;
export type RectificationProblem = Of<"RectificationProblem">;
export type Extension = Of<"Extension">;
export type ReCheckVerdict = Of<"ReCheckVerdict">;
export type ReCheckFinding = Of<"ReCheckFinding">;
export type ReCheckDraft = Of<"ReCheckDraft">;
export type ReCheck = Of<"ReCheck">;

// ---------- entries 留痕
/** Before and after are whatever was recorded, also nothing. */
export type Entry = Omit<Of<"Entry">, "before" | "after"> & { before: unknown; after: unknown };
export type SubjectKind = Of<"SubjectKind">;

// ---------- oversight 审计, 临时查看
export type EntryClass = Of<"EntryClass">;
export type AuditEntry = Omit<Of<"AuditEntry">, "before" | "after"> & { before: unknown; after: unknown };
export type Verification = Of<"Verification">;
export type EnterpriseLookup = Of<"EnterpriseLookup">;
export type TemporaryAccess = Of<"TemporaryAccess">;
export type PenaltyCase = Of<"PenaltyCase">;
export type AccessRecord = Of<"AccessRecord">;

// ---------- ledger 企业基础信息, region_summary 地区汇总情况, knowledge 知识库
export type LedgerRow = Of<"LedgerRow">;
export type RegionSummary = Of<"RegionSummary">;
export type RegionRow = Of<"RegionRow">;
export type StatuteRow = Of<"StatuteRow">;
export type FormSample = Of<"FormSample">;

// ---------- users 统一用户管理, roles 业务角色授权, settings 系统参数, sessions 我的登录
export type UserRow = Of<"UserRow">;
export type UserShow = Of<"UserShow">;
export type UserState = Of<"UserState">;
export type UserAct = Of<"UserAct">;
export type UserInput = Of<"UserInput">;
export type HeldRole = Of<"HeldRole">;
export type Slip = Of<"Slip">;
export type UserImport = Of<"UserImport">;
export type OwnRole = Of<"OwnRole">;
export type RoleInput = Of<"RoleInput">;
export type Permissions = Of<"Permissions">;
export type PermissionBranch = Of<"PermissionBranch">;
export type Duty = Of<"Duty">;
export type Settings = Of<"Settings">;
export type SettingsView = Of<"SettingsView">;
export type SettingField = Of<"SettingField">;
export type OwnSession = Of<"OwnSession">;
export type PasswordPolicy = Of<"PasswordPolicy">;

// ---------- personnel 人员调动
export type Stranded = Of<"Stranded">;
export type WorkInHand = Of<"WorkInHand">;
export type WorkToHand = Of<"WorkToHand">;
export type Pass = Of<"Pass">;

// ---------- 文书编号
export type FormNumbering = Of<"FormNumbering">;
export type NumberingWords = Of<"NumberingWords">;
export type NumberingSet = Of<"NumberingSet">;
export type NumberLedger = Of<"NumberLedger">;
export type NumberBlock = Of<"NumberBlock">;

// ---------- templates
export type TemplateLine = Of<"TemplateLine">;
export type TemplateInForce = Of<"TemplateInForce">;
export type TemplateBasis = Of<"TemplateBasis">;
export type TemplateExample = Of<"TemplateExample">;
export type TemplateField = Omit<Of<"TemplateField">, "columns"> & { columns: TemplateField[] };
export type Template = Omit<Of<"Template">, "fields" | "draft"> & { fields: TemplateField[]; draft: Of<"TemplateDraft"> | null };
export type TemplateVersionHead = Of<"TemplateVersionHead">;
export type TemplateVersion = Of<"TemplateVersion">;
export type TemplatePreview = Of<"TemplatePreview">;
export type TemplateFindings = Of<"TemplateFindings">;
export type TemplateError = Of<"TemplateError">;
// ---------- 签章、查验
export type Seal = Of<"Seal">;
export type SealImage = Of<"SealImage">;
export type SealUse = Of<"SealUse">;
export type DocumentStamp = Of<"DocumentStamp">;
export type PaperVerification = Of<"PaperVerification">;
