// 有问题 · how a finding starts: words, measure and day are proposed, and stay editable.
import type { CheckItem, Day, FindingInput, Target, Verdict } from "@zhifa/shared/api";

/** The day `days` after `from`, by the calendar (整改期限 counts calendar days). */
export function dueAfter(from: Day, days: number): Day {
  return new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export const startOf = (target: Target): string => (target.kind === "enterprise" ? "" : `${target.name}：`);

/**
 * The finding after an answer. What stood under 有问题 is given in `shelved`, so that a slip of the finger loses nothing.
 */
export function answer(item: CheckItem, target: Target, verdict: Verdict, known: { before?: FindingInput; shelved?: FindingInput; today: Day; newId: () => string }): FindingInput {
  const id = known.before?.id ?? known.newId();
  const bare: FindingInput = { id, item_id: item.id, target: target.key, verdict, description: "", measure: null, due_on: null, attachments: [] };
  if (verdict !== "defective") return bare;
  if (known.shelved) return { ...known.shelved, id };
  const measure = item.measures.find((each) => each === item.suggested_measure) ?? null;
  return { ...bare, description: startOf(target), measure, due_on: measure === "rectify" ? dueAfter(known.today, item.suggested_days) : null };
}
