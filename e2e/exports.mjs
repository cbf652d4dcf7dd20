// 导出列表 · 每种列表导出都看得见进度，写好后下载，末页写明条件、次序、行数和校验值；导出的执法人员表可以再导入；我的导出里再次下载
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { button, dialog, login, menu, people, pick, row, seat, shot } from "./people.mjs";
import { rowsOf } from "./xlsx.mjs";

export default async function exporting({ test, browser, base, seats }) {
  const sit = async (person) => {
    const one = await seat(browser, base);
    seats.push(one);
    await login(one, person);
    return one;
  };
  /** Exports the list that is open; the file stays where the browser put it. */
  const exported = async (page, title) => {
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, "导出").click()]);
    const told = dialog(page, `导出${title}`);
    await told.getByText("已导出").waitFor();
    await shot(page, `95-export-${title}`);
    const hash = /[0-9a-f]{64}/.exec(await told.innerText())?.[0];
    await button(told, "关闭").click();
    await told.waitFor({ state: "hidden" });
    const path = await download.path();
    const body = readFileSync(path);
    const said = Object.fromEntries(rowsOf(body, "sheet2").map(([what, text]) => [what, text]));
    assert.match(download.suggestedFilename(), new RegExp(`^${title} .*\\.xlsx$`));
    assert.equal(said["行内容的 SHA-256"], hash, "the dialog and the last sheet tell the same digest");
    return { path, body, rows: rowsOf(body, "sheet1"), said };
  };
  const total = async (page) => Number(/共 (\d+) 条/.exec(await page.locator(".list-page__pager").filter({ visible: true }).innerText())?.[1]);

  await test("用户按条件导出：行数与列表一致，条件用屏幕上的话写在末页", async () => {
    const zhou = await sit(people.zhou);
    const { page } = zhou;
    await menu(page, "统一用户管理");
    await row(page, "赵明远").waitFor();
    await page.getByPlaceholder("姓名，或手机号开头").fill("赵");
    await button(page, "查询").click();
    await row(page, "孙国栋").waitFor({ state: "detached" });
    const file = await exported(page, "用户");
    assert.equal(file.rows.length, (await total(page)) + 1);
    assert.equal(file.said["行数"], String(file.rows.length - 1));
    assert.equal(file.said["条件"], "姓名或账号：赵");
    assert.doesNotMatch(JSON.stringify(file.rows), /1\d{10}/);
  });

  await test("导出的执法人员表可以再导入，没有错误，没有新增", async () => {
    const li = await sit(people.li);
    const { page } = li;
    await menu(page, "执法人员");
    await row(page, "赵明远").waitFor();
    const file = await exported(page, "执法人员");
    assert.equal(file.rows.length, (await total(page)) + 1);
    await button(page, "批量导入").click();
    await page.locator("input[type=file]").setInputFiles({ name: "导出的执法人员.xlsx", mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer: file.body });
    await button(page, "上传并检查").click();
    await page.getByText("没有发现错误，可以导入。").waitFor();
    await page.locator(".counts").getByText("0 人").first().waitFor();
    await shot(page, "96-officers-again");
  });

  await test("执法对象按列表的次序导出；我的导出里再次下载的是同一份，别人看不到", async () => {
    const zhao = await sit(people.zhao);
    const { page } = zhao;
    await menu(page, "执法对象");
    await button(page, "我的导出").click();
    await page.getByText("还没有导出过").waitFor();
    await shot(page, "97-own-exports-empty");
    await menu(page, "执法对象");
    await button(page, "展开").click();
    const order = page.locator(".el-form-item", { hasText: "排序" }).filter({ visible: true }).locator(".el-select");
    await pick(page, order, "按所在地区");
    const file = await exported(page, "执法对象");
    assert.equal(file.said["次序"], "按所在地区");
    const name = file.rows[0].findIndex((heading) => String(heading).includes("企业名称"));
    const shown = await page.locator(".el-table__body tr td:nth-child(2) a").filter({ visible: true }).allInnerTexts();
    assert.deepEqual(file.rows.slice(1, shown.length + 1).map((cells) => cells[name]), shown, "as the screen reads");
    await button(page, "导出").click();
    const told = dialog(page, "导出执法对象");
    await told.getByRole("link", { name: "我的导出" }).first().click();
    const line = row(page, "按所在地区").first();
    await line.waitFor();
    await shot(page, "97-own-exports");
    const [again] = await Promise.all([page.waitForEvent("download"), button(line, "下载").click()]);
    assert.match(again.suggestedFilename(), /^执法对象 .*\.xlsx$/);
    const qian = await sit(people.qian);
    await qian.go("/exports");
    await qian.page.getByText("还没有导出过").waitFor();
  });

  await test("审计记录导出以后，导出本身也在列表里", async () => {
    const wei = await sit(people.wei);
    const { page } = wei;
    await menu(page, "审计查询");
    await row(page, "导出用户").first().waitFor();
    const file = await exported(page, "审计记录");
    assert.ok(file.rows.some((cells) => cells.includes("导出用户")));
    assert.match(file.said["条件"], /起始日期：\d{4}-\d\d-\d\d/);
    await row(page, "导出审计记录").first().waitFor();
  });
}
