// 执法人员 · filters of the register, and what is still owed in the form
import type { OfficerFields, OfficerWarnings } from "@zhifa/shared/api";

// A type, not an interface: it must fit the index signature of list filters.
export type OfficerFilter = { q: string; organisation_id: string; state: string; validity: string; without_account: string };
export const emptyFilter = (): OfficerFilter => ({ q: "", organisation_id: "", state: "", validity: "", without_account: "" });

export const emptyFields = (): OfficerFields => ({ name: "", certificate_no: "", certificate_kind: "行政执法证", valid_from: "", valid_to: "", phone: "", remark: "" });

const owed: [keyof OfficerFields, string][] = [
  ["name", "请填写姓名"], ["certificate_no", "请填写执法证号"], ["certificate_kind", "请填写证件种类"], ["valid_from", "请选择有效期起"], ["valid_to", "请选择有效期止"],
];
/** What is empty or the wrong way round, each at its field. */
export function missing(form: OfficerFields): { field: string; sentence: string }[] {
  const empty = owed.filter(([field]) => !form[field].trim()).map(([field, sentence]) => ({ field, sentence }));
  return form.valid_from && form.valid_to && form.valid_to < form.valid_from ? [...empty, { field: "valid_to", sentence: "有效期止早于有效期起" }] : empty;
}

export interface Warning { text: string; filter: Partial<OfficerFilter>; tone: "red" | "amber" }
/** The warnings that are not zero, the worst first, each with the filter that lists them. */
export function warningsOf(counts: OfficerWarnings | null, organisation: string): Warning[] {
  if (!counts) return [];
  const own = { organisation_id: organisation };
  const submitted = { ...own, state: "submitted" };
  const all: [number, Warning][] = [
    [counts.expired, { text: `证件已过期 ${counts.expired} 人`, filter: { ...submitted, validity: "expired" }, tone: "red" }],
    [counts.within_30, { text: `30日内到期 ${counts.within_30} 人`, filter: { ...submitted, validity: "within_30" }, tone: "amber" }],
    [counts.within_90, { text: `90日内到期 ${counts.within_90} 人`, filter: { ...submitted, validity: "within_90" }, tone: "amber" }],
    [counts.without_account, { text: `未关联账号 ${counts.without_account} 人`, filter: { ...own, without_account: "yes" }, tone: "amber" }],
  ];
  return all.filter(([count]) => count > 0).map(([, warning]) => warning);
}
