// 界面积木的测试
import { afterEach, describe, expect, it, vi } from "vitest";
import { fieldError, fits } from "./fieldErrors";
import { useCommand } from "./useCommand";
import { isNarrowed } from "./useList";

afterEach(() => vi.unstubAllGlobals());
const ids = () => vi.mocked(fetch).mock.calls.map((call) => (call[1]?.headers as Record<string, string>)["Command-Id"]);
const refusal = () => new Response(JSON.stringify({ code: "x", title: "", detail: "不行" }), { status: 422, headers: { "content-type": "application/problem+json" } });
const done = () => new Response("{}", { status: 200, headers: { "content-type": "application/json" } });

describe("字段错误", () => {
  it("finds the field inside the server's path, whole names only", () => {
    expect(fits("draft.officers.0", "officers")).toBe(true);
    expect(fits("draft.offline.approved_on", "offline.approved_on")).toBe(true);
    expect(fits("draft.contact_phone", "contact")).toBe(false);
    expect(fits("findings[2].due_on", "due_on")).toBe(true);
  });
  it("joins all sentences of a field", () => {
    const problem = { status: 422, code: "x", title: "", detail: "", errors: [{ field: "party", sentence: "甲" }, { field: "draft.party", sentence: "乙" }, { field: "address", sentence: "丙" }] };
    expect(fieldError(problem, "party")).toBe("甲；乙");
    expect(fieldError(null, "party")).toBe("");
  });
});

describe("列表", () => {
  it("is narrowed by conditions, not by its order and not by what it starts with", () => {
    const defaults = { q: "", state: "suspected", sort: "newest" };
    expect(isNarrowed(defaults, defaults)).toBe(false);
    expect(isNarrowed({ ...defaults, sort: "updated" }, defaults)).toBe(false);
    expect(isNarrowed({ ...defaults, state: "" }, defaults)).toBe(false);
    expect(isNarrowed({ ...defaults, state: "merged" }, defaults)).toBe(true);
    expect(isNarrowed({ ...defaults, q: "钢铁" }, defaults)).toBe(true);
  });
});

describe("写操作", () => {
  it("keeps its id while the outcome is unknown and takes a new one after success", async () => {
    vi.stubGlobal("fetch", vi.fn().mockRejectedValueOnce(new TypeError("lost")).mockImplementation(async () => done()));
    const command = useCommand({ quiet: true });
    expect(await command.post("/a", { n: 1 })).toBeNull();
    expect(command.problem.value?.status).toBe(0);
    expect(await command.post("/a", { n: 1 })).toEqual({});
    await command.post("/a", { n: 1 });
    const [first, second, third] = ids();
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });
  it("is a new command after a refusal, and when another body is sent", async () => {
    vi.stubGlobal("fetch", vi.fn().mockImplementationOnce(async () => refusal()).mockRejectedValueOnce(new TypeError("lost")).mockImplementation(async () => done()));
    const command = useCommand({ quiet: true });
    await command.post("/a", { n: 1 });
    await command.post("/a", { n: 1 });
    await command.post("/a", { n: 2 });
    expect(new Set(ids()).size).toBe(3);
  });
  it("does not send twice while one is under way", async () => {
    vi.stubGlobal("fetch", vi.fn(async () => done()));
    const command = useCommand({ quiet: true });
    const [one, two] = await Promise.all([command.post("/a", {}), command.post("/a", {})]);
    expect([one, two]).toEqual([{}, null]);
    expect(ids()).toHaveLength(1);
  });
});
