// 提醒的测试
import { describe, expect, it } from "vitest";
import type { ReminderItem } from "@zhifa/shared/api";
import { addressOf, daysLeft, order } from "./reminders";

const item = (level: ReminderItem["level"], due_on: string | null, kind: ReminderItem["kind"] = "re_check"): ReminderItem => ({ kind, subject_id: "x", title: "", enterprise_name: "", due_on, level });
describe("我的工作提醒", () => {
  it("puts the most urgent first and what has no deadline last", () => {
    const sorted = order([item(null, null, "approval"), item("later", "2026-12-20"), item("overdue", "2026-11-20"), item("overdue", "2026-11-01")]);
    expect(sorted.map((i) => i.due_on)).toEqual(["2026-11-01", "2026-11-20", "2026-12-20", null]);
  });
  it("leads to the record", () => {
    expect(addressOf(item(null, null, "approval"))).toBe("/approvals/x");
    expect(addressOf(item(null, null, "scheme_returned"))).toBe("/schemes/x/edit");
  });
  it("counts overdue days as negative", () => {
    expect(daysLeft(item("overdue", "2026-11-20"), "2026-11-23")).toBe(-3);
    expect(daysLeft(item(null, null), "2026-11-23")).toBeNull();
  });
});
