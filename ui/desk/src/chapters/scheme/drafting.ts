// 方案编制 · pure parts of drafting a scheme: the empty draft, the scope proposed by the items, the officers table
import type { Checklist, CheckItem, Enterprise, Id, Officer, SchemeDraft, TargetGroup } from "@zhifa/shared/api";
import { fullAddress } from "../enterprise/enterprises";

export function emptyDraft(officerId: Id | null): SchemeDraft {
  return {
    source: "register", enterprise_id: null, party: "", address: "", contact: "", contact_title: "", contact_phone: "",
    inspect_from: null, inspect_to: null, methods: [], method_other: "", officers: officerId ? [officerId] : [], items: [], targets: [],
    approval_mode: "online", reviewer_id: null, approver_id: null, remark: "",
    offline: { reviewer_name: "", review_opinion: "", approver_name: "", approval_opinion: "", approved_on: null, attachment_id: null },
  };
}

/** What the register knows goes into the draft; the scope of another enterprise does not stay. */
export function withEnterprise(draft: SchemeDraft, firm: Enterprise): SchemeDraft {
  return {
    ...draft,
    enterprise_id: firm.id,
    party: firm.name,
    address: fullAddress(firm.region_name, firm.address),
    contact: firm.contact || firm.legal_person,
    contact_title: firm.contact ? firm.contact_title : firm.legal_title,
    contact_phone: firm.contact_phone || firm.phone,
    targets: draft.enterprise_id === firm.id ? draft.targets : [],
  };
}

const proposedOf = (groups: TargetGroup[]) => new Set(groups.flatMap((g) => g.targets.filter((t) => t.proposed).map((t) => t.key)));

/**
 * The scope after the items changed. What the person ticked or unticked stays; what the new items newly concern is added;
 * what only the removed items concerned goes; what no longer exists goes.
 */
export function mergeTargets(chosen: string[], before: TargetGroup[], after: TargetGroup[]): string[] {
  const was = proposedOf(before);
  const is = proposedOf(after);
  const had = new Set(chosen);
  return after.flatMap((g) => g.targets.map((t) => t.key)).filter((key) => {
    if (is.has(key) && !was.has(key)) return true;
    if (was.has(key) && !is.has(key)) return false;
    return had.has(key);
  });
}

export function itemsOf(checklists: Checklist[], known: CheckItem[], ids: string[]): CheckItem[] {
  const all = new Map<string, CheckItem>();
  for (const item of known) all.set(item.id, item);
  for (const item of checklists.flatMap((c) => c.items)) all.set(item.id, item);
  return ids.map((id) => all.get(id)).filter((i): i is CheckItem => i !== undefined);
}

/** Chosen items in the order of the checklists, whatever the order of ticking. */
export function inListOrder(checklists: Checklist[], ids: string[]): string[] {
  const place = new Map(checklists.flatMap((c) => c.items).map((item, i) => [item.id, i]));
  return [...new Set(ids)].sort((a, b) => (place.get(a) ?? -1) - (place.get(b) ?? -1));
}

/** Puts an officer in: in place of another one, or at the end. One officer stands only once. */
export function putOfficer(officers: Id[], put: Id, inPlaceOf: Id | null): Id[] {
  const others = officers.filter((id) => id !== put);
  if (inPlaceOf === null || inPlaceOf === put) return officers.includes(put) ? officers : [...officers, put];
  return others.map((id) => (id === inPlaceOf ? put : id));
}

export const officersOf = (all: Officer[], known: Officer[], ids: Id[]): Officer[] =>
  ids.map((id) => all.find((o) => o.id === id) ?? known.find((o) => o.id === id)).filter((o): o is Officer => o !== undefined);

/** Scope in words: 炼铁/一车间：1号高炉；2号高炉 */
export function scopeLines(groups: TargetGroup[], chosen: string[]): { title: string; names: { key: string; name: string; checked: boolean }[] }[] {
  const has = new Set(chosen);
  return groups
    .map((g) => ({ title: [g.industry_zh, g.unit_zh, g.workshop].filter(Boolean).join(" / "), names: g.targets.filter((t) => has.has(t.key)).map(({ key, name, checked }) => ({ key, name, checked })) }))
    .filter((g) => g.names.length > 0);
}
