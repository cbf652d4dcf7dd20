// 设备种类 · the kinds of equipment of an industry, or of all, each once
import type { Industry } from "@zhifa/shared/api";

export function kindsOf(industries: Industry[], only: string): { key: string; zh: string }[] {
  const kinds = new Map<string, string>();
  for (const industry of industries) {
    if (only && industry.key !== only) continue;
    for (const unit of industry.units) for (const kind of unit.equipment) if (!kinds.has(kind.key)) kinds.set(kind.key, kind.zh);
  }
  return [...kinds].map(([key, zh]) => ({ key, zh }));
}
