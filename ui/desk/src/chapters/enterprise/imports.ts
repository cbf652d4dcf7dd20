// 批量导入 · where an import stands and what its confirmation says
import type { EnterpriseImport } from "@zhifa/shared/api";

const working = ["uploaded", "checking", "importing", "undoing"];
export const isUnderWay = (now: Pick<EnterpriseImport, "state">): boolean => working.includes(now.state);

/** The step that is lit: upload, check, confirm, import; past the last one when everything is done. */
export function stepOf(now: Pick<EnterpriseImport, "state"> | null): number {
  switch (now?.state) {
    case undefined: return 0;
    case "uploaded": case "checking": case "failed": case "cancelled": return 1;
    case "checked": return 2;
    case "importing": return 3;
    default: return 4;
  }
}

export function confirmText(now: Pick<EnterpriseImport, "rows" | "good_rows" | "new_rows" | "changed_rows" | "unchanged_rows" | "errors_total">): string {
  const what = `将新增 ${now.new_rows} 家、更新 ${now.changed_rows} 家企业${now.unchanged_rows ? `；${now.unchanged_rows} 家没有变化，不写入` : ""}。`;
  return now.errors_total ? `有错误的 ${now.rows - now.good_rows} 行将被跳过，改正后可再次导入。${what}` : what;
}

/** Whole percents of what is done; none while the whole is not known. */
export const percentOf = (done: number, total: number): number => (total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0);
