// 机构树 · the tree out of its rows, what a division's code tells, and which dated row holds today
import type { Day, OrganisationRow, RegionLevel } from "@zhifa/shared/api";

export interface OrganNode { id: string; label: string; row: OrganisationRow; children: OrganNode[] }

/** Rows in their order as a tree; a row whose parent is not among them is a root. Ended organs stand last among their kind. */
export function treeOf(rows: OrganisationRow[], today: Day): OrganNode[] {
  const nodes = new Map(rows.map((row) => [row.id, { id: row.id, label: row.name, row, children: [] as OrganNode[] }]));
  const roots: OrganNode[] = [];
  const ordered = [...rows].sort((a, b) => Number(hasEnded(a, today)) - Number(hasEnded(b, today)));
  for (const row of ordered) {
    const node = nodes.get(row.id);
    if (!node) continue;
    const above = row.parent_id ? nodes.get(row.parent_id) : undefined;
    (above ? above.children : roots).push(node);
  }
  return roots;
}

/** From the day of its end on an organ no longer acts. */
export const hasEnded = (row: { ended_on: Day | null }, today: Day): boolean => row.ended_on !== null && row.ended_on <= today;

/** Level told by a six-digit code; with a suffix (development zone) the county is usual. Empty when it is no code. */
export function levelOf(code: string): RegionLevel | "" {
  if (/^\d{6}-[0-9A-Z]{2,8}$/.test(code)) return "county";
  if (!/^\d{6}$/.test(code) || code.startsWith("00")) return "";
  if (code.endsWith("0000")) return "province";
  return code.endsWith("00") ? "city" : "county";
}

/** 开发区、兵团没有区划表中的名称，要自己填写。 */
export const needsName = (code: string): boolean => code.includes("-") || code.startsWith("66");

/** The one of dated rows (newest first) that holds on a day; before the first, the first. */
export function inForce<T extends { valid_from: Day }>(rows: T[], on: Day): T | undefined {
  return rows.find((row) => row.valid_from <= on) ?? rows[rows.length - 1];
}

/** 生效、将生效、已失效: where a period stands on a day. */
export function standing(row: { valid_from: Day; valid_to: Day | null }, on: Day): "now" | "later" | "past" {
  if (row.valid_to !== null && row.valid_to < on) return "past";
  return row.valid_from > on ? "later" : "now";
}
