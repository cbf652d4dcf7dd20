// 浏览器名称的测试
import { expect, it } from "vitest";
import { agentText } from "./agent";

it("names browser and system as people know them", () => {
  expect(agentText("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0")).toBe("Edge，Windows");
  expect(agentText("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36")).toBe("Chrome，Linux");
  expect(agentText("curl/8.0")).toBe("curl/8.0");
  expect(agentText("")).toBe("未知");
});
