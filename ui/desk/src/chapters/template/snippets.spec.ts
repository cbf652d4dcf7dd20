// 栏目写法 · each kind of field is written with its part
import { expect, it } from "vitest";
import type { TemplateField } from "@zhifa/shared/api";
import { inForceText, inserted, pdfOf, snippet } from "./snippets";

const field = (key: string, kind: string, columns: TemplateField[] = []): TemplateField => ({ key, zh: key, kind, required: true, columns });

it("writes a field with the part that suits its kind", () => {
  expect(snippet(field("party", "text"))).toBe("#fill(d.party)");
  expect(snippet(field("problems", "problems"))).toBe("#numbered(d.problems)");
  expect(snippet(field("fine", "amount"))).toBe("#money(d.fine)");
  expect(snippet(field("clauses", "rows", [field("due", "day"), field("no", "text")]))).toBe("#for one in d.clauses [\n  #one.due　#one.no\n\n]");
});
it("names a column by the row it stands in, and a column of a group by the group", () => {
  expect(snippet(field("due", "day"), field("clauses", "rows"))).toBe("#fill(one.due)");
  expect(snippet(field("text", "long_text"), field("review", "opinion"))).toBe("#paragraphs(d.review.text)");
});
it("leaves the sign away inside the brackets of a part, but not after Chinese punctuation", () => {
  expect(inserted('#entry("当事人", ', field("party", "text"), null)).toBe("d.party");
  expect(inserted("当事人：", field("party", "text"), null)).toBe("#fill(d.party)");
});
it("says whose template is in force", () => {
  const now = { basis: "own", version_id: "x", no: 2, organisation_name: "西峰区应急管理局", valid_from: "2026-05-20" } as const;
  expect(inForceText(now, "2020")).toBe("本机关式样 第 2 版");
  expect(inForceText({ ...now, basis: "national" }, "2020")).toBe("全国式样 2020 版");
});
it("gives the bytes of a PDF back", async () => {
  const blob = pdfOf(btoa("%PDF-1.7\u00ff"));
  expect([...new Uint8Array(await blob.arrayBuffer())].slice(-2)).toEqual([0x37, 0xff]);
});
