import { describe, expect, it } from "vitest";
import { printQuery, sheets } from "./set";

const papers = [{ id: "a", pages: 3 }, { id: "b", pages: 1 }];

describe("a chosen set", () => {
  it("counts the sheets of all copies, one copy where none is said", () => {
    expect(sheets(papers, { a: 1, b: 2 })).toBe(5);
    expect(sheets(papers, {})).toBe(4);
    expect(sheets([], { a: 2 })).toBe(0);
  });
  it("names papers and copies in the same order", () => {
    expect(printQuery(papers, { b: 2, a: 3 })).toBe("documents=a,b&copies=3,2");
  });
});
