// 方案编制的测试
import { describe, expect, it } from "vitest";
import type { Checklist, Enterprise, TargetGroup } from "@zhifa/shared/api";
import { emptyDraft, inListOrder, mergeTargets, putOfficer, scopeLines, withEnterprise } from "./drafting";

const group = (proposed: string[], all = ["a", "b", "c"]): TargetGroup[] => [{
  industry: "steel", industry_zh: "钢铁企业", unit: "iron", unit_zh: "炼铁", workshop_id: "w", workshop: "一车间",
  targets: all.map((key) => ({ key, kind: "equipment", name: `${key}号`, kind_key: "k", proposed: proposed.includes(key), chosen: false, checked: key === "c" })),
}];

describe("检查范围", () => {
  it("takes everything proposed at first", () => expect(mergeTargets([], [], group(["a", "b"]))).toEqual(["a", "b"]));
  it("keeps what the person unticked and what he added when other items come", () => {
    expect(mergeTargets(["b", "c"], group(["a", "b"]), group(["a", "b"]))).toEqual(["b", "c"]);
  });
  it("drops what only removed items concerned and what no longer exists", () => {
    expect(mergeTargets(["a", "b"], group(["a", "b"]), group(["a"]))).toEqual(["a"]);
    expect(mergeTargets(["a", "gone"], group(["a"]), group(["a"]))).toEqual(["a"]);
  });
  it("reads as lines of names", () => {
    expect(scopeLines(group([]), ["a", "c"])).toEqual([{ title: "钢铁企业 / 炼铁 / 一车间", names: [{ key: "a", name: "a号", checked: false }, { key: "c", name: "c号", checked: true }] }]);
  });
});

describe("执法人员", () => {
  it("replaces in place, adds at the end, and has nobody twice", () => {
    expect(putOfficer(["1", "2"], "3", "1")).toEqual(["3", "2"]);
    expect(putOfficer(["1"], "2", null)).toEqual(["1", "2"]);
    expect(putOfficer(["1", "2"], "2", "1")).toEqual(["2"]);
    expect(putOfficer(["1", "2"], "2", null)).toEqual(["1", "2"]);
  });
});

describe("草稿", () => {
  const firm = { id: "e", name: "陇东钢铁", region_name: "甘肃省庆阳市", address: "庆阳路1号", contact: "", contact_title: "", contact_phone: "", legal_person: "冯天", legal_title: "经理", phone: "12000000001" } as Enterprise;
  it("takes the legal person when no contact is known, and drops the scope of another enterprise", () => {
    const draft = withEnterprise({ ...emptyDraft("f1"), enterprise_id: "other", targets: ["x"] }, firm);
    expect(draft).toMatchObject({ party: "陇东钢铁", address: "甘肃省庆阳市庆阳路1号", contact: "冯天", contact_title: "经理", contact_phone: "12000000001", targets: [], officers: ["f1"] });
  });
  it("keeps items in the order of the checklists and each once", () => {
    const lists = [{ items: [{ id: "1" }, { id: "2" }] }, { items: [{ id: "3" }] }] as Checklist[];
    expect(inListOrder(lists, ["3", "1", "3", "2"])).toEqual(["1", "2", "3"]);
  });
});
