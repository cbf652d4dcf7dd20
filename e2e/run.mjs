// 全程测试 · runs every journey in a real browser, each against a fresh server with data of its own
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));
const binary = process.env.ZHIFA_BIN ?? join(root, "target/debug/zhifa");
const journeys = ["main_path", "side_paths", "more_paths", "administration", "portal", "trust", "typical_case", "checklists", "duplicates", "enterprise", "import", "exports", "numbering", "drawing_up", "templates", "seals", "volume", "detached", "plans"].filter((name) => process.argv.length < 3 || process.argv.includes(name));
const count = { passed: 0, failed: 0 };

/** Starts the program and waits for the line with its address. */
async function serve(dir) {
  const child = spawn(binary, ["serve", "--demo", "--data-dir", dir, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  const ended = new Promise((resolve) => { child.once("close", (code, signal) => resolve({ code, signal })); });
  const base = await new Promise((resolve, reject) => {
    child.once("error", reject);
    void ended.then(({ code, signal }) => reject(new Error(`the server ended (${code ?? signal}) before it listened:\n${said.join("\n")}`)));
    const listen = (line) => {
      said.push(line);
      const address = /http:\/\/[\d.]+:\d+/.exec(line)?.[0];
      if (address) resolve(address);
    };
    createInterface({ input: child.stdout }).on("line", listen);
    createInterface({ input: child.stderr }).on("line", (line) => said.push(line));
  });
  const stop = async () => {
    child.kill("SIGTERM");
    const { code, signal } = await ended;
    if (code !== 0) throw new Error(`the server ended with ${code ?? signal}:\n${said.slice(-20).join("\n")}`);
  };
  return { base, stop, said };
}

async function run(name) {
  const dir = mkdtempSync(join(tmpdir(), "zhifa-e2e-"));
  const journey = (await import(`./${name}.mjs`)).default;
  let server = null;
  let browser = null;
  const seats = [];
  let broken = false;
  /** One sentence that is true. The sentences of a journey stand on each other: after one that fails the rest is not told. */
  const test = async (sentence, body) => {
    if (broken) return;
    try {
      await body();
      count.passed += 1;
      console.log(`ok    ${name}: ${sentence}`);
    } catch (error) {
      broken = true;
      count.failed += 1;
      console.log(`FAIL  ${name}: ${sentence}\n${String(error.stack ?? error).replace(/^/gm, "      ")}`);
      mkdirSync(join(root, "e2e/out"), { recursive: true });
      for (const [index, { page, complaints }] of seats.entries()) {
        await page.screenshot({ path: join(root, `e2e/out/failed-${name}-${index}.png`) }).catch(() => {});
        if (complaints.length) console.log(`      console of window ${index}:\n${complaints.join("\n").replace(/^/gm, "        ")}`);
      }
      if (server) console.log(`      the server said:\n${server.said.slice(-15).join("\n").replace(/^/gm, "        ")}`);
    }
  };
  try {
    await test("the server starts", async () => { server = await serve(dir); });
    await test("the browser starts", async () => {
      browser = await chromium.launch({
        executablePath: process.env.ZHIFA_CHROMIUM ?? "/usr/bin/chromium",
        args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
      });
    });
    if (!broken) await journey({ test, browser, base: server.base, seats, dir, binary });
    await test("nothing was complained about on any console", async () => { for (const each of seats) each.quiet(); });
  } finally {
    await browser?.close();
    const running = server;
    if (running) {
      broken = false;
      await test("the server stops when it is told to", () => running.stop());
    }
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Each journey has a server and a browser of its own, so two go at once on two cores; more would only wait for each other. */
const queue = [...journeys];
async function takeNext() {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const began = performance.now();
    await run(name);
    console.log(`      ${name}: ${Math.round((performance.now() - began) / 1000)} s`);
  }
}
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, takeNext));
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed === 0 && count.passed > 0 ? 0 : 1);
