// 验证码的测试
import { describe, expect, it } from "vitest";
import { codeIn } from "./code";

describe("验证码", () => {
  it("is found in what the square code of a paper holds, with and without an address", () => {
    expect(codeIn(" 7k3m-9qxa 0btw-5dhn ")).toBe("7k3m9qxa0btw5dhn");
    expect(codeIn("（滨）应急责改〔2026〕0001号 验证码7K3M-9QXA-0BTW-5DHN")).toBe("7K3M9QXA0BTW5DHN");
    expect(codeIn("询问笔录 验证码7K3M-9QXA-0BTW-5DHN")).toBe("7K3M9QXA0BTW5DHN");
    expect(codeIn("https://zf.example.gov.cn/v/7K3M9QXA0BTW5DHN")).toBe("7K3M9QXA0BTW5DHN");
    expect(codeIn("甲")).toBe("甲");
  });
});
