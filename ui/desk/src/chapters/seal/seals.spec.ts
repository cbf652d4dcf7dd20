// 签章的测试
import { describe, expect, it } from "vitest";
import { gapsOf, millimetres } from "./seals";

const form = { kind: "organ", size: 42, valid_from: "2026-05-20", valid_to: "2031-05-19" };

describe("签章", () => {
  it("names every field that is missing or does not fit, and only those", () => {
    expect(gapsOf(form, true)).toEqual([]);
    expect(gapsOf({ kind: "", size: 0, valid_from: "", valid_to: "" }, false).map((gap) => gap.field)).toEqual(["file", "kind", "size_tenths", "valid_from", "valid_to"]);
    expect(gapsOf({ ...form, valid_to: "2026-05-19" }, true)).toEqual([{ field: "valid_to", sentence: "有效期止不能早于有效期起" }]);
  });
  it("says sizes in millimetres", () => {
    expect([millimetres(420), millimetres(455)]).toEqual(["42 毫米", "45.5 毫米"]);
  });
});
