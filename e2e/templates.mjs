// 文书模板 · a template is written with the paper beside it, published, used for the next paper, and given up again
import assert from "node:assert/strict";
import { button, confirm, dialog, field, login, menu, people, row, seat, shot, toast } from "./people.mjs";

const NAME = "整改复查意见书";
const MINE = "本意见书由县局统一印制。";

export default async function templates({ test, browser, base, seats }) {
  let li;
  const editor = () => li.page.locator(".source .cm-content");
  const whole = async () => (await li.json("/templates/re_check_opinion"));

  await test("业务管理员看到每种文书现在用的式样，可以看样张", async () => {
    li = await seat(browser, base);
    seats.push(li);
    await login(li, people.li);
    const { page } = li;
    await menu(page, "文书模板管理");
    await page.getByText("共 56 种，其中自编 0 种").waitFor();
    await shot(page, "130-templates");
    await page.getByPlaceholder("文书名称或文书字样").fill(NAME);
    await row(page, NAME).getByText("全国式样 2020 版").waitFor();
    await button(row(page, NAME), "样张").click();
    await page.locator(".el-drawer .pdf iframe").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".el-drawer").waitFor({ state: "hidden" });
    const saved = page.waitForEvent("download");
    await button(row(page, NAME), "模板").click();
    assert.match((await saved).suggestedFilename(), /整改复查意见书\.typ$/);
  });

  await test("写错了，指出第几行怎样改；改对了，排出预览", async () => {
    const { page } = li;
    await button(row(page, NAME), "编辑").click();
    await page.getByRole("heading", { name: NAME }).waitFor();
    await page.locator("iframe[title=预览]").waitFor();
    await editor().click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\n#fil(d.party)");
    const fault = page.locator(".faults button", { hasText: "没有叫“fil”的变量或者部件" });
    await fault.waitFor();
    assert.match(await fault.innerText(), /第 \d+ 行第 2 字/);
    assert.ok(await button(page, "发布").isDisabled());
    await shot(page, "131-template-fault");
    for (let n = 0; n < "\n#fil(d.party)".length; n += 1) await page.keyboard.press("Backspace");
    await page.keyboard.type(`\n#par[${MINE}]`);
    await page.getByText(/^共 \d+ 页$/).waitFor();
    await page.locator(".faults").waitFor({ state: "detached" });
    await page.locator(".fields__one", { hasText: "被复查单位" }).first().click();
    await page.getByText("有改动未保存").waitFor();
    await shot(page, "132-template-editor");
  });

  await test("保存、写明原因发布，样张随即改用本机关式样", async () => {
    const { page } = li;
    await button(page, "保存").click();
    await toast(page, "已保存，发布后才使用");
    await page.getByText("编制中，李静").waitFor();
    await button(page, "发布").click();
    const form = dialog(page, `${NAME}：发布第 1 版`);
    await button(form, "发布").click();
    await form.getByText("请写明原因").first().waitFor();
    await field(form, "reason").locator("textarea").fill("按县局印制要求");
    await shot(page, "133-template-publish");
    await button(form, "发布").click();
    await confirm(page, "确定", /已经定稿的文书不变/);
    await toast(page, "已发布");
    await page.getByText("现在使用 本机关式样 第 1 版").waitFor();
    assert.ok((await whole()).source.includes(MINE));
  });

  await test("各版与差异列出与全国式样的不同；恢复全国式样，自编的一版仍在", async () => {
    const { page } = li;
    await button(page, "各版与差异").click();
    const drawer = dialog(page, `${NAME}的各版`);
    await row(drawer, "按县局印制要求").getByText("现行").waitFor();
    await button(row(drawer, "按县局印制要求"), "差异").click();
    await page.locator(".difference .cm-changedLine", { hasText: MINE }).waitFor();
    await shot(page, "134-template-difference");
    await page.keyboard.press("Escape");
    await page.locator(".difference").waitFor({ state: "detached" });
    await button(drawer, "恢复全国式样").click();
    const form = dialog(page, `${NAME}：恢复为全国式样`);
    await field(form, "reason").locator("textarea").fill("改回统一式样");
    await button(form, "恢复").click();
    await confirm(page, "确定", /按新的式样出具/);
    await toast(page, "已恢复");
    await page.getByText("现在使用 全国式样 2020 版").waitFor();
    const now = await whole();
    assert.deepEqual(now.versions.map((one) => [one.no, one.basis, one.standing]), [[2, "national", "in_force"], [1, "own", "past"]]);
    await button(page, "各版与差异").click();
    await shot(page, "135-template-versions");
  });
}
