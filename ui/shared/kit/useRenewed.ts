// 重新登录后 · runs once the session is there again
import { getCurrentScope, onScopeDispose } from "vue";
import { SESSION_RENEWED } from "../api";

export function useRenewed(act: () => void): void {
  window.addEventListener(SESSION_RENEWED, act);
  if (getCurrentScope()) onScopeDispose(() => window.removeEventListener(SESSION_RENEWED, act));
}
