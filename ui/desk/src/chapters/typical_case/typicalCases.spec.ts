// 典型案例的测试
import { describe, expect, it } from "vitest";
import type { StatuteRow } from "@zhifa/shared/api";
import { basisGroups, emptyFields, missing, untitled } from "./typicalCases";

const statute = (more: Partial<StatuteRow>): StatuteRow => ({
  key: "work_safety_law", edition: "2021", name: "中华人民共和国安全生产法", short_name: "安全生产法", kind: "law", kind_zh: "法律", number: "", issuer: "", promulgated_on: null,
  effective_from: "2021-09-01", effective_to: null, is_in_force: true, articles: [{ place: "第九十九条第二项", gist: "安全设备", unsure: false }], ...more,
});

describe("典型案例", () => {
  it("needs a title to be kept and everything else to be reported", () => {
    const form = { ...emptyFields(), title: "标题" };
    expect(untitled(form)).toEqual([]);
    expect(missing(form).map((e) => e.field)).toEqual(["firm", "happened_on", "industry", "facts", "basis", "penalty"]);
    const whole = { ...form, firm: "某企业", happened_on: "2026-04-10", industry: "steel", facts: "字".repeat(20), basis: ["《安全生产法》第九十九条"], penalty: "罚款" };
    expect(missing(whole)).toEqual([]);
    expect(missing({ ...whole, title: " " }).map((e) => e.field)).toEqual(["title"]);
  });
  it("offers the articles in force on the day, named in full", () => {
    const old = statute({ edition: "2014", effective_from: "2014-12-01", effective_to: "2021-08-31", articles: [{ place: "第九十六条", gist: "旧条", unsure: false }] });
    const empty = statute({ key: "other", articles: [] });
    const on = (day: string) => basisGroups([statute({}), old, empty], day).flatMap((g) => g.options.map((o) => o.value));
    expect(on("2026-05-20")).toEqual(["《中华人民共和国安全生产法》第九十九条第二项"]);
    expect(on("2021-08-31")).toEqual(["《中华人民共和国安全生产法》第九十六条"]);
    expect(on("2010-01-01")).toEqual([]);
  });
});
