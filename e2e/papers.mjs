// 读文书 · what is written on a PDF, as poppler reads it; the file stays in out/ to be looked at
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const OUT = fileURLToPath(new URL("./out/", import.meta.url));

/** All its words without any space. */
export function textOf(name, body) {
  mkdirSync(OUT, { recursive: true });
  writeFileSync(`${OUT}${name}.pdf`, body);
  return execFileSync("pdftotext", ["-layout", `${OUT}${name}.pdf`, "-"], { encoding: "utf8" }).replace(/\s+/g, "");
}

/** The slanting mark across the first page: letters taller than any title, from left to right. */
export function markOf(name, body) {
  textOf(name, body);
  const boxes = execFileSync("pdftotext", ["-bbox", "-l", "1", `${OUT}${name}.pdf`, "-"], { encoding: "utf8" });
  const words = [...boxes.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)<\/word>/g)];
  return words.filter(([, , top, bottom]) => bottom - top > 40).sort((a, b) => a[1] - b[1]).map((word) => word[4]).join("");
}
