// 疑似重复 · what the pages count and send, apart from how they look
import type { DuplicateComparison, Enterprise, MergeField } from "@zhifa/shared/api";

export type DuplicateFilter = { state: string; reason: string; least: string };
export const emptyFilter = (): DuplicateFilter => ({ state: "suspected", reason: "", least: "" });

export type Side = "left" | "right";
export const otherSide = (side: Side): Side => (side === "left" ? "right" : "left");
export const fileOf = (pair: DuplicateComparison, side: Side): Enterprise => (side === "left" ? pair.left_file : pair.right_file);

/** For each field that differs, the side whose value the firm that stays will have. */
export type Choice = Partial<Record<MergeField, Side>>;

/** At first every field is the survivor's own, except where it has nothing and the other has something. */
export function firstChoice(pair: DuplicateComparison, survivor: Side): Choice {
  const choice: Choice = {};
  for (const field of pair.fields.filter((f) => !f.is_same)) {
    const own = survivor === "left" ? field.left : field.right;
    const other = survivor === "left" ? field.right : field.left;
    choice[field.field] = !own && other ? otherSide(survivor) : survivor;
  }
  return choice;
}

/** The fields taken from the firm that goes. */
export const taken = (choice: Choice, survivor: Side): MergeField[] =>
  (Object.entries(choice) as [MergeField, Side][]).filter(([, side]) => side !== survivor).map(([field]) => field);

/** What is sent to merge. */
export function merging(pair: DuplicateComparison, id: string, survivor: Side, rest: { choice: Choice; workshops: string[]; reason: string }) {
  const stays = fileOf(pair, survivor);
  const goes = fileOf(pair, otherSide(survivor));
  return {
    id, seen: pair.revision, survivor_id: stays.id, seen_survivor: stays.revision, seen_merged: goes.revision,
    take: taken(rest.choice, survivor), workshops: rest.workshops, reason: rest.reason.trim(),
  };
}
