// 核对设备信息 · workshops and equipment of an enterprise as edited on site.
import type { Enterprise, EquipmentKind, Industry, WorkshopInput } from "@zhifa/shared/api";

export type EquipmentInput = WorkshopInput["equipment"][number];

export function inputOf(enterprise: Pick<Enterprise, "workshops">): WorkshopInput[] {
  return enterprise.workshops.map(({ id, industry, unit, name, places, equipment }) => ({
    id, industry, unit, name, places: [...places], equipment: equipment.map((each) => ({ id: each.id, kind: each.kind, name: each.name, spec: each.spec, attributes: { ...each.attributes } })),
  }));
}

/** “{n}号高炉” with the first number not yet used in the whole enterprise: two cranes of one name could not be told apart on paper. */
export function nextName(kind: Pick<EquipmentKind, "key" | "zh" | "default_name">, workshops: WorkshopInput[]): string {
  const used = new Set(workshops.flatMap((workshop) => workshop.equipment).map((each) => each.name.trim()));
  const pattern = kind.default_name.includes("{n}") ? kind.default_name : `{n}号${kind.zh}`;
  for (let n = 1; ; n += 1) {
    const name = pattern.replace("{n}", String(n));
    if (!used.has(name)) return name;
  }
}

export function nextWorkshopName(unitZh: string, workshops: WorkshopInput[], unit: string): string {
  const used = new Set(workshops.filter((workshop) => workshop.unit === unit).map((workshop) => workshop.name.trim()));
  if (!used.has(`${unitZh}车间`) && used.size === 0) return `${unitZh}车间`;
  for (let n = 1; ; n += 1) if (!used.has(`${unitZh}${n}车间`)) return `${unitZh}${n}车间`;
}

/** Sentences about what cannot be saved, each with the field it belongs to. */
export function faultsIn(workshops: WorkshopInput[]): { field: string; sentence: string }[] {
  const faults: { field: string; sentence: string }[] = [];
  const names = new Map<string, number>();
  for (const workshop of workshops) {
    const name = workshop.name.trim();
    if (!name) faults.push({ field: `workshop.${workshop.id}`, sentence: "有厂/分厂/车间没有名称" });
    else names.set(`${workshop.unit}/${name}`, (names.get(`${workshop.unit}/${name}`) ?? 0) + 1);
    if (name && names.get(`${workshop.unit}/${name}`) === 2) faults.push({ field: `workshop.${workshop.id}`, sentence: `厂/分厂/车间“${name}”重名` });
    const seen = new Set<string>();
    for (const each of workshop.equipment) {
      const label = each.name.trim();
      if (!label) faults.push({ field: `workshop.${workshop.id}`, sentence: `“${name || "未命名车间"}”有设备没有编号（或描述）` });
      else if (seen.has(label)) faults.push({ field: `workshop.${workshop.id}`, sentence: `“${name}”的设备“${label}”重名` });
      seen.add(label);
    }
  }
  return faults;
}

/** What the write-back will change, in words for the question. */
export function changesBetween(before: WorkshopInput[], after: WorkshopInput[]): string {
  const count = (list: WorkshopInput[]) => new Map(list.flatMap((workshop) => workshop.equipment.map((each) => [each.id, JSON.stringify([workshop.id, each])] as const)));
  const old = count(before);
  const now = count(after);
  const added = [...now.keys()].filter((id) => !old.has(id)).length;
  const gone = [...old.keys()].filter((id) => !now.has(id)).length;
  const changed = [...now].filter(([id, text]) => old.has(id) && old.get(id) !== text).length;
  const shops = after.filter((workshop) => !before.some((each) => each.id === workshop.id)).length;
  const goneShops = before.filter((workshop) => !after.some((each) => each.id === workshop.id)).length;
  const parts = [
    shops ? `新增车间 ${shops} 个` : "", goneShops ? `删除车间 ${goneShops} 个` : "",
    added ? `新增设备 ${added} 台（套、座）` : "", gone ? `删除设备 ${gone} 台（套、座）` : "", changed ? `修改设备 ${changed} 台（套、座）` : "",
  ].filter(Boolean);
  return parts.length ? parts.join("，") : "修改车间名称或者涉及场所";
}

export const unitsOf = (industries: Industry[], keys: string[]): { industry: Industry; unit: Industry["units"][number] }[] =>
  industries.filter((industry) => keys.includes(industry.key)).flatMap((industry) => industry.units.map((unit) => ({ industry, unit })));
