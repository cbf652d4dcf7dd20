// 排版文本 · the part of Markdown that the help texts use, read into plain values. No HTML is ever made of text:
// what is not understood is shown as it is written.
export type Span =
  | { kind: "text" | "strong" | "code"; text: string }
  | { kind: "link"; text: string; to: string };
export type Block =
  | { kind: "heading"; level: 1 | 2 | 3; spans: Span[] }
  | { kind: "paragraph" | "quote"; spans: Span[] }
  | { kind: "list"; ordered: boolean; items: Span[][] }
  | { kind: "table"; head: Span[][]; rows: Span[][][] };

/** Links lead to pages of this system only: `[名称](/path)`. */
const INLINE = /\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\((\/[A-Za-z0-9/_-]*)\)/g;

export function spans(text: string): Span[] {
  const out: Span[] = [];
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    if (found.index > at) out.push({ kind: "text", text: text.slice(at, found.index) });
    const [whole, strong, code, name, to] = found;
    if (strong !== undefined) out.push({ kind: "strong", text: strong });
    else if (code !== undefined) out.push({ kind: "code", text: code });
    else out.push({ kind: "link", text: name ?? "", to: to ?? "" });
    at = found.index + whole.length;
  }
  if (at < text.length) out.push({ kind: "text", text: text.slice(at) });
  return out;
}

const cells = (line: string): Span[][] => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => spans(cell.trim()));
const ITEM = /^(?:([-*])|\d+\.) (.*)$/;

/** One block after another; blocks are parted by empty lines, and headings, lists and tables begin by themselves. */
export function read(text: string): Block[] {
  const blocks: Block[] = [];
  for (const part of text.replace(/\r/g, "").split(/\n\s*\n/)) {
    let lines = part.split("\n").filter((line) => line.trim() !== "");
    while (lines.length) {
      const first = lines[0] ?? "";
      const heading = /^(#{1,3}) (.+)$/.exec(first);
      if (heading) {
        blocks.push({ kind: "heading", level: (heading[1] ?? "#").length as 1 | 2 | 3, spans: spans(heading[2] ?? "") });
        lines = lines.slice(1);
        continue;
      }
      blocks.push(body(lines));
      break;
    }
  }
  return blocks;
}

function body(lines: string[]): Block {
  const first = lines[0] ?? "";
  if (ITEM.test(first)) {
    const items: string[] = [];
    for (const line of lines) {
      const item = ITEM.exec(line);
      if (item) items.push(item[2] ?? "");
      else items[items.length - 1] += line.trim();
    }
    return { kind: "list", ordered: !ITEM.exec(first)?.[1], items: items.map(spans) };
  }
  if (first.startsWith("|") && /^\|[\s:|-]+$/.test(lines[1] ?? "")) return { kind: "table", head: cells(first), rows: lines.slice(2).map(cells) };
  if (lines.every((line) => line.startsWith("> "))) return { kind: "quote", spans: spans(lines.map((line) => line.slice(2)).join("")) };
  return { kind: "paragraph", spans: spans(lines.map((line) => line.trim()).join("")) };
}
