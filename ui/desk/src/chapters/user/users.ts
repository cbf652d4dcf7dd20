// 统一用户管理 · filters, the tree of organs, what is missing in the form
import type { FieldError } from "../../parts/useGaps";

export type UserFilter = { q: string; organisation_id: string; department_id: string; role: string; state: string };
export const emptyFilter = (): UserFilter => ({ q: "", organisation_id: "", department_id: "", role: "", state: "" });

export interface Organ { id: string; parent_id: string | null; name: string; state: string }
export interface OrganNode { value: string; label: string; disabled: boolean; children: OrganNode[] }

/** Organs as a tree; one whose superior is not among them begins a branch. Ended organs can be asked for, not chosen. */
export function organTree(organs: Organ[], options: { onlyActive?: boolean } = {}): OrganNode[] {
  const nodes = new Map<string, OrganNode>(organs.map((o) => [o.id, { value: o.id, label: o.state === "active" ? o.name : `${o.name}（已撤并）`, disabled: options.onlyActive === true && o.state !== "active", children: [] }]));
  const top: OrganNode[] = [];
  for (const organ of organs) {
    const node = nodes.get(organ.id);
    if (!node) continue;
    (nodes.get(organ.parent_id ?? "")?.children ?? top).push(node);
  }
  return top;
}

export interface UserDraft { organisation_id: string; account: string; name: string; title: string; department_id: string; roles: string[]; own_roles: string[] }

export function missing(draft: UserDraft, fixed: number): FieldError[] {
  const out: FieldError[] = [];
  if (!draft.organisation_id) out.push({ field: "organisation_id", sentence: "请选择机构" });
  if (!/^1\d{10}$/.test(draft.account.trim())) out.push({ field: "account", sentence: "请填写11位手机号" });
  if (!draft.name.trim()) out.push({ field: "name", sentence: "请填写姓名" });
  if (!draft.roles.length && !draft.own_roles.length && !fixed) out.push({ field: "roles", sentence: "请至少选择一个角色" });
  return out;
}
