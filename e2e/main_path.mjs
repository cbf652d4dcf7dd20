// 全过程 · 方案 → 审核 → 审批 → 现场检查 → 文书 → 延期 → 复查 → 意见书, then what the next county sees of it
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { markOf } from "./papers.mjs";
import { STEEL_WORKS, button, chinaTime, chineseDay, confirm, dialog, field, login, menu, paper, people, pick, picture, plusDays, row, seat, shot, toast, type } from "./people.mjs";

const REVIEW = "方案检查内容和范围合适，拟同意。";
const APPROVAL = "同意，依法检查，注意安全。";
const ITEMS = ["是否使用固定式龙门钩的铸造起重机", "操作室、会议室、交接班室", "紧急排放和应急储存设施"];
const DEFECTS = [
  "吊运铁水的起重机额定起重量大于75吨，现场未使用固定式龙门钩的铸造起重机。",
  "操作室设置在铁水吊运影响的范围内，距吊运跨中心线不足15米。",
];
const REMARK = "现场查看，已按要求整改，查验了检验报告。";

/** The body of the next PDF the page fetches, while it does `act`. */
async function pdfDuring(page, part, act) {
  const [answer] = await Promise.all([page.waitForResponse((one) => one.url().includes(part) && one.request().method() === "GET"), act()]);
  assert.equal(answer.status(), 200, `${part}: ${answer.status()}`);
  assert.match(answer.headers()["content-type"] ?? "", /application\/pdf/);
  await paper(page);
}

