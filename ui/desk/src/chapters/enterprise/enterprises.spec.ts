// 执法对象的测试
import { describe, expect, it } from "vitest";
import type { Industry, Workshop } from "@zhifa/shared/api";
import { attributeTexts, byKind, emptyFilter, fullAddress, keptColumns, search } from "./enterprises";

const shop = (id: string, name: string, pieces: [string, string][]): Workshop => ({
  id, name, industry: "steel", unit: "iron", unit_zh: "炼铁", places: [],
  equipment: pieces.map(([kind, piece], i) => ({ id: `${id}${i}`, kind, kind_zh: kind === "bf" ? "高炉" : "起重机", name: piece, spec: "450", spec_unit: "立方米", attributes: {} })),
});
describe("列表", () => {
  it("asks by default for the order that the server finds in one walk, as the bench does", () => {
    expect(emptyFilter().sort).toBe("newest");
  });
});
describe("设备", () => {
  it("stands by kind in the order of first appearance", () => {
    const groups = byKind(shop("w", "一车间", [["crane", "1号"], ["bf", "1号高炉"], ["crane", "2号"]]).equipment);
    expect(groups.map((g) => [g.kind, g.equipment.length])).toEqual([["crane", 2], ["bf", 1]]);
  });
  it("tells what is filled in of its attributes, in the words of its industry", () => {
    const piece = { ...shop("w", "一车间", [["pool", "1号池"]]).equipment[0]!, attributes: { risk: "gas", depth: "3", note: "" } };
    const of = (key: string, zh: string, unit: string, choices: { key: string; zh: string }[]) => ({ key, zh, scope: "equipment", unit, choices });
    const industry = { equipment_attributes: [of("risk", "危险因素", "", [{ key: "gas", zh: "有毒气体" }]), of("depth", "深度", "米", []), of("note", "备注", "", [])] } as unknown as Industry;
    expect(attributeTexts(piece, industry)).toEqual(["危险因素：有毒气体", "深度：3米"]);
    expect(attributeTexts(piece, undefined)).toEqual([]);
  });
  it("is found by name or kind; a workshop without a hit falls away", () => {
    const shops = [shop("a", "一车间", [["bf", "1号高炉"]]), shop("b", "二车间", [["crane", "吊1"]])];
    expect(search(shops, "高炉").map((w) => w.id)).toEqual(["a"]);
    expect(search(shops, " ").length).toBe(2);
    expect(search(shops, "没有")).toEqual([]);
  });
});
describe("地址", () => {
  it("does not say the region twice", () => {
    expect(fullAddress("甘肃省/庆阳市", "甘肃省庆阳市西峰区1号")).toBe("甘肃省庆阳市西峰区1号");
    expect(fullAddress("甘肃省庆阳市", "西峰区1号")).toBe("甘肃省庆阳市西峰区1号");
  });
});
describe("列", () => {
  it("are the usual ones until somebody chooses; one that no longer exists is forgotten", () => {
    expect(keptColumns(null)).toContain("address");
    expect(keptColumns("state,moon,address")).toEqual(["address", "state"]);
    expect(keptColumns("")).toEqual([]);
  });
});
