// 快捷键 · Ctrl+Enter submits the page or dialog that is shown
import { onActivated, onBeforeUnmount, onDeactivated, onMounted } from "vue";

export function useSubmitKey(act: () => unknown): void {
  let on = false;
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !event.ctrlKey || event.isComposing) return;
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
