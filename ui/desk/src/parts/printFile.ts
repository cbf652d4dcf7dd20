// 打印 · prints a PDF of the API without opening a page for it
import { blob, problemOf } from "@zhifa/shared/api";
import { ElMessage } from "@zhifa/shared/kit";

/** The frame stays in the page while the print window is open: browsers give no reliable sign that it was closed. */
const KEEP_MS = 10 * 60_000;

export async function printFile(path: string): Promise<boolean> {
  try {
    const file = await blob(path);
    if (!file.type.includes("pdf")) {
      ElMessage.error("服务器没有返回文书，请稍后再试。");
      return false;
    }
    const url = URL.createObjectURL(file.blob);
    const frame = document.createElement("iframe");
    frame.className = "zf-hidden";
    frame.title = "打印";
    frame.onload = () => frame.contentWindow?.print();
    frame.src = url;
    document.body.append(frame);
    window.setTimeout(() => {
      frame.remove();
      URL.revokeObjectURL(url);
    }, KEEP_MS);
    return true;
  } catch (error) {
    ElMessage.error(problemOf(error).detail);
    return false;
  }
}
