// 离开提醒 · unsaved input asks before its page is closed. Switching tabs keeps the page alive and need not ask.
import { onBeforeUnmount, onMounted } from "vue";
import { useRoute } from "vue-router";
import { confirmAct } from "./confirmAct";

const guards = new Map<string, () => boolean>();

/** Call in a form page: `useLeaveGuard(() => dirty.value)`. Asks on closing the tab, logging out and closing the browser. */
export function useLeaveGuard(isDirty: () => boolean): void {
  const path = useRoute().path;
  const check = () => isDirty();
  const beforeUnload = (event: BeforeUnloadEvent) => {
    if (isDirty()) event.preventDefault();
  };
  onMounted(() => {
    guards.set(path, check);
    window.addEventListener("beforeunload", beforeUnload);
  });
  onBeforeUnmount(() => {
    if (guards.get(path) === check) guards.delete(path);
    window.removeEventListener("beforeunload", beforeUnload);
  });
}

export const hasUnsaved = (path: string): boolean => guards.get(path)?.() === true;
export const anyUnsaved = (): boolean => [...guards.values()].some((check) => check());

/** Asks when the page at this path has unsaved input; true when it may be closed. */
export async function mayLeave(path: string): Promise<boolean> {
  if (!hasUnsaved(path)) return true;
  return confirmAct("本页有未保存的内容，关闭后将丢失。", { title: "未保存", button: "不保存，关闭", danger: true });
}
