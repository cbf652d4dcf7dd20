// 企业表单 · the facts as they are filled in: empty, from a record, what is missing, and two people's changes put together
import type { Enterprise, EnterpriseFacts, Industry, WorkshopInput } from "@zhifa/shared/api";
import { plain, sameValue } from "@zhifa/shared/lib";

export const ELEMENTS = ["工贸", "危化品", "其他企业"];
export const SCALES = ["大型", "中型", "小型", "微型"];

export const emptyFacts = (): EnterpriseFacts => ({
  name: "", business_kind: "company", credit_code: "", region_code: "", address: "", postcode: "", longitude: null, latitude: null, legal_person: "", legal_title: "", phone: "",
  contact: "", contact_title: "", contact_phone: "", industries: [], element: "工贸", gb4754: "", scale: "", capacity: "", employees: null, standard_grade: "unrated", risk_level: "unrated",
  supervision_level: "county", supervision_organ: "", state: "normal", attributes: {},
});

export function factsOf(e: Enterprise): EnterpriseFacts {
  const { name, business_kind, credit_code, region_code, address, postcode, longitude, latitude, legal_person, legal_title, phone, contact, contact_title, contact_phone, industries, element,
    gb4754, scale, capacity, employees, standard_grade, risk_level, supervision_level, supervision_organ, state, attributes } = e;
  return plain({ name, business_kind, credit_code, region_code, address, postcode, longitude, latitude, legal_person, legal_title, phone, contact, contact_title, contact_phone, industries, element,
    gb4754, scale, capacity, employees, standard_grade, risk_level, supervision_level, supervision_organ, state, attributes });
}

export const labels: Record<keyof EnterpriseFacts, string> = {
  name: "企业名称", business_kind: "企业类型", credit_code: "统一社会信用代码", region_code: "所在地区", address: "生产经营地址", postcode: "邮政编码", longitude: "经度", latitude: "纬度",
  legal_person: "法定代表人（负责人）", legal_title: "法定代表人职务", phone: "联系电话", contact: "联系人", contact_title: "联系人职务", contact_phone: "联系人电话", industries: "行业类型",
  element: "安全生产要素", gb4754: "国民经济行业", scale: "企业规模", capacity: "产能", employees: "从业人数", standard_grade: "标准化等级", risk_level: "风险等级",
  supervision_level: "监管层级", supervision_organ: "监管机构", state: "状态", attributes: "行业属性",
};

/** What the server would ask for anyway, told before sending: required fields that are empty. */
export function missing(facts: EnterpriseFacts): { field: string; sentence: string }[] {
  const owed: (keyof EnterpriseFacts)[] = ["name", "credit_code", "region_code", "address", "legal_person", "legal_title", "phone", "contact", "element"];
  if (facts.business_kind === "company") owed.push("capacity");
  const gaps = owed.filter((key) => !String(facts[key] ?? "").trim()).map((key) => ({ field: `facts.${key}`, sentence: `请填写${labels[key]}` }));
  if (facts.element === "工贸" && !facts.industries.length) gaps.push({ field: "facts.industries", sentence: "工贸企业至少选一种行业类型" });
  return gaps;
}

export interface FormStep { key: string; title: string; industry: Industry | null }
/** 基本信息, then one page of equipment for each industry. */
export const stepsOf = (facts: EnterpriseFacts, industries: Industry[]): FormStep[] => [
  { key: "facts", title: "基本信息", industry: null },
  ...industries.filter((i) => facts.industries.includes(i.key)).map((industry) => ({ key: industry.key, title: industry.equipment_tab, industry })),
];

/** The step that shows a field the server named. */
export function stepOfField(field: string, steps: FormStep[], workshops: WorkshopInput[]): number {
  const shop = /workshops\D*(\d+)/.exec(field);
  const own = shop ? workshops[Number(shop[1])] : undefined;
  if (own) return Math.max(0, steps.findIndex((s) => s.key === own.industry));
  const attribute = /attributes\.(\w+)/.exec(field)?.[1];
  if (attribute) return Math.max(0, steps.findIndex((s) => s.industry?.enterprise_attributes.some((a) => a.key === attribute)));
  return 0;
}

export interface Input { facts: EnterpriseFacts; workshops: WorkshopInput[] }
export interface Merged extends Input { kept: string[]; taken: string[]; both: string[] }
/**
 * Mine and theirs over what both began from: what only they changed is theirs, what I changed stays mine.
 * `both` names what was changed on both sides; it stays as I have it and must be looked at.
 */
export function merge(base: Input, mine: Input, theirs: Input): Merged {
  const facts = plain(mine.facts) as unknown as Record<string, unknown>;
  const out: Merged = { facts: facts as unknown as EnterpriseFacts, workshops: mine.workshops, kept: [], taken: [], both: [] };
  const note = (label: string, was: unknown, ours: unknown, other: unknown): boolean => {
    const [changed, changedThere] = [!sameValue(was, ours), !sameValue(was, other)];
    if (changed && changedThere && !sameValue(ours, other)) out.both.push(label);
    else if (changed) out.kept.push(label);
    else if (changedThere) out.taken.push(label);
    return changedThere && !changed;
  };
  for (const key of Object.keys(labels) as (keyof EnterpriseFacts)[]) {
    if (note(labels[key], base.facts[key], mine.facts[key], theirs.facts[key])) facts[key] = plain(theirs.facts[key]);
  }
  if (note("设备信息", base.workshops, mine.workshops, theirs.workshops)) out.workshops = plain(theirs.workshops);
  return out;
}
