// 国民经济行业的选项 · four-digit classes found by code or name; a group that is not divided is its class ending in 0
import type { EconomicClass } from "@zhifa/shared/api";

export interface ClassChoice { code: string; name: string; above: string }
/** At most this many are drawn; the rest is reached by typing on. */
const MOST = 60;

export function classChoices(all: EconomicClass[], text: string, chosen: string): ClassChoice[] {
  const names = new Map(all.map((c) => [c.code, c.name]));
  const divided = new Set(all.filter((c) => c.code.length === 4).map((c) => c.code.slice(0, 3)));
  const classes = all
    .filter((c) => c.code.length === 4 || (c.code.length === 3 && !divided.has(c.code)))
    .map((c) => ({ code: c.code.padEnd(4, "0"), name: c.name, above: names.get(c.code.slice(0, 2)) ?? "" }));
  const wanted = text.trim();
  const found = wanted ? classes.filter((c) => c.code.startsWith(wanted) || c.name.includes(wanted) || c.above.includes(wanted)) : classes;
  const shown = found.slice(0, MOST);
  // What is on record already is shown, also beyond the first, and also where the table has no such class: it is refused when saved.
  if (/^\d{4}$/.test(chosen) && !shown.some((c) => c.code === chosen)) {
    const known = classes.find((c) => c.code === chosen);
    const above = names.get(chosen.slice(0, 2));
    if (known) shown.unshift(known);
    else if (above) shown.unshift({ code: chosen, name: names.get(chosen.slice(0, 3)) ?? above, above });
  }
  return shown;
}
