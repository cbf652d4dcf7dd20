// 更多路径 · equipment put right on site, approval on paper, printing, a failed re-check, a termination, the exported list
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { approvedOnPaper, concluded } from "./office.mjs";
import { markOf, textOf } from "./papers.mjs";
import { button, chinaTime, confirm, dialog, field, login, menu, paper, people, pick, picture, plusDays, row, seat, shot, toast, type } from "./people.mjs";
import { rowsOf } from "./xlsx.mjs";

const FIRM = "庆阳鸿晟特种钢有限公司";
const OTHER_FIRM = "庆阳陇垣钢铁有限公司";
const NEIGHBOUR_FIRM = "镇原茹塬钢铁铸锻有限公司";
const OLD_CRANE = "1号吊运熔融金属的冶金铸造起重机";
const CRANE = "1号铸造起重机（大修更换）";
const NEW_CRANE = "3号吊运熔融金属的冶金铸造起重机";
const ITEMS = ["是否使用固定式龙门钩的铸造起重机", "操作室、会议室、交接班室"];
const DEFECTS = ["铸造起重机未使用固定式龙门钩。", "交接班室设置在钢水吊运影响的范围内。"];
const OTHER_DEFECT = "电炉平台安全通道堆放耐火材料，通行宽度不足0.8米。";
const NOT_DONE = "现场查看，交接班室仍在原处使用，未搬迁。";
const REASON = "企业已于本月办理注销登记，整改对象不再存在。";
const sha256 = (body) => createHash("sha256").update(body).digest("hex");

/**
 * Every call of `print` in a window of this seat, with the bytes of the file that the window shows. The dialog itself
 * belongs to the operating system and does not open here.
 */
export async function watchPrinting(one) {
  const printed = [];
  await one.context.exposeBinding("zfPrinted", ({ frame }, shown) => printed.push({ url: frame.url(), bytes: Buffer.from(shown, "base64") }));
  await one.context.addInitScript(() => {
    const create = URL.createObjectURL.bind(URL);
    window.zfFiles = new Map();
    URL.createObjectURL = (file) => {
      const address = create(file);
      window.zfFiles.set(address, file);
      return address;
    };
    window.print = async () => {
      const file = window.top.zfFiles.get(location.href.split("#")[0]);
      const bytes = new Uint8Array(await file.arrayBuffer());
      await window.zfPrinted(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
    };
  });
  return printed;
}
export const until = async (page, condition) => {
  for (let tries = 0; tries < 200 && !condition(); tries += 1) await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => done(null)); }));
  assert.ok(condition(), "it did not happen");
};

