// 人员与页面 · people of the demo and the handles the journeys share: log in, find fields, answer questions, take pictures
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { crc32, deflateSync } from "node:zlib";

export const INITIAL_PASSWORD = "Zhifa-Demo-2026";
export const NEW_PASSWORD = "Xifeng-Journey-2026";
export const people = {
  zhao: { account: "12000000001", name: "赵明远" },
  qian: { account: "12000000002", name: "钱立诚" },
  sun: { account: "12000000003", name: "孙国栋" },
  li: { account: "12000000004", name: "李静" },
  zhou: { account: "12000000005", name: "周文博" },
  wu: { account: "12000000006", name: "吴晓岚" },
  zheng: { account: "12000000007", name: "郑海峰" },
  wang: { account: "12000000008", name: "王志刚" },
  feng: { account: "12000000009", name: "冯建平" },
  chen: { account: "12000000010", name: "陈雨欣" },
  wei: { account: "12000000012", name: "卫清" },
  shen: { account: "12000000014", name: "沈安" },
  xu: { account: "12000000018", name: "许静宜" },
  qin: { account: "12000000019", name: "秦文昭" },
  tao: { account: "12000000016", name: "陶立群" },
};
export const STEEL_WORKS = "庆阳堃鑫钢铁集团有限公司";

const OUT = fileURLToPath(new URL("./out/", import.meta.url));
const changed = new Set();

/** A browser window of one person. What the console complains about is kept; `told` says which refusals the journey asked for. */
export async function seat(browser, base) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN", timezoneId: "Asia/Shanghai", acceptDownloads: true });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints = [];
  const told = [/status of 401 .*\/api\/me$/];
  const watch = (one) => {
    one.on("console", (message) => {
      if (message.type() !== "error" && !/Content.Security.Policy/i.test(message.text())) return;
      const line = `${message.text()} ${message.location().url ?? ""}`;
      if (!told.some((pattern) => pattern.test(line))) complaints.push(line);
    });
    one.on("pageerror", (error) => complaints.push(String(error.stack ?? error)));
    one.on("crash", () => complaints.push("the page crashed"));
  };
  context.on("page", watch);
  watch(page);
  return {
    base, context, page, complaints,
    expects: (...patterns) => told.push(...patterns),
    api: async (path, options) => context.request.fetch(`${base}/api${path}`, options),
    json: async (path) => {
      const answer = await context.request.get(`${base}/api${path}`);
      assert.equal(answer.status(), 200, `${path}: ${answer.status()} ${await answer.text()}`);
      return answer.json();
    },
    go: (path) => page.goto(`${base}/#${path}`),
    quiet: () => assert.deepEqual(complaints, [], `the console complained:\n${complaints.join("\n")}`),
  };
}

