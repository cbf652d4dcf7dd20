// 菜单 · which menus a person has, out of what the chapters declare; nothing is shown that leads nowhere
import type { Verb } from "@zhifa/shared/api";
import type { AccountEntry, MenuEntry } from "./chapter";
import { chapters } from "./chapters";
import { WORKBENCH } from "./workbenchVerbs";

export type Can = (verb: Verb | undefined) => boolean;

/** 系统管理员、审计员、签章人员没有专项执法的工作台。 */
export const opensWorkbench = (can: Can): boolean => WORKBENCH.some((verb) => can(verb));

const opens = (can: Can, entry: MenuEntry): boolean => can(entry.verb) && (!entry.anyOf || entry.anyOf.some((verb) => can(verb)));

/** Entries the person may open, in their order; of one section or of all. */
export function entries(can: Can, section?: MenuEntry["section"]): MenuEntry[] {
  const all = chapters.flatMap((chapter) => chapter.menu);
  return all.filter((entry) => (!section || entry.section === section) && opens(can, entry)).sort((a, b) => a.order - b.order);
}
export const accountEntries = (can: Can): AccountEntry[] => chapters.flatMap((chapter) => chapter.account ?? []).filter((entry) => can(entry.verb));

export interface TopMenu { label: string; /** where it leads; none: it opens a list */ to?: string; list?: { label: string; to: string }[] }
/** The top menus of 工作门户. */
export function topMenus(can: Can): TopMenu[] {
  const knowledge = [{ label: "检查事项", to: "/knowledge/check-items" }, { label: "文书样张", to: "/knowledge/papers" }];
  const cases = [can("read_case_report") ? { label: "案例上报", to: "/case-reports" } : null, can("read_reference") ? { label: "典型案例查询", to: "/typical-cases" } : null].filter((one) => one !== null);
  const system = entries(can, "系统管理").map((entry) => ({ label: entry.label, to: entry.path }));
  const menus: (TopMenu | null)[] = [
    { label: "首页", to: "/portal" },
    opensWorkbench(can) ? { label: "执法管理", to: "/workbench" } : null,
    can("read_reference") ? { label: "知识库", list: knowledge } : null,
    system.length ? { label: "系统管理", list: system } : null,
    cases.length ? { label: "典型案例", list: cases } : null,
    can("read_reference") ? { label: "法规", to: "/law" } : null,
    { label: "帮助", to: "/help" },
  ];
  return menus.filter((menu) => menu !== null);
}
