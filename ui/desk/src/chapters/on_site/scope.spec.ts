import { describe, expect, it } from "vitest";
import type { Finding, TargetGroup } from "@zhifa/shared/api";
import { chosenIn, lostFindings, scopeText } from "./scope";

const group = (workshop: string, ...names: string[]): TargetGroup => ({
  industry: "steel", industry_zh: "钢铁", unit: "u", unit_zh: "炼铁", workshop_id: workshop || null, workshop,
  targets: names.map((name, index) => ({ key: name, kind: "equipment", name, kind_key: "k", proposed: true, chosen: index === 0, checked: false })),
});
const groups = [group("炼铁1车间", "1号高炉", "2号高炉"), group("炼钢车间", "1号转炉"), group("", "全厂")];

describe("the scope in words", () => {
  it("names workshop and equipment, workshops apart by ；", () => {
    expect(scopeText(groups, new Set(["1号高炉", "2号高炉", "全厂"]))).toBe("炼铁1车间：1号高炉、2号高炉；全厂");
  });
  it("starts with what the inspection has chosen", () => {
    expect([...chosenIn(groups)]).toEqual(["1号高炉", "1号转炉", "全厂"]);
  });
  it("counts the findings that would no longer count", () => {
    const finding = { target: "1号转炉" } as Finding;
    expect(lostFindings([finding, finding], new Set(["1号高炉"]))).toBe(2);
  });
});
