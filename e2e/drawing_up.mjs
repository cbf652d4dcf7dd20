// 文书制作 · an officer draws up papers in an inspection: approved, issued, served, corrected; the approver withdraws one
import assert from "node:assert/strict";
import { textOf } from "./papers.mjs";
import { STEEL_WORKS, button, chinaTime, confirm, dialog, field, login, menu, newId, paper, people, pick, picture, plusDays, row, seat, shot, toast, type } from "./people.mjs";

/** One write as the pages make it. */
export async function send(who, method, path, data) {
  const answer = await who.api(path, { method, headers: { "Command-Id": newId(), Origin: who.base }, data });
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** An inspection of the steelworks that is concluded, made by the interface: the pages of it have their own journey. */
export async function concludedInspection(zhao) {
  const today = chinaTime().day;
  const firm = (await zhao.json(`/enterprises?q=${encodeURIComponent(STEEL_WORKS)}`)).items[0];
  const officers = (await zhao.json("/officers")).filter((one) => [people.zhao.name, people.qian.name].includes(one.name)).map((one) => one.id);
  const list = (await zhao.json("/checklists")).find((one) => one.key === "steel_8");
  const items = list.items.slice(0, 2).map((one) => one.id);
  const groups = await send(zhao, "POST", "/target-proposals", { enterprise_id: firm.id, item_ids: items });
  const targets = groups.flatMap((one) => one.targets).filter((one) => one.proposed).map((one) => one.key);
  const draft = {
    source: "register", enterprise_id: firm.id, party: firm.name, address: "董志镇工业园区1号", contact: "王安", contact_title: "安全总监", contact_phone: "12000000101",
    inspect_from: today, inspect_to: plusDays(today, 1), methods: ["on_site"], method_other: "", officers, items, targets, approval_mode: "offline", reviewer_id: null, approver_id: null, remark: "",
    offline: { reviewer_name: "冯建平", review_opinion: "同意", approver_name: "孙国栋", approval_opinion: "同意", approved_on: today, attachment_id: null },
  };
  const scheme = await send(zhao, "POST", "/schemes", { id: newId(), draft });
  const done = await send(zhao, "POST", `/schemes/${scheme.id}/submission`, { seen: scheme.revision });
  const at = `/inspections/${done.inspection_id}`;
  let now = await zhao.json(at);
  const particulars = { ...now.particulars, legal_person: now.particulars.legal_person || "王安", checked_from: `${today}T00:00`, checked_to: `${today}T00:01` };
  now = await send(zhao, "PUT", `${at}/particulars`, { seen: now.revision, particulars });
  const findings = now.matrix.flatMap((line, i) => line.targets.map((target, j) => ({
    id: newId(), item_id: line.item_id, target, verdict: i + j === 0 ? "defective" : "in_order", description: i + j === 0 ? "吊运铁水的起重机未使用固定式龙门钩。" : "",
    measure: i + j === 0 ? "rectify" : null, due_on: i + j === 0 ? plusDays(today, 10) : null, attachments: [],
  })));
  await send(zhao, "PUT", `${at}/findings`, { seen: now.revision, findings });
  now = await zhao.json(at);
  now = await send(zhao, "POST", `${at}/submission`, { seen: now.revision });
  for (const form of ["on_site_record", "rectification_order"]) {
    await send(zhao, "POST", `${at}/papers/${form}/issue`, { seen: (await zhao.json(at)).revision, document_id: newId() });
  }
  await send(zhao, "POST", `${at}/conclusion`, { seen: (await zhao.json(at)).revision });
  return done.inspection_id;
}

export default async function drawingUp({ test, browser, base, seats }) {
  const sit = async () => {
    const one = await seat(browser, base);
    seats.push(one);
    return one;
  };
  const at = { inspection: "", filing: "", notice: "", withdrawn: "" };
  let zhao;
  const make = async (page, kind) => {
    await page.getByRole("button", { name: "制作文书" }).click();
    const kinds = dialog(page, "制作文书");
    await kinds.getByPlaceholder("文书名称").fill(kind);
    await kinds.locator("li", { hasText: kind }).first().getByRole("button").click();
    await page.getByRole("heading", { name: kind, exact: true }).waitFor();
    await paper(page);
  };
  const write = async (page, key, text) => field(page, key).locator("textarea, input").first().fill(text);

  await test("检查的文书按环节列出，不能制作的写明缺哪一份前提文书", async () => {
    zhao = await sit();
    await login(zhao, people.zhao);
    at.inspection = await concludedInspection(zhao);
    const { page } = zhao;
    await zhao.go(`/inspections/${at.inspection}`);
    await page.getByRole("heading", { name: "现场检查记录" }).waitFor();
    await button(page, "制作文书").click();
    await page.getByRole("heading", { name: "检查文书" }).waitFor();
    await row(page, "责令限期整改指令书").waitFor();
    await page.getByRole("button", { name: "制作文书" }).click();
    const kinds = dialog(page, "制作文书");
    await kinds.getByText("制作《行政处罚告知书》以前，应当先出具《立案审批表》").waitFor();
    await shot(page, "130-paper-kinds");
    await page.keyboard.press("Escape");
    await kinds.waitFor({ state: "hidden" });
    await shot(page, "131-paper-work");
  });

  await test("立案审批表预填当事人和检查发现的问题，缺的栏目逐项指出，填好后送审", async () => {
    const { page } = zhao;
    await make(page, "立案审批表");
    at.filing = /papers\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
    assert.equal(await field(page, "filing_approval.party").locator("input").inputValue(), STEEL_WORKS);
    assert.match(await field(page, "filing_approval.facts").locator("textarea").inputValue(), /未使用固定式龙门钩/);
    await shot(page, "132-filing-prefilled");
    await button(page, "送审").click();
    await page.getByText(/还有 \d+ 处没有填好/).waitFor();
    await shot(page, "133-filing-gaps");
    const { fields, data } = await zhao.json(`/paper-drafts/${at.filing}`);
    for (const one of fields.filter((f) => f.required && !f.by_approval && !f.is_date && data[f.key] === undefined)) {
      const here = field(page, `filing_approval.${one.key}`);
      if (one.kind === "choice" && one.choices.length > 4) await pick(page, here.locator(".el-select"), one.choices[0]);
      else if (one.kind === "choice") await here.locator(".el-radio").first().click();
      else if (one.kind === "day") await type(here.locator("input").first(), "2026年5月20日");
      else await write(page, `filing_approval.${one.key}`, one.kind === "long_text" ? "建议立案调查。" : "未使用固定式龙门钩案");
    }
    await button(page, "保存并更新预览").click();
    await page.getByText(/还有 \d+ 处没有填好/).waitFor({ state: "hidden" });
    await button(page, "送审").click();
    const asking = dialog(page, "送审《立案审批表》");
    await pick(page, field(asking, "reviewer_id").locator(".el-select"), people.feng.name);
    await pick(page, field(asking, "approver_id").locator(".el-select"), people.sun.name);
    await shot(page, "134-filing-submit");
    await button(asking, "送审").click();
    await toast(page, "已送审");
    await page.locator(".state-tag", { hasText: "待审核" }).first().waitFor();
  });

  const decide = async (who, opinion, name) => {
    const { page } = who;
    await menu(page, "审核审批管理");
    await button(row(page, "立案审批表"), "办理").click();
    await paper(page);
    await field(page, "agreed").getByText("同意", { exact: true }).click();
    await field(page, "opinion").locator("textarea").fill(opinion);
    await shot(page, name);
    await button(page, "提交").click();
    await confirm(page, "提交", /不能撤回/);
    await toast(page, "已提交");
  };
  let sun;
  await test("审核人、审批人看着文书办理，意见印在文书上", async () => {
    const feng = await sit();
    await login(feng, people.feng);
    await decide(feng, "事实清楚，拟同意立案。", "135-filing-review");
    feng.quiet();
    sun = await sit();
    await login(sun, people.sun);
    await decide(sun, "同意立案。", "136-filing-approval");
  });

  await test("同意后出具，给出文号，文书上有两人的意见", async () => {
    const { page } = zhao;
    await zhao.go(`/inspections/${at.inspection}/papers`);
    await row(page, "立案审批表").getByText("已同意").waitFor();
    await shot(page, "137-paper-work-approved");
    await page.getByRole("link", { name: "立案审批表" }).click();
    await page.locator(".state-tag", { hasText: "已同意" }).first().waitFor();
    await paper(page);
    await shot(page, "138-filing-approved");
    await button(page, "提交出具").click();
    await confirm(page, "出具", /不能再改/);
    await toast(page, "已出具：");
    await page.getByText(/应急立〔\d{4}〕0001号/).first().waitFor();
    const id = /documents\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
    const words = textOf("filing", await (await zhao.api(`/documents/${id}/file`)).body());
    for (const said of ["事实清楚，拟同意立案。", "同意立案。", "冯建平", "孙国栋"]) assert.ok(words.includes(said), said);
  });

  await test("询问通知书自动保存，出具后送达，附回执", async () => {
    const { page } = zhao;
    await zhao.go(`/inspections/${at.inspection}/papers`);
    await row(page, "立案审批表").waitFor();
    await make(page, "询问通知书");
    const id = /papers\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
    const { fields, data } = await zhao.json(`/paper-drafts/${id}`);
    for (const one of fields.filter((f) => f.required && !f.is_date && data[f.key] === undefined)) {
      const here = field(page, `inquiry_notice.${one.key}`);
      if (one.kind === "choice") await here.locator(".el-radio").first().click();
      else if (one.kind === "moment") await type(here.locator("input").first(), "2026年12月1日9时0分");
      else if (one.kind === "day") await type(here.locator("input").first(), "2026年12月1日");
      else if (one.kind === "ticks") await here.locator(".el-checkbox").first().click();
      else await write(page, `inquiry_notice.${one.key}`, "西峰区应急管理局");
    }
    await page.getByText(/已于 .* 自动保存/).waitFor();
    await button(page, "保存并更新预览").click();
    await paper(page);
    await shot(page, "138-inquiry-notice-saved");
    await button(page, "提交出具").click();
    await confirm(page, "出具", /给出文号/);
    await toast(page, "已出具：");
    await page.getByRole("heading", { name: "询问通知书", exact: true }).waitFor();
    at.notice = /documents\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
    await button(page, "送达").click();
    const serving = dialog(page, "送达");
    await button(serving, "登记送达").click();
    await serving.getByText("请选择送达时间").first().waitFor();
    await type(field(serving, "served_at").locator("input"), chinaTime().time);
    await write(serving, "receiver", "王安");
    await write(serving, "relation", "安全总监");
    await write(serving, "place", "厂部办公室");
    await serving.locator("input[type=file]").setInputFiles({ name: "回执.png", mimeType: "image/png", buffer: picture(90, 60, 120) });
    await serving.locator(".files__one img").waitFor();
    await shot(page, "139-serve");
    await button(serving, "登记送达").click();
    await toast(page, "送达已登记");
    await page.locator(".state-tag", { hasText: "已送达" }).first().waitFor();
    await page.getByRole("link", { name: "回执.png" }).waitFor();
    await shot(page, "140-served");
  });

  await test("更正由新的一份代替，旧的标明；撤销由审批人写明原因，纸面仍可查看", async () => {
    const { page } = zhao;
    await button(page, "更正").click();
    const why = page.locator(".el-message-box").filter({ visible: true });
    await why.locator("textarea").fill("询问地点写错");
    await confirm(page, "制作更正文书", /标为已更正/);
    await page.getByRole("link", { name: /^更正 （/ }).waitFor();
    await button(page, "提交出具").click();
    await confirm(page, "出具", /标为已更正/);
    await toast(page, "已出具：");
    await page.waitForURL(/documents\/[0-9a-f-]{36}/);
    const corrected = /documents\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
    assert.notEqual(corrected, at.notice);
    await zhao.go(`/documents/${at.notice}`);
    await page.getByText(/本文书已于 .* 更正/).waitFor();
    await page.getByText("更正的原因：询问地点写错").waitFor();
    await shot(page, "141-superseded");
    await sun.go(`/documents/${corrected}`);
    await button(sun.page, "撤销").click();
    const box = sun.page.locator(".el-message-box").filter({ visible: true });
    await box.locator("textarea").fill("当事人已经到场接受询问");
    await button(box, "撤销").click();
    await sun.page.getByText("本文书已撤销：当事人已经到场接受询问").waitFor();
    await paper(sun.page);
    await shot(sun.page, "142-withdrawn");
    at.withdrawn = corrected;
  });

  await test("公众扫码查验撤销的文书，得知已撤销，不知道原因；没有网址的，把二维码里的字粘贴进去也行", async () => {
    const { code } = await zhao.json(`/documents/${at.withdrawn}/stamp`);
    const { number, enterprise_name } = await zhao.json(`/documents/${at.withdrawn}`);
    const stranger = await sit();
    const { page } = stranger;
    const told = async () => {
      await page.getByRole("heading", { name: "已撤销" }).waitFor();
      await page.getByText(number, { exact: true }).waitFor();
      const words = await page.locator("main").innerText();
      for (const secret of [enterprise_name, "到场接受询问", people.sun.name]) assert.ok(!words.includes(secret), secret);
    };
    await page.goto(`${base}/v/${code.replaceAll("-", "")}`);
    await told();
    await shot(page, "143-verify-withdrawn");
    await page.goto(`${base}/v/0000000000000000`);
    await page.getByRole("heading", { name: "查无此文书" }).waitFor();
    await page.locator("input#code").fill(`${number} 验证码${code}`);
    await page.getByRole("button", { name: "查验", exact: true }).click();
    await told();
  });
}
