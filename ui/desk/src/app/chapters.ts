// 章节清单 · every chapter of the desk app
import access from "../chapters/access/chapter";
import approval from "../chapters/approval/chapter";
import audit from "../chapters/audit/chapter";
import checklist from "../chapters/checklist/chapter";
import document from "../chapters/document/chapter";
import duplicate from "../chapters/duplicate/chapter";
import enterprise from "../chapters/enterprise/chapter";
import ownExport from "../chapters/export/chapter";
import help from "../chapters/help/chapter";
import knowledge from "../chapters/knowledge/chapter";
import ledger from "../chapters/ledger/chapter";
import numbering from "../chapters/numbering/chapter";
import template from "../chapters/template/chapter";
import officer from "../chapters/officer/chapter";
import onSite from "../chapters/on_site/chapter";
import organisation from "../chapters/organisation/chapter";
import paper from "../chapters/paper/chapter";
import penaltyCase from "../chapters/penalty_case/chapter";
import plan from "../chapters/plan/chapter";
import portal from "../chapters/portal/chapter";
import rectification from "../chapters/rectification/chapter";
import regionSummary from "../chapters/region_summary/chapter";
import role from "../chapters/role/chapter";
import scheme from "../chapters/scheme/chapter";
import seal from "../chapters/seal/chapter";
import session from "../chapters/session/chapter";
import setting from "../chapters/setting/chapter";
import transfer from "../chapters/transfer/chapter";
import typicalCase from "../chapters/typical_case/chapter";
import user from "../chapters/user/chapter";
import workbench from "../chapters/workbench/chapter";
import type { Chapter } from "./chapter";

export const chapters: Chapter[] = [
  session, portal, workbench, plan, scheme, onSite, penaltyCase, rectification, approval, document, paper, enterprise, duplicate, officer, numbering, template, ledger, ownExport, regionSummary, checklist, knowledge, typicalCase, help,
  access, organisation, user, transfer, role, setting, seal, audit,
];
