// 文书栏目 · values of a paper's fields, and the capitals of an amount as the paper will print them
import type { FormField } from "@zhifa/shared/api";

export type Data = Record<string, unknown>;
export interface Officer { name: string; certificate_no: string; organisation: string }

const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const PLACES = ["", "拾", "佰", "仟"];
const GROUPS = ["", "万", "亿", "万亿"];

function group(digits: string): string {
  let words = "";
  let zero = false;
  [...digits].forEach((digit, index) => {
    const n = Number(digit);
    if (n === 0) {
      zero = words !== "";
      return;
    }
    words += `${zero ? "零" : ""}${DIGITS[n]}${PLACES[digits.length - 1 - index]}`;
    zero = false;
  });
  return words;
}

/** 金额大写：3000.50 元 → 叁仟元伍角. The paper takes the server's own; this is only a look while typing. */
export function capitals(fen: number): string {
  const yuan = String(Math.floor(fen / 100));
  const parts: string[] = [];
  for (let end = yuan.length; end > 0; end -= 4) parts.unshift(yuan.slice(Math.max(0, end - 4), end));
  let words = "";
  parts.forEach((part, index) => {
    const said = group(part);
    if (!said) return;
    const gap = words !== "" && (part.startsWith("0") || !group(parts[index - 1] ?? ""));
    words += `${gap ? "零" : ""}${said}${GROUPS[parts.length - 1 - index]}`;
  });
  const [jiao, cent] = [Math.floor(fen / 10) % 10, fen % 10];
  if (!words && !jiao && !cent) return "零元整";
  const whole = words ? `${words}元` : "";
  if (!jiao && !cent) return `${whole}整`;
  const zero = words && !jiao ? "零" : "";
  return `${whole}${zero}${jiao ? `${DIGITS[jiao]}角` : ""}${cent ? `${DIGITS[cent]}分` : ""}`;
}

/** An empty row of a table or a group. */
export const emptyRow = (columns: FormField[]): Data => Object.fromEntries(columns.filter((column) => column.kind === "flag").map((column) => [column.key, false]));

const blank = (value: unknown): boolean => value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** What is sent: without what is empty, so that an untouched group is not a group with gaps. */
export function sent(data: Data): Data {
  const kept = Object.entries(data).flatMap(([key, value]): [string, unknown][] => {
    if (blank(value)) return [];
    if (typeof value === "object" && !Array.isArray(value)) {
      const inner = sent(value as Data);
      return Object.keys(inner).length ? [[key, inner]] : [];
    }
    return [[key, value]];
  });
  return Object.fromEntries(kept);
}
