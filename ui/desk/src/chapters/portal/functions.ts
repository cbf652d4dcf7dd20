// 常用功能 · the tiles of the portal: what a person uses most, taken from the menu entries he may open
import { entries, opensWorkbench, type Can } from "../../app/menus";

export type TileKind = "work" | "check" | "paper" | "register" | "count" | "system" | "look";
export interface Tile { label: string; to: string; note: string; kind: TileKind }

/** Tiles in their order; a path that no chapter offers the person makes no tile. */
const wanted: Tile[] = [
  { label: "专项计划编制", to: "/plans", note: "编制、提交、备案计划", kind: "paper" },
  { label: "现场检查方案", to: "/schemes", note: "编制、提交检查方案", kind: "paper" },
  { label: "现场执法检查", to: "/inspections", note: "检查、记录、出具文书", kind: "check" },
  { label: "整改复查任务", to: "/rectifications", note: "到期复查、延期、终止", kind: "check" },
  { label: "审核审批管理", to: "/approvals", note: "待我审核、审批的文书", kind: "paper" },
  { label: "一单两库", to: "/enterprises", note: "执法对象及其设备", kind: "register" },
  { label: "执法人员", to: "/officers", note: "证件、有效期、所属单位", kind: "register" },
  { label: "统计查询", to: "/region-summary", note: "地区汇总情况", kind: "count" },
  { label: "外单位临时查看", to: "/temporary-accesses", note: "谁看了本辖区的企业", kind: "look" },
];

const always: Tile[] = [
  { label: "检查事项", to: "/knowledge/check-items", note: "检查内容、依据和方法", kind: "register" },
  { label: "文书模板", to: "/knowledge/papers", note: "文书样张", kind: "paper" },
  { label: "法规", to: "/law", note: "法规登记和条旨", kind: "look" },
  { label: "帮助", to: "/help", note: "按角色说明怎么办", kind: "look" },
];

export function tiles(can: Can): Tile[] {
  const open = new Set(entries(can).map((entry) => entry.path));
  const work: Tile[] = opensWorkbench(can) ? [{ label: "工贸专项", to: "/workbench", note: "专项执法工作台", kind: "work" }] : [];
  const own = wanted.filter((tile) => open.has(tile.to));
  const system = entries(can, "系统管理").map((entry): Tile => ({ label: entry.label, to: entry.path, note: "系统管理", kind: "system" }));
  return [...work, ...own, ...system, ...always];
}
