// 帮助文本的测试
import { describe, expect, it } from "vitest";
import { read, spans } from "./markdown";
import { sorted, topics } from "./topics";

describe("帮助文本", () => {
  it("reads headings, paragraphs, lists and tables", () => {
    const blocks = read("# 标题\n\n第一行\n第二行\n\n1. 甲\n2. 乙\n   续\n\n- 丙\n\n| 键 | 作用 |\n|---|---|\n| `/` | 查找 |\n\n> 注意");
    expect(blocks.map((b) => b.kind)).toEqual(["heading", "paragraph", "list", "list", "table", "quote"]);
    expect(blocks[1]).toEqual({ kind: "paragraph", spans: [{ kind: "text", text: "第一行第二行" }] });
    expect(blocks[2]).toMatchObject({ ordered: true, items: [[{ text: "甲" }], [{ text: "乙续" }]] });
    expect(blocks[4]).toMatchObject({ rows: [[[{ kind: "code", text: "/" }], [{ text: "查找" }]]] });
  });
  it("makes links to pages of the system only, and never HTML", () => {
    expect(spans("见[审计查询](/audit)。")).toEqual([{ kind: "text", text: "见" }, { kind: "link", text: "审计查询", to: "/audit" }, { kind: "text", text: "。" }]);
    for (const text of ["<b onclick=x>粗</b>", "[x](javascript:alert(1))", "[x](https://example.com)", "[x](//example.com)"]) expect(spans(text)).toEqual([{ kind: "text", text }]);
  });
  it("has every topic with a title, and shows a person what concerns him first", () => {
    expect(topics.map((t) => t.key)).toEqual(["start", "officer", "reviewer", "business_admin", "case_reporter", "seal", "system_admin", "auditor", "keyboard", "without_network", "whom"]);
    for (const topic of topics) expect(topic.title, topic.key).not.toBe("");
    const own = sorted((verb) => verb === undefined || verb === "read_audit").own.map((t) => t.key);
    expect(own).toEqual(["start", "auditor", "keyboard", "without_network", "whom"]);
  });
});
