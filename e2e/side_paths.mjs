// 旁路 · what goes wrong in an office's day: wrong password, unsaved input, two windows on one draft, a returned scheme, files too large, a faulty import
import assert from "node:assert/strict";
import { mkdtempSync, openSync, ftruncateSync, closeSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { STEEL_WORKS, button, chinaTime, confirm, field, login, menu, newId, people, row, seat, shot, toast } from "./people.mjs";
import { withRow } from "./xlsx.mjs";

const HUGE = 200 * 1024 * 1024;

/** Sends an attachment of the given size without the page and gives the answer, which may come before the last byte. */
async function uploadDirectly(seat, size) {
  const cookie = (await seat.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const edge = "zhifa-e2e-edge";
  const head = `--${edge}\r\nContent-Disposition: form-data; name="id"\r\n\r\n${newId()}\r\n--${edge}\r\nContent-Disposition: form-data; name="file"; filename="big.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n`;
  const tail = `\r\n--${edge}--\r\n`;
  const length = Buffer.byteLength(head) + size + Buffer.byteLength(tail);
  return new Promise((resolve, reject) => {
    const sent = request(`${seat.base}/api/attachments`, {
      method: "POST",
      headers: { cookie, "command-id": newId(), origin: seat.base, "content-type": `multipart/form-data; boundary=${edge}`, "content-length": length, expect: "100-continue" },
    });
    let answered = false;
    sent.on("response", (answer) => {
      answered = true;
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode, problem: JSON.parse(Buffer.concat(parts).toString("utf8")) }));
      answer.on("error", reject);
    });
    // The server may close the line on a body it will not read.
    sent.on("error", (error) => { if (!answered) reject(error); });
    sent.flushHeaders();
    const piece = Buffer.alloc(1024 * 1024, 0x20);
    let left = size;
    const more = () => {
      while (left > 0 && !answered && !sent.destroyed) {
        left -= piece.length;
        if (!sent.write(piece)) return void sent.once("drain", more);
      }
      if (!answered) sent.end(tail);
    };
    // Asked first, as curl does with large files: a server that refuses by the length needs no byte of the body.
    sent.on("continue", () => {
      sent.write(head);
      more();
    });
  });
}

