// 检查事项 × 检查对象 · the matrix of one inspection, cut into one sheet per workshop.
// Pure functions only: no component, no request.
import type { CheckItem, FindingInput, Inspection, Target, TargetGroup } from "@zhifa/shared/api";
import { ordinalZh } from "@zhifa/shared/lib";

export interface SheetRow {
  item: CheckItem;
  /** 一、二… by the place of the item in the whole inspection, so it is the same in every workshop. */
  ordinal: string;
  targets: Target[];
}
export interface Sheet {
  key: string;
  group: TargetGroup;
  rows: SheetRow[];
}
/** Row is the item, column the target. */
export interface Place {
  row: number;
  column: number;
}
export interface Count {
  answered: number;
  total: number;
  defective: number;
}

export const cellKey = (itemId: string, target: string): string => `${itemId}|${target}`;

type Cut = Pick<Inspection, "items" | "groups" | "matrix">;

/** One sheet per workshop that has something to check; what is not chosen is left out. */
export function sheetsOf(inspection: Cut): Sheet[] {
  const concerned = new Map(inspection.matrix.map((line) => [line.item_id, new Set(line.targets)]));
  const sheets: Sheet[] = [];
  inspection.groups.forEach((group, place) => {
    const chosen = group.targets.filter((target) => target.chosen);
    const rows: SheetRow[] = [];
    inspection.items.forEach((item, index) => {
      const keys = concerned.get(item.id);
      const targets = keys ? chosen.filter((target) => keys.has(target.key)) : [];
      if (targets.length) rows.push({ item, ordinal: ordinalZh(index + 1), targets });
    });
    if (rows.length) sheets.push({ key: `${group.industry}/${group.unit}/${group.workshop_id ?? place}`, group, rows });
  });
  return sheets;
}

export interface Branch {
  key: string;
  zh: string;
  sheets: Sheet[];
}

/** 行业 tabs, and below them 工艺 tabs: the same cut by another key. */
export function branchesBy(sheets: Sheet[], key: "industry" | "unit"): Branch[] {
  const branches = new Map<string, Branch>();
  for (const sheet of sheets) {
    const code = sheet.group[key];
    const zh = key === "industry" ? sheet.group.industry_zh : sheet.group.unit_zh;
    const branch = branches.get(code) ?? { key: code, zh: zh || "全厂", sheets: [] };
    branch.sheets.push(sheet);
    branches.set(code, branch);
  }
  return [...branches.values()];
}

export type Answers = ReadonlyMap<string, FindingInput>;

export function countRow(row: SheetRow, answers: Answers): Count {
  const count = { answered: 0, total: row.targets.length, defective: 0 };
  for (const target of row.targets) {
    const finding = answers.get(cellKey(row.item.id, target.key));
    if (!finding) continue;
    count.answered += 1;
    if (finding.verdict === "defective") count.defective += 1;
  }
  return count;
}

export function countSheets(sheets: Sheet[], answers: Answers): Count {
  const sum = { answered: 0, total: 0, defective: 0 };
  for (const sheet of sheets) {
    for (const row of sheet.rows) {
      const count = countRow(row, answers);
      sum.answered += count.answered;
      sum.total += count.total;
      sum.defective += count.defective;
    }
  }
  return sum;
}

/** Up and down go through the targets and on into the next item; left and right go from item to item. */
export function move(sheet: Sheet, from: Place, key: string): Place {
  const row = sheet.rows[from.row];
  if (!row) return { row: 0, column: 0 };
  const clamp = (column: number, at: number): number => Math.min(column, (sheet.rows[at]?.targets.length ?? 1) - 1);
  switch (key) {
    case "ArrowDown":
      if (from.column + 1 < row.targets.length) return { row: from.row, column: from.column + 1 };
      return from.row + 1 < sheet.rows.length ? { row: from.row + 1, column: 0 } : from;
    case "ArrowUp": {
      if (from.column > 0) return { row: from.row, column: from.column - 1 };
      const above = sheet.rows[from.row - 1];
      return above ? { row: from.row - 1, column: above.targets.length - 1 } : from;
    }
    case "ArrowRight":
      return from.row + 1 < sheet.rows.length ? { row: from.row + 1, column: clamp(from.column, from.row + 1) } : from;
    case "ArrowLeft":
      return from.row > 0 ? { row: from.row - 1, column: clamp(from.column, from.row - 1) } : from;
    case "Home":
      return { row: from.row, column: 0 };
    case "End":
      return { row: from.row, column: row.targets.length - 1 };
    default:
      return from;
  }
}

/** The first cell without an answer, or null when the sheet is done. */
export function firstOpen(sheet: Sheet, answers: Answers): Place | null {
  for (let row = 0; row < sheet.rows.length; row += 1) {
    const line = sheet.rows[row];
    if (!line) continue;
    const column = line.targets.findIndex((target) => !answers.has(cellKey(line.item.id, target.key)));
    if (column >= 0) return { row, column };
  }
  return null;
}

/** 本项其余无问题: the targets of one item that nobody has answered yet. */
export function unanswered(row: SheetRow, answers: Answers): Target[] {
  return row.targets.filter((target) => !answers.has(cellKey(row.item.id, target.key)));
}

/** 有问题 but not yet fit for the paper: which words are missing. */
export function missingIn(finding: FindingInput): string[] {
  if (finding.verdict !== "defective") return [];
  const missing: string[] = [];
  if (!finding.description.trim().replace(/^.{0,60}：$/, "")) missing.push("问题描述");
  if (!finding.measure) missing.push("处理措施");
  if (finding.measure === "rectify" && !finding.due_on) missing.push("整改期限");
  return missing;
}

export function placeOf(sheet: Sheet, itemId: string, target: string): Place | null {
  const row = sheet.rows.findIndex((line) => line.item.id === itemId);
  const column = sheet.rows[row]?.targets.findIndex((each) => each.key === target) ?? -1;
  return row >= 0 && column >= 0 ? { row, column } : null;
}
