// 显示格式 · days, times, sizes and counts as they stand on screen. Legal days have no zone and are never put through Date.
import type { Day, Ms, Time } from "../api/types";

const two = (n: number) => String(n).padStart(2, "0");

/** 2026-05-20 → 2026年5月20日 */
export function dayLong(day: Day | null | undefined): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(day ?? "");
  return parts ? `${parts[1]}年${Number(parts[2])}月${Number(parts[3])}日` : "—";
}
/** 2026-05-20T09:30 → 2026-05-20 09:30 */
export const timeText = (time: Time | null | undefined): string => (time ? time.replace("T", " ").slice(0, 16) : "—");
/** An instant in China's time (UTC+8, no summer time), whatever zone the computer is set to. */
export function msText(at: Ms | null | undefined): string {
  if (at === null || at === undefined) return "—";
  const d = new Date(at + 8 * 3_600_000);
  return `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
}
/** From–to, the day said once when both are the same, the year once when it is the same. */
export function dayRange(from: Day | null, to: Day | null): string {
  if (!from && !to) return "—";
  if (from === to || !to) return from ?? "—";
  return `${from ?? ""} 至 ${from?.slice(0, 5) === to.slice(0, 5) ? to.slice(5) : to}`;
}
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
/** 共 n 条 / 10,000+ 条 */
export const totalText = (total: number, isMore: boolean): string => `${total.toLocaleString("en-US")}${isMore ? "+" : ""}`;
/** Days between two legal days, counted by the calendar. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
/** Sentences of a problem one after the other, each with its full stop. */
export function sentences(...parts: (string | undefined)[]): string {
  return parts.map((part) => part?.trim() ?? "").filter(Boolean).map((part) => (/[。！？；：]$/.test(part) ? part : `${part}。`)).join("");
}
/** Chinese ordinal of list items: 一 二 … 十 十一 … 九十九 */
export function ordinalZh(n: number): string {
  const digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
  if (n < 10) return digits[n] ?? String(n);
  if (n > 99) return String(n);
  const tens = Math.floor(n / 10);
  return `${tens > 1 ? digits[tens] : ""}十${n % 10 ? digits[n % 10] : ""}`;
}