export default async function morePaths({ test, browser, base, seats }) {
  const sit = async () => {
    const one = await seat(browser, base);
    seats.push(one);
    return one;
  };
  const today = chinaTime().day;
  const within = (time) => (time < `${today} 00:00` ? `${today} 00:00` : time);
  const due = plusDays(today, 8);
  const at = { scheme: "", inspection: "", rectification: "", other: "", papers: {} };
  let zhao;
  let qian;
  let printed = [];
  const enterprise = async (who, name = FIRM) => who.json(`/enterprises/${(await who.json(`/enterprises?q=${encodeURIComponent(name)}`)).items[0].id}`);
  const pieces = (firm) => firm.workshops.flatMap((workshop) => workshop.equipment.map((each) => `${each.name} ${each.spec}${each.spec_unit}`));

  await test("线下审批的方案：录入纸质审批结果和扫描件，提交即完成编制", async () => {
    zhao = await sit();
    printed = await watchPrinting(zhao);
    const { page } = zhao;
    await login(zhao, people.zhao);
    await menu(page, "现场检查方案");
    await button(page, "新建").click();
    await button(page, "选择执法对象").click();
    const firms = dialog(page, "选择执法对象");
    await firms.getByPlaceholder("名称、代码、地址").fill("鸿晟");
    await button(firms, "查询").click();
    await row(firms, FIRM).first().click();
    await firms.getByText(`已选：${FIRM}`).waitFor();
    await button(firms, "确定").click();
    await page.waitForFunction((name) => document.querySelector('[data-field="party"] input')?.value === name, FIRM);
    await page.getByPlaceholder("开始日期").click();
    await page.getByPlaceholder("开始日期").fill(today);
    await page.getByPlaceholder("结束日期").fill(today);
    await page.getByPlaceholder("结束日期").press("Enter");
    await field(page, "methods").getByText("现场检查", { exact: true }).click();
    await button(page, "添加执法人员").click();
    const officers = dialog(page, "添加执法人员");
    await button(row(officers, people.qian.name), "添加").click();
    await button(officers, "完成").click();
    await button(page, "添加检查内容").click();
    const items = dialog(page, "添加检查内容");
    await items.locator(".picker__lists button", { hasText: "钢铁8项" }).click();
    for (const text of ITEMS) await items.locator(".picker__items li", { hasText: text }).locator(".el-checkbox").click();
    await button(items, "确定").click();
    await page.locator(".tree").waitFor();
    await field(page, "approval_mode").getByText("线下审批").click();
    await field(page, "offline.reviewer_name").locator("input").fill("蒋文和");
    await field(page, "offline.review_opinion").locator("textarea").fill("拟同意，请重点查起重机。");
    await field(page, "offline.approval_opinion").locator("textarea").fill("同意。");
    await type(field(page, "offline.approved_on").locator("input"), today);
    await field(page, "offline.attachment_id").locator("input[type=file]").setInputFiles({ name: "审批表扫描件.png", mimeType: "image/png", buffer: picture(200, 200, 180) });
    await field(page, "offline.attachment_id").locator(".files__one img").waitFor();
    zhao.expects(/status of 422 .*\/submission/);
    await button(page, "提交").click();
    await confirm(page, "提交", /线下审批的方案提交后即完成编制/);
    await page.getByRole("alert").getByText("审批人").first().waitFor();
    await shot(page, "70-offline-gap");
    await field(page, "offline.approver_name").locator("input").fill("沈明理");
    await field(page, "offline.attachment_id").scrollIntoViewIfNeeded();
    await shot(page, "71-offline-form");
    at.scheme = /schemes\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
    await button(page, "提交").click();
    await confirm(page, "提交");
    await toast(page, "方案完成编制");
    await page.locator(".state-tag", { hasText: "完成编制" }).first().waitFor();
    await page.getByText("线下审批结果").scrollIntoViewIfNeeded();
    await page.getByAltText("审批表扫描件.png").waitFor();
    await shot(page, "72-offline-shown");
    const scheme = await zhao.json(`/schemes/${at.scheme}`);
    at.inspection = scheme.inspection_id;
    const whole = await (await zhao.api(`/schemes/${at.scheme}/paper`)).body();
    assert.equal(markOf("scheme-offline", whole), "");
    const text = textOf("scheme-offline", whole);
    for (const said of [FIRM, "蒋文和", "沈明理", "拟同意，请重点查起重机。", scheme.number]) assert.ok(text.includes(said), `the scheme does not say “${said}”:\n${text}`);
  });

  const toEquipment = async ({ page, go }) => {
    await go(`/inspections/${at.inspection}`);
    await page.getByRole("heading", { name: "现场检查记录" }).waitFor();
    await page.getByRole("navigation", { name: "步骤" }).getByRole("button", { name: "核对设备信息" }).click();
    await page.getByText("与现场核对").waitFor();
  };
  const piece = (page, name) => page.locator(".one", { has: page.getByRole("button", { name: `删除 ${name}`, exact: true }) });
  const nameOf = (line) => line.getByLabel("设备编号（或描述）");
  const specOf = (line) => line.locator(".spec input");

  await test("核对设备：改名、改规格、新增、删除，规格没填的指明是哪一台", async () => {
    const { page } = zhao;
    await zhao.go(`/inspections/${at.inspection}`);
    await type(page.getByPlaceholder("开始时间"), within(chinaTime(-3).time));
    await type(page.getByPlaceholder("结束时间"), within(chinaTime(-1).time));
    await field(page, "is_joint").getByText("否", { exact: true }).click();
    await button(page, "下一步").click();
    await page.getByText("与现场核对").waitFor();
    await nameOf(piece(page, OLD_CRANE)).fill(CRANE);
    await specOf(piece(page, "1号连铸机")).fill("6");
    await piece(page, "2号电炉").getByRole("button", { name: "删除 2号电炉" }).click();
    await page.locator(".kind", { hasText: "吊运熔融金属的冶金铸造起重机" }).first().getByRole("button", { name: "添加", exact: true }).click();
    // 新设备取第一个没有用着的编号。
    await nameOf(piece(page, OLD_CRANE)).fill(NEW_CRANE);
    await page.getByText("新增设备 1 台（套、座），删除设备 1 台（套、座），修改设备 2 台（套、座），还没有写回企业档案。").waitFor();
    zhao.expects(/status of 422 .*\/equipment/);
    await button(page, "暂存").click();
    await confirm(page, "写回", /企业档案/);
    const fault = page.getByRole("alert").getByRole("button", { name: /额定起重量应填写大于零的数字，单位为吨/ });
    await fault.click();
    await shot(page, "73-equipment-fault");
    await page.waitForFunction(() => document.activeElement?.closest(".spec") !== null);
    await specOf(piece(page, NEW_CRANE)).fill("160");
  });

  await test("暂存时先问是否写回企业档案，答“取消”不写，答“写回”才写", async () => {
    const { page } = zhao;
    const before = await enterprise(zhao);
    await button(page, "暂存").click();
    await page.locator(".el-message-box").filter({ visible: true }).waitFor();
    await shot(page, "74-write-back");
    await confirm(page, "取消", new RegExp(`核对结果将写回“${FIRM}”的企业档案：新增设备 1 台（套、座），删除设备 1 台（套、座），修改设备 2 台（套、座）`));
    assert.deepEqual(await enterprise(zhao), before, "not yet");
    await button(page, "暂存").click();
    await confirm(page, "写回");
    await toast(page, "已暂存");
    await shot(page, "75-written-back");
    const now = pieces(await enterprise(zhao));
    for (const has of [`${CRANE} 100吨`, "1号连铸机 6流", `${NEW_CRANE} 160吨`]) assert.ok(now.includes(has), `${has}: ${now.join("，")}`);
    for (const gone of [`${OLD_CRANE} 100吨`, "2号电炉 50吨"]) assert.ok(!now.includes(gone), gone);
  });

  await test("企业档案和检查范围都是核对后的样子", async () => {
    const { page } = zhao;
    await menu(page, "执法对象");
    await page.getByPlaceholder("名称、代码、地址").fill("鸿晟");
    await button(page, "查询").click();
    await row(page, FIRM).getByText("8", { exact: true }).waitFor();
    await shot(page, "76-enterprises");
    await button(row(page, FIRM).first(), "查看").click();
    await page.getByRole("heading", { name: FIRM }).waitFor();
    await page.getByText("统一社会信用代码").first().waitFor();
    await shot(page, "77-enterprise-facts");
    await page.getByRole("tab", { name: "设备信息（8）" }).click();
    const board = page.locator(".board");
    await board.getByText(CRANE).waitFor();
    assert.match(await board.innerText(), /1号连铸机\s+6 流/);
    assert.match(await board.innerText(), new RegExp(`${NEW_CRANE}\\s+160 吨`));
    assert.doesNotMatch(await board.innerText(), /2号电炉/);
    await shot(page, "78-enterprise-equipment");
    await page.getByRole("tab", { name: "变更记录" }).click();
    await page.locator(".el-timeline-item", { hasText: "核对设备信息" }).waitFor();
    await page.locator(".el-timeline-item", { hasText: CRANE }).waitFor();
    await shot(page, "79-enterprise-entries");
    await zhao.go(`/inspections/${at.inspection}`);
    await page.getByRole("navigation", { name: "步骤" }).getByRole("button", { name: "确认检查范围" }).click();
    await page.getByText("当前选择检查范围").waitFor();
    const added = page.locator(".target", { hasText: NEW_CRANE });
    await added.waitFor();
    assert.equal(await page.locator(".target", { hasText: "2号电炉" }).count(), 0);
    assert.equal(await page.locator(".target", { hasText: CRANE }).locator(".is-checked").count(), 1, "the renamed crane is still in the scope");
    await added.click();
    await page.waitForFunction((name) => document.querySelector("#scope-text")?.value.includes(name), NEW_CRANE);
    await shot(page, "80-scope-with-new");
    await button(page, "下一步").click();
    await page.locator(".sheet [data-cell]", { hasText: NEW_CRANE }).waitFor();
  });

  await test("两个人同时核对，后保存的被告知，先保存的没有被覆盖", async () => {
    const { page } = zhao;
    qian = await sit();
    await login(qian, people.qian);
    for (const one of [zhao, qian]) await toEquipment(one);
    await nameOf(piece(qian.page, "1号精炼炉")).fill("1号LF精炼炉");
    await nameOf(piece(page, "1号精炼炉")).fill("一号精炼炉");
    await button(qian.page, "暂存").click();
    await confirm(qian.page, "写回");
    await toast(qian.page, "已暂存");
    zhao.expects(/status of 409 .*\/equipment/);
    await button(page, "暂存").click();
    await confirm(page, "写回");
    await page.getByText("内容已被他人修改").waitFor();
    assert.match(await page.getByRole("alert").first().innerText(), /钱立诚 于 .* 修改了这条记录/);
    await shot(page, "81-equipment-stale");
    assert.ok(pieces(await enterprise(zhao)).includes("1号LF精炼炉 100吨"));
    assert.equal(await nameOf(piece(page, "一号精炼炉")).inputValue(), "一号精炼炉", "what was typed stays on the page");
    await button(page, "重新载入").click();
    await piece(page, "1号LF精炼炉").waitFor();
    qian.quiet();
  });

  await test("检查事项以外的问题写在其他问题描述里", async () => {
    const { page } = zhao;
    await page.getByRole("navigation", { name: "步骤" }).getByRole("button", { name: "开始现场检查" }).click();
    for (const [index, text] of ITEMS.entries()) {
      await page.locator(".items .item", { hasText: text }).click();
      const line = index ? page.locator(".sheet [data-cell]", { hasText: "交接班室" }) : page.locator(".sheet [data-cell]", { hasText: CRANE });
      await line.getByRole("radio", { name: "有问题" }).click();
      await line.locator(".defect textarea").first().fill(DEFECTS[index]);
      await pick(page, line.locator(".defect .el-select"), "责令限期整改");
      await type(line.locator(".defect .el-date-editor input"), due);
      await page.getByRole("button", { name: /^本项其余无问题（/ }).click();
    }
    const [, answered, total] = /(\d+)\/(\d+)/.exec(await page.locator(".tabs .count").innerText()) ?? [];
    assert.equal(answered, total);
    await page.getByText("其他问题描述").first().click();
    await button(page, "增加其他问题描述").click();
    await field(page, "problems.0.description").locator("textarea").fill(OTHER_DEFECT);
    await type(field(page, "problems.0.due_on").locator("input"), due);
    await shot(page, "82-other-problems");
    await button(page, "提交").click();
    await confirm(page, "提交", /发现问题 3 个/);
    await page.getByRole("navigation", { name: "文书步骤" }).waitFor();
  });

  await test("没有出具的文书通页印着“未编号”，出具以后没有", async () => {
    const { page } = zhao;
    for (const [form, name] of [["on_site_record", "现场检查记录"], ["rectification_order", "责令限期整改指令书"]]) {
      await page.locator(".pdf", { hasText: name }).waitFor();
      await paper(page);
      const preview = await (await zhao.api(`/inspections/${at.inspection}/papers/${form}/preview`)).body();
      assert.match(textOf(`preview-${form}`, preview), /待编号/);
      assert.equal(markOf(`preview-${form}`, preview), "预览·未编号");
      await button(page, "出具文书").click();
      await confirm(page, "出具", new RegExp(name));
      await page.getByText("已由赵明远于").waitFor();
      const inspection = await zhao.json(`/inspections/${at.inspection}`);
      at.papers[form] = inspection.papers.find((one) => one.form === form).document.id;
      const whole = await (await zhao.api(`/documents/${at.papers[form]}/file`)).body();
      const issued = textOf(`more-${form}`, whole);
      assert.doesNotMatch(issued, /待编号/);
      assert.equal(markOf(`more-${form}`, whole), "");
      for (const said of [CRANE, OTHER_DEFECT.slice(0, -1)]) assert.ok(issued.includes(said), `${form} does not say “${said}”`);
      await button(page, "下一步").click();
    }
    await page.getByRole("heading", { name: "文书确认" }).waitFor();
  });

  await test("打印的、下载的都正是出具的那份文书", async () => {
    const { page } = zhao;
    const served = await (await zhao.api(`/documents/${at.papers.on_site_record}/file`)).body();
    await button(row(page, "现场检查记录"), "打印").click();
    await until(page, () => printed.length === 1);
    assert.match(printed[0].url, /^blob:/);
    assert.equal(sha256(printed[0].bytes), sha256(served), "the window that was told to print holds the paper itself");
    const [listed] = await Promise.all([page.waitForEvent("download"), button(row(page, "现场检查记录"), "下载").click()]);
    assert.equal(sha256(readFileSync(await listed.path())), sha256(served));
    await button(row(page, "现场检查记录"), "查看").click();
    await paper(page);
    await page.getByText(sha256(served)).waitFor();
    await button(page.locator(".pdf"), "打印").click();
    await until(page, () => printed.length === 2);
    assert.equal(sha256(printed[1].bytes), sha256(served));
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".pdf a", { hasText: "下载" }).click()]);
    assert.match(download.suggestedFilename(), /现场检查记录.*\.pdf$/);
    assert.equal(sha256(readFileSync(await download.path())), sha256(served));
    await shot(page, "83-document");
  });

  await test("复查发现未整改：须写明情况，意见书写明未整改，任务为复查不合格", async () => {
    const { page } = zhao;
    await zhao.go(`/inspections/${at.inspection}`);
    await button(page, "检查完结").click();
    await confirm(page, "检查完结");
    await page.getByRole("link", { name: "查看整改复查任务" }).click();
    await page.getByText("责令限期整改的问题").waitFor();
    at.rectification = /rectifications\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
    await button(page, "复查").click();
    await page.getByRole("heading", { name: "整改复查", exact: true }).waitFor();
    await type(page.getByPlaceholder("选择复查时间"), chinaTime().time);
    const bad = (await zhao.json(`/rectifications/${at.rectification}`)).problem_list.findIndex((one) => one.text.includes(DEFECTS[1].slice(0, -1)));
    for (const index of [0, 1, 2]) await field(page, `findings.${index}`).getByText(index === bad ? "有问题（未整改）" : "无问题（已整改）").click();
    await pick(page, field(page, "officers").locator(".el-select.add"), people.qian.name);
    await button(page, "按逐项结果拟写").click();
    zhao.expects(/status of 422 .*\/re-checks/);
    await button(page, "提交").click();
    await confirm(page, "提交", /1 项未整改，复查结果为“复查不合格”/);
    await page.getByRole("alert").getByText(`第${bad + 1}项问题未整改，请写明现场情况`).first().waitFor();
    await shot(page, "84-recheck-gap");
    await field(page, `findings.${bad}`).locator("textarea").fill(NOT_DONE);
    await shot(page, "85-recheck-failed");
    await button(page, "提交").click();
    await confirm(page, "提交", /复查不合格/);
    await page.getByRole("heading", { name: "整改复查意见书", exact: true }).waitFor();
    await paper(page);
    await shot(page, "86-opinion-failed");
    const record = await zhao.json(`/rectifications/${at.rectification}`);
    assert.equal(record.state, "failed");
    const text = textOf("opinion-failed", await (await zhao.api(`/documents/${record.re_check.document_id}/file`)).body());
    for (const said of ["复查意见：未整改", NOT_DONE, `第${bad + 1}项问题未整改到位`]) assert.ok(text.includes(said), `the opinion does not say “${said}”:\n${text}`);
    await zhao.go(`/rectifications/${at.rectification}`);
    await page.locator(".state-tag", { hasText: "复查不合格" }).first().waitFor();
    await page.getByText(NOT_DONE).first().waitFor();
    assert.equal(await button(page, "复查").count(), 0);
    await shot(page, "87-rectification-failed");
  });

  await test("整改对象已不存在的，写明理由终止，终止后不能再办", async () => {
    const { page } = zhao;
    const scheme = await approvedOnPaper(zhao, OTHER_FIRM, [people.zhao.name, people.qian.name]);
    at.other = (await concluded(zhao, scheme, due, "起重机龙门钩横梁焊缝未探伤。")).id;
    await menu(page, "整改复查任务");
    await button(row(page, OTHER_FIRM), "终止").click();
    const form = dialog(page, "终止整改复查");
    await button(form, "终止").click();
    await form.getByRole("alert").getByText("终止理由").first().waitFor();
    await field(form, "reason").locator("textarea").fill(REASON);
    await shot(page, "88-termination");
    await button(form, "终止").click();
    await confirm(page, "确定终止", new RegExp(OTHER_FIRM));
    await toast(page, "已终止");
    await row(page, OTHER_FIRM).getByText("已终止").waitFor();
    assert.equal(await button(row(page, OTHER_FIRM), "终止").count(), 0);
    await shot(page, "89-rectifications");
    await row(page, OTHER_FIRM).getByRole("link", { name: OTHER_FIRM }).click();
    await page.getByText(REASON).first().waitFor();
    await shot(page, "90-terminated");
    assert.deepEqual((await zhao.json(`/rectifications/${at.other}`)).acts, []);
  });

  await test("导出的表格打得开，只有本人看得到的行，按条件导出", async () => {
    const { page } = zhao;
    const wang = await sit();
    await login(wang, people.wang);
    await concluded(wang, await approvedOnPaper(wang, NEIGHBOUR_FIRM, [people.wang.name, "褚永康"]), due, "起重机未使用固定式龙门钩。");
    const exported = async (one) => {
      await menu(one.page, "整改复查任务");
      const [download] = await Promise.all([one.page.waitForEvent("download"), button(one.page, "导出").click()]);
      assert.match(download.suggestedFilename(), /^整改复查任务.*\.xlsx$/);
      await button(dialog(one.page, "导出整改复查任务"), "关闭").click();
      return rowsOf(readFileSync(await download.path()), "sheet1");
    };
    const firms = (rows) => rows.slice(1).map((cells) => cells[1]).sort();
    const ours = await exported(zhao);
    assert.deepEqual(ours[0].slice(0, 3), ["序号", "企业名称", "执法人员"]);
    assert.deepEqual(firms(ours), [FIRM, OTHER_FIRM].sort());
    assert.ok(ours.some((cells) => cells.includes("复查不合格")) && ours.some((cells) => cells.includes("已终止")), JSON.stringify(ours));
    // 列表上没有电话，导出的也没有。
    assert.doesNotMatch(JSON.stringify(ours), /1\d{10}/);
    assert.deepEqual(firms(await exported(wang)), [NEIGHBOUR_FIRM]);
    await page.getByPlaceholder("营业执照名称/生产经营单位名称").fill("鸿晟");
    await button(page, "查询").click();
    await page.getByText("共 1 条").waitFor();
    assert.deepEqual(firms(await exported(zhao)), [FIRM]);
    wang.quiet();
    zhao.quiet();
  });
}
