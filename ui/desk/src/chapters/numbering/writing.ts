// 文号写法 · how a number will look, while the rule is being written; the server writes the real one
import type { NumberingWords } from "@zhifa/shared/api";

export function example(rule: NumberingWords, year: string, serial: number): string {
  const [left, right] = rule.brackets === "half" ? ["(", ")"] : ["（", "）"];
  const digits = String(serial).padStart(Math.min(Math.max(rule.digits || 1, 1), 8), "0");
  return `${left}${rule.region_word.trim()}${right}${rule.organ_word.trim()}${rule.kind_word.trim()}〔${year}〕${digits}号`;
}
