// 执法对象 · a firm is drafted, continued by a colleague, submitted, edited by two at once, struck off and restored; the steelworks' story
import assert from "node:assert/strict";
import { STEEL_WORKS, button, chinaTime, confirm, dialog, field, login, menu, newId, people, pick, picture, plusDays, row, seat, shot, toast } from "./people.mjs";
import { approvedOnPaper, concluded } from "./office.mjs";

const FIRM = "庆阳宏图木业有限公司";
const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** A credit code with its check character (GB 32100). */
function creditCode(body) {
  const sum = [...body].reduce((total, letter, i) => total + ALPHABET.indexOf(letter) * WEIGHTS[i], 0);
  return body + ALPHABET[(31 - (sum % 31)) % 31];
}
const CODE = creditCode("91621002MA0009001");
const input = (page, name) => field(page, `facts.${name}`).locator("input").first();

/** A picture handed in; its id. */
async function photo(seat) {
  const file = { name: "吊具.png", mimeType: "image/png", buffer: picture(120, 90, 60) };
  const answer = await seat.api("/attachments", { method: "POST", multipart: { id: newId(), file }, headers: { "command-id": newId(), origin: seat.base } });
  assert.ok(answer.ok(), await answer.text());
  return (await answer.json()).id;
}

export default async function enterprise({ test, browser, base, seats }) {
  const sit = async (who) => {
    const one = await seat(browser, base);
    seats.push(one);
    await login(one, who);
    return one;
  };
  const open = async (page, name) => {
    await menu(page, "执法对象");
    await page.getByPlaceholder("名称、代码、地址").fill(name);
    await button(page, "查询").click();
    await row(page, name).first().waitFor();
  };
  let zhao;
  let li;

  await test("执法人员新建企业，填一半暂存", async () => {
    zhao = await sit(people.zhao);
    const { page } = zhao;
    await menu(page, "执法对象");
    await button(page, "新建企业").click();
    await page.getByRole("heading", { name: "新建企业" }).waitFor();
    await input(page, "name").fill("庆阳宏图木业");
    await input(page, "credit_code").fill("91621002000001468B");
    await field(page, "facts.credit_code").getByText(/校验位不对/).waitFor();
    await input(page, "credit_code").fill("91621002000001468A");
    await field(page, "facts.credit_code").getByText(STEEL_WORKS).waitFor();
    await shot(page, "90-enterprise-code-taken");
    await input(page, "credit_code").fill(CODE);
    await page.locator(".taken").waitFor({ state: "hidden" });
    await field(page, "facts.region_code").locator("input").first().click();
    for (const name of ["甘肃省", "庆阳市", "西峰区"]) await page.locator(".el-cascader-node", { hasText: name }).filter({ visible: true }).first().click();
    await page.locator(".el-cascader-node", { hasText: "西峰区" }).filter({ visible: true }).locator(".el-radio").first().click().catch(() => {});
    await page.keyboard.press("Escape");
    await field(page, "facts.industries").getByText("粉尘涉爆企业").click();
    await button(page, "暂存").click();
    await toast(page, "已暂存");
    await shot(page, "91-enterprise-draft");
  });

  await test("同事接着填写：缺什么一次说完，补齐后提交", async () => {
    li = await sit(people.li);
    const { page } = li;
    await menu(page, "执法对象");
    await button(page, "草稿").click();
    await row(page, "庆阳宏图木业").waitFor();
    await shot(page, "92-enterprise-drafts");
    await button(row(page, "庆阳宏图木业"), "继续填写").click();
    await page.getByRole("heading", { name: "新建企业" }).waitFor();
    await button(page, "提交").click();
    await page.getByRole("alert").getByText("请填写法定代表人（负责人）").first().waitFor();
    await shot(page, "93-enterprise-missing");
    for (const [name, value] of [["name", FIRM], ["address", "董志镇演示路9号"], ["postcode", "745000"], ["legal_person", "郑远航"], ["legal_title", "总经理"], ["phone", "12000005001"],
      ["contact", "吴宏图"], ["contact_title", "安全科科长"], ["contact_phone", "12000005002"], ["capacity", "木门3万樘/年"], ["supervision_organ", "西峰区应急管理局"]]) await input(page, name).fill(value);
    await input(page, "gb4754").click();
    await page.keyboard.type("木质家具");
    await page.locator(".el-select-dropdown__item", { hasText: "2110 木质家具制造" }).filter({ visible: true }).click();
    await pick(page, field(page, "facts.risk_level").locator(".el-select"), "较大风险");
    await shot(page, "94-enterprise-facts");
    await button(page, "下一步").click();
    await pick(page, field(page, "attributes.dust_kind").locator(".el-select"), "木粉尘");
    await page.locator(".zf-panel", { hasText: "砂光" }).last().getByRole("button", { name: "添加厂/分厂/车间" }).click();
    await page.locator(".block").getByRole("button", { name: "添加砂光机" }).click();
    await page.locator(".block .spec input").first().fill("很大");
    await shot(page, "95-enterprise-equipment");
    li.expects(/status of 422 .*\/api\/enterprises$/);
    await button(page, "提交").click();
    await page.locator(".fault").first().waitFor();
    await page.locator(".block .spec input").first().fill("2");
    await button(page, "提交").click();
    await toast(page, "已登记");
    await page.getByRole("heading", { name: FIRM }).waitFor();
    await shot(page, "96-enterprise-show");
    await button(page, "关闭").first().click();
    await menu(page, "执法对象");
    await button(page, "草稿").click();
    await page.getByText("没有草稿").waitFor();
    await page.keyboard.press("Escape");
  });

  await test("两人同时编辑：后提交的被告知，重新载入后自己的修改还在", async () => {
    await open(zhao.page, FIRM);
    await shot(zhao.page, "97-enterprise-list");
    await button(row(zhao.page, FIRM), "编辑").click();
    await open(li.page, FIRM);
    await button(row(li.page, FIRM), "编辑").click();
    await zhao.page.getByRole("heading", { name: "编辑企业" }).waitFor();
    await li.page.getByRole("heading", { name: "编辑企业" }).waitFor();
    await input(li.page, "contact").fill("周文博");
    await button(li.page, "提交").click();
    await toast(li.page, "已保存");
    zhao.expects(/status of 409 .*\/api\/enterprises\//);
    await input(zhao.page, "address").fill("董志镇演示路19号");
    await button(zhao.page, "提交").click();
    await zhao.page.getByText("内容已被他人修改").waitFor();
    assert.match(await zhao.page.locator(".problem").innerText(), /李静/);
    await shot(zhao.page, "98-enterprise-stale");
    await button(zhao.page, "重新载入").click();
    await zhao.page.getByText("已载入最新内容，您的修改都保留着").waitFor();
    assert.equal(await input(zhao.page, "address").inputValue(), "董志镇演示路19号");
    assert.equal(await input(zhao.page, "contact").inputValue(), "周文博");
    await shot(zhao.page, "99-enterprise-merged");
    await button(zhao.page, "提交").click();
    await toast(zhao.page, "已保存");
    await zhao.page.getByRole("tab", { name: "变更记录" }).click();
    const changes = zhao.page.locator(".changes");
    await changes.getByText("董志镇演示路19号").waitFor();
    assert.match(await changes.innerText(), /联系人\s+吴宏图\s+周文博/);
    await shot(zhao.page, "100-enterprise-changes");
  });

  await test("未提交就关闭要问一声", async () => {
    const { page } = zhao;
    await button(page, "编辑").click();
    await page.getByRole("heading", { name: "编辑企业" }).waitFor();
    await input(page, "contact").fill("没有提交的");
    await button(page, "关闭").first().click();
    await confirm(page, "不保存，关闭", /未保存/);
    await page.getByRole("heading", { name: "执法对象", exact: true }).waitFor();
  });

  await test("业务管理员核销，说明原因；再恢复", async () => {
    const { page } = li;
    await open(page, FIRM);
    await button(row(page, FIRM), "核销").click();
    const off = dialog(page, "核销企业");
    await off.getByText("迁出本辖区").click();
    await button(off, "核销").click();
    await off.getByText("请说明核销的原因").first().waitFor();
    await field(off, "reason").locator("textarea").fill("整体搬迁至外省");
    await shot(page, "101-enterprise-strike-off");
    await button(off, "核销").click();
    await toast(page, "已核销");
    await row(page, FIRM).getByText("核销", { exact: true }).first().waitFor();
    await button(row(page, FIRM), "恢复").click();
    const back = dialog(page, "恢复企业");
    await back.getByText("迁出本辖区：整体搬迁至外省").waitFor();
    await field(back, "reason").locator("textarea").fill("搬迁取消");
    await button(back, "恢复").click();
    await toast(page, "已恢复");
    await row(page, FIRM).getByText("正常", { exact: true }).waitFor();
  });

  await test("证照附件：添加照片和证号，换发后撤下，仍可查看", async () => {
    const { page } = zhao;
    await open(page, STEEL_WORKS);
    await row(page, STEEL_WORKS).first().getByRole("link", { name: STEEL_WORKS }).click();
    await page.getByRole("tab", { name: "证照附件" }).click();
    await page.getByText("没有在用的证照附件").waitFor();
    await button(page, "添加证照").click();
    const box = dialog(page, "添加证照");
    await button(box, "添加").click();
    await box.getByText("请上传照片或者扫描件").first().waitFor();
    await field(box, "number").locator("input").fill("91621002000001011Q");
    await box.locator("input[type=file]").setInputFiles({ name: "营业执照.png", mimeType: "image/png", buffer: picture(160, 110, 40) });
    await box.locator(".files__open img").waitFor();
    await shot(page, "107-enterprise-licence-dialog");
    await button(box, "添加").click();
    await toast(page, "已添加");
    await row(page, "91621002000001011Q").waitFor();
    await page.locator(".el-table .files__open img").first().waitFor();
    await shot(page, "108-enterprise-licences");
    await button(row(page, "91621002000001011Q"), "撤下").click();
    const ask = page.locator(".el-message-box").filter({ visible: true });
    await ask.locator("textarea").fill("已换发新证");
    await button(ask, "撤下").click();
    await page.getByText("没有在用的证照附件").waitFor();
    await page.getByText("显示已撤下的（1）").click();
    await page.getByText("已撤下：已换发新证").waitFor();
  });

  await test("二百台设备的钢铁企业：编辑页可用，执法情报在一页上", async () => {
    const { page } = zhao;
    const found = await zhao.json(`/enterprises?q=${encodeURIComponent(STEEL_WORKS)}`);
    const id = found.items[0].id;
    await zhao.go(`/enterprises/${id}/edit`);
    await page.locator(".steps__one", { hasText: "钢铁设备信息" }).click();
    await page.getByText("200 台（座、套）").waitFor();
    await shot(page, "102-enterprise-steel-folded");
    await page.getByPlaceholder("查找车间、设备").fill("3号高炉");
    await page.locator(".block input").filter({ visible: true }).first().waitFor();
    await shot(page, "103-enterprise-steel-found");
    await zhao.go(`/enterprises/${id}/intelligence`);
    await page.getByText("还没有对这家企业的检查").waitFor();
    const scheme = await approvedOnPaper(zhao, STEEL_WORKS, [people.zhao.name, people.qian.name]);
    li.expects(/status of 409 .*striking-off$/);
    await open(li.page, STEEL_WORKS);
    await button(row(li.page, STEEL_WORKS), "核销").click();
    const off = dialog(li.page, "核销企业");
    await field(off, "reason").locator("textarea").fill("依法关闭");
    await button(off, "核销").click();
    await off.getByText(/未完结的检查1件/).waitFor();
    assert.ok(await button(off, "核销").isDisabled());
    await shot(li.page, "105-enterprise-open-work");
    await button(off, "取消").click();
    const due = plusDays(chinaTime().day, 10);
    const fault = "主小车龙门钩横梁焊缝未按规定进行年度探伤检测，制动器摩擦片磨损超过原厚度的百分之五十";
    await concluded(zhao, scheme, due, fault, [await photo(zhao)]);
    await concluded(zhao, await approvedOnPaper(zhao, STEEL_WORKS, [people.zhao.name, people.qian.name]), due, fault);
    await button(page, "刷新").first().click();
    await page.locator("#story-recurrences").waitFor();
    assert.match(await page.locator("#story-recurrences").innerText(), /钢铁8项第1项/);
    assert.match(await page.locator("#story-problems").innerText(), /第 2 次/);
    await page.locator("#story-photos img").waitFor();
    await shot(page, "104-enterprise-intelligence");
    await page.locator("#story-photos").scrollIntoViewIfNeeded();
    await shot(page, "106-enterprise-intelligence-foot");
    const story = await zhao.json(`/enterprises/${id}/intelligence`);
    assert.deepEqual([story.counts.inspections, story.counts.problems, story.counts.recurrences, story.counts.orders_open], [2, 2, 1, 2]);
  });
}
