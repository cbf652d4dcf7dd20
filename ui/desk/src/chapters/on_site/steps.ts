// 现场检查记录 · the four steps: what each is called and when it counts as done.
import type { Inspection } from "@zhifa/shared/api";

export type StepKey = "particulars" | "equipment" | "scope" | "check";
export interface Step {
  key: StepKey;
  zh: string;
  /** null: the step leaves no trace in the inspection (the equipment belongs to the enterprise). */
  isDone: (inspection: Inspection) => boolean | null;
}

/** What a step offers to the editor around it. */
export interface StepHandle {
  dirty: boolean;
  /** True when everything is on the server. */
  save: () => Promise<boolean>;
}

export const steps: readonly Step[] = [
  {
    key: "particulars",
    zh: "企业基础信息",
    isDone: ({ particulars }) => Boolean(particulars.party && particulars.legal_person && particulars.checked_from && particulars.places && particulars.address),
  },
  { key: "equipment", zh: "核对设备信息", isDone: () => null },
  { key: "scope", zh: "确认检查范围", isDone: ({ groups }) => groups.some((group) => group.targets.some((target) => target.chosen)) },
  { key: "check", zh: "开始现场检查", isDone: ({ progress }) => progress.total > 0 && progress.answered === progress.total },
];

/** Where to go on: at the beginning of a fresh inspection, else at the check itself. */
export function startingStep(inspection: Inspection): StepKey {
  if (inspection.state === "pending" || !steps[0]?.isDone(inspection)) return "particulars";
  return "check";
}

export function neighbour(key: StepKey, by: 1 | -1): StepKey | null {
  return steps[steps.findIndex((step) => step.key === key) + by]?.key ?? null;
}

/** The step where a field named by the server is written, so that the page can go there. */
export function stepOf(field: string): StepKey {
  const parts = field.split(/[.[\]/]+/);
  if (parts.some((part) => ["findings", "other_problems", "problems"].includes(part))) return "check";
  if (parts.some((part) => ["scope", "targets"].includes(part))) return "scope";
  return "particulars";
}
