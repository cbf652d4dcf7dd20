// 执法对象 · filters of the list, the address as read, equipment grouped by kind
import type { Equipment, Workshop } from "@zhifa/shared/api";

// A type, not an interface: it must fit the index signature of list filters.
export type EnterpriseFilter = { q: string; region: string; industry: string; state: string };
export const emptyFilter = (): EnterpriseFilter => ({ q: "", region: "", industry: "", state: "" });

/** Region and address, without saying the region twice when the address already begins with it. */
export function fullAddress(regionName: string, address: string): string {
  const region = regionName.replace(/[\s/]+/g, "");
  return address.replace(/[\s/]+/g, "").startsWith(region) ? address : `${regionName}${address}`;
}

export interface KindGroup { kind: string; zh: string; unit: string; equipment: Equipment[] }
/** Equipment of a workshop by kind, in the order in which kinds first appear. */
export function byKind(equipment: Equipment[]): KindGroup[] {
  const groups = new Map<string, KindGroup>();
  for (const piece of equipment) {
    const group = groups.get(piece.kind) ?? { kind: piece.kind, zh: piece.kind_zh, unit: piece.spec_unit, equipment: [] };
    group.equipment.push(piece);
    groups.set(piece.kind, group);
  }
  return [...groups.values()];
}

/** Workshops with only the pieces whose name, kind or specification contains the text; empty workshops fall away. */
export function search(workshops: Workshop[], text: string): Workshop[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return workshops;
  return workshops
    .map((w) => ({ ...w, equipment: w.equipment.filter((e) => `${e.name} ${e.kind_zh} ${e.spec}`.toLowerCase().includes(wanted)) }))
    .filter((w) => w.equipment.length > 0 || `${w.name} ${w.unit_zh}`.toLowerCase().includes(wanted));
}
