// 小工具的测试
import { describe, expect, it } from "vitest";
import { dayLong, dayRange, daysBetween, msText, newId, ordinalZh, plain, sameValue, sizeText, timeText, totalText } from "./index";

describe("显示格式", () => {
  it("writes a legal day without putting it through a time zone", () => {
    expect(dayLong("2026-05-03")).toBe("2026年5月3日");
    expect(dayLong(null)).toBe("—");
  });
  it("shows an instant in China's time whatever the computer is set to", () => {
    expect(msText(Date.UTC(2026, 11, 31, 16, 5))).toBe("2027-01-01 00:05");
    expect(msText(null)).toBe("—");
  });
  it("says a day once when both ends are the same and the year once when it is the same", () => {
    expect(dayRange("2026-05-20", "2026-05-20")).toBe("2026-05-20");
    expect(dayRange("2026-05-20", "2026-06-01")).toBe("2026-05-20 至 06-01");
    expect(dayRange("2026-12-30", "2027-01-02")).toBe("2026-12-30 至 2027-01-02");
    expect(dayRange(null, null)).toBe("—");
  });
  it("counts days over the end of a leap February", () => {
    expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
    expect(daysBetween("2026-11-23", "2026-11-20")).toBe(-3);
  });
  it("marks a total that is more", () => {
    expect(totalText(10000, true)).toBe("10,000+");
    expect(totalText(57, false)).toBe("57");
  });
  it("writes sizes, times and Chinese ordinals", () => {
    expect(sizeText(20 * 1024 * 1024)).toBe("20.0 MB");
    expect(timeText("2026-05-20T09:30")).toBe("2026-05-20 09:30");
    expect([1, 10, 11, 20, 21, 99].map(ordinalZh)).toEqual(["一", "十", "十一", "二十", "二十一", "九十九"]);
  });
});

describe("标识", () => {
  it("is a uuid of version 7 that begins with its time", () => {
    const id = newId(0x0198_1234_5678);
    expect(id).toMatch(/^01981234-5678-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newId()).not.toBe(newId());
  });
});

describe("未保存的修改", () => {
  it("is clean again when an edit is undone, and order of keys does not matter", () => {
    const saved = { a: 1, list: ["x", "y"], deep: { day: null } };
    const draft = plain(saved);
    draft.list.push("z");
    expect(sameValue(draft, saved)).toBe(false);
    draft.list.pop();
    expect(sameValue(draft, saved)).toBe(true);
    expect(sameValue({ b: 2, a: 1 }, { a: 1, b: 2 })).toBe(true);
  });
  it("sees order in a list, and an empty list beside an empty object", () => {
    expect(sameValue(["a", "b"], ["b", "a"])).toBe(false);
    expect(sameValue([], {})).toBe(false);
  });
});
