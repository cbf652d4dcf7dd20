// 国民经济行业选项的测试
import { describe, expect, it } from "vitest";
import { classChoices } from "./classes";

const all = [["31", "黑色金属冶炼和压延加工业"], ["312", "炼钢"], ["32", "有色金属冶炼和压延加工业"], ["321", "常用有色金属冶炼"], ["3211", "铜冶炼"], ["3216", "铝冶炼"]].map(([code, name]) => ({ code: code ?? "", name: name ?? "" }));
describe("国民经济行业", () => {
  it("is found by code, by name and by the division above", () => {
    expect(classChoices(all, "312", "").map((c) => c.code)).toEqual(["3120"]);
    expect(classChoices(all, "铝", "").map((c) => c.code)).toEqual(["3216"]);
    expect(classChoices(all, "有色", "").map((c) => c.code)).toEqual(["3211", "3216"]);
  });
  it("an undivided group is its class ending in 0; a divided one is not offered", () => {
    expect(classChoices(all, "", "").map((c) => c.code)).toEqual(["3120", "3211", "3216"]);
  });
  it("a class the table does not name is not offered; one on record is still shown, if its division exists", () => {
    expect(classChoices(all, "3219", "")).toEqual([]);
    expect(classChoices(all, "", "3219")[0]).toEqual({ code: "3219", name: "常用有色金属冶炼", above: "有色金属冶炼和压延加工业" });
    expect(classChoices(all, "铝", "3219").map((c) => c.code)).toEqual(["3219", "3216"]);
  });
});