export default async function mainPath({ test, browser, base, seats }) {
  const sit = async () => {
    const one = await seat(browser, base);
    seats.push(one);
    return one;
  };
  const today = chinaTime().day;
  const year = today.slice(0, 4);
  // 半夜前后跑时，检查时间不早于方案的第一天。
  const within = (time) => (time < `${today} 00:00` ? `${today} 00:00` : time);
  const due = plusDays(today, 10);
  const later = plusDays(today, 16);
  const at = { scheme: "", inspection: "", rectification: "", papers: {} };
  let zhao;

  await test("赵明远首次登录必须修改密码，然后到我的工作台", async () => {
    zhao = await sit();
    await login(zhao, people.zhao, { shots: true, name: "01-" });
    await zhao.page.getByText("没有待办的事项。").waitFor();
    await shot(zhao.page, "02-workbench");
  });

  await test("从执法对象库选择企业编制方案，检查范围按检查内容推荐", async () => {
    const { page } = zhao;
    await menu(page, "现场检查方案");
    await page.getByText("还没有检查方案。").waitFor();
    await shot(page, "03-schemes-empty");
    await button(page, "新建").click();
    await button(page, "选择执法对象").click();
    const firms = dialog(page, "选择执法对象");
    await firms.getByPlaceholder("名称、代码、地址").fill("堃鑫");
    await button(firms, "查询").click();
    await row(firms, STEEL_WORKS).first().click();
    await firms.getByText(`已选：${STEEL_WORKS}`).waitFor();
    await shot(page, "04-enterprise-picker");
    await button(firms, "确定").click();
    await page.waitForFunction((name) => document.querySelector('[data-field="party"] input')?.value === name, STEEL_WORKS);
    await page.getByPlaceholder("开始日期").click();
    await page.getByPlaceholder("开始日期").fill(today);
    await page.getByPlaceholder("结束日期").fill(plusDays(today, 1));
    await page.getByPlaceholder("结束日期").press("Enter");
    await field(page, "methods").getByText("现场检查", { exact: true }).click();
    await field(page, "methods").getByText("查阅资料", { exact: true }).click();
    await field(page, "officers").getByText(people.zhao.name).waitFor();
    await button(page, "添加执法人员").click();
    const officers = dialog(page, "添加执法人员");
    await row(officers, "韩松涛").getByText("证件已失效").waitFor();
    await button(row(officers, people.qian.name), "添加").click();
    await shot(page, "05-officers");
    await button(officers, "完成").click();
    await field(page, "officers").getByText(people.qian.name).waitFor();
  });

  await test("添加检查内容，能看到违法依据和处罚依据", async () => {
    const { page } = zhao;
    await button(page, "添加检查内容").click();
    const items = dialog(page, "添加检查内容");
    await items.locator(".picker__lists button", { hasText: "钢铁8项" }).click();
    for (const text of ITEMS) await items.locator(".picker__items li", { hasText: text }).locator(".el-checkbox").click();
    await items.getByText("已选 3 项").waitFor();
    assert.match(await items.innerText(), /违法依据\s*《中华人民共和国安全生产法》第四十一条第二款/);
    assert.match(await items.innerText(), /处罚依据\s*《中华人民共和国安全生产法》第一百〇二条/);
    await shot(page, "06-items");
    await button(items, "确定").click();
    const tree = page.locator(".tree");
    await tree.waitFor();
    const before = Number(/已选 (\d+)/.exec(await tree.innerText())?.[1]);
    assert.ok(before > 10, `the equipment is proposed, ${before}`);
    await tree.locator(".tree__targets .el-checkbox.is-checked").first().scrollIntoViewIfNeeded();
    await shot(page, "07-scope-proposed");
    await tree.locator(".tree__targets .el-checkbox.is-checked").first().click();
    await tree.getByText(`已选 ${before - 1} /`).waitFor();
  });

  await test("线上审批的方案暂存后提交，转给审核人", async () => {
    const { page } = zhao;
    await field(page, "approval_mode").getByText("线上审批").click();
    await pick(page, field(page, "reviewer_id").locator(".el-select"), people.feng.name);
    await pick(page, field(page, "approver_id").locator(".el-select"), people.sun.name);
    await shot(page, "08-scheme-bottom");
    await button(page, "暂存").click();
    await toast(page, "已暂存");
    await page.getByText("已暂存", { exact: false }).first().waitFor();
    await page.locator(".scheme-form__title").scrollIntoViewIfNeeded();
    await shot(page, "09-scheme-saved");
    at.scheme = /schemes\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
    await button(page, "提交").click();
    await confirm(page, "提交", /审批期间不能修改/);
    await toast(page, "已提交审核");
    await page.locator(".state-tag", { hasText: "待审核" }).first().waitFor();
    await shot(page, "10-scheme-shown");
    await pdfDuring(page, `/schemes/${at.scheme}/paper`, () => page.getByRole("tab", { name: "文书预览" }).click());
    await shot(page, "11-scheme-paper");
    // 有文号而没有出具的，通页写明。
    assert.equal(markOf("scheme-awaiting", await (await zhao.api(`/schemes/${at.scheme}/paper`)).body()), "预览·未出具");
    await menu(page, "现场检查方案");
    await row(page, STEEL_WORKS).getByText("待审核").waitFor();
    await shot(page, "12-schemes");
  });

  const decide = async (who, opinion, number, before) => {
    const { page } = who;
    await menu(page, "审核审批管理");
    await shot(page, `${number}-approvals`);
    await button(row(page, STEEL_WORKS), "办理").click();
    await paper(page);
    if (before) await page.getByText(before).first().waitFor();
    await field(page, "agreed").getByText("同意", { exact: true }).click();
    await field(page, "opinion").locator("textarea").fill(opinion);
    await shot(page, `${number}-approval`);
    await button(page, "提交").click();
    await confirm(page, "提交", /不能撤回/);
    await toast(page, "已提交");
    await page.getByRole("heading", { name: "审核审批管理", exact: true }).waitFor();
    await page.getByText("没有待办的审核审批").waitFor();
  };
  await test("冯建平审核同意并写意见", async () => {
    const feng = await sit();
    await login(feng, people.feng);
    await shot(feng.page, "13-workbench-reviewer");
    await decide(feng, REVIEW, "14", null);
    feng.quiet();
  });
  await test("孙国栋看到审核意见并审批同意", async () => {
    const sun = await sit();
    await login(sun, people.sun);
    await decide(sun, APPROVAL, "15", REVIEW);
    sun.quiet();
  });

  await test("完成编制的方案有了文号，并生成现场检查", async () => {
    const { page } = zhao;
    await zhao.go(`/schemes/${at.scheme}`);
    await page.getByText(`（甘庆西）应急检查〔${year}〕0001号`).first().waitFor();
    await page.getByRole("tab", { name: "审批情况" }).click();
    await page.getByText(REVIEW).waitFor();
    await page.getByText(APPROVAL).waitFor();
    await shot(page, "16-scheme-approved");
    await menu(page, "现场执法检查");
    await row(page, STEEL_WORKS).getByText("待检查").waitFor();
    await shot(page, "17-inspections");
    await row(page, STEEL_WORKS).getByRole("link", { name: STEEL_WORKS }).click();
    await page.getByRole("heading", { name: "现场检查记录" }).waitFor();
    at.inspection = /inspections\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
  });

  await test("现场检查前三步：企业基础信息、核对设备信息、确认检查范围", async () => {
    const { page } = zhao;
    await type(page.getByPlaceholder("开始时间"), within(chinaTime(-3).time));
    await type(page.getByPlaceholder("结束时间"), within(chinaTime(-1).time));
    await field(page, "is_joint").getByText("否", { exact: true }).click();
    assert.notEqual(await field(page, "places").locator("textarea").inputValue(), "", "the places are filled in from the scope");
    await shot(page, "18-step1");
    await button(page, "下一步").click();
    await page.getByText("与现场核对").waitFor();
    await shot(page, "19-step2");
    await button(page, "下一步").click();
    await page.getByText("当前选择检查范围").waitFor();
    await shot(page, "20-step3");
    await button(page, "下一步").click();
    await page.locator(".board .sheet").waitFor();
    await shot(page, "21-step4");
  });

  const defect = async (index) => {
    const { page } = zhao;
    await page.locator(".items .item", { hasText: ITEMS[index] }).click();
    const line = page.locator(".sheet [data-cell]").first();
    await line.getByRole("radio", { name: "有问题" }).click();
    const form = line.locator(".defect");
    await form.locator("[data-description], [data-description] textarea").first().waitFor();
    await form.locator("textarea").first().fill(DEFECTS[index]);
    await pick(page, form.locator(".el-select"), "责令限期整改");
    await type(form.locator(".el-date-editor input"), due);
    await form.locator("input[type=file]").setInputFiles({ name: `现场照片${index + 1}.png`, mimeType: "image/png", buffer: picture(40 + index * 90, 60, 120) });
    await form.locator(".files__one img").waitFor();
  };
  await test("逐项检查：有问题的写明描述、措施、期限和照片，其余无问题", async () => {
    const { page } = zhao;
    await defect(0);
    await shot(page, "22-defect");
    await defect(1);
    const progress = async () => /(\d+)\/(\d+)/.exec(await page.locator(".tabs .count").innerText()) ?? [];
    for (let done = false; !done;) {
      const [, answered, total] = await progress();
      done = answered === total;
      if (done) break;
      await button(page, "下一处未填").click();
      await page.getByRole("button", { name: /^本项其余无问题（/ }).click();
      await page.waitForFunction((old) => !document.querySelector(".tabs .count")?.textContent?.startsWith(`${old}/`), answered);
    }
    await page.getByText("已自动保存").waitFor();
    await shot(page, "23-all-answered");
    await button(page, "提交").click();
    await confirm(page, "提交", /发现问题 2 个/);
    await page.getByRole("navigation", { name: "文书步骤" }).waitFor();
  });

  const issue = async (form, name, number, short) => {
    const { page } = zhao;
    await paper(page);
    await page.locator(".pdf", { hasText: name }).waitFor();
    await pdfDuring(page, "/preview", () => button(page, "刷新").click());
    await shot(page, `${number}-preview`);
    await button(page, "出具文书").click();
    await confirm(page, "出具", new RegExp(name));
    await toast(page, `（甘庆西）应急${short}〔${year}〕0001号`);
    await page.getByText("已由赵明远于").waitFor();
    await paper(page);
    await shot(page, `${number}-issued`);
    const inspection = await zhao.json(`/inspections/${at.inspection}`);
    at.papers[form] = inspection.papers.find((paper) => paper.form === form).document.id;
    await button(page, "下一步").click();
  };
  await test("现场检查记录预览后出具，有文号", () => issue("on_site_record", "现场检查记录", "24", "检记"));
  await test("责令限期整改指令书预览后出具，有文号", () => issue("rectification_order", "责令限期整改指令书", "25", "责改"));
  await test("文书齐全才能检查完结，完结后生成整改复查任务", async () => {
    const { page } = zhao;
    await page.getByRole("heading", { name: "文书确认" }).waitFor();
    await shot(page, "26-papers");
    await button(page, "检查完结").click();
    await confirm(page, "检查完结");
    await toast(page, "检查已完结");
    await page.getByRole("link", { name: "查看整改复查任务" }).waitFor();
    await shot(page, "27-concluded");
  });

  await test("整改复查任务有带颜色的提醒，可以延期", async () => {
    const { page } = zhao;
    await menu(page, "整改复查任务");
    await row(page, STEEL_WORKS).getByText("还有 10 天").waitFor();
    await shot(page, "28-rectifications");
    await button(row(page, STEEL_WORKS), "延期").click();
    const form = dialog(page, "延期");
    await type(field(form, "due_on").locator("input"), later);
    await type(field(form, "requested_on").locator("input"), chinaTime().day);
    await field(form, "reason").locator("textarea").fill("铸造起重机采购周期较长，企业书面申请延期。");
    await shot(page, "29-extension");
    await button(form, "提交").click();
    await confirm(page, "确定延期", new RegExp(chineseDay(later)));
    await toast(page, "已延期至");
    await row(page, STEEL_WORKS).getByText(later).waitFor();
    assert.equal(await button(row(page, STEEL_WORKS), "延期").count(), 0, "an order is extended once");
    await shot(page, "30-extended");
    await row(page, STEEL_WORKS).getByRole("link", { name: STEEL_WORKS }).click();
    await page.getByText("责令限期整改的问题").waitFor();
    at.rectification = /rectifications\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
    await shot(page, "31-rectification");
  });

  await test("逐项复查，预览意见书，提交后复查合格", async () => {
    const { page } = zhao;
    await button(page, "复查").click();
    await page.getByRole("heading", { name: "整改复查", exact: true }).waitFor();
    await type(page.getByPlaceholder("选择复查时间"), chinaTime().time);
    for (const index of [0, 1]) {
      const one = field(page, `findings.${index}`);
      await one.getByText("无问题（已整改）").click();
      await one.locator("textarea").fill(REMARK);
      await one.locator("input[type=file]").setInputFiles({ name: `复查照片${index + 1}.png`, mimeType: "image/png", buffer: picture(30, 150, 60 + index * 60) });
      await one.locator(".files__one img").waitFor();
    }
    await shot(page, "32-recheck");
    await field(page, "officers").locator("tbody tr", { hasText: people.zhao.name }).waitFor();
    await pick(page, field(page, "officers").locator(".el-select.add"), people.qian.name);
    await field(page, "officers").locator("tbody tr", { hasText: people.qian.name }).waitFor();
    await button(page, "按逐项结果拟写").click();
    await page.locator('[data-field="conclusion"]').scrollIntoViewIfNeeded();
    await shot(page, "33-recheck-bottom");
    await pdfDuring(page, "/opinion-preview", () => button(page, "预览意见书").click());
    await shot(page, "34-opinion-preview");
    await dialog(page, "整改复查意见书（预览，未编号）").getByRole("button", { name: /关闭|Close/ }).click();
    await dialog(page, "整改复查意见书（预览，未编号）").waitFor({ state: "hidden" });
    await button(page, "提交").click();
    await confirm(page, "提交", /复查合格/);
    await toast(page, `（甘庆西）应急复查〔${year}〕0001号`);
    await page.getByRole("heading", { name: "整改复查意见书", exact: true }).waitFor();
    await paper(page);
    await shot(page, "35-opinion");
    await menu(page, "整改复查任务");
    await row(page, STEEL_WORKS).getByText("复查合格").waitFor();
    await shot(page, "36-rectifications-passed");
    await zhao.go(`/rectifications/${at.rectification}`);
    await page.getByText("复查结果").first().waitFor();
    await shot(page, "37-rectification-passed");
    await zhao.go("/workbench");
    await page.getByRole("heading", { name: "赵明远，您好" }).waitFor();
    await shot(page, "38-workbench-after");
  });

  await test("四份文书写着当事人、人员、文号、问题、期限和依据", async () => {
    const scheme = await zhao.json(`/schemes/${at.scheme}`);
    const rectification = await zhao.json(`/rectifications/${at.rectification}`);
    assert.equal(rectification.state, "passed");
    at.papers.scheme = scheme.document_id;
    at.papers.opinion = rectification.re_check.document_id;
    const law = "《中华人民共和国安全生产法》第四十一条第二款";
    // The paper joins the description to the law it offends against: “……，不符合《……》的规定”.
    const defects = DEFECTS.map((text) => `${text.slice(0, -1)}，不符合${law}`);
    const both = [STEEL_WORKS, people.zhao.name, people.qian.name];
    const wanted = {
      scheme: [...both, `（甘庆西）应急检查〔${year}〕0001号`, "现场检查方案", chineseDay(today), REVIEW, APPROVAL, people.feng.name, people.sun.name],
      on_site_record: [...both, `（甘庆西）应急检记〔${year}〕0001号`, "现场检查记录", ...defects],
      rectification_order: [STEEL_WORKS, `（甘庆西）应急责改〔${year}〕0001号`, "责令限期整改指令书", ...defects, chineseDay(due), "甘M10020001", "甘M10020002"],
      opinion: [STEEL_WORKS, `（甘庆西）应急复查〔${year}〕0001号`, `（甘庆西）应急责改〔${year}〕0001号`, "整改复查意见书", ...defects, REMARK, "甘M10020001", "甘M10020002"],
    };
    const out = fileURLToPath(new URL("./out/", import.meta.url));
    mkdirSync(out, { recursive: true });
    for (const [name, sentences] of Object.entries(wanted)) {
      const answer = await zhao.api(`/documents/${at.papers[name]}/file?download=1`);
      assert.equal(answer.status(), 200, name);
      const body = await answer.body();
      assert.equal(body.subarray(0, 5).toString("latin1"), "%PDF-", name);
      writeFileSync(`${out}${name}.pdf`, body);
      const text = execFileSync("pdftotext", ["-layout", `${out}${name}.pdf`, "-"], { encoding: "utf8" }).replace(/\s+/g, "");
      for (const sentence of sentences) assert.ok(text.includes(sentence.replace(/\s+/g, "")), `${name}.pdf does not say “${sentence}”:\n${text}`);
    }
  });

  await test("下载按钮把文书交给浏览器保存", async () => {
    const { page } = zhao;
    await zhao.go(`/documents/${at.papers.opinion}`);
    await paper(page);
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".pdf a", { hasText: "下载" }).click()]);
    assert.match(download.suggestedFilename(), /\.pdf$/);
    zhao.quiet();
  });

  await test("公众凭文书上的验证码查验，手中的文件与留存的一致才相同", async () => {
    const { page } = zhao;
    await page.getByText("行政机关印章").waitFor();
    await shot(page, "38-document-stamp");
    const stamp = await zhao.json(`/documents/${at.papers.opinion}/stamp`);
    const stranger = await sit();
    await stranger.page.goto(`${base}/v/${stamp.code.replaceAll("-", "")}`);
    await stranger.page.getByRole("heading", { name: "真实有效" }).waitFor();
    assert.doesNotMatch(await stranger.page.locator("main").innerText(), /堃鑫/, "the party is masked");
    const file = fileURLToPath(new URL("./out/opinion.pdf", import.meta.url));
    await stranger.page.locator("input[type=file]").setInputFiles(file);
    await stranger.page.getByText("与机关留存的原件一致").waitFor();
    await shot(stranger.page, "38-verified");
    const other = fileURLToPath(new URL("./out/scheme.pdf", import.meta.url));
    await stranger.page.locator("input[type=file]").setInputFiles(other);
    await stranger.page.getByText("与机关留存的原件不一致").waitFor();
    stranger.quiet();
  });

  await test("邻县的王志刚什么也看不到", async () => {
    const wang = await sit();
    wang.expects(/status of 404/);
    const { page } = wang;
    await login(wang, people.wang);
    for (const [label, empty] of [["现场检查方案", "还没有检查方案"], ["现场执法检查", "还没有现场检查"], ["整改复查任务", "还没有整改复查任务"]]) {
      await menu(page, label);
      await page.getByText(empty).waitFor();
    }
    await menu(page, "执法对象");
    await page.getByPlaceholder("名称、代码、地址").fill("堃鑫");
    await button(page, "查询").click();
    await page.getByText("没有符合条件的记录").waitFor();
    await shot(page, "39-neighbour-search");
    const paths = [`/schemes/${at.scheme}`, `/inspections/${at.inspection}`, `/rectifications/${at.rectification}`, `/documents/${at.papers.opinion}`];
    for (const path of paths) {
      await wang.go(path);
      await page.getByText("没有找到").first().waitFor();
      assert.equal((await wang.api(path)).status(), 404, path);
      assert.doesNotMatch(await page.locator("main").innerText(), /堃鑫/);
    }
    await shot(page, "40-neighbour-record");
    for (const id of Object.values(at.papers)) assert.equal((await wang.api(`/documents/${id}/file`)).status(), 404);
    for (const list of ["/schemes", "/inspections", "/rectifications"]) assert.deepEqual((await wang.json(list)).items, []);
    wang.quiet();
  });
}
