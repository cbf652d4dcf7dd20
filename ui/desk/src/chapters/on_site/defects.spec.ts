import { describe, expect, it } from "vitest";
import type { CheckItem, Target } from "@zhifa/shared/api";
import { answer, dueAfter } from "./defects";

const item: CheckItem = {
  id: "A", list_key: "k", list_zh: "钢铁8项", code: "G1", ordinal: 1, content: "", method: "", violated: [], penalised: [],
  hazard_level: "general", measures: ["fix_now", "rectify"], suggested_measure: "rectify", suggested_days: 10,
};
const target: Target = { key: "equipment:1", kind: "equipment", name: "1号高炉", kind_key: "blast_furnace", proposed: true, chosen: true, checked: false };
const known = { today: "2026-12-25", newId: () => "new" };

describe("how a finding starts", () => {
  it("有问题 names the equipment and proposes measure and day", () => {
    expect(answer(item, target, "defective", known)).toMatchObject({ description: "1号高炉：", measure: "rectify", due_on: "2027-01-04" });
  });
  it("a measure without a deadline proposes no day", () => {
    expect(answer({ ...item, suggested_measure: "fix_now" }, target, "defective", known).due_on).toBeNull();
  });
  it("无问题 carries no words, measure or day, and keeps the id", () => {
    const before = answer(item, target, "defective", known);
    expect(answer(item, target, "in_order", { ...known, before, newId: () => "other" })).toEqual({
      id: "new", item_id: "A", target: "equipment:1", verdict: "in_order", description: "", measure: null, due_on: null, attachments: [],
    });
  });
  it("going back to 有问题 brings the words back", () => {
    const shelved = { ...answer(item, target, "defective", known), description: "1号高炉：冷却壁开裂" };
    expect(answer(item, target, "defective", { ...known, shelved }).description).toBe("1号高炉：冷却壁开裂");
  });
  it("the day is counted over the end of February in a leap year", () => {
    expect(dueAfter("2028-02-28", 2)).toBe("2028-03-01");
  });
});
