// 专项计划 · filters, the empty form, what is still owed before a plan can be submitted, the questions that are asked
import type { Plan, PlanFields, PlanRow, PlanTable } from "@zhifa/shared/api";
import { dayRange } from "@zhifa/shared/lib";

// A type, not an interface: it must fit the index signature of list filters.
export type PlanFilter = { q: string; industry: string; kind: string; state: string; progress: string; year: string };
export const emptyPlanFilter = (): PlanFilter => ({ q: "", industry: "", kind: "", state: "", progress: "", year: "" });

export const emptyPlan = (): PlanFields => ({ name: "", industry: "", kind: "annual", starts_on: null, ends_on: null, enterprises: [] });
export const emptyTable = (): PlanTable => ({ columns: [], enterprises: [] });

export function fieldsOf(plan: Plan): PlanFields {
  const { name, industry, kind, starts_on, ends_on, enterprises } = plan;
  return { name, industry, kind, starts_on, ends_on, enterprises: enterprises.map((one) => one.enterprise_id) };
}

export interface Owed { field: string; sentence: string }
/** A plan that is kept needs a name, and days that are in order. */
export function wrong(form: PlanFields): Owed[] {
  const out: Owed[] = [];
  if (!form.name.trim()) out.push({ field: "name", sentence: "请填写计划名称" });
  if (form.starts_on && form.ends_on && form.ends_on < form.starts_on) out.push({ field: "ends_on", sentence: "计划结束时间不能早于开始时间" });
  else if (form.starts_on && form.ends_on && form.kind === "annual" && form.starts_on.slice(0, 4) !== form.ends_on.slice(0, 4)) out.push({ field: "ends_on", sentence: "年度计划的起止时间应在同一年；跨年的请选择专项或者临时" });
  return out;
}
/** What a plan needs besides to be submitted. */
export function missing(form: PlanFields): Owed[] {
  const owed: [string, boolean, string][] = [
    ["industry", !form.industry, "请选择行业类型"],
    ["starts_on", !form.starts_on, "请选择计划开始时间"],
    ["ends_on", !form.ends_on, "请选择计划结束时间"],
    ["enterprises", form.enterprises.length === 0, "请添加执法对象，至少一家"],
  ];
  return [...wrong(form), ...owed.filter(([, empty]) => empty).map(([field, , sentence]) => ({ field, sentence }))];
}

/** The sum of each column, below the table. */
export const sums = (table: PlanTable): number[] => table.columns.map((_, n) => table.enterprises.reduce((sum, one) => sum + (one.counts[n] ?? 0), 0));

export const span = (plan: Pick<PlanRow, "starts_on" | "ends_on">): string => dayRange(plan.starts_on, plan.ends_on);
export const filingQuestion = (plan: Pick<PlanRow, "name" | "enterprise_count">): string =>
  `备案“${plan.name}”（${plan.enterprise_count} 家执法对象）？备案后上级机关可以看到，不能再编辑、删除，也不能撤回；各企业的设备数按今天的定格。`;
export const removalQuestion = (plan: Pick<PlanRow, "name">): string => `删除“${plan.name}”？删除后不能恢复。`;
