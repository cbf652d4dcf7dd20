// 工作交接 · who takes what: pure, so that the wizard and its tests agree
import type { Pass, WorkToHand } from "@zhifa/shared/api";

export type Chosen = Record<string, string>;

/** Gives everything that has no taker yet to this colleague, as far as he may take it. */
export function giveTo(items: WorkToHand[], chosen: Chosen, user: string): Chosen {
  const next = { ...chosen };
  for (const item of items) {
    if (!next[item.id] && item.takers.some((taker) => taker.user_id === user)) next[item.id] = user;
  }
  return next;
}
/** What still hangs in the air: nobody chosen, or nobody can take it. */
export const hanging = (items: WorkToHand[], chosen: Chosen): WorkToHand[] => items.filter((item) => !item.takers.some((taker) => taker.user_id === chosen[item.id]));
export const passesOf = (items: WorkToHand[], chosen: Chosen): Pass[] => items.flatMap((item) => (chosen[item.id] ? [{ id: item.id, to: chosen[item.id] ?? "" }] : []));
/** Colleagues who could take at least one piece, each once, those who can take most first. */
export function colleagues(items: WorkToHand[]): { user_id: string; name: string; title: string }[] {
  const found = new Map<string, { user_id: string; name: string; title: string; count: number }>();
  for (const taker of items.flatMap((item) => item.takers)) {
    const known = found.get(taker.user_id);
    if (known) known.count += 1;
    else found.set(taker.user_id, { ...taker, count: 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, "zh"));
}
