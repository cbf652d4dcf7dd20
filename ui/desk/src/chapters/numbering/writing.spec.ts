// 文号写法 · the look ahead is written as the server writes it
import { expect, it } from "vitest";
import { example } from "./writing";

const rule = { region_word: "甘庆西", organ_word: "应急", kind_word: "检查", serial_mode: "own", start_serial: 1, digits: 4, brackets: "full", valid_from: "2026-05-20" } as const;

it("pads the serial and never cuts it", () => {
  expect(example(rule, "2026", 5)).toBe("（甘庆西）应急检查〔2026〕0005号");
  expect(example({ ...rule, digits: 2 }, "2026", 12345)).toBe("（甘庆西）应急检查〔2026〕12345号");
});
it("uses the brackets that were chosen and drops blanks around the words", () => {
  expect(example({ ...rule, region_word: " 甘 ", brackets: "half", digits: 1 }, "2027", 1)).toBe("(甘)应急检查〔2027〕1号");
});
