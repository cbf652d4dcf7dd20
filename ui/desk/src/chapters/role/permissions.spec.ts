// 权限树的测试
import { expect, it } from "vitest";
import type { PermissionBranch, Duty } from "@zhifa/shared/api";
import { byMenu, clash, dutiesOf, permissionTree } from "./permissions";

const tree: PermissionBranch[] = [
  { menu: "common", duty: null, verbs: ["read_workbench"] },
  { menu: "officer", duty: "business", verbs: ["edit_officer"] },
  { menu: "officer", duty: null, verbs: ["read_officer"] },
  { menu: "administration", duty: "administration", verbs: ["edit_user"] },
];
const exclusive: Duty[][] = [["administration", "business"]];
it("shows a menu once, without what everybody holds", () => {
  const nodes = permissionTree(tree);
  expect(nodes.map((n) => [n.label, n.children?.map((c) => c.id)])).toEqual([["执法人员库", ["edit_officer", "read_officer"]], ["系统管理", ["edit_user"]]]);
});
it("tells which duties may not be united", () => {
  expect(dutiesOf(["read_officer"], tree)).toEqual([]);
  expect(clash(["edit_user", "read_officer"], { tree, exclusive })).toBe("");
  expect(clash(["edit_user", "edit_officer"], { tree, exclusive })).toContain("系统管理");
});
it("lists what a role holds by menu", () => {
  expect(byMenu(["edit_user", "read_workbench"], tree)).toEqual([{ menu: "系统管理", verbs: ["统一用户管理"] }]);
});
