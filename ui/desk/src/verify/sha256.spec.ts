// 校验值的测试
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sha256 } from "./sha256";

describe("SHA-256", () => {
  it("is the digest of the standard at every length around a block", () => {
    const text = (n: number) => Uint8Array.from({ length: n }, (_, i) => (i * 37 + n) & 255);
    for (const n of [0, 1, 3, 54, 55, 56, 57, 63, 64, 65, 119, 120, 1000, 100_003]) {
      expect(sha256(text(n)), String(n)).toBe(createHash("sha256").update(text(n)).digest("hex"));
    }
  });
});
