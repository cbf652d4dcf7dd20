// 专项计划 · the county keeps, submits and files a plan; the province sees it from then on, the next county never
import assert from "node:assert/strict";
import { STEEL_WORKS, button, chinaTime, confirm, dialog, field, login, menu, people, pick, row, seat, shot, toast, type } from "./people.mjs";

const YEAR = chinaTime().day.slice(0, 4);
const NAME = `西峰区${YEAR}年度工贸计划`;

export default async function plans({ test, browser, base, seats }) {
  const sit = async (person) => {
    const one = await seat(browser, base);
    seats.push(one);
    await login(one, person);
    return one;
  };
  /** 专项执法对象 of the page that is shown. */
  const firms = (page) => page.locator(".zf-panel .el-table").filter({ visible: true });
  let li;
  let zheng;

  await test("没有计划时写明怎么办；新建时先选行业，没写全的不能提交，逐栏指出", async () => {
    li = await sit(people.li);
    const { page } = li;
    await menu(page, "专项计划编制");
    await page.getByText("还没有专项计划。").waitFor();
    await shot(page, "97-plans-empty");
    await button(page, "新建").click();
    await page.getByRole("heading", { name: "新建计划" }).waitFor();
    assert.equal(await button(page, "添加执法对象").isDisabled(), true);
    await button(page, "暂存").click();
    await field(page, "name").getByText("请填写计划名称").waitFor();
    await field(page, "name").locator("input").fill(NAME);
    await button(page, "暂存").click();
    await toast(page, "已暂存");
    await button(page, "提交").click();
    await field(page, "industry").getByText("请选择行业类型").waitFor();
    await field(page, "enterprises").getByText("请添加执法对象，至少一家").waitFor();
    await shot(page, "97-plan-gaps");
  });

  await test("从执法对象库选多家，列出省市县和六种设备的数量；删错的一家，换行业要先清空", async () => {
    const { page } = li;
    await pick(page, field(page, "industry").locator(".el-select"), "钢铁企业");
    await type(field(page, "starts_on").locator("input"), `${YEAR}-01-01`);
    await type(field(page, "ends_on").locator("input"), `${Number(YEAR) + 1}-12-31`);
    await button(page, "添加执法对象").click();
    const picker = dialog(page, "选择执法对象");
    await row(picker, STEEL_WORKS).waitFor();
    await shot(page, "97-plan-picker");
    await row(picker, STEEL_WORKS).locator(".el-checkbox").click();
    await row(picker, "庆阳鸿晟特种钢有限公司").locator(".el-checkbox").click();
    await picker.getByText("已选 2 家").waitFor();
    await button(picker, "确定").click();
    await row(page, STEEL_WORKS).filter({ visible: true }).waitFor();
    const heads = await firms(page).locator("thead").first().innerText();
    for (const kind of ["省", "市（州）", "县", "企业名称", "高炉（座）", "转炉（座）", "电炉（座）", "煤气柜（座）"]) assert.ok(heads.includes(kind), `${kind} in ${heads}`);
    assert.match(await row(firms(page), STEEL_WORKS).innerText(), /甘肃省\s+庆阳市\s+西峰区/);
    await button(page, "从表中删除 庆阳鸿晟特种钢有限公司").click();
    await row(firms(page), "庆阳鸿晟特种钢有限公司").waitFor({ state: "detached" });
    await pick(page, field(page, "industry").locator(".el-select"), "粉尘涉爆企业");
    const box = page.locator(".el-message-box").filter({ visible: true });
    await box.getByText("换行业类型要清空").waitFor();
    await button(box, "取消").click();
    await row(firms(page), STEEL_WORKS).waitFor();
    await button(page, "提交").click();
    await field(page, "ends_on").getByText("年度计划的起止时间应在同一年").waitFor();
    await type(field(page, "ends_on").locator("input"), `${YEAR}-12-31`);
    await shot(page, "97-plan-form");
    await button(page, "提交").click();
    await toast(page, "已提交，等待备案");
    await page.locator(".state-tag", { hasText: "未备案" }).filter({ visible: true }).first().waitFor();
    await shot(page, "97-plan-unfiled");
  });

  await test("备案以前，省厅看不见，也打不开", async () => {
    zheng = await sit(people.zheng);
    const { page } = zheng;
    await menu(page, "专项计划编制");
    await page.getByText("还没有专项计划。").waitFor();
    assert.equal(await button(page, "新建").count(), 0, "who may not draw up plans has no button for it");
    const plan = (await li.json("/plans")).items[0];
    const answer = await zheng.api(`/plans/${plan.id}`);
    assert.equal(answer.status(), 404);
  });

  await test("备案须确认，写明不能撤回；备案以后没有编辑、删除", async () => {
    const { page } = li;
    await menu(page, "专项计划编制");
    await row(page, NAME).locator(".el-radio").click();
    await shot(page, "97-plans-list");
    await page.locator(".page-head, header, section").getByRole("button", { name: "备案", exact: true }).filter({ visible: true }).first().click();
    await shot(page, "97-plan-filing");
    await confirm(page, "备案", /上级机关可以看到，不能再编辑、删除，也不能撤回/);
    await toast(page, "已备案");
    await row(page, NAME).locator(".state-tag", { hasText: "已备案" }).waitFor();
    await row(page, NAME).locator(".state-tag", { hasText: "执行中" }).waitFor();
    assert.equal(await button(row(page, NAME), "编辑").count(), 0);
    assert.equal(await button(page, "删除").filter({ visible: true }).first().isDisabled(), true);
    await shot(page, "97-plans-filed");
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, "导出").click()]);
    assert.match(download.suggestedFilename(), /^专项计划 .*\.xlsx$/);
    await button(dialog(page, "导出专项计划"), "关闭").click();
  });

  await test("备案以后，省厅看得见，只能看；留痕写明每一步", async () => {
    const { page } = zheng;
    await page.getByRole("button", { name: "刷新" }).click();
    await row(page, NAME).waitFor();
    await row(page, NAME).getByRole("link", { name: NAME }).click();
    await page.getByText("设备数为备案当日的数").waitFor();
    await row(firms(page), STEEL_WORKS).waitFor();
    assert.equal(await button(page, "编辑").filter({ visible: true }).count(), 0);
    await shot(page, "97-plan-seen-above");
    await page.getByRole("tab", { name: "留痕" }).click();
    await page.getByText("专项计划备案").first().waitFor();
    await page.getByText("新建专项计划").first().waitFor();
    await shot(page, "97-plan-trail");
  });

  await test("邻县始终看不见；条件不符的写明没有，可以清除条件", async () => {
    const wang = await sit(people.wang);
    await menu(wang.page, "专项计划编制");
    await wang.page.getByText("还没有专项计划。").waitFor();
    const { page } = li;
    await page.getByPlaceholder("名称或编制机关").fill("没有这个计划");
    await button(page, "查询").click();
    await page.getByText("没有符合条件的记录。").waitFor();
    await button(page, "清除条件").click();
    await row(page, NAME).waitFor();
  });
}