export default async function sidePaths({ test, browser, base, seats }) {
  const sit = async () => {
    const one = await seat(browser, base);
    seats.push(one);
    return one;
  };
  const files = mkdtempSync(join(tmpdir(), "zhifa-e2e-files-"));
  const today = chinaTime().day;
  let zhao;
  let scheme = "";

  await test("密码错误时说明原因，不进入系统", async () => {
    zhao = await sit();
    zhao.expects(/status of 401 .*\/api\/sessions$/);
    const { page } = zhao;
    await page.goto(base);
    await page.getByPlaceholder("请输入账号").fill(people.zhao.account);
    await page.getByPlaceholder("请输入密码").fill("Bu-Shi-Zhege-1");
    await button(page, "登录").click();
    const told = page.getByRole("alert");
    await told.waitFor();
    assert.match(await told.innerText(), /账号或者?密码/);
    await shot(page, "50-wrong-password");
    assert.match(page.url(), /#\/login/);
    await login(zhao, people.zhao);
  });

  await test("离开有未保存内容的页面要先问", async () => {
    const { page } = zhao;
    await menu(page, "现场检查方案");
    await button(page, "新建").click();
    await field(page, "party").locator("input").fill("庆阳某某钢铁有限公司");
    await page.getByText("有未保存的修改").waitFor();
    await button(page, "关闭").click();
    await page.getByText("本页有未保存的内容").waitFor();
    await shot(page, "51-unsaved");
    await confirm(page, "取消", /未保存/);
    assert.equal(await field(page, "party").locator("input").inputValue(), "庆阳某某钢铁有限公司");
    await button(page, "关闭").click();
    await confirm(page, "不保存，关闭", /将丢失/);
    await page.getByRole("heading", { name: "现场检查方案", exact: true }).waitFor();
    await page.getByText("还没有检查方案。").waitFor();
  });

  await test("两个窗口改同一份草稿，后保存的被告知，谁的内容都没有被覆盖", async () => {
    const [firms, officers, lists, approvers] = [
      await zhao.json("/enterprises?q=" + encodeURIComponent("堃鑫")), await zhao.json("/officers"), await zhao.json("/checklists"), await zhao.json("/approvers"),
    ];
    const firm = await zhao.json(`/enterprises/${firms.items[0].id}`);
    const items = lists.find((list) => list.key === "steel_8").items.slice(0, 1).map((item) => item.id);
    const write = (path, data) => zhao.api(path, { method: "POST", data, headers: { "command-id": newId(), origin: base } });
    const groups = await (await write("/target-proposals", { enterprise_id: firm.id, item_ids: items })).json();
    scheme = newId();
    const draft = {
      source: "register", enterprise_id: firm.id, party: firm.name, address: "甘肃省庆阳市西峰区演示路1号", contact: firm.contact, contact_title: firm.contact_title, contact_phone: firm.contact_phone,
      inspect_from: today, inspect_to: today, methods: ["on_site"], method_other: "", officers: officers.filter((one) => [people.zhao.name, people.qian.name].includes(one.name)).map((one) => one.id), items,
      targets: groups.flatMap((group) => group.targets).filter((target) => target.proposed).map((target) => target.key), approval_mode: "online",
      reviewer_id: approvers.reviewers.find((one) => one.name === people.feng.name).user_id, approver_id: approvers.approvers.find((one) => one.name === people.sun.name).user_id, remark: "",
      offline: { reviewer_name: "", review_opinion: "", approver_name: "", approval_opinion: "", approved_on: null, attachment_id: null },
    };
    const made = await write("/schemes", { id: scheme, draft });
    assert.ok(made.ok(), `${made.status()} ${await made.text()}`);
    const second = await sit();
    second.expects(/status of 409 .*\/api\/schemes/);
    await login(second, people.zhao);
    for (const one of [zhao, second]) {
      await one.go(`/schemes/${scheme}/edit`);
      await field(one.page, "address").locator("input").waitFor();
    }
    const address = (one) => field(one.page, "address").locator("input");
    await address(zhao).fill("第一个窗口改的地址");
    await button(zhao.page, "暂存").click();
    await toast(zhao.page, "已暂存");
    await address(second).fill("第二个窗口改的地址");
    await button(second.page, "暂存").click();
    await second.page.getByText("内容已被他人修改").waitFor();
    assert.match(await second.page.getByRole("alert").first().innerText(), /赵明远 于 .* 修改了这条记录/);
    await shot(second.page, "52-stale");
    assert.equal(await address(second).inputValue(), "第二个窗口改的地址", "what was typed stays on the page");
    assert.equal((await zhao.json(`/schemes/${scheme}`)).draft.address, "第一个窗口改的地址");
    await button(second.page, "重新载入").click();
    await second.page.waitForFunction(() => document.querySelector('[data-field="address"] input')?.value === "第一个窗口改的地址");
    second.quiet();
  });

  await test("审核人不同意须写意见，方案退回编制人，改后可以再提交", async () => {
    const { page } = zhao;
    await button(page, "提交").click();
    await confirm(page, "提交");
    await toast(page, "已提交审核");
    const feng = await sit();
    await login(feng, people.feng);
    await menu(feng.page, "审核审批管理");
    await button(row(feng.page, STEEL_WORKS), "办理").click();
    await field(feng.page, "agreed").getByText("不同意", { exact: true }).click();
    await button(feng.page, "提交").click();
    await feng.page.getByText("不同意的，请写明审核意见").first().waitFor();
    await shot(feng.page, "53-opinion-missing");
    await field(feng.page, "opinion").locator("textarea").fill("地址与营业执照不一致，请核实后再报。");
    await button(feng.page, "提交").click();
    await confirm(feng.page, "提交", /退回赵明远修改/);
    await feng.page.getByText("没有待办的审核审批").waitFor();
    await feng.page.locator(".el-radio-button", { hasText: "已办" }).click();
    await row(feng.page, STEEL_WORKS).waitFor();
    await shot(feng.page, "54-done");
    feng.quiet();
    await zhao.go("/workbench");
    await row(page, "退回的方案").waitFor();
    await shot(page, "55-workbench-returned");
    await zhao.go(`/schemes/${scheme}/edit`);
    await page.getByText("冯建平 退回：地址与营业执照不一致，请核实后再报。").waitFor();
    await shot(page, "56-returned");
    await field(page, "address").locator("input").fill("甘肃省庆阳市西峰区董志镇演示钢铁大道1号");
    await button(page, "提交").click();
    await confirm(page, "提交");
    await page.locator(".state-tag", { hasText: "待审核" }).first().waitFor();
    assert.equal((await zhao.json(`/schemes/${scheme}`)).draft.address, "甘肃省庆阳市西峰区董志镇演示钢铁大道1号");
    await zhao.go(`/schemes/${scheme}`);
    await page.getByRole("tab", { name: "留痕" }).click();
    await page.locator(".el-timeline-item").first().waitFor();
    const changed = page.locator(".el-timeline-item", { hasText: "暂存" }).first();
    await changed.getByText("修改前后").click();
    await changed.getByText("第一个窗口改的地址").waitFor();
    assert.doesNotMatch(await page.locator(".entries").innerText(), /[0-9a-f]{8}-[0-9a-f]{4}|_/, "no ids and no codes");
    await shot(page, "57-entries");
  });

  await test("200 MB 的文件在页面上就被拒绝，直接发给服务器也被拒绝", async () => {
    const { page } = zhao;
    const big = join(files, "检查录像.pdf");
    const handle = openSync(big, "w");
    ftruncateSync(handle, HUGE);
    closeSync(handle);
    await menu(page, "现场检查方案");
    await button(page, "新建").click();
    await field(page, "approval_mode").getByText("线下审批").click();
    await field(page, "offline.attachment_id").locator("input[type=file]").setInputFiles(big);
    await toast(page, "检查录像.pdf：超过 20 MB");
    await shot(page, "58-too-large");
    const { status, problem } = await uploadDirectly(zhao, HUGE);
    assert.equal(status, 413, JSON.stringify(problem));
    assert.match(problem.detail, /文件超过 20 MB/);
    const healthy = await zhao.json("/me");
    assert.equal(healthy.name, people.zhao.name);
    zhao.quiet();
  });

  await test("李静导入执法对象：下载模板，坏文件说明原因，错误逐行列出，不写入", async () => {
    const li = await sit();
    li.expects(/status of (400|415|422) .*\/api\/enterprise-imports/);
    const { page } = li;
    await login(li, people.li);
    await menu(page, "执法对象");
    await shot(page, "59-enterprises");
    const before = (await li.json("/enterprises")).total;
    await page.getByRole("button", { name: /导入/ }).click();
    await page.getByRole("heading", { name: "执法对象批量导入" }).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, "下载检查对象导入模板").click()]);
    assert.equal(download.suggestedFilename(), "检查对象导入模板.xlsx");
    const template = readFileSync(await download.path());
    assert.equal(template.subarray(0, 2).toString("latin1"), "PK");
    const corrupt = join(files, "坏文件.xlsx");
    writeFileSync(corrupt, template.subarray(0, 4000));
    await page.locator("input[type=file]").setInputFiles(corrupt);
    await button(page, "上传并检查").click();
    await page.getByRole("alert").filter({ hasText: /文件|表格|工作簿/ }).first().waitFor();
    await shot(page, "60-import-corrupt");
    const faulty = join(files, "执法对象.xlsx");
    writeFileSync(faulty, withRow(template, "sheet2", 2, { A: "庆阳假名钢铁有限公司", B: "123", C: "999999" }));
    await page.locator("input[type=file]").setInputFiles(faulty);
    await button(page, "上传并检查").click();
    await page.getByText(/发现 \d+ 处错误/).waitFor();
    await row(page, "统一社会信用代码").first().waitFor();
    await shot(page, "61-import-errors");
    assert.equal((await li.json("/enterprises")).total, before, "a dry run writes nothing");
    li.quiet();
  });
  rmSync(files, { recursive: true, force: true });
}
