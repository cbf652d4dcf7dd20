// 工作交接 · nothing is given to somebody who cannot take it, and what hangs in the air is named
import { describe, expect, it } from "vitest";
import type { WorkToHand } from "@zhifa/shared/api";
import { colleagues, giveTo, hanging, passesOf } from "./handing";

const taker = (user_id: string) => ({ user_id, name: user_id, title: "" });
const item = (id: string, takers: string[]): WorkToHand => ({ id, kind: "inspection", title: id, is_blocking: takers.length === 0, takers: takers.map(taker) });
const items = [item("a", ["qian", "tao"]), item("b", ["tao"]), item("c", [])];

describe("handing work over", () => {
  it("gives one colleague what he may take and leaves what was chosen", () => {
    expect(giveTo(items, { a: "qian" }, "tao")).toEqual({ a: "qian", b: "tao" });
  });
  it("names what hangs in the air", () => {
    expect(hanging(items, { a: "qian", b: "qian" }).map((one) => one.id)).toEqual(["b", "c"]);
    expect(passesOf(items, { a: "qian" })).toEqual([{ id: "a", to: "qian" }]);
  });
  it("offers those first who can take most", () => {
    expect(colleagues(items).map((one) => one.user_id)).toEqual(["tao", "qian"]);
  });
});
