import { describe, expect, it } from "vitest";
import type { Inspection } from "@zhifa/shared/api";
import { neighbour, startingStep, stepOf } from "./steps";

const filled = { party: "甲公司", legal_person: "钱某", checked_from: "2026-11-23T09:30", places: "炼钢车间", address: "西峰区" };
const inspection = (state: string, particulars: object) => ({ state, particulars, groups: [], progress: { answered: 0, total: 0, defective: 0 } }) as unknown as Inspection;

describe("the steps of the record", () => {
  it("a fresh inspection starts at the beginning, a begun one at the check", () => {
    expect(startingStep(inspection("pending", filled))).toBe("particulars");
    expect(startingStep(inspection("in_progress", filled))).toBe("check");
    expect(startingStep(inspection("in_progress", { ...filled, checked_from: null }))).toBe("particulars");
  });
  it("follow one another and end", () => {
    expect(neighbour("particulars", 1)).toBe("equipment");
    expect(neighbour("particulars", -1)).toBeNull();
    expect(neighbour("check", 1)).toBeNull();
  });
  it("a field named by the server belongs to the step where it is written", () => {
    expect(stepOf("particulars.checked_from")).toBe("particulars");
    expect(stepOf("findings/A/b.description")).toBe("check");
    expect(stepOf("targets")).toBe("scope");
  });
});
