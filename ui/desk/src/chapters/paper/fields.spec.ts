import { describe, expect, it } from "vitest";
import { capitals, sent } from "./fields";

describe("金额大写", () => {
  it("is written as on papers", () => {
    const said: [number, string][] = [[0, "零元整"], [300_000, "叁仟元整"], [1_010_000, "壹万零壹佰元整"], [100_000_000, "壹佰万元整"], [5, "伍分"], [350, "叁元伍角"], [305, "叁元零伍分"], [10_000_001_00, "壹仟万零壹元整"], [200_000_500_00, "贰亿零伍佰元整"]];
    for (const [fen, words] of said) expect(capitals(fen), String(fen)).toBe(words);
  });
});

describe("what is sent of a paper", () => {
  it("leaves out what is empty, also inside an opinion", () => {
    const data = { party: "甲", note: "", officers: [], review: { text: "", name: "" }, host: { text: "同意", name: "" }, is_joint: false, fine: 0 };
    expect(sent(data)).toEqual({ party: "甲", host: { text: "同意" }, is_joint: false, fine: 0 });
  });
});
