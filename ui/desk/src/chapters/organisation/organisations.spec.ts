// 机构树 · what the tree and the dates say
import { describe, expect, it } from "vitest";
import type { OrganisationRow } from "@zhifa/shared/api";
import { inForce, levelOf, needsName, standing, treeOf } from "./organisations";

const row = (id: string, parent: string | null, ended: string | null = null) => ({ id, parent_id: parent, name: id, ended_on: ended }) as OrganisationRow;

describe("the tree of organs", () => {
  it("begins wherever the parent is not seen, and ended organs stand last", () => {
    const tree = treeOf([row("旧局", "市", "2026-01-01"), row("县", "市"), row("市", "省")], "2026-05-20");
    expect(tree.map((n) => n.label)).toEqual(["市"]);
    expect(tree[0]?.children.map((n) => n.label)).toEqual(["县", "旧局"]);
  });
  it("reads the level from the code", () => {
    expect(["620000", "621000", "621002", "621002-KF", "000000", "62100"].map(levelOf)).toEqual(["province", "city", "county", "county", "", ""]);
    expect([needsName("621002-KF"), needsName("660600"), needsName("621002")]).toEqual([true, true, false]);
  });
});

describe("dated rows", () => {
  it("the newest that has begun is in force; before the first, the first", () => {
    const rows = [{ valid_from: "2026-06-01" }, { valid_from: "2020-01-01" }];
    expect(inForce(rows, "2026-06-01")?.valid_from).toBe("2026-06-01");
    expect(inForce(rows, "2026-05-31")?.valid_from).toBe("2020-01-01");
    expect(inForce(rows, "2019-01-01")?.valid_from).toBe("2020-01-01");
    expect(inForce([], "2019-01-01")).toBeUndefined();
  });
  it("a period holds on its first and on its last day", () => {
    const place = { valid_from: "2026-05-01", valid_to: "2026-05-31" };
    expect(["2026-04-30", "2026-05-01", "2026-05-31", "2026-06-01"].map((on) => standing(place, on))).toEqual(["later", "now", "now", "past"]);
  });
});
