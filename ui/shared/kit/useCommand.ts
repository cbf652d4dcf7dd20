// 写操作 · one write at a time with its Command-Id. The id is kept while the outcome is unknown, so a retry is never a second act.
import { ref, type Ref } from "vue";
import { CHANGED, del, post, problemOf, put, upload, type Problem, type Query } from "../api";
import { newId, sentences } from "../lib";
import { ElMessage } from "./element";

export interface Command {
  busy: Ref<boolean>;
  problem: Ref<Problem | null>;
  post: <T>(path: string, body: unknown) => Promise<T | null>;
  put: <T>(path: string, body: unknown) => Promise<T | null>;
  /** True when deleted. */
  del: (path: string, query?: Query) => Promise<boolean>;
  upload: <T>(path: string, fields: Record<string, string>, file: File, onProgress?: (percent: number) => void) => Promise<T | null>;
  clear: () => void;
}

/** Was the act certainly refused? Then the next try is a new command; otherwise (no answer, 5xx) it may have happened. */
export const isRefusal = (problem: Problem): boolean => problem.status >= 400 && problem.status < 500;

/**
 * `quiet`: the page shows the problem itself (ProblemPanel); otherwise a message appears too.
 * The answers are null when the act failed; the reason is in `problem`.
 */
export function useCommand(options: { quiet?: boolean } = {}): Command {
  const busy = ref(false);
  const problem = ref<Problem | null>(null);
  const open = { key: "", id: "" };

  async function run<T>(key: string, act: (commandId: string) => Promise<T>): Promise<T | null> {
    if (busy.value) return null;
    // Another body is another command, even when the answer to the last one never came: its revision check decides.
    if (open.key !== key || !open.id) Object.assign(open, { key, id: newId() });
    busy.value = true;
    problem.value = null;
    try {
      const answer = await act(open.id);
      open.id = "";
      window.dispatchEvent(new Event(CHANGED));
      return answer;
    } catch (error) {
      const found = problemOf(error);
      problem.value = found;
      if (isRefusal(found)) open.id = "";
      if (!options.quiet) ElMessage({ type: "error", message: sentences(found.detail || found.title, found.way_out), duration: 6000, showClose: true, grouping: true });
      return null;
    } finally {
      busy.value = false;
    }
  }

  return {
    busy,
    problem,
    post: <T>(path: string, body: unknown) => run<T>(`POST ${path} ${JSON.stringify(body)}`, (id) => post<T>(path, body, id)),
    put: <T>(path: string, body: unknown) => run<T>(`PUT ${path} ${JSON.stringify(body)}`, (id) => put<T>(path, body, id)),
    del: async (path, query) => (await run(`DELETE ${path} ${JSON.stringify(query)}`, async (id) => { await del(path, query, id); return true; })) === true,
    upload: <T>(path: string, fields: Record<string, string>, file: File, onProgress?: (percent: number) => void) =>
      run<T>(`UPLOAD ${path} ${JSON.stringify(fields)} ${file.name} ${file.size} ${file.lastModified}`, (id) => upload<T>(path, fields, file, id, onProgress)),
    clear: () => { problem.value = null; },
  };
}
