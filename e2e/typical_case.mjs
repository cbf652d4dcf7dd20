// 典型案例 · a county writes a case, the ministry sends it back and adopts it, the next county reads and prints it
import assert from "node:assert/strict";
import { STEEL_WORKS, button, confirm, field, login, people, picture, pick, plusDays, portalMenu, row, seat, shot, toast, type } from "./people.mjs";

const TITLE = "某钢铁企业煤气区域未设置一氧化碳报警装置案";
const box = (page) => page.locator(".el-message-box").filter({ visible: true });

export default async function typicalCase({ test, browser, base, seats }) {
  const sit = async () => {
    const one = await seat(browser, base);
    seats.push(one);
    return one;
  };
  let xu;
  let qin;

  /** Opens an entry of 典型案例 in 工作门户. */
  const open = async (page, label) => {
    await page.goto(`${base}/#/portal`);
    await portalMenu(page, "典型案例").click();
    await page.getByRole("menuitem", { name: label, exact: true }).click();
    await page.getByRole("heading", { name: label, exact: true }).waitFor();
  };

  await test("案例上报员写案例，只有标题也能暂存；没写全的不能上报，逐处指出", async () => {
    xu = await sit();
    const { page } = xu;
    await login(xu, people.xu, { atPortal: true });
    await open(page, "案例上报");
    await page.getByText("还没有案例。").waitFor();
    await shot(page, "95-case-reports-empty");
    await button(page, "新建案例").click();
    await field(page, "title").locator("input").fill(TITLE);
    await button(page, "暂存").click();
    await toast(page, "已暂存为草稿");
    await button(page, "上报").click();
    await field(page, "facts").getByText("请写明案情，不少于20字").waitFor();
    await shot(page, "95-case-gaps");
  });

  await test("写出企业全称和电话的不能上报；隐去后直接上报应急管理部", async () => {
    const { page } = xu;
    await field(page, "firm").locator("input").fill("某钢铁企业");
    await pick(page, field(page, "industry").locator(".el-select"), "钢铁企业");
    await type(field(page, "happened_on").locator("input"), plusDays(new Date().toISOString().slice(0, 10), -30));
    await field(page, "facts").locator("textarea").fill(`执法人员到${STEEL_WORKS}（电话12000001091）检查，2号高炉炉前操作室未设置固定式一氧化碳监测报警装置。`);
    await field(page, "basis").locator("input").fill("第九十九条第二项");
    await page.locator(".el-select-dropdown__item", { hasText: "《安全生产法》第九十九条第二项" }).filter({ visible: true }).first().click();
    await page.keyboard.press("Escape");
    await field(page, "penalty").locator("textarea").fill("责令限期改正，处三万元罚款。");
    await field(page, "attachments").locator("input[type=file]").setInputFiles({ name: "现场照片.png", mimeType: "image/png", buffer: picture(40, 90, 160) });
    await field(page, "attachments").locator(".files__open").waitFor();
    xu.expects(/status of 422 .*\/reporting$/);
    await button(page, "上报").click();
    await confirm(page, "上报", /上报后不能修改/);
    await field(page, "facts").getByText(`案情中写有已登记的企业名称“${STEEL_WORKS}”，请隐去`).waitFor();
    await field(page, "facts").getByText("案情中写有电话号码“12000001091”，请隐去").waitFor();
    await shot(page, "95-case-told");
    await field(page, "facts").locator("textarea").fill("执法人员检查发现，该企业2号高炉炉前操作室未设置固定式一氧化碳监测报警装置，炉前常有人员停留。");
    await button(page, "上报").click();
    await confirm(page, "上报");
    await toast(page, "已上报应急管理部");
    await page.locator(".state-tag", { hasText: "已上报" }).first().waitFor();
    await shot(page, "95-case-reported");
  });

  await test("应急管理部写明理由退回，上报单位看到理由，改后重新上报", async () => {
    qin = await sit();
    await login(qin, people.qin, { atPortal: true });
    await open(qin.page, "案例上报");
    await shot(qin.page, "95-ministry-list");
    await button(row(qin.page, TITLE), "办理").click();
    await qin.page.locator(".case").getByText("2号高炉炉前操作室", { exact: false }).waitFor();
    await shot(qin.page, "95-ministry-case");
    await button(qin.page, "退回").click();
    await box(qin.page).locator("textarea").fill("请写明整改结果");
    await button(box(qin.page), "退回").click();
    await toast(qin.page, "已退回");
    const { page } = xu;
    await open(page, "案例上报");
    await row(page, TITLE).getByText("退回", { exact: true }).waitFor();
    await shot(page, "95-case-returned");
    await button(row(page, TITLE), "编辑").click();
    await page.getByText("应急管理部退回：请写明整改结果").waitFor();
    await field(page, "penalty").locator("textarea").fill("责令限期改正，处三万元罚款；经复查已经整改。");
    await shot(page, "95-case-form");
    await button(page, "上报").click();
    await confirm(page, "上报");
    await toast(page, "已上报应急管理部");
  });

  await test("采用以后，邻县的执法人员查得到，看得见附件，可以打印", async () => {
    await open(qin.page, "案例上报");
    await button(row(qin.page, TITLE), "办理").click();
    await button(qin.page, "采用").click();
    await confirm(qin.page, "采用", /不能撤回/);
    await toast(qin.page, "已采用");
    await qin.page.locator(".state-tag", { hasText: "已采用" }).first().waitFor();
    const wang = await sit();
    const { page } = wang;
    await login(wang, people.wang, { atPortal: true });
    await open(page, "典型案例查询");
    await page.getByPlaceholder("标题中的文字").fill("没有这样的案例");
    await button(page, "查询").click();
    await page.getByText("没有符合条件的记录。").waitFor();
    await page.getByPlaceholder("标题中的文字").fill("一氧化碳");
    await button(page, "查询").click();
    await row(page, TITLE).waitFor();
    await shot(page, "95-typical-cases");
    await row(page, TITLE).getByRole("link", { name: TITLE }).click();
    await page.getByRole("heading", { name: TITLE }).waitFor();
    await page.locator(".case").getByText("经复查已经整改", { exact: false }).waitFor();
    const shown = page.locator(".files__open img");
    await shown.waitFor();
    await page.waitForFunction(() => document.querySelector(".files__open img")?.naturalWidth > 0);
    await shot(page, "95-typical-case");
    // 纸上只有案例，没有页眉和按钮。
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByRole("navigation", { name: "门户菜单" }).isVisible(), false);
    assert.equal(await button(page, "打印").isVisible(), false);
    assert.equal(await page.getByRole("heading", { name: TITLE }).isVisible(), true);
    await shot(page, "95-typical-case-printed");
    await page.emulateMedia({ media: "screen" });
  });

  await test("没有哪个窗口的控制台出过错", async () => {
    for (const one of seats) one.quiet();
    assert.equal(seats.length, 3);
  });
}
