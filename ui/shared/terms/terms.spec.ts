// 术语的测试
import { describe, expect, it } from "vitest";
import { choices, term } from "./index";

describe("术语", () => {
  it("shows an empty code as a dash and an unknown code as it is", () => {
    expect(term("scheme_state", null)).toBe("—");
    expect(term("scheme_state", "not_a_state")).toBe("not_a_state");
  });
  it("takes the words of the program", () => {
    expect(term("verdict", "not_applicable")).toBe("不涉及");
    expect(choices("approval_mode").map((c) => c.label)).toEqual(["线上审批", "线下审批"]);
  });
  it("asks at a re-check with the manual's words, over those of the program", () => {
    expect(choices("re_check_verdict").map((c) => c.label)).toEqual(["无问题（已整改）", "有问题（未整改）"]);
  });
});
