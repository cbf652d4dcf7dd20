// 比较用 · one warm Chromium prints every page of a folder: called by `zhifa bench --papers`, node print_peer.mjs <folder>
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const folder = resolve(process.argv[2] ?? ".");
const browser = await chromium.launch({ executablePath: process.env.ZHIFA_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
for (const name of readdirSync(folder).filter((one) => one.endsWith(".html")).sort()) {
  await page.goto(pathToFileURL(join(folder, name)).href);
  await page.pdf({ path: join(folder, name.replace(/html$/, "pdf")), preferCSSPageSize: true, printBackground: true });
}
await browser.close();
