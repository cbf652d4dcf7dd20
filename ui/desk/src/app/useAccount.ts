// 我的账号 · logging out and the entries of 设置, for both headers
import { computed } from "vue";
import { useRouter } from "vue-router";
import { anyUnsaved, confirmAct, useCommand } from "@zhifa/shared/kit";
import { accountEntries } from "./menus";
import { useSession } from "./session";
import { clearTabs } from "./tabs";

export function useAccount() {
  const session = useSession();
  const router = useRouter();
  const command = useCommand();
  const settings = computed(() => accountEntries(session.can));
  async function leave(): Promise<void> {
    const text = anyUnsaved() ? "有页面未保存，注销后将丢失。确定注销？" : "确定注销？";
    if (!(await confirmAct(text, { title: "注销", button: "注销" }))) return;
    if (!(await command.del("/sessions/current"))) return;
    clearTabs();
    session.set(null);
    await router.push("/login");
  }
  const open = (path: string) => router.push(path);
  return { settings, leave, open };
}
