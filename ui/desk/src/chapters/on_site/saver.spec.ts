import { describe, expect, it, vi } from "vitest";
import { ProblemError } from "@zhifa/shared/api";
import type { FindingInput } from "@zhifa/shared/api";
import { cellKey } from "./matrix";
import { makeSaver } from "./saver";

const finding = (target: string, verdict: FindingInput["verdict"] = "in_order"): FindingInput => ({
  id: target, item_id: "A", target, verdict, description: "", measure: null, due_on: null, attachments: [],
});
function ids(): () => string {
  let n = 0;
  return () => `command-${(n += 1)}`;
}

describe("saving while checking", () => {
  it("many answers go out as one batch", async () => {
    const send = vi.fn(() => Promise.resolve());
    const saver = makeSaver(send, ids());
    saver.put([finding("a"), finding("b")]);
    saver.put([finding("c")]);
    expect(saver.state.value).toBe("waiting");
    expect(await saver.flush()).toBe(true);
    expect(send).toHaveBeenCalledTimes(1);
    expect(saver.unsaved.value).toBe(0);
    expect(saver.state.value).toBe("saved");
  });

  it("an answer changed while it is being sent is sent again, the newer one last", async () => {
    const sent: string[] = [];
    const saver = makeSaver((batch) => {
      sent.push(batch.map((each) => each.verdict).join());
      if (sent.length === 1) saver.put([finding("a", "defective")]);
      return Promise.resolve();
    }, ids());
    saver.put([finding("a")]);
    await saver.flush();
    expect(sent).toEqual(["in_order", "defective"]);
  });

  it("a lost batch goes out again unchanged under its own id before newer answers", async () => {
    const calls: [string, string][] = [];
    const saver = makeSaver((batch, id) => {
      calls.push([id, batch.map((each) => `${each.target}:${each.verdict}`).join()]);
      return calls.length === 1 ? Promise.reject(new Error("offline")) : Promise.resolve();
    }, ids());
    saver.put([finding("a")]);
    expect(await saver.flush()).toBe(false);
    expect(saver.state.value).toBe("failed");
    saver.put([finding("a", "defective")]);
    expect(await saver.flush()).toBe(true);
    expect(calls).toEqual([["command-1", "a:in_order"], ["command-1", "a:in_order"], ["command-2", "a:defective"]]);
  });

  it("after a refusal the next try is a new command", async () => {
    const used: string[] = [];
    const saver = makeSaver((_batch, id) => {
      used.push(id);
      const stale = new ProblemError({ status: 409, code: "request.stale", title: "", detail: "" });
      return used.length === 1 ? Promise.reject(stale) : Promise.resolve();
    }, ids());
    saver.put([finding("a")]);
    await saver.flush();
    expect(saver.problem.value?.code).toBe("request.stale");
    await saver.flush();
    expect(used).toEqual(["command-1", "command-2"]);
    expect(saver.problem.value).toBeNull();
  });

  it("a broken line is tried again by itself, until the page is closed", async () => {
    vi.useFakeTimers();
    const send = vi.fn(() => Promise.reject(new Error("offline")));
    const saver = makeSaver(send, ids(), 10, 100);
    saver.put([finding("a")]);
    await vi.advanceTimersByTimeAsync(10);
    expect(send).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(send).toHaveBeenCalledTimes(2);
    saver.stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(send).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  it("a reload does not overwrite what is not yet saved", () => {
    const saver = makeSaver(() => Promise.resolve(), ids());
    saver.put([finding("a", "defective")]);
    saver.load([finding("a"), finding("b")]);
    expect(saver.answers.value.get(cellKey("A", "a"))?.verdict).toBe("defective");
    expect(saver.answers.value.get(cellKey("A", "b"))?.verdict).toBe("in_order");
  });
});
