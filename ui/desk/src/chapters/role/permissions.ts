// 权限树 · the tree of menus and actions, and which duties the chosen actions bring together
import type { Duty, PermissionBranch, Permissions, Verb } from "@zhifa/shared/api";
import { term } from "@zhifa/shared/terms";

export interface PermissionNode { id: string; label: string; duty: Duty | null; children?: PermissionNode[] }

/** One node a menu, although a menu may stand in the tree once for each duty. Everybody's own actions need not be granted. */
export function permissionTree(tree: PermissionBranch[]): PermissionNode[] {
  const menus = new Map<string, PermissionNode>();
  for (const branch of tree) {
    if (branch.menu === "common") continue;
    const menu = menus.get(branch.menu) ?? { id: `menu:${branch.menu}`, label: term("menu", branch.menu), duty: branch.duty, children: [] };
    menu.children?.push(...branch.verbs.map((verb) => ({ id: verb, label: term("verb", verb), duty: branch.duty })));
    menus.set(branch.menu, menu);
  }
  return [...menus.values()];
}
export const isVerb = (id: string): id is Verb => !id.startsWith("menu:");

/** Menus that everybody may look at belong to no duty; the rest bring theirs. */
export function dutiesOf(verbs: string[], tree: PermissionBranch[]): Duty[] {
  const found = tree.filter((b) => b.duty && b.verbs.some((v) => verbs.includes(v))).map((b) => b.duty as Duty);
  return [...new Set(found)];
}
/** The first two duties that one person may not unite, as a sentence; empty when all go together. */
export function clash(verbs: string[], permissions: Pick<Permissions, "tree" | "exclusive">): string {
  const duties = dutiesOf(verbs, permissions.tree);
  const pair = permissions.exclusive.find((two) => two.every((duty) => duties.includes(duty)));
  return pair ? `所选权限含有“${pair.map((d) => term("duty", d)).join("”和“")}”两种职责，不能由一人兼任` : "";
}
/** Labels of the actions by menu, for a role that is only read. */
export function byMenu(verbs: string[], tree: PermissionBranch[]): { menu: string; verbs: string[] }[] {
  return permissionTree(tree)
    .map((node) => ({ menu: node.label, verbs: (node.children ?? []).filter((c) => verbs.includes(c.id)).map((c) => c.label) }))
    .filter((group) => group.verbs.length > 0);
}
