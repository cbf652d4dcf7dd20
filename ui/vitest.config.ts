// 测试 · unit tests of both workspaces in happy-dom
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [vue()],
  // The help texts stand in docs/help, outside of this folder.
  server: { fs: { allow: [".."] } },
  test: {
    environment: "happy-dom",
    include: ["shared/**/*.spec.ts", "desk/src/**/*.spec.ts"],
    server: { deps: { inline: ["element-plus"] } },
    css: false,
  },
});
