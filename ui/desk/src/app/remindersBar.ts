// 工作提醒栏 · the items of the bar, as far as the person may open them, with their counts and levels
import type { ReminderLevel, Verb, WorkbenchCounts } from "@zhifa/shared/api";
import { totalText } from "@zhifa/shared/lib";
import type { Can } from "./menus";

export interface BarItem {
  label: string;
  to: string;
  /** none: not counted, or not counted for this person */
  count: string | null;
  /** the count is work that waits, not the size of a register */
  isWork: boolean;
  marks: { level: ReminderLevel; text: string }[];
}

const marked: [ReminderLevel, string][] = [["overdue", "逾期"], ["within_1", "1天内"], ["within_5", "5天内"], ["within_10", "10天内"]];

export function barItems(can: Can, counts: WorkbenchCounts | null): BarItem[] {
  const text = (n: number | null | undefined) => (n === null || n === undefined ? null : String(n));
  const levels = counts?.re_checks ?? null;
  const all = levels ? Object.values(levels).reduce((sum, n) => sum + n, 0) : null;
  const marks = levels ? marked.filter(([level]) => levels[level] > 0).map(([level, word]) => ({ level, text: `${word} ${levels[level]}` })) : [];
  const drafts = counts && counts.schemes_unfinished !== null ? counts.schemes_unfinished + (counts.schemes_returned ?? 0) : null;
  const items: (Omit<BarItem, "marks" | "isWork"> & { verb: Verb; isWork?: boolean; marks?: BarItem["marks"] })[] = [
    { label: "现场检查方案", to: can("draft_scheme") ? "/schemes?mine=yes" : "/schemes", verb: "read_scheme", count: text(drafts) },
    { label: "现场执法检查", to: can("inspect") ? "/inspections?mine=yes" : "/inspections", verb: "read_inspection", count: text(counts?.inspections_open) },
    { label: "行政立案查处", to: "/penalty-cases?progress=open", verb: "read_inspection", count: text(counts?.cases_open) },
    { label: "整改复查任务", to: "/rectifications?state=awaiting_re_check", verb: "read_rectification", count: text(all), marks },
    { label: "审核审批管理", to: "/approvals?box=todo", verb: "read_approval", count: text(counts?.approvals_pending) },
    { label: "我的检查记录", to: "/my-inspections", verb: "inspect", count: text(counts?.own_inspections), isWork: false },
    { label: "企业基础信息", to: "/ledger", verb: "read_enterprise", count: counts && counts.enterprises !== null ? totalText(counts.enterprises, counts.enterprises_is_more) : null, isWork: false },
    { label: "地区汇总情况", to: "/region-summary", verb: "read_inspection", count: text(counts?.inspections_this_year), isWork: false },
  ];
  return items.filter((item) => can(item.verb)).map(({ label, to, count, isWork, marks: own }) => ({ label, to, count, isWork: isWork ?? true, marks: own ?? [] }));
}
