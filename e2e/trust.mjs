// 权限与信任 · a file beyond the jurisdiction is opened for a reason and told; own roles; an organ that ended; own sessions
import assert from "node:assert/strict";
import { STEEL_WORKS, button, chinaTime, confirm, dialog, field, login, menu, people, pick, plusDays, row, seat, shot, toast, type } from "./people.mjs";

export default async function trust({ test, browser, base, seats }) {
  const sit = async () => {
    const one = await seat(browser, base);
    seats.push(one);
    return one;
  };
  let wang;
  let shen;

  await test("邻县人员查到企业，但没有理由看不到档案", async () => {
    shen = await sit();
    await login(shen, people.shen, { atPortal: true });
    wang = await sit();
    wang.expects(/status of 404 .*\/api\/enterprises\//);
    await login(wang, people.wang);
    const { page } = wang;
    await menu(page, "跨区域查询");
    await page.getByLabel("企业名称或统一社会信用代码").fill("堃鑫");
    await button(page, "查询").click();
    await row(page, STEEL_WORKS).first().waitFor();
    await shot(page, "110-look-up");
    const [firm] = await wang.json(`/enterprise-lookups?q=${encodeURIComponent("堃鑫")}`);
    assert.deepEqual(Object.keys(firm).sort(), ["address", "credit_code", "id", "is_within_scope", "name", "region_name"]);
    assert.equal((await wang.api(`/enterprises/${firm.id}`)).status(), 404);
  });

  await test("说明理由后可看三小时，只能看，不能改", async () => {
    const { page } = wang;
    await button(row(page, STEEL_WORKS).first(), "申请临时查看").click();
    const form = dialog(page, "申请临时查看");
    await button(form, "申请").click();
    await form.getByText("请写明办理的案件或事项").first().waitFor();
    await field(form, "reason").locator("textarea").fill("办理跨区域运输熔融金属的核查事项");
    await button(form, "申请").click();
    await toast(page, "已开放三小时");
    await shot(page, "111-access-open");
    await button(row(page, STEEL_WORKS).first(), "查看").click();
    await page.getByRole("heading", { name: STEEL_WORKS }).waitFor();
    assert.equal(await page.getByRole("button", { name: /编辑|修改/ }).count(), 0);
    await shot(page, "112-access-file");
  });

  await test("企业所在地机关看到是谁、为什么看，并确认已阅；审计员查得到", async () => {
    const li = await sit();
    await login(li, people.li);
    await menu(li.page, "外单位临时查看");
    await row(li.page, people.wang.name).getByText("办理跨区域运输熔融金属的核查事项").waitFor();
    await button(row(li.page, people.wang.name), "已阅").click();
    await row(li.page, people.wang.name).getByText(`已阅（${people.li.name}）`).waitFor();
    await shot(li.page, "113-access-told");
  });

  await test("自定义角色：从权限树新建，互斥的权限当场指出，复制，停用", async () => {
    const zhou = await sit();
    await login(zhou, people.zhou, { atPortal: true });
    const { page } = zhou;
    await menu(page, "业务角色授权");
    await button(page, "新建角色").click();
    const form = page.locator(".el-drawer").filter({ visible: true });
    await field(form, "name").locator("input").fill("台账管理员");
    await field(form, "note").locator("input").fill("维护执法对象和执法人员台账");
    const check = (label) => form.locator(".el-tree-node__content", { hasText: label }).first().locator(".el-checkbox").click();
    await check("执法对象");
    await check("审计");
    await form.getByText(/不能由一人兼任/).first().waitFor();
    await shot(page, "114-role-conflict");
    await check("审计");
    await button(form, "保存").click();
    await toast(page, "已保存");
    await row(page, "台账管理员").getByText("启用", { exact: true }).waitFor();
    await button(row(page, "台账管理员"), "复制").click();
    const copy = page.locator(".el-drawer").filter({ visible: true });
    await field(copy, "name").locator("input").fill("台账协管员");
    await button(copy, "保存").click();
    await row(page, "台账协管员").first().waitFor();
    await button(row(page, "台账协管员"), "停用").click();
    await confirm(page, "停用", /持有人立即失去/);
    await row(page, "台账协管员").locator(".el-tag", { hasText: "停用" }).waitFor();
    await shot(page, "115-roles");
  });

  await test("撤销的机构留在树上，划去并写明日期，没有用户的才能撤销", async () => {
    const { page } = shen;
    await menu(page, "机构部门管理");
    await page.locator(".tree").getByText("庆阳市应急局").click();
    await button(page, "新建下级机构").click();
    const form = dialog(page, "新建下级机构");
    await field(form, "region_code").locator("input").fill("621023");
    await field(form, "name").locator("input").fill("华池县应急管理局");
    await field(form, "short_name").locator("input").fill("华池县应急局");
    await field(form, "number_region").locator("input").fill("甘庆华");
    await button(form, "保存").or(button(form, "新建")).or(button(form, "提交")).first().click();
    await toast(page, "已新建机构");
    await page.locator(".tree").getByText("华池县应急局").click();
    const end = async (day, warning) => {
      await button(page, "撤销、合并").click();
      const ending = dialog(page, "撤销、合并机构");
      await ending.getByText("合并", { exact: true }).first().click();
      await type(field(ending, "ended_on").locator("input"), day);
      await pick(page, field(ending, "successor_id").locator(".el-select"), "西峰区应急管理局");
      await field(ending, "reason").locator("textarea").fill("机构改革，职责并入相邻县区");
      await ending.locator(".el-dialog__footer").getByRole("button", { name: "合并" }).click();
      await confirm(page, "确定合并", warning);
      await page.getByText(/不再行使职权/).first().waitFor();
    };
    await end(plusDays(chinaTime().day, 1), /到日以前可以收回/);
    await button(page, "收回撤销、合并的决定").click();
    const back = dialog(page, "收回撤销、合并的决定");
    await button(back, "收回").click();
    await field(back, "reason").getByText("请填写依据或原因").waitFor();
    await shot(page, "116-ending-taken-back");
    await field(back, "reason").locator("textarea").fill("改革推迟");
    await button(back, "收回").click();
    await toast(page, "已收回，机构照常行使职权");
    await end(chinaTime().day, /不能恢复/);
    await shot(page, "116-organ-ended");
  });

  await test("本人的登录看得见，可以退出别处的登录", async () => {
    const other = await sit();
    other.expects(/status of 401/);
    await login(other, people.wang);
    const { page } = wang;
    await wang.go("/account/password");
    await page.getByRole("tab", { name: "我的登录" }).click();
    await page.getByText("本次登录").waitFor();
    await shot(page, "117-own-sessions");
    const rows = page.locator(".el-table__body tr").filter({ visible: true });
    const before = await rows.count();
    await rows.getByRole("button", { name: "退出", exact: true }).first().click();
    await confirm(page, "退出", /未保存的内容将丢失/);
    await toast(page, "已退出该处登录");
    await page.waitForFunction((n) => [...document.querySelectorAll(".el-table__body tr")].filter((r) => r.offsetParent).length === n, before - 1);
    assert.equal((await other.api("/me")).status(), 401);
  });
}
