// 下载 · hands a file of the API to the browser; a failure is told, not saved as a file
import { blob, problemOf, type Query } from "../api";
import { ElMessage } from "./element";

export async function saveFile(path: string, fallbackName: string, query?: Query): Promise<boolean> {
  try {
    const file = await blob(path, query);
    const url = URL.createObjectURL(file.blob);
    const link = document.createElement("a");
    link.href = url;
    link.download = file.name || fallbackName;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
    return true;
  } catch (error) {
    ElMessage.error(problemOf(error).detail);
    return false;
  }
}
