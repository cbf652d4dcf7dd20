// 密码要求的测试
import { expect, it } from "vitest";
import { historyText, passwordRules, validText } from "./passwordRules";

const policy = { min_length: 10, kinds: 3, history: 5, days: 90 };
const met = (next: string, old = "Old-password1", rules = policy) => passwordRules(next, old, "12000000001", rules).map((r) => r.met);
it("wants ten characters, three of four kinds, and another password than before", () => {
  expect(met("Abcdef12345")).toEqual([true, true, true]);
  expect(met("Abc123")).toEqual([false, true, true]);
  expect(met("abcdefghij1")).toEqual([true, false, true]);
  expect(met("Old-password1")).toEqual([true, true, false]);
  expect(met("Aa-12000000001")).toEqual([true, true, false]);
  expect(met("")).toEqual([false, false, false]);
});
it("follows the settings of the installation", () => {
  const strict = { min_length: 12, kinds: 4, history: 0, days: 0 };
  expect(met("Abcdef12345", "", strict)).toEqual([false, false, true]);
  expect(met("Abcdef-12345", "", strict)).toEqual([true, true, true]);
  expect([historyText(strict), validText(strict)]).toEqual(["", ""]);
  expect(historyText(policy) + validText(policy)).toBe("不能使用最近 5 次用过的密码。新密码有效 90 天。");
});
