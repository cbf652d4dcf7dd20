// 一条记录 · loading one record with its states; pages replace `value` with the answer of each write
import { onActivated, ref, type Ref } from "vue";
import { get, problemOf, type Problem } from "../api";
import { useRenewed } from "./useRenewed";

export interface RecordState<T> {
  value: Ref<T | null>;
  loading: Ref<boolean>;
  problem: Ref<Problem | null>;
  reload: () => Promise<T | null>;
}

export function useRecord<T>(path: () => string, options: { later?: boolean; /** asks again each time the tab of a page without input is shown */ fresh?: boolean } = {}): RecordState<T> {
  const value = ref(null) as Ref<T | null>;
  const loading = ref(false);
  const problem = ref<Problem | null>(null);
  async function reload(): Promise<T | null> {
    loading.value = true;
    problem.value = null;
    try {
      value.value = await get<T>(path());
    } catch (error) {
      problem.value = problemOf(error);
      return null;
    } finally {
      loading.value = false;
    }
    return value.value;
  }
  if (!options.later) void reload();
  useRenewed(() => { if (problem.value) void reload(); });
  let shown = false;
  if (options.fresh) onActivated(() => {
    if (shown) void reload();
    shown = true;
  });
  return { value, loading, problem, reload };
}
