// 整改复查 · the draft of a re-check: how it starts, what is still missing, the sentence that sums it up.
import type { ReCheck, ReCheckDraft, Rectification, RectificationProblem } from "@zhifa/shared/api";

export type DraftFinding = ReCheckDraft["findings"][number];

/** The saved draft, with a line for every problem in the order of the order. */
export function draftOf(record: Pick<Rectification, "draft" | "problem_list">): ReCheckDraft {
  const saved = record.draft;
  const lines = new Map(saved?.findings.map((finding) => [finding.problem_id, finding]));
  return {
    checked_at: saved?.checked_at ?? null,
    officers: [...(saved?.officers ?? [])],
    conclusion: saved?.conclusion ?? "",
    findings: record.problem_list.map((problem) => {
      const line = lines.get(problem.id);
      return { problem_id: problem.id, verdict: line?.verdict ?? null, remark: line?.remark ?? "", attachments: [...(line?.attachments ?? [])] };
    }),
  };
}

/** Required fields that are still empty, each with its sentence. What the law asks is judged by the server. */
export function gapsIn(draft: ReCheckDraft, problems: RectificationProblem[]): { field: string; sentence: string }[] {
  const errors: { field: string; sentence: string }[] = [];
  if (!draft.checked_at) errors.push({ field: "checked_at", sentence: "请填写复查时间" });
  draft.findings.forEach((finding, index) => {
    const ordinal = problems.find((problem) => problem.id === finding.problem_id)?.ordinal ?? index + 1;
    if (!finding.verdict) errors.push({ field: `findings.${index}`, sentence: `第${ordinal}项问题还没有选择复查结果` });
  });
  if (!draft.officers.length) errors.push({ field: "officers", sentence: "请添加复查的执法人员" });
  if (!draft.conclusion.trim()) errors.push({ field: "conclusion", sentence: "请填写复查意见" });
  return errors;
}

const list = (ordinals: number[]): string => `第${ordinals.join("、")}项`;

/** 复查意见 as proposed; the officer may rewrite it. */
export function proposedConclusion(draft: ReCheckDraft, problems: RectificationProblem[]): string {
  const by = (verdict: DraftFinding["verdict"]) =>
    problems.filter((problem) => draft.findings.find((finding) => finding.problem_id === problem.id)?.verdict === verdict).map((problem) => problem.ordinal);
  const done = by("rectified");
  const open = by("not_rectified");
  if (done.length + open.length === 0) return "";
  if (!open.length) return problems.length === 1 ? "责令限期整改的问题已整改完毕。" : `责令限期整改的${problems.length}项问题已全部整改完毕。`;
  if (!done.length) return problems.length === 1 ? "责令限期整改的问题未整改到位。" : `责令限期整改的${list(open)}问题均未整改到位。`;
  return `责令限期整改的${list(done)}问题已整改完毕，${list(open)}问题未整改到位。`;
}

export interface ProblemGroup {
  key: string;
  unit: string;
  workshop: string;
  /** Each with its place in the draft's findings. */
  problems: { problem: RectificationProblem; index: number }[];
}

/** Problems under their 工艺 and workshop, as the form shows them. */
export function groupsOf(problems: RectificationProblem[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>();
  problems.forEach((problem, index) => {
    const key = `${problem.unit_zh}/${problem.workshop}`;
    const group = groups.get(key) ?? { key, unit: problem.unit_zh || "其他", workshop: problem.workshop, problems: [] };
    group.problems.push({ problem, index });
    groups.set(key, group);
  });
  return [...groups.values()];
}

/** What the re-check found about one problem. */
export function outcomeOf(reCheck: ReCheck | null, problemId: string): ReCheck["findings"][number] | undefined {
  return reCheck?.findings.find((finding) => finding.problem_id === problemId);
}
