// 边检查边保存 · sends changed findings one batch after another.
// A batch whose answer got lost is sent again unchanged under the same Command-Id, before anything newer goes out:
// otherwise the server would take our own first attempt for somebody else's change.
import { computed, ref, shallowRef, triggerRef } from "vue";
import type { ComputedRef, Ref, ShallowRef } from "vue";
import { problemOf } from "@zhifa/shared/api";
import type { FindingInput, Problem } from "@zhifa/shared/api";
import { cellKey } from "./matrix";

export type SaverState = "saved" | "waiting" | "saving" | "failed";
export type Send = (batch: FindingInput[], commandId: string) => Promise<void>;

export interface Saver {
  /** One dependency for the whole map: 12,000 cells must not be 12,000 dependencies. */
  answers: ShallowRef<Map<string, FindingInput>>;
  /** Grows with every change of `answers`, for components that get the map itself. */
  version: Ref<number>;
  problem: Ref<Problem | null>;
  unsaved: ComputedRef<number>;
  state: ComputedRef<SaverState>;
  load: (findings: FindingInput[]) => void;
  put: (findings: FindingInput[]) => void;
  flush: () => Promise<boolean>;
  /** No more sending by itself: the page is being closed and has asked. */
  stop: () => void;
}

export function makeSaver(send: Send, newId: () => string, waitMs = 1200, retryMs = 15_000): Saver {
  const answers = shallowRef(new Map<string, FindingInput>());
  const dirty = shallowRef(new Set<string>());
  const version = ref(0);
  const busy = ref(false);
  const problem = ref<Problem | null>(null);
  let held: { batch: FindingInput[]; id: string } | null = null;
  let running: Promise<boolean> | null = null;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const keyOf = (finding: FindingInput): string => cellKey(finding.item_id, finding.target);

  function load(findings: FindingInput[]): void {
    const next = new Map(findings.map((finding) => [keyOf(finding), finding]));
    for (const key of dirty.value) {
      const unsent = answers.value.get(key);
      if (unsent) next.set(key, unsent);
    }
    answers.value = next;
    version.value += 1;
  }

  function put(findings: FindingInput[]): void {
    problem.value = null;
    for (const finding of findings) {
      answers.value.set(keyOf(finding), finding);
      dirty.value.add(keyOf(finding));
    }
    triggerRef(answers);
    triggerRef(dirty);
    version.value += 1;
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), waitMs);
  }

  function nextBatch(): { batch: FindingInput[]; id: string } {
    const batch = [...dirty.value].flatMap((key) => answers.value.get(key) ?? []);
    return { batch, id: newId() };
  }

  async function drain(): Promise<boolean> {
    busy.value = true;
    try {
      while (dirty.value.size) {
        held ??= nextBatch();
        await send(held.batch, held.id);
        for (const sent of held.batch) if (answers.value.get(keyOf(sent)) === sent) dirty.value.delete(keyOf(sent));
        triggerRef(dirty);
        held = null;
      }
      problem.value = null;
      return true;
    } catch (error) {
      // What was typed stays here and goes out with the next try. A refusal is certain: the next try is a new command.
      problem.value = problemOf(error);
      if (problem.value.status >= 400 && problem.value.status < 500) held = null;
      else if (!stopped) timer = setTimeout(() => void flush(), retryMs);
      return false;
    } finally {
      busy.value = false;
      running = null;
    }
  }

  function flush(): Promise<boolean> {
    clearTimeout(timer);
    running ??= drain();
    return running;
  }

  function stop(): void {
    stopped = true;
    clearTimeout(timer);
  }

  const unsaved = computed(() => dirty.value.size);
  const state = computed<SaverState>(() => (busy.value ? "saving" : problem.value ? "failed" : dirty.value.size ? "waiting" : "saved"));
  return { answers, version, problem, unsaved, state, load, put, flush, stop };
}
