// 门户 · each role sees its own menus, counts follow the acts, the roll-up drills down, exports open
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { approvedOnPaper, concluded } from "./office.mjs";
import { STEEL_WORKS, button, chinaTime, dialog, field, login, menu, paper, people, plusDays, portalMenu, row, seat, shot, toast } from "./people.mjs";
import { rowsOf } from "./xlsx.mjs";

const topMenus = (page) => page.getByRole("navigation", { name: "门户菜单" });
const bar = (page, label) => page.getByRole("navigation", { name: "工作提醒" }).locator("a", { hasText: label });
const tabs = (page) => page.getByRole("navigation", { name: "已打开的页面" });

/** The numbers of a line of the roll-up, without its name. */
const numbersOf = async (page, region) => (await row(page, region).first().locator("td").allInnerTexts()).slice(1, 9).map((text) => Number(text.replaceAll(",", "")));
async function download(page, click) {
  const [file] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: file.suggestedFilename(), rows: rowsOf(readFileSync(await file.path()), "sheet1") };
}

export default async function portal({ test, browser, base, seats }) {
  const sit = async () => {
    const one = await seat(browser, base);
    seats.push(one);
    return one;
  };
  let zhao;

  await test("登录后先到工作门户，只列出本人能打开的菜单，每个都打得开", async () => {
    zhao = await sit();
    const { page } = zhao;
    await login(zhao, people.zhao, { atPortal: true });
    assert.match(page.url(), /#\/portal$/);
    assert.deepEqual((await topMenus(page).innerText()).split(/\s+/), ["首页", "执法管理", "知识库", "典型案例", "法规", "帮助"]);
    await page.getByRole("heading", { name: "执法活动" }).waitFor();
    await shot(page, "90-portal-officer");
    await portalMenu(page, "知识库").click();
    await page.getByRole("menuitem", { name: "检查事项" }).click();
    await page.getByRole("heading", { name: "钢铁8项" }).waitFor();
    await page.getByRole("navigation", { name: "检查表" }).getByRole("button", { name: /^G1/ }).click();
    for (const part of ["违法依据", "处罚依据", "检查方法"]) await page.getByText(part, { exact: true }).filter({ visible: true }).first().waitFor();
    await portalMenu(page, "知识库").click();
    await page.getByRole("menuitem", { name: "文书样张" }).click();
    await paper(page);
    await shot(page, "91-sample-paper");
    const kinds = page.getByRole("navigation", { name: "文书" });
    for (const phase of ["现场检查", "行政强制", "听证", "归档"]) await kinds.getByRole("heading", { name: phase }).waitFor();
    assert.ok((await kinds.getByRole("button").count()) >= 50, "every kind of the catalogue stands in the list");
    await page.getByLabel("查找文书").fill("听证笔录");
    await kinds.getByRole("button", { name: "听证笔录" }).click();
    await page.getByText("不编文号", { exact: true }).waitFor();
    await paper(page);
    await shot(page, "91-sample-paper-found");
    await portalMenu(page, "法规").click();
    await page.getByPlaceholder("标题或文号中的文字").fill("安全生产法");
    await button(page, "查询").click();
    await page.locator(".law__card").first().click();
    await page.getByText("第六十五条", { exact: false }).first().waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".el-drawer").waitFor({ state: "hidden" });
    await portalMenu(page, "帮助").click();
    await page.getByRole("link", { name: "执法人员怎么办案" }).click();
    await page.getByRole("heading", { name: "执法人员怎么办案" }).waitFor();
  });

  await test("办理之后工作提醒栏的数立即变化，不用刷新", async () => {
    const { page } = zhao;
    await portalMenu(page, "执法管理").click();
    await page.getByRole("heading", { name: "赵明远，您好" }).waitFor();
    await bar(page, "现场检查方案").getByText("0", { exact: true }).waitFor();
    await menu(page, "现场检查方案");
    await button(page, "新建").click();
    await button(page, "选择执法对象").click();
    const firms = dialog(page, "选择执法对象");
    await firms.getByPlaceholder("名称、代码、地址").fill("堃鑫");
    await button(firms, "查询").click();
    await row(firms, STEEL_WORKS).first().click();
    await button(firms, "确定").click();
    await page.waitForFunction((name) => document.querySelector('[data-field="party"] input')?.value === name, STEEL_WORKS);
    await button(page, "暂存").click();
    await toast(page, "暂存");
    await bar(page, "现场检查方案").getByText("1", { exact: true }).waitFor();
    await shot(page, "92-reminders-bar");
  });

  await test("去门户再回来，没有保存的内容还在", async () => {
    const { page } = zhao;
    await field(page, "contact").locator("input").fill("未存先生");
    await page.getByRole("link", { name: "工作门户" }).click();
    await page.getByText("欢迎您！赵明远").waitFor();
    await portalMenu(page, "执法管理").click();
    await tabs(page).getByRole("button", { name: /^(?!关闭).*方案/ }).last().click();
    assert.equal(await field(page, "contact").locator("input").inputValue(), "未存先生");
    await field(page, "contact").locator("input").fill("");
  });

  await test("检查完结后，执法活动、我的检查记录和整改复查都数得到", async () => {
    const { page } = zhao;
    const scheme = await approvedOnPaper(zhao, "庆阳陇垣钢铁有限公司", [people.zhao.name, people.qian.name]);
    await concluded(zhao, scheme, plusDays(chinaTime().day, 4), "起重机限位器失灵。");
    await page.getByRole("link", { name: "工作门户" }).click();
    const begun = page.locator(".activity tr", { hasText: "开展检查" }).locator("td");
    await begun.first().getByText("1", { exact: true }).waitFor();
    assert.deepEqual(await begun.allInnerTexts(), ["1", "1", "1", "1"]);
    await page.getByText("庆阳陇垣钢铁有限公司").first().waitFor();
    await portalMenu(page, "执法管理").click();
    await bar(page, "整改复查任务").getByText("5天内 1").waitFor();
    await bar(page, "我的检查记录").click();
    await page.getByRole("heading", { name: "我的检查记录" }).waitFor();
    await button(row(page, "庆阳陇垣钢铁有限公司"), "看文书").click();
    await page.getByRole("heading", { name: "现场检查记录" }).waitFor();
  });

  await test("企业基础信息按设备查询，导出的行与列表一致", async () => {
    const { page } = zhao;
    await bar(page, "企业基础信息").click();
    await page.getByRole("heading", { name: "企业基础信息" }).waitFor();
    await page.getByPlaceholder("名称或统一社会信用代码").filter({ visible: true }).fill("钢铁");
    await button(page, "查询").click();
    await row(page, "庆阳陇垣钢铁有限公司").waitFor();
    const total = Number(/共 (\d+) 条/.exec(await page.locator(".list-page__pager").innerText())?.[1]);
    const file = await download(page, () => button(page, "导出").click());
    assert.match(file.name, /^企业基础信息 .*\.xlsx$/);
    assert.equal(file.rows.length, total + 1);
    assert.ok(file.rows[0].includes("高炉"), file.rows[0].join());
  });

  await test("省厅的地区汇总逐级下钻到县，各行之和等于合计，导出打得开", async () => {
    const zheng = await sit();
    const { page } = zheng;
    await login(zheng, people.zheng);
    await bar(page, "地区汇总情况").click();
    await row(page, "庆阳市").waitFor();
    const city = await numbersOf(page, "庆阳市");
    assert.deepEqual(city.slice(2, 6), [1, 1, 1, 1], city.join());
    await button(page, "庆阳市").click();
    await row(page, "西峰区").waitFor();
    const counties = [await numbersOf(page, "西峰区"), await numbersOf(page, "镇原县")];
    assert.deepEqual(counties[1].slice(2, 6), [0, 0, 0, 0]);
    const sums = (await page.locator(".el-table__footer td").allInnerTexts()).slice(1, 9).map((text) => Number(text.replaceAll(",", "")));
    assert.deepEqual(sums, city);
    await shot(page, "93-region-summary");
    const file = await download(page, () => button(page, "导出").click());
    assert.ok(file.rows.some((cells) => cells[0] === "西峰区") && file.rows.at(-1)[0] === "合计", JSON.stringify(file.rows));
    await button(page, "西峰区").click();
    await row(page, "甘肃省庆阳市西峰区").waitFor();
    await button(page, "返回上级").click();
    await row(page, "镇原县").waitFor();
  });

  await test("邻县看不到我们的数", async () => {
    const wang = await sit();
    await login(wang, people.wang);
    const { page } = wang;
    await bar(page, "地区汇总情况").click();
    await row(page, "镇原县").waitFor();
    assert.deepEqual((await numbersOf(page, "镇原县")).slice(2), [0, 0, 0, 0, 0, 0]);
    wang.expects(/status of 404 .*\/api\/region-summaries/);
    assert.equal((await wang.api("/region-summaries?region=621002")).status(), 404);
  });

  await test("审计员没有执法管理，系统管理只有他的；工作台的地址带回门户", async () => {
    const wei = await sit();
    const { page } = wei;
    await login(wei, people.wei);
    assert.deepEqual((await topMenus(page).innerText()).split(/\s+/), ["首页", "知识库", "系统管理", "典型案例", "法规", "帮助"]);
    assert.equal(await page.getByRole("heading", { name: "执法活动" }).count(), 0);
    await shot(page, "94-portal-auditor");
    await menu(page, "审计查询");
    assert.equal(await page.getByRole("navigation", { name: "工作提醒" }).count(), 0);
    await wei.go("/workbench");
    await page.getByText("欢迎您！卫清").waitFor();
  });

  await test("系统管理员的系统管理菜单每一项都打得开，他的工作不在专项执法", async () => {
    const zhou = await sit();
    const { page } = zhou;
    await login(zhou, people.zhou);
    assert.equal(await portalMenu(page, "执法管理").count(), 0);
    await portalMenu(page, "系统管理").click();
    await page.getByRole("menuitem", { name: "机构部门管理" }).waitFor();
    const entries = await page.getByRole("menuitem").filter({ visible: true }).allInnerTexts();
    assert.deepEqual(entries, ["机构部门管理", "统一用户管理", "业务角色授权", "系统参数"]);
    await shot(page, "95-portal-administrator");
    // The menu closes with its own button; only a closed one opens at the next click.
    await portalMenu(page, "系统管理").click();
    await page.getByRole("menuitem", { name: "机构部门管理" }).waitFor({ state: "hidden" });
    for (const entry of entries) {
      await menu(page, entry);
      await page.getByRole("link", { name: "工作门户", exact: true }).click();
      await page.getByText("欢迎您！周文博").waitFor();
    }
  });

  await test("签章审核人员没有执法管理，系统管理里只有签章管理", async () => {
    const wu = await sit();
    const { page } = wu;
    await login(wu, people.wu);
    assert.deepEqual((await topMenus(page).innerText()).split(/\s+/), ["首页", "知识库", "系统管理", "典型案例", "法规", "帮助"]);
    await portalMenu(page, "系统管理").click();
    const own = page.getByRole("menuitem", { name: "签章管理" });
    await own.waitFor();
    assert.equal(await page.getByRole("menuitem", { name: "机构部门管理" }).count(), 0);
    await portalMenu(page, "系统管理").click();
    await own.waitFor({ state: "hidden" });
    assert.equal(await page.getByRole("heading", { name: "我的工作提醒" }).count(), 0);
    await page.getByRole("button", { name: "设置" }).click();
    await page.getByRole("menuitem", { name: "密码和我的登录" }).click();
    await page.getByRole("heading", { name: "设置" }).waitFor();
    await page.getByRole("tab", { name: "我的登录" }).waitFor();
  });
}
