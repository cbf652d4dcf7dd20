// 实时预览 · sets the text a moment after the last key; only the last answer counts
import { onBeforeUnmount, ref, watch, type Ref } from "vue";
import { post, problemOf, type Problem, type TemplateError, type TemplateExample, type TemplatePreview } from "@zhifa/shared/api";
import { newId } from "@zhifa/shared/lib";
import { pdfOf } from "./snippets";

const PAUSE = 700;

export interface Preview {
  url: Ref<string>;
  pages: Ref<number>;
  faults: Ref<TemplateError[]>;
  warnings: Ref<TemplateError[]>;
  problem: Ref<Problem | null>;
  busy: Ref<boolean>;
  /** the paper shown is that of the text shown */
  fresh: Ref<boolean>;
  again: () => Promise<void>;
}

export function usePreview(form: string, text: Ref<string>, example: Ref<TemplateExample>): Preview {
  const url = ref("");
  const pages = ref(0);
  const faults = ref<TemplateError[]>([]);
  const warnings = ref<TemplateError[]>([]);
  const problem = ref<Problem | null>(null);
  const busy = ref(false);
  const fresh = ref(false);
  let timer = 0;
  let asked = 0;

  function show(pdf: string): void {
    if (url.value) URL.revokeObjectURL(url.value);
    url.value = pdf ? URL.createObjectURL(pdfOf(pdf)) : "";
  }
  async function again(): Promise<void> {
    window.clearTimeout(timer);
    if (!text.value.trim()) return;
    asked += 1;
    const mine = asked;
    busy.value = true;
    try {
      const done = await post<TemplatePreview>(`/templates/${form}/preview`, { source: text.value, example: example.value }, newId());
      if (mine !== asked) return;
      problem.value = null;
      faults.value = done.faults;
      warnings.value = done.warnings;
      if (done.faults.length) return;
      pages.value = done.pages;
      fresh.value = true;
      show(done.pdf);
    } catch (error) {
      if (mine !== asked) return;
      faults.value = [];
      warnings.value = [];
      problem.value = problemOf(error);
    } finally {
      if (mine === asked) busy.value = false;
    }
  }
  watch([text, example], () => {
    fresh.value = false;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => { void again(); }, PAUSE);
  });
  onBeforeUnmount(() => {
    window.clearTimeout(timer);
    asked += 1;
    show("");
  });
  return { url, pages, faults, warnings, problem, busy, fresh, again };
}
