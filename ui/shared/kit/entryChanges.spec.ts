import { describe, expect, it } from "vitest";
import { changedFields } from "./entryChanges";

const id = "71b6b3a0-3c84-8fe6-a781-2e5d3f11b37c";

describe("what an entry changed", () => {
  it("names only the fields that differ, in the words of the forms", () => {
    const before = { address: "旧址", methods: ["on_site"], officers: [id], is_joint: false };
    expect(changedFields(before, { ...before, address: "新址", methods: ["on_site", "documents"] })).toEqual([
      { label: "地址", before: "旧址", after: "新址" },
      { label: "检查方式", before: "现场检查", after: "现场检查、查阅资料" },
    ]);
  });
  it("says a state in Chinese", () => {
    expect(changedFields("awaiting_review", "awaiting_approval")).toEqual([{ label: "内容", before: "待审核", after: "待审批" }]);
  });
  it("shows no ids: a list of them is counted, a lone one left out", () => {
    expect(changedFields(null, { officers: [id, id], enterprise_id: id })).toEqual([{ label: "执法人员", before: "", after: "2 项" }]);
    expect(changedFields(null, id)).toEqual([]);
  });
  it("reads a record that was kept as text", () => {
    expect(changedFields('{"checked_at":null}', { checked_at: "2026-05-20T09:30" })).toEqual([{ label: "复查时间", before: "", after: "2026-05-20 09:30" }]);
  });
});
