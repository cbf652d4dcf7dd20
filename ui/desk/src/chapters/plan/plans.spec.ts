// 专项计划的测试
import { describe, expect, it } from "vitest";
import type { PlanFields } from "@zhifa/shared/api";
import { emptyPlan, filingQuestion, missing, sums, wrong } from "./plans";

const whole: PlanFields = { name: "2026年度工贸计划", industry: "steel", kind: "annual", starts_on: "2026-01-01", ends_on: "2026-12-31", enterprises: ["x"] };
const fields = (list: { field: string }[]) => list.map((one) => one.field);

describe("专项计划", () => {
  it("keeps a plan with a name, and submits it when it is whole", () => {
    expect(fields(wrong(emptyPlan()))).toEqual(["name"]);
    expect(fields(missing({ ...emptyPlan(), name: "计划" }))).toEqual(["industry", "starts_on", "ends_on", "enterprises"]);
    expect(missing(whole)).toEqual([]);
  });
  it("says what is wrong with the days at the end of the plan", () => {
    expect(fields(wrong({ ...whole, ends_on: "2025-12-31" }))).toEqual(["ends_on"]);
    expect(wrong({ ...whole, ends_on: "2027-01-31" })[0]?.sentence).toContain("同一年");
    expect(wrong({ ...whole, kind: "campaign", ends_on: "2027-01-31" })).toEqual([]);
  });
  it("adds up each kind of equipment", () => {
    const one = (counts: number[]) => ({ enterprise_id: "x", name: "某厂", province: "", city: "", county: "", counts, fault: "" });
    const column = (key: string) => ({ key, zh: key, count_unit: "座" });
    expect(sums({ columns: [column("a"), column("b")], enterprises: [one([1, 2]), one([3, 0])] })).toEqual([4, 2]);
  });
  it("asks before filing what cannot be undone", () => {
    expect(filingQuestion({ name: "计划", enterprise_count: 54 })).toMatch(/54 家.*不能再编辑、删除，也不能撤回/);
  });
});
