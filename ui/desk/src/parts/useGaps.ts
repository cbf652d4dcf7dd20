// 未填项 · required fields still empty: named on submit, then struck off one by one as they are filled
import { ref, watch, type Ref } from "vue";
import type { Problem } from "@zhifa/shared/api";

export type FieldError = { field: string; sentence: string };

/**
 * `missing` lists what is empty now. `check` shows it and tells whether nothing is missing.
 * The problem object stays the same while it shrinks: the panel must not take the cursor at every key.
 */
export function useGaps(missing: () => FieldError[], title = "还有内容没有填写"): { gaps: Ref<Problem | null>; check: () => boolean; clear: () => void } {
  const gaps: Ref<Problem | null> = ref(null);
  function clear(): void {
    gaps.value = null;
  }
  function check(): boolean {
    const errors = missing();
    gaps.value = errors.length ? { status: 0, code: "form.incomplete", title, detail: "", errors } : null;
    return errors.length === 0;
  }
  watch(missing, (errors) => {
    if (!gaps.value) return;
    if (errors.length) gaps.value.errors = errors;
    else clear();
  });
  return { gaps, check, clear };
}
