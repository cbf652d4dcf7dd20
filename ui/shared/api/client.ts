// 接口客户端 · a small typed fetch client: every failure becomes a ProblemError with a Chinese sentence, nothing raw is thrown
import type { Problem } from "./types";

const BASE = "/api";
/** Fired on window when the server says the session is gone; the shell answers with a login dialog so that no input is lost. */
export const SESSION_EXPIRED = "zhifa:session-expired";
/** Fired after signing in again: what could not be loaded is loaded. */
export const SESSION_RENEWED = "zhifa:session-renewed";
/** Fired after every write that succeeded: counts of what waits may have changed. */
export const CHANGED = "zhifa:changed";

/** What went wrong, always in a form a person can read. `status` 0 means the server was not reached: the outcome is unknown. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

const OFFLINE: Problem = {
  status: 0,
  code: "network.unreachable",
  title: "网络不通",
  detail: "没有连上服务器，刚才的操作可能没有完成。",
  way_out: "请检查网络后再试一次；重试不会重复提交。",
};

/** Address of an API path with its query; empty values are left out. */
export function apiUrl(path: string, query?: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== "") search.set(key, String(value));
  }
  const text = search.toString();
  return BASE + path + (text ? `?${text}` : "");
}

/** Turns any caught value into a Problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { status: -1, code: "client.failure", title: "页面出错", detail: error instanceof Error ? error.message : String(error), way_out: "请刷新页面；若再次出现，请联系系统管理员。" };
}

/** Reads an answer that is not 2xx. An answer without problem+json (a proxy page, a broken upstream) gets a sentence of its own. */
export function readProblem(status: number, contentType: string, text: string): Problem {
  if (contentType.includes("json")) {
    try {
      const body = JSON.parse(text) as Partial<Problem>;
      if (typeof body.code === "string") return { title: "操作没有完成", detail: "", ...body, status, code: body.code };
    } catch {
      // falls through to the sentence by status
    }
  }
  const known: Record<number, string> = {
    401: "请先登录。",
    403: "没有这项操作的权限。",
    404: "没有找到要打开的内容，可能已被删除。",
    409: "该内容已被他人修改，请重新载入。",
    413: "文件太大。",
    415: "不支持这种文件。",
    429: "操作太频繁，请稍后再试。",
    502: "服务暂时不可用，请稍后再试。",
    503: "服务暂时不可用，请稍后再试。",
    504: "服务没有及时回应，请稍后再试。",
  };
  return { status, code: `http.${status}`, title: "操作没有完成", detail: known[status] ?? `服务器返回 ${status}，请稍后再试或联系系统管理员。` };
}

function announce(problem: Problem): ProblemError {
  if (problem.code === "session.none") window.dispatchEvent(new CustomEvent(SESSION_EXPIRED));
  return new ProblemError(problem);
}

async function ask(method: string, path: string, options: { query?: Query; body?: unknown; commandId?: string; signal?: AbortSignal } = {}): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json, application/problem+json, application/pdf" };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.commandId) headers["Command-Id"] = options.commandId;
  let response: Response;
  try {
    response = await fetch(apiUrl(path, options.query), {
      method,
      headers,
      credentials: "same-origin",
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
    });
  } catch {
    throw new ProblemError(OFFLINE);
  }
  if (response.ok) return response;
  const text = await response.text().catch(() => "");
  throw announce(readProblem(response.status, response.headers.get("content-type") ?? "", text));
}

async function json<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw new ProblemError({ ...OFFLINE, title: "回答不完整", detail: "服务器的回答没有收完整，刚才的操作可能没有完成。" });
  }
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return json<T>(await ask("GET", path, { query, signal }));
}
export async function post<T>(path: string, body: unknown, commandId?: string): Promise<T> {
  return json<T>(await ask("POST", path, { body, commandId }));
}
export async function put<T>(path: string, body: unknown, commandId: string): Promise<T> {
  return json<T>(await ask("PUT", path, { body, commandId }));
}
export async function del<T = void>(path: string, query: Query | undefined, commandId: string): Promise<T> {
  return json<T>(await ask("DELETE", path, { query, commandId }));
}

/** A file of the API as a blob with its name. A PDF path that answers something else is reported, not shown. */
export async function blob(path: string, query?: Query): Promise<{ blob: Blob; type: string; name: string }> {
  const response = await ask("GET", path, { query });
  const disposition = response.headers.get("content-disposition") ?? "";
  try {
    const content = await response.blob();
    return { blob: content, type: response.headers.get("content-type") ?? content.type, name: fileNameOf(disposition) };
  } catch {
    throw new ProblemError(OFFLINE);
  }
}

/** File name out of a Content-Disposition header (RFC 5987 form first). */
export function fileNameOf(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition);
  if (encoded?.[1]) {
    try {
      return decodeURIComponent(encoded[1]);
    } catch {
      return "";
    }
  }
  return /filename="?([^";]+)"?/i.exec(disposition)?.[1] ?? "";
}

/** Multipart upload with progress (0–100). XMLHttpRequest, because fetch reports no upload progress. */
export function upload<T>(path: string, fields: Record<string, string>, file: File, commandId: string, onProgress?: (percent: number) => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const form = new FormData();
    for (const [key, value] of Object.entries(fields)) form.append(key, value);
    form.append("file", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", apiUrl(path));
    request.setRequestHeader("Command-Id", commandId);
    request.setRequestHeader("Accept", "application/json, application/problem+json");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(Math.round((event.loaded / event.total) * 100));
    };
    request.onerror = () => reject(new ProblemError(OFFLINE));
    request.onabort = () => reject(new ProblemError(OFFLINE));
    request.onload = () => {
      const type = request.getResponseHeader("content-type") ?? "";
      if (request.status < 200 || request.status > 299) {
        reject(announce(readProblem(request.status, type, request.responseText)));
        return;
      }
      try {
        resolve(JSON.parse(request.responseText) as T);
      } catch {
        reject(new ProblemError(OFFLINE));
      }
    };
    request.send(form);
  });
}
