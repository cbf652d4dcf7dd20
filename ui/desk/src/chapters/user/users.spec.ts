// 统一用户管理的测试
import { expect, it } from "vitest";
import { missing, organTree } from "./users";

const organs = [
  { id: "p", parent_id: "m", name: "省厅", state: "active" },
  { id: "a", parent_id: "p", name: "甲市局", state: "active" },
  { id: "b", parent_id: "p", name: "乙市局", state: "abolished" },
];
it("hangs organs under their superior; the first one the caller sees begins the tree", () => {
  const tree = organTree(organs, { onlyActive: true });
  expect(tree.map((n) => n.label)).toEqual(["省厅"]);
  expect(tree[0]?.children.map((n) => [n.label, n.disabled])).toEqual([["甲市局", false], ["乙市局（已撤并）", true]]);
  expect(organTree(organs)[0]?.children[1]?.disabled).toBe(false);
});
it("names what is missing in the form", () => {
  const draft = { organisation_id: "", account: "120", name: " ", title: "", department_id: "", roles: [], own_roles: [] };
  expect(missing(draft, 0).map((e) => e.field)).toEqual(["organisation_id", "account", "name", "roles"]);
  expect(missing({ ...draft, organisation_id: "a", account: "12000000101", name: "秦小川" }, 1)).toEqual([]);
});
