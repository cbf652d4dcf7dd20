// 帮助目录 · the help texts of docs/help, which ones concern a person, and their order
import type { Verb } from "@zhifa/shared/api";

// The texts are part of the program's files: they are versioned with what they describe.
const files = import.meta.glob<string>("../../../../../docs/help/*.md", { query: "?raw", import: "default", eager: true });

export interface Topic { key: string; title: string; text: string; /** whose work it describes; none: everybody's */ verb?: Verb }

const all: { key: string; verb?: Verb }[] = [
  { key: "start" }, { key: "officer", verb: "inspect" }, { key: "reviewer", verb: "decide_approval" }, { key: "business_admin", verb: "import_enterprise" },
  { key: "case_reporter", verb: "read_case_report" },
  { key: "seal", verb: "stop_seal" }, { key: "system_admin", verb: "edit_user" }, { key: "auditor", verb: "read_audit" }, { key: "keyboard" }, { key: "without_network" }, { key: "whom" },
];

const textOf = (key: string): string => Object.entries(files).find(([path]) => path.endsWith(`/${key}.md`))?.[1] ?? "";

/** Every topic that has a text. */
export const topics: Topic[] = all.map((topic) => {
  const text = textOf(topic.key);
  return { ...topic, text, title: /^# (.+)$/m.exec(text)?.[1] ?? "" };
}).filter((topic) => topic.text !== "");

/** What concerns the person, and the rest. */
export function sorted(can: (verb: Verb | undefined) => boolean): { own: Topic[]; others: Topic[] } {
  return { own: topics.filter((topic) => can(topic.verb)), others: topics.filter((topic) => !can(topic.verb)) };
}
