// 标签页 · the open pages; a page lives as long as its tab, so switching loses nothing.
// A page that is alive but not shown sees the address of another page: read `useRoute().params` once in setup, not later.
import { reactive, watch, type Ref } from "vue";
import { useRoute, useRouter } from "vue-router";
import { mayLeave } from "@zhifa/shared/kit";

export interface Tab { path: string; title: string }

/** The first tab of whoever has a workbench; it is never closed. */
export const HOME = "/workbench";
/** The start page; it is no tab. */
export const PORTAL = "/portal";
export const tabs = reactive<Tab[]>([]);

export function openTab(path: string, title: string): void {
  if (!tabs.some((t) => t.path === path)) tabs.push({ path, title });
}
export function clearTabs(): void {
  tabs.splice(0, tabs.length);
}
/** The page names its own tab, e.g. by the enterprise. */
export function useTabTitle(title: Ref<string> | (() => string)): void {
  const path = useRoute().path;
  watch(title, (now) => {
    const tab = tabs.find((t) => t.path === path);
    if (tab && now) tab.title = now;
  }, { immediate: true });
}

/** Closing of tabs, for pages (关闭) and the tab bar. Asks when there is unsaved input; false when it stays open. */
export function useTabs() {
  const router = useRouter();
  const route = useRoute();
  const own = route.path;
  async function close(path: string, options: { sure?: boolean; goTo?: string } = {}): Promise<boolean> {
    if (!options.sure && !(await mayLeave(path))) return false;
    const at = tabs.findIndex((t) => t.path === path);
    const wasShown = router.currentRoute.value.path === path;
    const neighbour = options.goTo ?? tabs[at - 1]?.path ?? tabs[at + 1]?.path ?? PORTAL;
    // Go first, drop the tab after: the page must not be asked for again while it is still the current route.
    if (wasShown || options.goTo) await router.push(neighbour);
    const now = tabs.findIndex((t) => t.path === path);
    if (now >= 0) tabs.splice(now, 1);
    return true;
  }
  /** 关闭 of the page that calls it. `goTo` names where to continue, `sure` skips the question after a successful save. */
  const closeSelf = (options: { sure?: boolean; goTo?: string } = {}) => close(own, options);
  return { tabs, close, closeSelf };
}
