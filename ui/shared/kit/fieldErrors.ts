// 字段错误 · finding the sentence that belongs to a field and the field that belongs to a sentence
import type { Problem } from "../api";

/** `draft.party` from the server fits the field `party` of the page, and `draft.officers.0` its `officers`. */
export function fits(serverField: string, field: string): boolean {
  const parts = serverField.split(/[.[\]/]+/).filter(Boolean);
  const wanted = field.split(".");
  for (let i = 0; i + wanted.length <= parts.length; i += 1) {
    if (wanted.every((name, k) => parts[i + k] === name)) return true;
  }
  return false;
}

/** All sentences of a problem, each with the field it names (empty when none). */
export function sentences(problem: Problem | null): { field: string; sentence: string }[] {
  if (!problem) return [];
  if (problem.errors?.length) return problem.errors;
  return problem.field ? [{ field: problem.field, sentence: problem.detail }] : [];
}

export function fieldError(problem: Problem | null, field: string): string {
  return sentences(problem).filter((e) => fits(e.field, field)).map((e) => e.sentence).join("；");
}

/** Scrolls to the field and puts the cursor into it. False when the page has no such field. */
export function jumpToField(serverField: string, root: ParentNode = document): boolean {
  for (const place of root.querySelectorAll<HTMLElement>("[data-field]")) {
    if (!fits(serverField, place.dataset.field ?? "") || place.offsetParent === null) continue;
    place.scrollIntoView({ block: "center", behavior: "smooth" });
    place.querySelector<HTMLElement>("input, textarea, button, [tabindex]")?.focus({ preventScroll: true });
    return true;
  }
  return false;
}
