// 接口客户端的测试
import { afterEach, describe, expect, it, vi } from "vitest";
import { apiUrl, fileNameOf, get, ProblemError, problemOf, put, readProblem, SESSION_EXPIRED } from "./client";

afterEach(() => vi.unstubAllGlobals());
const answer = (status: number, body: string, type: string) => vi.stubGlobal("fetch", vi.fn(async () => new Response(body, { status, headers: { "content-type": type } })));

describe("接口客户端", () => {
  it("leaves empty filters out of the address", () => {
    expect(apiUrl("/schemes", { q: "", state: "draft", cursor: null, size: 20 })).toBe("/api/schemes?state=draft&size=20");
  });
  it("keeps the sentences of a problem and gives a page of a proxy a Chinese one", () => {
    const own = readProblem(422, "application/problem+json", JSON.stringify({ code: "scheme.incomplete", title: "不能提交", detail: "缺执法人员", errors: [{ field: "officers", sentence: "不少于两人" }] }));
    expect(own.errors?.[0]?.sentence).toBe("不少于两人");
    expect(readProblem(502, "text/html", "<html>Bad Gateway</html>").detail).toBe("服务暂时不可用，请稍后再试。");
  });
  it("turns a lost network into a problem of status 0", async () => {
    vi.stubGlobal("fetch", vi.fn(async () => Promise.reject(new TypeError("Failed to fetch"))));
    const error = await get("/me").catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ProblemError);
    expect(problemOf(error).status).toBe(0);
  });
  it("announces an ended session", async () => {
    answer(401, JSON.stringify({ code: "session.none", title: "未登录", detail: "请先登录" }), "application/problem+json");
    const heard = vi.fn();
    window.addEventListener(SESSION_EXPIRED, heard, { once: true });
    await expect(get("/me")).rejects.toBeInstanceOf(ProblemError);
    expect(heard).toHaveBeenCalledOnce();
  });
  it("does not take a cut answer for success", async () => {
    answer(200, '{"id":"1"', "application/json");
    await expect(get("/me")).rejects.toBeInstanceOf(ProblemError);
  });
  it("sends the Command-Id of a write", async () => {
    answer(200, "{}", "application/json");
    await put("/schemes/1", { seen: 1 }, "the-id");
    const init = vi.mocked(fetch).mock.calls[0]?.[1];
    expect((init?.headers as Record<string, string>)["Command-Id"]).toBe("the-id");
  });
  it("reads Chinese file names", () => {
    expect(fileNameOf("attachment; filename=\"a.pdf\"; filename*=UTF-8''%E6%96%B9%E6%A1%88.pdf")).toBe("方案.pdf");
    expect(fileNameOf('attachment; filename="a.pdf"')).toBe("a.pdf");
  });
});
