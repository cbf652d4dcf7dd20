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
  it("says of equipment only which piece came, went, moved or changed", () => {
    const piece = (key: string, name: string, spec: string) => ({ id: key, kind: "converter", kind_zh: "转炉", name, spec, spec_unit: "吨" });
    const shop = (name: string, ...equipment: object[]) => ({ id, name, unit_zh: "炼钢", places: [], equipment });
    const before = [shop("炼钢厂", piece("a", "1号转炉", "120"), piece("b", "2号转炉", "80"), piece("c", "3号转炉", "80"), piece("e", "5号转炉", "80")), shop("二厂")];
    const after = [shop("炼钢厂", piece("a", "一号转炉", "120"), piece("b", "2号转炉", "80"), piece("d", "4号转炉", "150")), shop("二厂", piece("e", "5号转炉", "80"))];
    expect(changedFields(before, after)).toEqual([
      { label: "炼钢厂", before: "1号转炉（120吨）", after: "一号转炉（120吨）" },
      { label: "炼钢厂", before: "3号转炉（80吨）", after: "" },
      { label: "二厂", before: "炼钢厂 5号转炉（80吨）", after: "二厂 5号转炉（80吨）" },
      { label: "炼钢厂", before: "", after: "4号转炉（150吨）" },
    ]);
  });
  it("reads a record that was kept as text", () => {
    expect(changedFields('{"checked_at":null}', { checked_at: "2026-05-20T09:30" })).toEqual([{ label: "复查时间", before: "", after: "2026-05-20 09:30" }]);
  });
});
