// 工作提醒数 · asked once for the bell and the reminders bar: at the start, after every write, when the window is shown again
import { onBeforeUnmount, onMounted, ref, watch, type Ref } from "vue";
import { CHANGED, get, type WorkbenchCounts } from "@zhifa/shared/api";
import { useSession } from "./session";

const EVERY = 120_000;
const counts = ref<WorkbenchCounts | null>(null);
let asked = 0;

/** The counts as they were last answered. */
export const useCounts = (): Ref<WorkbenchCounts | null> => counts;

/** What presses: returned, to be decided, due within five days or overdue, looks of other organs. */
export function pressing(now: WorkbenchCounts | null): number {
  if (!now) return 0;
  const due = now.re_checks ? now.re_checks.overdue + now.re_checks.within_1 + now.re_checks.within_5 : 0;
  return due + (now.approvals_pending ?? 0) + (now.schemes_returned ?? 0) + (now.accesses_unnoted ?? 0);
}

/** Keeps the counts fresh while the shell is there; `shown` is what the person looks at now. */
export function keepCounting(shown: () => string): void {
  const session = useSession();
  async function look(): Promise<void> {
    if (!session.can("read_workbench") || document.hidden) return;
    const mine = (asked += 1);
    // The numbers are a convenience; when they cannot be had the last ones stay.
    const now = await get<WorkbenchCounts>("/workbench-counts").catch(() => counts.value);
    if (mine === asked) counts.value = now;
  }
  let timer = 0;
  onMounted(() => {
    counts.value = null;
    void look();
    timer = window.setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
    window.addEventListener(CHANGED, look);
  });
  onBeforeUnmount(() => {
    window.clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
    window.removeEventListener(CHANGED, look);
  });
  watch(shown, (now, before) => { if (now !== before) void look(); });
}
