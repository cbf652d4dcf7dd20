// 检查事项 · finding items by their words, and what an item is asked of
import type { CheckItem, Industry } from "@zhifa/shared/api";

export function matching(items: CheckItem[], text: string): CheckItem[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return items;
  return items.filter((item) => [item.content, item.method, item.code, ...item.violated, ...item.penalised].some((part) => part.toLowerCase().includes(wanted)));
}

/** Equipment and places by name; neither: the enterprise as a whole. */
export function appliesTo(item: CheckItem, industry: Industry | undefined): string {
  const { units, equipment, places } = item.applies_to;
  if (!industry || (!equipment.length && !places.length)) return "企业整体";
  const own = industry.units.filter((unit) => !units.length || units.includes(unit.key));
  const pieces = own.flatMap((unit) => unit.equipment).filter((kind) => equipment.includes(kind.key)).map((kind) => kind.zh);
  const rooms = industry.places.filter((place) => places.includes(place.key)).map((place) => place.zh);
  return [...new Set([...pieces, ...rooms])].join("、") || "企业整体";
}
