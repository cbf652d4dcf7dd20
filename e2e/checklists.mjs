// 检查事项 · the administrator copies a base list, writes an item with its clause, publishes, stops and revises; the officer picks what is in use
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { STEEL_WORKS, button, chinaTime, confirm, dialog, field, login, menu, people, pick, plusDays, row, seat, shot, toast, type } from "./people.mjs";

const LIST = "钢铁8项（西峰）";
const CONTENT = "煤气柜是否设置检测报警装置并保证正常运行？";

export default async function checklists({ test, browser, base, seats }) {
  const sit = async (person) => {
    const one = await seat(browser, base);
    seats.push(one);
    await login(one, person);
    return one;
  };
  const today = chinaTime().day;
  const tree = (page) => page.getByRole("navigation", { name: "检查表" });
  const own = async (page) => {
    await menu(page, "检查事项");
    await page.getByRole("tab", { name: "自定义检查事项" }).click();
  };
  let li;
  let zhao;

  await test("基础检查事项只读：左树右详情，写明违法依据、处罚依据和检查方法", async () => {
    li = await sit(people.li);
    const { page } = li;
    await menu(page, "检查事项");
    await tree(page).getByRole("button", { name: /钢铁8项/ }).last().click();
    await shot(page, "80-base-list");
    await tree(page).getByRole("button", { name: /^G1/ }).click();
    const detail = page.locator("article");
    assert.match(await detail.innerText(), /《中华人民共和国安全生产法》第四十一条第二款[\s\S]*第一百〇二条/);
    assert.equal(await button(detail, "停用").count(), 0, "a base item is not stopped by an organ");
    await shot(page, "81-base-item");
  });

  await test("复制基础清单，新增一项，用条款选择器选违法依据，暂存", async () => {
    const { page } = li;
    await button(page, "查看清单").click();
    await button(page, "复制为自定义").click();
    const form = dialog(page, "新建自定义检查事项清单");
    await field(form, "zh").locator("input").fill(LIST);
    await shot(page, "82-new-list");
    await button(form, "新建").click();
    await page.getByRole("heading", { name: "编辑检查事项 第 1 版" }).waitFor();
    await row(page, "G8").waitFor();
    await button(page, "新增事项").click();
    const drawer = page.locator(".el-drawer").filter({ visible: true });
    await button(drawer, "确定").click();
    await drawer.getByText("请填写检查内容").first().waitFor();
    await field(drawer, "content").locator("textarea").fill(CONTENT);
    await field(drawer, "method").locator("textarea").fill("现场抽查：查看检测报警装置的安装位置和校验记录。");
    await field(drawer, "violated").getByRole("button", { name: "选择条款" }).click();
    const picker = dialog(page, "选择违法依据");
    await picker.getByPlaceholder(/安全生产法第四十一条/).fill("安全生产法第三十六条");
    await button(picker, "查询").click();
    const clause = row(picker, "第三十六条").first();
    await clause.waitFor();
    await shot(page, "83-clause-picker");
    await clause.click();
    await button(picker, "确定").click();
    await field(drawer, "violated").getByText(/第三十六条/).waitFor();
    await field(drawer, "units").getByText("煤气", { exact: true }).click();
    await pick(page, field(drawer, "equipment").locator(".el-select"), "煤气柜");
    await page.keyboard.press("Escape");
    await field(drawer, "suggested_problem").locator("textarea").fill("煤气柜未设置检测报警装置。");
    await field(drawer, "suggested_measure").locator("textarea").fill("设置检测报警装置并定期校验。");
    await shot(page, "84-item-form");
    await button(drawer, "确定").click();
    await row(page, CONTENT).waitFor();
    await shot(page, "85-draft");
    await button(page, "暂存").click();
    await toast(page, "已暂存");
  });

  await test("发布后执法人员编制方案时可以选用，下级只看不改", async () => {
    const { page } = li;
    await button(page, "发布").click();
    const form = dialog(page, /^发布/);
    await form.waitFor();
    await shot(page, "86-publish");
    await button(form, "发布").click();
    await toast(page, "已发布");
    zhao = await sit(people.zhao);
    const offered = await zhao.json("/checklists");
    assert.ok(offered.find((one) => one.zh === LIST)?.items.some((item) => item.content === CONTENT));
    await own(zhao.page);
    await tree(zhao.page).getByText(LIST).first().waitFor();
    assert.equal(await button(zhao.page, "修订").count(), 0, "an officer does not change lists");
    const wang = await sit(people.wang);
    await own(wang.page);
    await wang.page.getByText("本机关和上级机关还没有自定义检查事项").waitFor();
    await shot(wang.page, "87-next-county");
  });

  await test("停用一项要写原因；停用后不再提供，启用后恢复", async () => {
    const { page } = li;
    await own(page);
    await tree(page).getByRole("button", { name: /^Z1/ }).click();
    await button(page.locator("article"), "停用").click();
    const box = page.locator(".el-message-box").filter({ visible: true });
    await button(box, "停用").click();
    await box.getByText("请填写理由").waitFor();
    await box.locator("textarea").fill("并入煤气专项检查");
    await button(box, "停用").click();
    await toast(page, "已停用");
    await page.locator("article").getByText(/并入煤气专项检查/).waitFor();
    await shot(page, "88-stopped");
    const without = (await zhao.json("/checklists")).find((one) => one.zh === LIST);
    assert.ok(without.items.every((item) => item.content !== CONTENT));
    await page.getByRole("checkbox", { name: "选中Z1" }).locator("xpath=ancestor-or-self::label").first().click();
    await button(page.getByRole("toolbar"), "启用").click();
    await confirm(page, "启用", /又可以选用/);
    await toast(page, "已启用");
    assert.ok((await zhao.json("/checklists")).find((one) => one.zh === LIST).items.some((item) => item.content === CONTENT));
  });

  await test("修订另编新版，明日施行；旧版文字不变，两版可以对比", async () => {
    const { page } = li;
    await button(page, "查看清单").click();
    await button(page, "修订").click();
    await page.getByRole("heading", { name: "编辑检查事项 第 2 版" }).waitFor();
    await row(page, CONTENT).getByRole("button", { name: "编辑" }).click();
    const drawer = page.locator(".el-drawer").filter({ visible: true });
    await field(drawer, "content").locator("textarea").fill("煤气柜检测报警装置是否与自动切断装置联锁？");
    await button(drawer, "确定").click();
    await button(page, "发布").click();
    const form = dialog(page, /^发布/);
    await type(field(form, "valid_from").locator("input"), plusDays(today, 1));
    await button(form, "发布").click();
    await toast(page, "已发布");
    await own(page);
    await tree(page).getByRole("button", { name: new RegExp(LIST.replace(/[（）]/g, ".")) }).last().click();
    await row(page, "尚未施行").waitFor();
    await shot(page, "89-editions");
    await row(page, "尚未施行").getByRole("button", { name: "对比" }).click();
    const difference = dialog(page, /对比$/);
    await difference.getByText(CONTENT).waitFor();
    await difference.getByText("煤气柜检测报警装置是否与自动切断装置联锁？").first().waitFor();
    await shot(page, "90-difference");
    await button(difference, "关闭").click();
  });

  await test("导出的表在另一份清单导入：先检查，没有错误才读入；与基础清单对比", async () => {
    const { page } = li;
    const file = join(tmpdir(), "zhifa-checklists.xlsx");
    const [download] = await Promise.all([page.waitForEvent("download"), row(page, "现行").getByRole("button", { name: "导出" }).click()]);
    writeFileSync(file, readFileSync(await download.path()));
    await button(page, "新建清单").click();
    const form = dialog(page, "新建自定义检查事项清单");
    await field(form, "zh").locator("input").fill("钢铁检查（导入）");
    await pick(page, field(form, "industry").locator(".el-select"), "钢铁企业");
    await pick(page, field(form, "copy_of").locator(".el-select"), "钢铁8项");
    await button(form, "新建").click();
    await page.getByRole("heading", { name: "编辑检查事项 第 1 版" }).waitFor();
    await button(page, "导入").click();
    const box = dialog(page, "导入检查事项");
    await box.locator('input[type="file"]').setInputFiles(file);
    await box.getByText("没有发现错误：共 9 项").waitFor();
    await shot(page, "91-import");
    await button(box, "读入").click();
    await row(page, CONTENT).waitFor();
    await button(page, "与基础清单对比").click();
    const difference = dialog(page, /与基础清单对比/);
    await difference.getByText("只在本清单").waitFor();
    await shot(page, "92-base-difference");
    await difference.getByRole("checkbox", { name: "采纳Z1" }).locator("xpath=ancestor-or-self::label").first().click();
    await button(difference, "采纳所选 1 项").click();
    await confirm(page, "采纳", /照基础清单改写/);
    await toast(page, "已采纳");
    await row(page, CONTENT).waitFor({ state: "detached" });
  });

  await test("没有暂存就关闭要问；别人改过的不覆盖", async () => {
    const { page } = li;
    await field(page, "zh").locator("input").fill("钢铁检查（未存）");
    await button(page, "关闭").click();
    await confirm(page, "取消", /未保存/);
    const other = await sit(people.li);
    await own(other.page);
    await tree(other.page).getByRole("button", { name: /钢铁检查/ }).last().click();
    await button(other.page, "编辑").click();
    await other.page.getByRole("heading", { name: "编辑检查事项 第 1 版" }).waitFor();
    await row(other.page, "G8").waitFor();
    await button(other.page, "暂存").click();
    await toast(other.page, "已暂存");
    li.expects(/status of 409 .*\/draft$/);
    await button(page, "暂存").click();
    await page.getByText("内容已被他人修改").waitFor();
    await shot(page, "93-stale");
  });

  await test("方案的检查内容里可以选到自定义事项", async () => {
    const { page } = zhao;
    await menu(page, "现场检查方案");
    await button(page, "新建").click();
    await button(page, "选择执法对象").click();
    const firms = dialog(page, "选择执法对象");
    await firms.getByPlaceholder("名称、代码、地址").fill("堃鑫");
    await button(firms, "查询").click();
    await row(firms, STEEL_WORKS).first().click();
    await button(firms, "确定").click();
    await firms.waitFor({ state: "hidden" });
    await button(page, "添加检查内容").click();
    const picker = dialog(page, "添加检查内容");
    await picker.getByText(LIST).click();
    await picker.getByText(CONTENT).waitFor();
    await shot(page, "94-item-picker");
  });
}
