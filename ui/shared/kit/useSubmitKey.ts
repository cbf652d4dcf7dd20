// 快捷键 · Ctrl+Enter submits the page that is shown, or the dialog over it (`isOpen`), never both
import { onActivated, onBeforeUnmount, onDeactivated, onMounted } from "vue";

const overlayShown = () => [...document.querySelectorAll<HTMLElement>(".el-overlay")].some((o) => getComputedStyle(o).display !== "none");

/** Dialogs pass `isOpen`; pages pass nothing and stay silent while any dialog is open. */
export function useSubmitKey(act: () => unknown, isOpen?: () => boolean): void {
  let on = false;
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !event.ctrlKey || event.isComposing) return;
    if (isOpen ? !isOpen() : overlayShown()) return;
    event.preventDefault();
    void act();
  };
  const start = () => {
    if (!on) window.addEventListener("keydown", pressed);
    on = true;
  };
  const stop = () => {
    window.removeEventListener("keydown", pressed);
    on = false;
  };
  onMounted(start);
  onActivated(start);
  onDeactivated(stop);
  onBeforeUnmount(stop);
}
