// 企业表单的测试
import { describe, expect, it } from "vitest";
import type { Industry, WorkshopInput } from "@zhifa/shared/api";
import { emptyFacts, merge, missing, stepOfField, stepsOf } from "./form";

const industry = (key: string, attribute: string): Industry => ({
  key, zh: key, equipment_tab: `${key}设备信息`, units: [], places: [], is_special: true, equipment_attributes: [],
  enterprise_attributes: attribute ? [{ key: attribute, zh: attribute, unit: "", choices: [] }] : [],
});
const all = [industry("steel", ""), industry("dust", "dust_kind")];
const shop = (id: string, key: string): WorkshopInput => ({ id, industry: key, unit: "u", name: id, places: [], equipment: [] });

describe("企业表单", () => {
  it("asks a company for its capacity, a self-employed business not", () => {
    const facts = emptyFacts();
    expect(missing(facts).map((g) => g.field)).toContain("facts.capacity");
    expect(missing({ ...facts, business_kind: "self_employed" }).map((g) => g.field)).not.toContain("facts.capacity");
  });
  it("asks for an industry only within 工贸", () => {
    expect(missing(emptyFacts()).map((g) => g.field)).toContain("facts.industries");
    expect(missing({ ...emptyFacts(), element: "危化品" }).map((g) => g.field)).not.toContain("facts.industries");
  });
  it("has one page of equipment for each industry, in the order of the model", () => {
    expect(stepsOf({ ...emptyFacts(), industries: ["dust", "steel"] }, all).map((s) => s.title)).toEqual(["基本信息", "steel设备信息", "dust设备信息"]);
  });
  it("finds the page of a field that the server named", () => {
    const steps = stepsOf({ ...emptyFacts(), industries: ["dust", "steel"] }, all);
    const shops = [shop("a", "dust"), shop("b", "steel")];
    expect(stepOfField("facts.phone", steps, shops)).toBe(0);
    expect(stepOfField("facts.attributes.dust_kind", steps, shops)).toBe(2);
    expect(stepOfField("workshops[1].equipment[0].spec", steps, shops)).toBe(1);
  });
});
describe("两人同时编辑", () => {
  const base = { facts: { ...emptyFacts(), contact: "吴宏图", phone: "1", address: "一号" }, workshops: [shop("a", "dust")] };
  it("keeps mine, takes theirs, and names what both changed", () => {
    const mine = { facts: { ...base.facts, contact: "赵", phone: "2" }, workshops: base.workshops };
    const theirs = { facts: { ...base.facts, phone: "3", address: "二号" }, workshops: [shop("a", "dust"), shop("b", "dust")] };
    const now = merge(base, mine, theirs);
    expect([now.facts.contact, now.facts.phone, now.facts.address, now.workshops.length]).toEqual(["赵", "2", "二号", 2]);
    expect([now.kept, now.both, now.taken]).toEqual([["联系人"], ["联系电话"], ["生产经营地址", "设备信息"]]);
  });
  it("the same change on both sides is no conflict", () => {
    const changed = { facts: { ...base.facts, phone: "2" }, workshops: base.workshops };
    expect(merge(base, changed, changed).both).toEqual([]);
  });
});
