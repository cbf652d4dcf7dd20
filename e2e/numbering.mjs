// 文书编号 · the rule is changed from today, the next number follows; a block leaves no gap; the ledger shows every number
import assert from "node:assert/strict";
import { button, confirm, dialog, field, login, menu, people, pick, row, seat, shot, toast } from "./people.mjs";

export default async function numbering({ test, browser, base, seats }) {
  const sit = async () => {
    const one = await seat(browser, base);
    seats.push(one);
    return one;
  };
  let li;

  await test("业务管理员看到每种文书的下一个文号，改字样时即时预览，写明原因才能保存", async () => {
    li = await sit();
    await login(li, people.li);
    const { page } = li;
    await menu(page, "文书编号规则");
    await page.getByPlaceholder("文书名称或文书字样").fill("现场检查方案");
    await row(page, "现场检查方案").getByText("通用规则").waitFor();
    await shot(page, "120-numbering-rules");
    await button(row(page, "现场检查方案"), "修改").click();
    const form = dialog(page, "现场检查方案的编号规则");
    await field(form, "region_word").locator("input").fill("西峰");
    await form.getByText(/（西峰）应急检查〔\d{4}〕0001号/).waitFor();
    await button(form, "保存").click();
    await form.getByText("请写明修改原因").first().waitFor();
    await field(form, "reason").locator("textarea").fill("统一全市文号字样");
    await shot(page, "121-numbering-edit");
    await button(form, "保存").click();
    await confirm(page, "保存", /已经编出的号不变/);
    await toast(page, "已保存");
    await row(page, "现场检查方案").getByText(/（西峰）应急检查/).waitFor();
  });

  await test("领取的号段退回后逐号作废，台账不缺号", async () => {
    const zhao = await sit();
    await login(zhao, people.zhao);
    const { page } = zhao;
    await menu(page, "文书编号规则");
    assert.equal(await page.getByRole("button", { name: "修改", exact: true }).count(), 0);
    await page.getByRole("tab", { name: "预留号段" }).click();
    await button(page, "领取号段").click();
    const form = dialog(page, "领取号段");
    await pick(page, field(form, "form").locator(".el-select"), "现场检查方案");
    await field(form, "count").locator("input").fill("3");
    await field(form, "device").locator("input").fill("执法终端一号");
    await button(form, "领取").click();
    await toast(page, "已领取");
    await shot(page, "122-number-block");
    await button(row(page, "执法终端一号"), "退回").click();
    await confirm(page, "退回", /逐个作废/);
    await row(page, "执法终端一号").getByText("已退回").waitFor();
    await page.getByRole("tab", { name: "文号台账" }).click();
    await pick(page, page.locator(".form.el-select").filter({ visible: true }), "现场检查方案");
    await page.getByText(/作废 3/).waitFor();
    await page.getByText(/缺号 0/).waitFor();
    assert.equal(await row(page, "号段退回未用（执法终端一号）").count(), 3);
    await shot(page, "123-number-ledger");
  });
}
