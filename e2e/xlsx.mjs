// 表格文件 · reads the rows of an xlsx file and writes rows into it, as an office would; only what the journeys need
import { crc32, inflateRawSync } from "node:zlib";

/** The files of a zip, by the central directory. */
function unzip(body) {
  const files = new Map();
  const end = body.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = body.readUInt32LE(end + 16);
  for (let left = body.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [body.readUInt16LE(at + 10), body.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [body.readUInt16LE(at + 28), body.readUInt16LE(at + 30), body.readUInt16LE(at + 32)];
    const local = body.readUInt32LE(at + 42);
    const name = body.toString("utf8", at + 46, at + 46 + nameLength);
    const start = local + 30 + body.readUInt16LE(local + 26) + body.readUInt16LE(local + 28);
    const data = body.subarray(start, start + size);
    files.set(name, method === 0 ? data : inflateRawSync(data));
    at += 46 + nameLength + extra + comment;
  }
  return files;
}
function zip(files) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, data] of files) {
    const title = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(0x0021, 12);
    head.writeUInt32LE(crc32(data), 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt32LE(data.length, 22);
    head.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    head.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(at, 42);
    parts.push(head, title, data);
    directory.push(entry, title);
    at += head.length + title.length + data.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** The workbook with one more row, `cells` by column letter, below the headings of the sheet file. */
export function withRow(workbook, sheet, row, cells) {
  const files = unzip(workbook);
  const name = `xl/worksheets/${sheet}.xml`;
  const text = Object.entries(cells).map(([column, value]) => `<c r="${column}${row}" t="inlineStr"><is><t>${value}</t></is></c>`).join("");
  const before = files.get(name).toString("utf8");
  files.set(name, Buffer.from(before.replace("</sheetData>", `<row r="${row}">${text}</row></sheetData>`)));
  return zip(files);
}

/** The rows of a sheet file as they are read from top to bottom, each the texts of its cells. */
export function rowsOf(workbook, sheet) {
  const files = unzip(workbook);
  const plain = (text) => text.replace(/<[^>]+>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
  const shared = [...(files.get("xl/sharedStrings.xml")?.toString("utf8") ?? "").matchAll(/<si>(.*?)<\/si>/gs)].map(([, text]) => plain(text));
  const rows = files.get(`xl/worksheets/${sheet}.xml`).toString("utf8").matchAll(/<row [^>]*>(.*?)<\/row>/gs);
  return [...rows].map(([, row]) => [...row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes, content]) => {
    const text = plain(content ?? "");
    return attributes.includes('t="s"') ? shared[Number(text)] : text;
  }));
}
