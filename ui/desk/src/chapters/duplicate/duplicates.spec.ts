// 疑似重复的测试
import { describe, expect, it } from "vitest";
import type { DuplicateComparison } from "@zhifa/shared/api";
import { firstChoice, merging, taken } from "./duplicates";

const pair = {
  revision: 4,
  left_file: { id: "a", revision: 2 },
  right_file: { id: "b", revision: 7 },
  fields: [
    { field: "name", left: "甲厂", right: "甲有限公司", is_same: false },
    { field: "phone", left: "", right: "12000000001", is_same: false },
    { field: "scale", left: "小型", right: "小型", is_same: true },
    { field: "capacity", left: "10吨", right: "", is_same: false },
  ],
} as unknown as DuplicateComparison;

describe("合并的选择", () => {
  it("keeps the survivor's own values and fills its gaps from the other", () => {
    expect(firstChoice(pair, "left")).toEqual({ name: "left", phone: "right", capacity: "left" });
    expect(firstChoice(pair, "right")).toEqual({ name: "right", phone: "right", capacity: "left" });
  });
  it("sends only the fields of the other, and the revisions that were seen", () => {
    expect(taken(firstChoice(pair, "left"), "left")).toEqual(["phone"]);
    const sent = merging(pair, "m", "right", { choice: firstChoice(pair, "right"), workshops: ["w"], reason: " 同一家 " });
    expect(sent).toEqual({ id: "m", seen: 4, survivor_id: "b", seen_survivor: 7, seen_merged: 2, take: ["capacity"], workshops: ["w"], reason: "同一家" });
  });
});
