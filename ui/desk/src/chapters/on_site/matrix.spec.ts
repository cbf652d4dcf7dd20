import { describe, expect, it } from "vitest";
import type { CheckItem, FindingInput, Target, TargetGroup } from "@zhifa/shared/api";
import { branchesBy, cellKey, countSheets, firstOpen, missingIn, move, placeOf, sheetsOf, unanswered } from "./matrix";
import type { Sheet } from "./matrix";

const item = (id: string): CheckItem => ({
  id, list_key: "steel_8", list_zh: "钢铁8项", code: id, ordinal: 1, content: id, method: "", violated: [], penalised: [],
  hazard_level: "general", measures: ["rectify"], suggested_measure: "rectify", suggested_days: 10,
});
const target = (key: string, chosen = true): Target => ({ key, kind: "equipment", name: key, kind_key: "crane", proposed: true, chosen, checked: false });
const group = (unit: string, workshop: string, targets: Target[]): TargetGroup => ({
  industry: "steel", industry_zh: "钢铁", unit, unit_zh: unit, workshop_id: workshop, workshop, targets,
});
const finding = (verdict: FindingInput["verdict"], more: Partial<FindingInput> = {}): FindingInput => ({
  id: "f", item_id: "A", target: "a", verdict, description: "", measure: null, due_on: null, attachments: [], ...more,
});

const inspection = {
  items: [item("A"), item("B"), item("C")],
  groups: [
    group("iron", "w1", [target("a"), target("b"), target("not chosen", false)]),
    group("iron", "w2", [target("c")]),
    group("steel", "w3", [target("d", false)]),
  ],
  matrix: [
    { item_id: "A", targets: ["a", "b", "c", "d", "not chosen"] },
    { item_id: "C", targets: ["b"] },
  ],
};
const first = (): Sheet => {
  const sheet = sheetsOf(inspection)[0];
  if (!sheet) throw new Error("no sheet");
  return sheet;
};

describe("the sheets of an inspection", () => {
  it("leaves out what is not chosen, what concerns nothing, and empty workshops", () => {
    const sheets = sheetsOf(inspection);
    expect(sheets.map((sheet) => sheet.group.workshop)).toEqual(["w1", "w2"]);
    expect(first().rows.map((row) => [row.ordinal, row.targets.map((each) => each.key)])).toEqual([["一", ["a", "b"]], ["三", ["b"]]]);
  });
  it("puts the workshops of one unit under one tab", () => {
    expect(branchesBy(sheetsOf(inspection), "unit").map((branch) => branch.sheets.length)).toEqual([2]);
  });
  it("counts answers and defects over all workshops", () => {
    const answers = new Map([
      [cellKey("A", "a"), finding("in_order")],
      [cellKey("A", "c"), finding("defective")],
      [cellKey("A", "not chosen"), finding("defective")],
    ]);
    expect(countSheets(sheetsOf(inspection), answers)).toEqual({ answered: 2, total: 4, defective: 1 });
  });
});

describe("arrow keys in the matrix", () => {
  it("down goes through the targets and on into the next item", () => {
    expect(move(first(), { row: 0, column: 0 }, "ArrowDown")).toEqual({ row: 0, column: 1 });
    expect(move(first(), { row: 0, column: 1 }, "ArrowDown")).toEqual({ row: 1, column: 0 });
  });
  it("down stays on the last cell and up on the first", () => {
    expect(move(first(), { row: 1, column: 0 }, "ArrowDown")).toEqual({ row: 1, column: 0 });
    expect(move(first(), { row: 0, column: 0 }, "ArrowUp")).toEqual({ row: 0, column: 0 });
  });
  it("up goes to the last target of the item above", () => {
    expect(move(first(), { row: 1, column: 0 }, "ArrowUp")).toEqual({ row: 0, column: 1 });
  });
  it("right goes to the next item and stays within its targets", () => {
    expect(move(first(), { row: 0, column: 1 }, "ArrowRight")).toEqual({ row: 1, column: 0 });
    expect(move(first(), { row: 0, column: 1 }, "ArrowLeft")).toEqual({ row: 0, column: 1 });
  });
});

describe("what is still to be answered", () => {
  it("finds the first open cell and nothing when all is answered", () => {
    const answers = new Map([[cellKey("A", "a"), finding("in_order")]]);
    expect(firstOpen(first(), answers)).toEqual({ row: 0, column: 1 });
    answers.set(cellKey("A", "b"), finding("in_order"));
    answers.set(cellKey("C", "b"), finding("not_applicable"));
    expect(firstOpen(first(), answers)).toBeNull();
  });
  it("本项其余无问题 never touches a target that has an answer", () => {
    const row = first().rows[0];
    if (!row) throw new Error("no row");
    const answers = new Map([[cellKey("A", "a"), finding("defective")]]);
    expect(unanswered(row, answers).map((each) => each.key)).toEqual(["b"]);
  });
  it("finds a cell again by item and target", () => {
    expect(placeOf(first(), "C", "b")).toEqual({ row: 1, column: 0 });
    expect(placeOf(first(), "B", "b")).toBeNull();
  });
  it("a defect needs more than the prefilled name, a measure, and a day when it is to be rectified", () => {
    expect(missingIn(finding("defective", { description: "1号高炉：" }))).toEqual(["问题描述", "处理措施"]);
    expect(missingIn(finding("defective", { description: "1号高炉：开裂", measure: "rectify" }))).toEqual(["整改期限"]);
    expect(missingIn(finding("defective", { description: "1号高炉：开裂", measure: "fix_now" }))).toEqual([]);
    expect(missingIn(finding("in_order"))).toEqual([]);
  });
});
