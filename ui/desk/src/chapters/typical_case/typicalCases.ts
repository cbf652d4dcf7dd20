// 典型案例 · filters, the empty form, what is still owed before a case can be reported, and the articles to choose from
import type { CaseFields, CaseReport, Day, StatuteRow } from "@zhifa/shared/api";

// Types, not interfaces: they must fit the index signature of list filters.
export type ReportFilter = { q: string; region: string; industry: string; state: string };
export const emptyReportFilter = (): ReportFilter => ({ q: "", region: "", industry: "", state: "" });
export type CaseFilter = { q: string; region: string; industry: string };
export const emptyCaseFilter = (): CaseFilter => ({ q: "", region: "", industry: "" });

export const emptyFields = (): CaseFields => ({ title: "", firm: "", region_code: "", happened_on: null, industry: "", facts: "", basis: [], penalty: "", attachments: [] });

export function fieldsOf(report: CaseReport): CaseFields {
  const { title, firm, region_code, happened_on, industry, facts, basis, penalty, files } = report;
  return { title, firm, region_code, happened_on, industry, facts, basis: [...basis], penalty, attachments: files.map((file) => file.id) };
}

/** A draft needs a title and nothing else. */
export const untitled = (form: CaseFields) => (form.title.trim() ? [] : [{ field: "title", sentence: "请填写标题" }]);

/** What a report needs besides. */
export function missing(form: CaseFields): { field: string; sentence: string }[] {
  const owed: [string, boolean, string][] = [
    ["firm", !form.firm.trim(), "请填写当事人，隐去名称"],
    ["happened_on", !form.happened_on, "请选择查处日期"],
    ["industry", !form.industry, "请选择行业"],
    ["facts", [...form.facts.trim()].length < 20, "请写明案情，不少于20字"],
    ["basis", form.basis.length === 0, "请选择依据"],
    ["penalty", !form.penalty.trim(), "请填写处理结果"],
  ];
  return [...untitled(form), ...owed.filter(([, empty]) => empty).map(([field, , sentence]) => ({ field, sentence }))];
}

export interface BasisGroup { label: string; options: { value: string; label: string }[] }
/** The registered articles in force on a day, by statute; what was chosen is named in full. */
export function basisGroups(statutes: StatuteRow[], on: Day): BasisGroup[] {
  const current = statutes.filter((s) => s.effective_from <= on && (!s.effective_to || on <= s.effective_to) && s.articles.length > 0);
  return current.map((s) => ({
    label: s.name,
    options: s.articles.map((a) => ({ value: `《${s.name}》${a.place}`, label: `《${s.short_name}》${a.place}　${a.gist}` })),
  }));
}
