// 签章 · handed in by one person, returned and passed by another, stopped; a stranger asks for a code that does not exist
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { button, confirm, dialog, field, login, menu, people, row, seat, shot, toast } from "./people.mjs";

const SCAN = fileURLToPath(new URL("../seed/seals/demonstration.png", import.meta.url));

export default async function seals({ test, browser, base, seats }) {
  const sit = async () => {
    const one = await seat(browser, base);
    seats.push(one);
    return one;
  };
  let chen;
  let wu;
  const handIn = async (page) => {
    await button(page, "上传签章").click();
    const form = dialog(page, "上传签章");
    await form.locator("input[type=file]").setInputFiles(SCAN);
    await form.getByText(/去底裁切后 \d+×\d+ 点/).waitFor();
    await form.locator(".look img").evaluate((image) => image.decode());
    await shot(page, "131-seal-upload");
    await button(form, "提交审核").click();
    await confirm(page, "提交", /不能再改/);
    await toast(page, "已提交");
  };

  await test("签章添加人员上传印模，看到去底裁切后的样子，没有图样不能提交", async () => {
    chen = await sit();
    await login(chen, people.chen);
    const { page } = chen;
    await menu(page, "签章管理");
    await row(page, "行政机关印章").getByText("使用中").waitFor();
    await shot(page, "130-seals");
    await button(page, "上传签章").click();
    await button(dialog(page, "上传签章"), "提交审核").click();
    await dialog(page, "上传签章").getByText("请上传印章图样").first().waitFor();
    await button(dialog(page, "上传签章"), "取消").click();
    await handIn(page);
    await row(page, "待审核").waitFor();
    assert.equal(await row(page, "待审核").getByRole("button", { name: "审核", exact: true }).count(), 0, "who hands in does not review");
  });

  await test("签章审核人员退回须写明原因，退回的留存", async () => {
    wu = await sit();
    await login(wu, people.wu);
    const { page } = wu;
    await menu(page, "签章管理");
    assert.equal(await page.getByRole("button", { name: "上传签章", exact: true }).count(), 0);
    await row(page, "待审核").getByRole("button", { name: "审核", exact: true }).click();
    await button(page, "退回").click();
    const form = dialog(page, "退回签章");
    await button(form, "退回").click();
    await form.getByText("请写明退回原因").first().waitFor();
    await field(form, "opinion").locator("textarea").fill("印模边缘不清，请重新扫描");
    await shot(page, "132-seal-return");
    await button(form, "退回").click();
    await toast(page, "已退回");
    await page.getByText("已退回").first().waitFor();
    await shot(page, "133-seal-returned");
    await button(page, "关闭").click();
  });

  await test("重新上传的通过后替换旧章，停用即时生效", async () => {
    await handIn(chen.page);
    const { page } = wu;
    await button(page, "查询").click();
    await row(page, "待审核").getByRole("button", { name: "审核", exact: true }).click();
    await page.getByText("用印记录").waitFor();
    await shot(page, "134-seal-review");
    await button(page, "审核通过").click();
    await button(dialog(page, "审核通过签章"), "审核通过").click();
    await toast(page, "已通过");
    await page.getByText("使用中").first().waitFor();
    await button(page, "停用").click();
    const form = dialog(page, "停用签章");
    await field(form, "reason").locator("textarea").fill("演练：印章遗失");
    await shot(page, "135-seal-stop");
    await button(form, "停用").click();
    await toast(page, "已停用");
    await button(page, "关闭").click();
    await row(page, "已替换").waitFor();
    await row(page, "已停用").waitFor();
    assert.equal(await page.getByText("使用中").count(), 0);
    await shot(page, "136-seals-after");
  });

  await test("公众查验不存在的验证码，只得到查无此文书", async () => {
    const stranger = await sit();
    const { page } = stranger;
    await page.goto(`${base}/v/0000000000000000`);
    await page.getByRole("heading", { name: "查无此文书" }).waitFor();
    assert.match(page.url(), /\/verify\.html#0000000000000000$/);
    assert.equal(await page.locator("input[type=file]").count(), 0);
    await shot(page, "137-verify-unknown");
  });
}
