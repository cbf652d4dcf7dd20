// 菜单的测试
import { describe, expect, it } from "vitest";
import type { Verb, WorkbenchCounts } from "@zhifa/shared/api";
import { entries, opensWorkbench, topMenus, type Can } from "./menus";
import { barItems } from "./remindersBar";
import { pressing } from "./useCounts";

const holding = (...verbs: Verb[]): Can => (verb) => !verb || verbs.includes(verb);
const everybody: Verb[] = ["read_workbench", "read_reference", "change_own_password"];
const labels = (can: Can) => topMenus(can).map((menu) => menu.label);
const counts: WorkbenchCounts = {
  today: "2026-05-20", schemes_unfinished: 2, schemes_returned: 1, inspections_open: 3, approvals_pending: null, own_inspections: 9, enterprises: 10000, enterprises_is_more: true,
  cases_open: 6, inspections_this_year: 27, accesses_unnoted: null, re_checks: { overdue: 1, within_1: 0, within_5: 2, within_10: 4, later: 8 },
};

describe("门户菜单", () => {
  it("gives somebody without a role nothing but what everybody may look up", () => {
    const can = holding(...everybody);
    expect(opensWorkbench(can)).toBe(false);
    expect(labels(can)).toEqual(["首页", "知识库", "典型案例", "法规", "帮助"]);
    expect(entries(can)).toEqual([]);
  });
  it("gives a seal reviewer the seals beside that", () => {
    const can = holding(...everybody, "read_seal", "review_seal", "stop_seal");
    expect(labels(can)).toEqual(["首页", "知识库", "系统管理", "典型案例", "法规", "帮助"]);
    expect(topMenus(can).find((menu) => menu.label === "系统管理")?.list?.map((one) => one.label)).toEqual(["签章管理"]);
  });
  it("gives an auditor the entries of 系统管理 that are his, and reminders of looks at our files", () => {
    const can = holding(...everybody, "read_audit", "read_access");
    expect(topMenus(can).find((menu) => menu.label === "系统管理")?.list?.map((one) => one.to)).toContain("/audit");
    expect(entries(can).map((entry) => entry.path)).toContain("/reminders");
    expect(labels(can)).not.toContain("执法管理");
  });
  it("offers 案例上报 to whoever may see reports, and 典型案例查询 to everybody", () => {
    const cases = (can: Can) => topMenus(can).find((menu) => menu.label === "典型案例")?.list?.map((one) => one.label);
    expect(cases(holding(...everybody))).toEqual(["典型案例查询"]);
    const reporter = holding(...everybody, "read_case_report", "report_case");
    expect(cases(reporter)).toEqual(["案例上报", "典型案例查询"]);
    expect(entries(reporter).map((entry) => entry.path)).toEqual(["/resources/typical-cases", "/case-reports"]);
  });
  it("has no menu without a place to go", () => {
    for (const menu of topMenus(holding(...everybody, "read_scheme", "read_audit"))) expect(menu.to ?? menu.list?.length, menu.label).toBeTruthy();
  });
});

describe("工作提醒栏", () => {
  it("shows what the person may open, with counts and levels", () => {
    const officer = barItems(holding("read_scheme", "draft_scheme", "read_inspection", "inspect", "read_rectification", "read_enterprise"), counts);
    expect(officer.map((item) => [item.label, item.count])).toEqual([
      ["现场检查方案", "3"], ["现场执法检查", "3"], ["行政立案查处", "6"], ["整改复查任务", "15"], ["我的检查记录", "9"], ["企业基础信息", "10,000+"], ["地区汇总情况", "27"],
    ]);
    expect(officer[3]?.marks.map((mark) => mark.text)).toEqual(["逾期 1", "5天内 2", "10天内 4"]);
  });
  it("rings for what presses and not for what has time", () => {
    expect(pressing(counts)).toBe(4);
    expect(pressing(null)).toBe(0);
  });
});
