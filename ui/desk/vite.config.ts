// 构建 · the desk app: hash-named files for the server to keep long, /api proxied to a server while developing
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [vue()],
  base: "./",
  build: { target: "chrome87", outDir: "dist", emptyOutDir: true, chunkSizeWarningLimit: 900, rollupOptions: { input: ["index.html", "verify.html"] } },
  server: {
    port: 5173,
    // The help texts stand in docs/help, outside of this folder.
    fs: { allow: ["../.."] },
    proxy: { "/api": { target: process.env["ZHIFA_API"] ?? "http://127.0.0.1:8720", changeOrigin: false } },
  },
});
