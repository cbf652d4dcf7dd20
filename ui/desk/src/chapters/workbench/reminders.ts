// 提醒 · where a reminder leads, how its days are counted, in which order reminders stand
import type { ReminderItem, ReminderLevel } from "@zhifa/shared/api";
import { daysBetween } from "@zhifa/shared/lib";

const pages: Record<ReminderItem["kind"], (id: string) => string> = {
  approval: (id) => `/approvals/${id}`,
  scheme_returned: (id) => `/schemes/${id}/edit`,
  inspection: (id) => `/inspections/${id}`,
  re_check: (id) => `/rectifications/${id}`,
  paper: (id) => `/papers/${id}`,
  access: () => "/temporary-accesses",
};
export const addressOf = (item: ReminderItem): string => pages[item.kind](item.subject_id);

export const daysLeft = (item: ReminderItem, today: string): number | null => (item.due_on && today ? daysBetween(today, item.due_on) : null);

const urgency: ReminderLevel[] = ["overdue", "within_1", "within_5", "within_10", "later"];
/** Nearest deadline first; what has no deadline comes after. */
export function order(items: ReminderItem[]): ReminderItem[] {
  const rank = (i: ReminderItem) => (i.level ? urgency.indexOf(i.level) : urgency.length);
  return [...items].sort((a, b) => rank(a) - rank(b) || (a.due_on ?? "9").localeCompare(b.due_on ?? "9"));
}
