// 执法人员 · what the form owes and what is warned of
import { describe, expect, it } from "vitest";
import { emptyFields, missing, warningsOf } from "./officers";

describe("the form of an officer", () => {
  it("owes everything but telephone and remark", () => {
    expect(missing(emptyFields()).map((e) => e.field)).toEqual(["name", "certificate_no", "valid_from", "valid_to"]);
  });
  it("refuses a validity that ends before it begins; one day is enough", () => {
    const form = { ...emptyFields(), name: "赵", certificate_no: "1", valid_from: "2026-05-20", valid_to: "2026-05-19" };
    expect(missing(form).map((e) => e.field)).toEqual(["valid_to"]);
    expect(missing({ ...form, valid_to: "2026-05-20" })).toEqual([]);
  });
});

describe("warnings", () => {
  it("names only what there is, and lists the own organ", () => {
    const told = warningsOf({ expired: 1, within_30: 0, within_90: 0, without_account: 2 }, "机关");
    expect(told.map((w) => [w.text, w.filter.organisation_id])).toEqual([["证件已过期 1 人", "机关"], ["未关联账号 2 人", "机关"]]);
    expect(warningsOf(null, "机关")).toEqual([]);
  });
});
