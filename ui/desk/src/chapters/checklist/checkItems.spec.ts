// 检查事项 · what is found, merged and told
import { describe, expect, it } from "vitest";
import type { CheckItem, OwnItem, Problem } from "@zhifa/shared/api";
import { emptyItem, faultsAt, found, merged, nextCode, problemOfItem, withCodes } from "./checkItems";

const item = (code: string, content: string) => ({ code, content, method: "", violated: [], penalised: [] }) as unknown as CheckItem & OwnItem;
const problem: Problem = {
  status: 422, code: "request.invalid", title: "填写有误", detail: "有几处填写不符合要求",
  errors: [{ field: "items[1].content", sentence: "请填写检查内容" }, { field: "items[1].violated", sentence: "请选择违法依据" }, { field: "items[10].code", sentence: "编号重复" }, { field: "zh", sentence: "请填写检查表名称" }],
};

describe("检查事项", () => {
  it("finds items by their words, and shows all of a list that was found by its name", () => {
    const items = [item("G1", "起重机"), item("G2", "煤气柜")];
    expect(found(items, "煤气").map((i) => i.code)).toEqual(["G2"]);
    expect(found(items, "钢铁").length).toBe(2);
  });
  it("gives the next free code", () => {
    expect(nextCode([])).toBe("Z1");
    expect(nextCode([{ code: "Z1" }, { code: "Z3" }])).toBe("Z2");
    expect(emptyItem([{ code: "Z1" }]).code).toBe("Z2");
  });
  it("replaces items of the same code by the imported ones and keeps the order", () => {
    const now = merged([item("A", "甲"), item("B", "乙")], [item("C", "丙"), item("A", "新甲")]);
    expect(now.map((i) => i.content)).toEqual(["新甲", "乙", "丙"]);
  });
  it("tells the faults of each item apart, the second from the tenth", () => {
    expect([...faultsAt(problem)]).toEqual([[1, 2], [10, 1]]);
    expect(problemOfItem(problem, 1)?.errors?.map((e) => e.field)).toEqual(["content", "violated"]);
    expect(problemOfItem(problem, 0)).toBeNull();
    expect(withCodes(problem, [{ code: "G1" }, { code: "G2" }])?.errors?.map((e) => e.sentence)).toEqual(["G2：请填写检查内容", "G2：请选择违法依据", "编号重复", "请填写检查表名称"]);
  });
});