/** Logs in through the page, and goes on to the workbench; at the first login of an account the change of password is forced. */
export async function login(seat, person, { shots = false, name = "", atPortal = false } = {}) {
  const { page, base } = seat;
  const key = `${base} ${person.account}`;
  const first = !changed.has(key);
  await page.goto(`${base}/`);
  await page.getByPlaceholder("请输入账号").waitFor();
  if (shots) await shot(page, `${name}login`);
  await page.getByPlaceholder("请输入账号").fill(person.account);
  await page.getByPlaceholder("请输入密码").fill(first ? INITIAL_PASSWORD : NEW_PASSWORD);
  await button(page, "登录").click();
  if (first) {
    await page.getByRole("heading", { name: "修改密码" }).waitFor();
    assert.match(page.url(), /#\/password/, "no other page before the password is changed");
    if (shots) await shot(page, `${name}password`);
    await page.locator('[data-field="old_password"] input').fill(INITIAL_PASSWORD);
    await page.locator('[data-field="new_password"] input').fill(NEW_PASSWORD);
    await page.locator('[data-field="again"] input').fill(NEW_PASSWORD);
    await button(page, "提交").click();
  }
  await page.getByText(`欢迎您！${person.name}`).waitFor();
  changed.add(key);
  if (shots) await shot(page, `${name}portal`);
  if (!atPortal) await toWork(page, person);
}

/** From 工作门户 to the workbench of 专项执法; who has none stays at the portal. */
async function toWork(page, person) {
  const way = portalMenu(page, "执法管理");
  if (!(await way.count())) return;
  await way.click();
  await page.getByRole("heading", { name: `${person.name}，您好` }).waitFor();
}

export const button = (scope, name) => scope.getByRole("button", { name, exact: true });
export const field = (scope, name) => scope.locator(`[data-field="${name}"]`);
export const dialog = (page, name) => page.getByRole("dialog", { name });
export const row = (page, text) => page.locator(".el-table__body tr", { hasText: text });

/** Answers the question on top of the page. */
export async function confirm(page, name, text) {
  const box = page.locator(".el-message-box").filter({ visible: true });
  await box.waitFor();
  if (text) assert.match(await box.innerText(), text);
  await button(box, name).click();
  await box.waitFor({ state: "hidden" });
}
export async function toast(page, text) {
  await page.locator(".el-message", { hasText: text }).first().waitFor();
}
/** A top menu of 工作门户. */
export const portalMenu = (page, label) => page.getByRole("navigation", { name: "门户菜单" }).getByText(label, { exact: true });
/** Opens an entry of the left menu; from 工作门户 by its 执法管理 or, for whoever has none, by its 系统管理. */
export async function menu(page, label) {
  if (await portalMenu(page, "首页").count()) {
    if (await portalMenu(page, "执法管理").count()) {
      await portalMenu(page, "执法管理").click();
    } else {
      await portalMenu(page, "系统管理").click();
      await page.getByRole("menuitem", { name: label, exact: true }).click();
    }
  }
  await page.locator(".menu .el-menu-item", { hasText: label }).click();
  await page.getByRole("heading", { name: label, exact: true }).waitFor();
}
export async function pick(page, select, option) {
  await select.click();
  await page.locator(".el-select-dropdown__item", { hasText: option }).filter({ visible: true }).first().click();
}
/** Types a day or a time into a date field; the field takes it over with Enter. */
export async function type(input, value) {
  await input.click();
  await input.fill(value);
  await input.press("Enter");
  assert.equal(await input.inputValue(), value);
}
/** Waits until the paper that is shown now stands in the browser's own PDF viewer, with its pages counted. */
export async function paper(page) {
  const pane = page.locator(".pdf iframe");
  const address = async () => (await pane.getAttribute("src"))?.split("#")[0];
  // A paper made anew replaces the viewer while it is waited for: then the new one is waited for.
  for (let tries = 0; tries < 5; tries += 1) {
    const shown = await address();
    const viewer = () => page.frames().find((frame) => frame.url().startsWith("chrome-extension:") && frame.parentFrame()?.url().split("#")[0] === shown);
    try {
      if (!viewer()) await page.waitForEvent("framenavigated", { predicate: () => viewer() !== undefined, timeout: 5_000 });
      await viewer()?.waitForFunction(() => document.querySelector("pdf-viewer")?.shadowRoot?.querySelector("viewer-toolbar")?.shadowRoot?.querySelector("viewer-page-selector")?.docLength > 0);
      if ((await address()) === shown) return;
    } catch (error) {
      if ((await address()) === shown && !/detached/.test(String(error))) throw error;
    }
  }
  throw new Error("the paper did not come to rest in the viewer");
}
export async function shot(page, name) {
  mkdirSync(OUT, { recursive: true });
  await page.screenshot({ path: `${OUT}${name}.png`, animations: "disabled" });
}

/** An id as the pages make it: time first (uuid v7). */
export function newId() {
  const hex = Date.now().toString(16).padStart(12, "0") + randomBytes(10).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Chinese wall time of China: { day: "2026-05-20", time: "2026-05-20 09:30" }, so many minutes from now. */
export function chinaTime(minutes = 0) {
  const text = new Date(Date.now() + minutes * 60_000 + 8 * 3_600_000).toISOString();
  return { day: text.slice(0, 10), time: `${text.slice(0, 10)} ${text.slice(11, 16)}` };
}
export const plusDays = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
export const chineseDay = (day) => {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
};

/** A real picture, 320 × 240, in the given colour. */
export function picture(red, green, blue) {
  const [width, height] = [320, 240];
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows.set([(red + x) % 256, (green + y) % 256, blue], y * (1 + width * 3) + 1 + x * 3);
  }
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}
