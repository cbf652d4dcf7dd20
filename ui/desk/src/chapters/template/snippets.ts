// 栏目写法 · what is put into the template for a field, and how the template in force is named
import type { TemplateField, TemplateInForce } from "@zhifa/shared/api";
import { term } from "@zhifa/shared/terms";

/** The value alone, as it stands inside brackets after a part: `d.party`, `one.due_on_text`. */
export function plain(field: TemplateField, above: TemplateField | null): string {
  if (!above) return `d.${field.key}`;
  return above.kind === "group" || above.kind === "opinion" ? `d.${above.key}.${field.key}` : `one.${field.key}`;
}

/** The field printed in running text, each kind with the shared part that suits it. */
export function snippet(field: TemplateField, above: TemplateField | null = null): string {
  const value = plain(field, above);
  const columns = field.columns.map((column) => `#one.${column.key}`).join("　");
  switch (field.kind) {
    case "long_text": return `#paragraphs(${value})`;
    case "problems": return `#numbered(${value})`;
    case "list": return `#${value}.join("、")`;
    case "ticks": return `#ticks("${field.key}", ${value})`;
    case "amount": return `#money(${value})`;
    case "flag": return `#if ${value} [ ]`;
    case "officers": return `#officer-signatures("执法人员（签名）：", ${value})`;
    case "rows": return `#for one in ${value} [\n  ${columns}\n\n]`;
    case "group":
    case "opinion": return `#if ${value} != none [${field.columns.map((column) => `#${value}.${column.key}`).join("　")}]`;
    default: return `#fill(${value})`;
  }
}

/** Inside the brackets of a part the bare value is meant, elsewhere the field as printed. */
export function inserted(before: string, field: TemplateField, above: TemplateField | null): string {
  return /[(,:]\s*$/.test(before) && !/[（，：]\s*$/.test(before) ? plain(field, above) : snippet(field, above);
}

/** 全国式样 2020版；本机关式样 第2版；上级机关式样 某厅 第1版 */
export function inForceText(now: TemplateInForce, edition: string): string {
  const basis = term("template_basis", now.basis);
  if (now.basis === "national") return `${basis} ${edition} 版`;
  return now.basis === "own" ? `${basis} 第 ${now.no} 版` : `${basis} ${now.organisation_name} 第 ${now.no} 版`;
}

/** A PDF that came as Base64. */
export function pdfOf(base64: string): Blob {
  const text = atob(base64);
  return new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], { type: "application/pdf" });
}
