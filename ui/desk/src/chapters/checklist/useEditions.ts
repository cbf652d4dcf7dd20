// 版次 · editions that were looked at, kept while the page is open; forgotten after an act on their list
import { reactive } from "vue";
import { get, problemOf, type ChecklistEdition, type Problem } from "@zhifa/shared/api";

export interface Editions {
  of: (key: string, edition: string) => ChecklistEdition | null;
  problemAt: (key: string, edition: string) => Problem | null;
  load: (key: string, edition: string) => Promise<void>;
  forget: (key: string) => void;
  forgetAll: () => void;
}
export function useEditions(): Editions {
  const kept = reactive(new Map<string, ChecklistEdition>());
  const failed = reactive(new Map<string, Problem>());
  const name = (key: string, edition: string) => `${key}@${edition}`;
  const forget = (key: string) => {
    for (const each of [...kept.keys(), ...failed.keys()]) if (each.startsWith(`${key}@`)) {
      kept.delete(each);
      failed.delete(each);
    }
  };
  return {
    of: (key, edition) => kept.get(name(key, edition)) ?? null,
    problemAt: (key, edition) => failed.get(name(key, edition)) ?? null,
    async load(key, edition) {
      const at = name(key, edition);
      if (!edition || kept.has(at)) return;
      failed.delete(at);
      try {
        kept.set(at, await get<ChecklistEdition>(`/checklists/${encodeURIComponent(key)}/editions/${encodeURIComponent(edition)}`));
      } catch (error) {
        failed.set(at, problemOf(error));
      }
    },
    forget,
    forgetAll: () => { kept.clear(); failed.clear(); },
  };
}
