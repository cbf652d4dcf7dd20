import { describe, expect, it } from "vitest";
import type { RectificationProblem, ReCheckVerdict } from "@zhifa/shared/api";
import { draftOf, gapsIn, groupsOf, proposedConclusion } from "./re_check";

const problem = (ordinal: number, workshop = "炼铁1车间"): RectificationProblem => ({
  id: `p${ordinal}`, ordinal, text: "", unit_zh: workshop ? "炼铁" : "", workshop, target_name: "", measure: "rectify", due_on: "2026-12-03", violated: "",
});
const problems = [problem(1), problem(2), problem(3, "")];
const draft = (...verdicts: (ReCheckVerdict | null)[]) => ({
  checked_at: "2026-12-03T09:30", officers: ["f1", "f2"], conclusion: "已整改。",
  findings: verdicts.map((verdict, index) => ({ problem_id: `p${index + 1}`, verdict, remark: "", attachments: [] })),
});

describe("the draft of a re-check", () => {
  it("has a line for every problem, also for one the saved draft does not know", () => {
    const saved = { ...draft("rectified"), conclusion: "写了一半" };
    const made = draftOf({ draft: saved, problem_list: problems });
    expect(made.findings.map((finding) => finding.verdict)).toEqual(["rectified", null, null]);
    expect(made.conclusion).toBe("写了一半");
  });
  it("is a copy: editing it leaves the loaded record as it was", () => {
    const saved = draft("rectified", null, null);
    const made = draftOf({ draft: saved, problem_list: problems });
    made.officers.push("f3");
    expect(saved.officers).toEqual(["f1", "f2"]);
  });
  it("names what is missing by field", () => {
    const empty = { ...draft("rectified", null, "rectified"), checked_at: null, officers: [], conclusion: " " };
    expect(gapsIn(empty, problems).map((error) => error.field)).toEqual(["checked_at", "findings.1", "officers", "conclusion"]);
    expect(gapsIn(draft("rectified", "not_rectified", "rectified"), problems)).toEqual([]);
  });
});

describe("the proposed conclusion", () => {
  it("all rectified", () => {
    expect(proposedConclusion(draft("rectified", "rectified", "rectified"), problems)).toBe("责令限期整改的3项问题已全部整改完毕。");
  });
  it("some rectified names the numbers of both", () => {
    expect(proposedConclusion(draft("rectified", "not_rectified", "rectified"), problems)).toBe("责令限期整改的第1、3项问题已整改完毕，第2项问题未整改到位。");
  });
  it("nothing chosen proposes nothing", () => {
    expect(proposedConclusion(draft(null, null, null), problems)).toBe("");
  });
});

describe("problems under their workshops", () => {
  it("keep their place in the draft; what has no unit stands under 其他", () => {
    const groups = groupsOf(problems);
    expect(groups.map((group) => [group.unit, group.workshop])).toEqual([["炼铁", "炼铁1车间"], ["其他", ""]]);
    expect(groups[1]?.problems[0]?.index).toBe(2);
  });
});
