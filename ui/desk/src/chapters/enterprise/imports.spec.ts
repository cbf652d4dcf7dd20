// 批量导入的测试
import { describe, expect, it } from "vitest";
import { confirmText, isUnderWay, percentOf, stepOf } from "./imports";

describe("批量导入", () => {
  it("lights the step of the state and polls only while the program works", () => {
    expect([null, "checking", "checked", "importing", "imported"].map((state) => stepOf(state ? { state: state as "checking" } : null))).toEqual([0, 1, 2, 3, 4]);
    expect((["uploaded", "checking", "checked", "importing", "imported", "undoing", "undone"] as const).map((state) => isUnderWay({ state }))).toEqual([true, true, false, true, false, true, false]);
  });
  it("says before the confirmation what is written and what is left out", () => {
    const now = { rows: 10, good_rows: 8, new_rows: 3, changed_rows: 2, unchanged_rows: 3, errors_total: 4 };
    expect(confirmText(now)).toBe("有错误的 2 行将被跳过，改正后可再次导入。将新增 3 家、更新 2 家企业；3 家没有变化，不写入。");
    expect(confirmText({ ...now, unchanged_rows: 0, errors_total: 0 })).toBe("将新增 3 家、更新 2 家企业。");
  });
  it("never says more than the whole, and nothing of an unknown whole", () => {
    expect([percentOf(1, 0), percentOf(1, 3), percentOf(7, 5)]).toEqual([0, 33, 100]);
  });
});
