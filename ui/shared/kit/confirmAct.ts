// 确认 · asking before an act that cannot be undone, and asking for its reason
import { ElMessageBox } from "./element";

export async function confirmAct(text: string, options: { title?: string; button?: string; danger?: boolean } = {}): Promise<boolean> {
  try {
    await ElMessageBox.confirm(text, options.title ?? "请确认", {
      confirmButtonText: options.button ?? "确定",
      cancelButtonText: "取消",
      confirmButtonClass: options.danger ? "el-button--danger" : "",
      type: "warning",
      closeOnClickModal: false,
      autofocus: false,
    });
    return true;
  } catch {
    return false;
  }
}

/** The reason as typed, or null when given up. */
export async function askReason(title: string, text: string, options: { button?: string; min?: number; max?: number } = {}): Promise<string | null> {
  const max = options.max ?? 500;
  const min = options.min ?? 1;
  try {
    const answer = await ElMessageBox.prompt(text, title, {
      confirmButtonText: options.button ?? "确定",
      cancelButtonText: "取消",
      inputType: "textarea",
      closeOnClickModal: false,
      inputValidator: (value: string) => {
        if (!value || !value.trim()) return "请填写理由";
        if (value.trim().length < min) return `至少写 ${min} 个字`;
        return value.length <= max || `不能超过 ${max} 字`;
      },
    });
    return answer.value.trim();
  } catch {
    return null;
  }
}
