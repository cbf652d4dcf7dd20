// 停用、启用 · asks for the reason, stops or resumes items of a list or the whole list
import type { ChecklistHead } from "@zhifa/shared/api";
import { ElMessage, askReason, confirmAct, useCommand } from "@zhifa/shared/kit";

export function useSwitch(changed: (now: ChecklistHead) => void) {
  const command = useCommand();
  async function turn(head: ChecklistHead, codes: string[], stop: boolean): Promise<void> {
    const what = codes.length ? (codes.length === 1 ? `检查事项 ${codes[0]}` : `所选 ${codes.length} 项检查事项`) : `“${head.zh}”整个清单`;
    const text = `自今日起不再提供${what}供选用，本机关和下级机关编制方案都选不到；已经写进方案和检查的照旧。请填写停用原因：`;
    const reason = stop ? await askReason("停用", text, { button: "停用", max: 200 }) : (await confirmAct(`启用${what}后，本机关和下级机关又可以选用。`, { title: "启用", button: "启用" })) ? "" : null;
    if (reason === null) return;
    const now = await command.post<ChecklistHead>(`/own-checklists/${head.id}/${stop ? "disabling" : "enabling"}`, { seen: head.revision, codes, reason });
    if (!now) return;
    ElMessage.success(stop ? "已停用" : "已启用");
    changed(now);
  }
  return { command, turn };
}
