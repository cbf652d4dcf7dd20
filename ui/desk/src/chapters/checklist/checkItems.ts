// 检查事项 · finding items by their words, what an item is asked of, and an item as its organ writes it
import type { CheckItem, Industry, ItemDetail, OwnItem, Problem } from "@zhifa/shared/api";

export function matching<T extends CheckItem>(items: T[], text: string): T[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return items;
  return items.filter((item) => [item.content, item.method, item.code, ...item.violated, ...item.penalised].some((part) => part.toLowerCase().includes(wanted)));
}

/** What the tree shows of a list found by these words: its items with the words, or all when only its name has them. */
export function found<T extends CheckItem>(items: T[], text: string): T[] {
  const some = matching(items, text);
  return some.length ? some : items;
}

/** Equipment and places by name; neither: the enterprise as a whole. */
export function appliesTo(on: { units: string[]; equipment: string[]; places: string[] }, industry: Industry | undefined): string {
  if (!industry || (!on.equipment.length && !on.places.length)) return "企业整体";
  const own = industry.units.filter((unit) => !on.units.length || on.units.includes(unit.key));
  const pieces = own.flatMap((unit) => unit.equipment).filter((kind) => on.equipment.includes(kind.key)).map((kind) => kind.zh);
  const rooms = industry.places.filter((place) => on.places.includes(place.key)).map((place) => place.zh);
  return [...new Set([...pieces, ...rooms])].join("、") || "企业整体";
}
export const unitNames = (units: string[], industry: Industry | undefined): string => units.map((key) => industry?.units.find((u) => u.key === key)?.zh ?? key).join("、") || "—";

/** What is written of an item that is shown. */
export function ownItem(shown: ItemDetail): OwnItem {
  const { code, content, method, hazard_level, measures, suggested_problem, suggested_measure, suggested_days, note } = shown;
  const { units, equipment, places } = shown.applies_to;
  return {
    code, content, method, hazard_level, measures: [...measures], suggested_problem, suggested_measure, suggested_days, note,
    units: [...units], equipment: [...equipment], places: [...places],
    violated: shown.violated_places.map((p) => ({ ...p })), penalised: shown.penalised_places.map((p) => ({ ...p })),
  };
}
/** The next free code: Z1, Z2 … */
export function nextCode(items: { code: string }[]): string {
  const taken = new Set(items.map((item) => item.code));
  let n = 1;
  while (taken.has(`Z${n}`)) n += 1;
  return `Z${n}`;
}
export const emptyItem = (items: { code: string }[]): OwnItem => ({
  code: nextCode(items), content: "", method: "现场抽查：", hazard_level: "general", measures: ["rectify"], suggested_problem: "", suggested_measure: "", suggested_days: 15, note: "",
  units: [], equipment: [], places: [], violated: [], penalised: [],
});

/** How many faults each item has, by its place in the list. */
export function faultsAt(problem: Problem | null): Map<number, number> {
  const out = new Map<number, number>();
  for (const error of problem?.errors ?? []) {
    const at = /^items\[(\d+)\]\./.exec(error.field)?.[1];
    if (at !== undefined) out.set(Number(at), (out.get(Number(at)) ?? 0) + 1);
  }
  return out;
}
/** The faults as the page tells them: those of an item begin with its code. */
export function withCodes(problem: Problem | null, items: { code: string }[]): Problem | null {
  if (!problem?.errors) return problem;
  const code = (field: string) => items[Number(/^items\[(\d+)\]\./.exec(field)?.[1] ?? -1)]?.code;
  return { ...problem, errors: problem.errors.map((e) => ({ ...e, sentence: code(e.field) ? `${code(e.field)}：${e.sentence}` : e.sentence })) };
}
/** The faults of one item under the names of its fields. */
export function problemOfItem(problem: Problem | null, at: number): Problem | null {
  const start = `items[${at}].`;
  const errors = (problem?.errors ?? []).filter((e) => e.field.startsWith(start)).map((e) => ({ ...e, field: e.field.slice(start.length) }));
  return problem && errors.length ? { ...problem, field: null, errors, detail: "" } : null;
}
/** Imported items: those with a known code take the place of the old ones, the rest follow. */
export function merged(own: OwnItem[], read: OwnItem[]): OwnItem[] {
  const known = new Set(own.map((item) => item.code));
  const replaced = own.map((item) => read.find((one) => one.code === item.code) ?? item);
  return [...replaced, ...read.filter((one) => !known.has(one.code))];
}
