// 术语 · Chinese labels of every code of the contract. The only place chapters take labels from.
// Generated from the enums of the program; by hand only what belongs to the page alone, or what the user manual calls otherwise on the screen.
import { generated } from "./generated";

/** 只与页面有关的名称，以及用户手册另有叫法的。 */
const presentational = {
  approval_box: { todo: "待办", done: "已办" },
  /** 列表“操作”列：手册两处均为“编辑”。 */
  row_act: { inspect: "编辑", re_check: "编辑" },
  /** 复查表上选“无问题/有问题”，即已整改、未整改。 */
  re_check_verdict: { rectified: "无问题（已整改）", not_rectified: "有问题（未整改）" },
} as const;

export const terms = { ...generated, ...presentational };

export type TermGroup = keyof typeof terms;

/** Label of a code that came from the server; an unknown code is shown as it is rather than hidden. */
export function term(group: TermGroup, code: string | null | undefined): string {
  if (!code) return "—";
  const labels = terms[group] as Record<string, string>;
  return labels[code] ?? code;
}

/** Choices of a group, in the order of the contract. */
export function choices(group: TermGroup): { value: string; label: string }[] {
  return Object.entries(terms[group]).map(([value, label]) => ({ value, label }));
}
