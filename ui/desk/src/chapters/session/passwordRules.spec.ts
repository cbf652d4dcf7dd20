// 密码要求的测试
import { expect, it } from "vitest";
import { passwordRules } from "./passwordRules";

const met = (next: string, old = "Old-password1") => passwordRules(next, old).map((r) => r.met);
it("wants ten characters, three of four kinds, and another password than before", () => {
  expect(met("Abcdef12345")).toEqual([true, true, true]);
  expect(met("Abc123")).toEqual([false, true, true]);
  expect(met("abcdefghij1")).toEqual([true, false, true]);
  expect(met("Old-password1")).toEqual([true, true, false]);
  expect(met("")).toEqual([false, false, false]);
});
