// 执法对象 · filters of the list, the address as read, equipment grouped by kind
import type { Equipment, Industry, Workshop } from "@zhifa/shared/api";

// A type, not an interface: it must fit the index signature of list filters.
export type EnterpriseFilter = { q: string; region: string; industry: string; state: string; element: string; special: string; risk_level: string; sort: string };
// Newest first: the one order in which the first page and the number found are a single walk over the index.
export const emptyFilter = (): EnterpriseFilter => ({ q: "", region: "", industry: "", state: "", element: "", special: "", risk_level: "", sort: "newest" });

/** Region and address, without saying the region twice when the address already begins with it. */
export function fullAddress(regionName: string, address: string): string {
  const region = regionName.replace(/[\s/]+/g, "");
  return address.replace(/[\s/]+/g, "").startsWith(region) ? address : `${regionName}${address}`;
}

export interface KindGroup { kind: string; zh: string; unit: string; equipment: Equipment[] }
/** Equipment of a workshop by kind, in the order in which kinds first appear. */
export function byKind(equipment: Equipment[]): KindGroup[] {
  const groups = new Map<string, KindGroup>();
  for (const piece of equipment) {
    const group = groups.get(piece.kind) ?? { kind: piece.kind, zh: piece.kind_zh, unit: piece.spec_unit, equipment: [] };
    group.equipment.push(piece);
    groups.set(piece.kind, group);
  }
  return [...groups.values()];
}

/** What is filled in of a piece's attributes, as its industry names them: “名称：值单位”. */
export function attributeTexts(piece: Equipment, industry: Industry | undefined): string[] {
  return (industry?.equipment_attributes ?? []).flatMap((a) => {
    const value = piece.attributes[a.key];
    return value ? [`${a.zh}：${a.choices.find((c) => c.key === value)?.zh ?? value}${a.unit}`] : [];
  });
}

/** Workshops with only the pieces whose name, kind or specification contains the text; empty workshops fall away. */
export function search(workshops: Workshop[], text: string): Workshop[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return workshops;
  return workshops
    .map((w) => ({ ...w, equipment: w.equipment.filter((e) => `${e.name} ${e.kind_zh} ${e.spec}`.toLowerCase().includes(wanted)) }))
    .filter((w) => w.equipment.length > 0 || `${w.name} ${w.unit_zh}`.toLowerCase().includes(wanted));
}

export interface Column { key: string; label: string; /** shown until the person chooses otherwise */ usual: boolean }
/** The columns of the list besides 企业名称 and 操作. */
export const COLUMNS: Column[] = [
  { key: "address", label: "生产经营地址", usual: true },
  { key: "industries", label: "行业类型", usual: true },
  { key: "special", label: "专项", usual: false },
  { key: "element", label: "安全生产要素", usual: false },
  { key: "credit_code", label: "统一社会信用代码", usual: true },
  { key: "business_kind", label: "企业类型", usual: false },
  { key: "legal_person", label: "法定代表人", usual: false },
  { key: "risk_level", label: "风险等级", usual: false },
  { key: "equipment_count", label: "设备数", usual: true },
  { key: "state", label: "状态", usual: true },
  { key: "updated_at", label: "更新时间", usual: false },
];
const CHOSEN = "zhifa.enterprise-columns";
/** The columns this browser shows; what is kept and no longer exists is forgotten. */
export function keptColumns(kept: string | null): string[] {
  const usual = COLUMNS.filter((c) => c.usual).map((c) => c.key);
  if (kept === null) return usual;
  const keys = kept.split(",");
  return COLUMNS.filter((c) => keys.includes(c.key)).map((c) => c.key);
}
export const readColumns = (): string[] => keptColumns(window.localStorage.getItem(CHOSEN));
export const keepColumns = (keys: string[]): void => window.localStorage.setItem(CHOSEN, keys.join(","));
