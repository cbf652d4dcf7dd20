// 疑似重复 · the administrator finds two files of one firm, compares them, merges them, and parts them again; another pair is none
import assert from "node:assert/strict";
import { button, confirm, field, login, menu, newId, people, row, seat, shot, toast } from "./people.mjs";
import { act } from "./office.mjs";

/** 统一社会信用代码 of these seventeen characters, with its check character (GB 32100). */
function code(body) {
  const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const sum = [...body].reduce((all, c, n) => all + letters.indexOf(c) * 3 ** n % 31, 0);
  return body + letters[(31 - sum % 31) % 31];
}
const facts = (name, body, more = {}) => ({
  name, business_kind: "company", credit_code: code(body), region_code: "621002", address: "董志镇演示路19号", postcode: "745000", longitude: 107.61, latitude: 35.73,
  legal_person: "郑远航", legal_title: "总经理", phone: "12000005001", contact: "吴宏图", contact_title: "安全科科长", contact_phone: "12000005002",
  industries: ["dust"], element: "工贸", gb4754: "2110", scale: "小型", capacity: "木门3万樘/年", employees: 45, standard_grade: "three", risk_level: "general",
  supervision_level: "county", supervision_organ: "西峰区应急管理局", state: "normal", attributes: { dust_kind: "wood", dust_workers_total: "12" }, ...more,
});
const shop = () => ({ id: newId(), industry: "dust", unit: "sanding", name: "砂光车间", places: [], equipment: [{ id: newId(), kind: "sander", name: "1号砂光机", spec: "2" }] });

export default async function duplicates({ test, browser, base, seats }) {
  const li = await seat(browser, base);
  seats.push(li);
  const { page } = li;
  const ids = [newId(), newId()];

  await test("同一家企业登记了两次，查找后列为疑似重复", async () => {
    await login(li, people.li);
    await act(li, "POST", "/enterprises", { id: ids[0], facts: facts("庆阳鸿晟木业有限公司", "91621002MA7A1B2C3"), workshops: [shop()], draft_id: null });
    await act(li, "POST", "/enterprises", { id: ids[1], facts: facts("甘肃鸿晟木业有限责任公司", "91621002MA7A1B2D3", { employees: 80, contact: "钱向东" }), workshops: [shop()], draft_id: null });
    await act(li, "POST", "/enterprises", { id: newId(), facts: facts("庆阳鸿晟木业门市部", "92621002MA0D5E6F7", { phone: "12000005001", address: "西峰区南街1号" }), workshops: [], draft_id: null });
    await menu(page, "疑似重复");
    await button(page.locator("header"), "立即查找").click();
    await page.locator(".el-message").first().waitFor();
    await row(page, "甘肃鸿晟木业有限责任公司").getByText("统一社会信用代码只差一位").first().waitFor();
    await shot(page, "90-duplicates");
  });

  await test("逐项比对，没有选定和没有理由的不能合并", async () => {
    await row(page, "甘肃鸿晟木业有限责任公司").filter({ hasText: "庆阳鸿晟木业有限公司" }).getByRole("button", { name: "比对" }).click();
    await page.getByRole("heading", { name: "比对企业" }).waitFor();
    await shot(page, "91-duplicate-compare");
    await button(page, "合并").click();
    await field(page, "survivor_id").getByText("请选择保留哪一家").waitFor();
    await field(page, "reason").getByText("请填写理由").waitFor();
    await shot(page, "92-duplicate-gaps");
  });

  await test("选定保留的一家、各项内容和设备，合并", async () => {
    await field(page, "survivor_id").getByText("庆阳鸿晟木业有限公司").click();
    const people80 = page.locator(".compared tr", { hasText: "从业人数" }).getByText("80");
    await people80.click();
    await field(page, "workshops").getByText("砂光车间").click();
    await field(page, "reason").locator("textarea").fill("同一厂址、同一法定代表人，换照后重复登记");
    await shot(page, "93-duplicate-chosen");
    await button(page, "合并").click();
    await confirm(page, "合并", /将并入“庆阳鸿晟木业有限公司”/);
    await toast(page, "已合并");
    await page.getByText("已并入本企业").waitFor();
    const stays = await li.json(`/enterprises/${ids[0]}`);
    assert.deepEqual([stays.employees, stays.workshops.length, stays.equipment_count], [80, 2, 2]);
    await shot(page, "94-duplicate-survivor");
    await page.locator(".merge").getByRole("link", { name: "甘肃鸿晟木业有限责任公司" }).click();
    await page.getByText("本企业已并入").waitFor();
    await shot(page, "95-duplicate-merged");
  });

  await test("撤销合并，两家恢复原样", async () => {
    await button(page, "撤销合并").click();
    const box = page.locator(".el-message-box").filter({ visible: true });
    await box.locator("textarea").fill("核实后是两家企业");
    await shot(page, "96-duplicate-undo");
    await button(box, "撤销合并").click();
    await toast(page, "已撤销合并");
    const [stays, parted] = [await li.json(`/enterprises/${ids[0]}`), await li.json(`/enterprises/${ids[1]}`)];
    assert.deepEqual([stays.employees, stays.equipment_count, parted.state], [45, 1, "normal"]);
  });

  await test("核实不是重复的写明理由，列表里不再提示，按状态还查得到", async () => {
    await menu(page, "疑似重复");
    await button(page, "查询").click();
    await row(page, "甘肃鸿晟木业有限责任公司").filter({ hasText: "庆阳鸿晟木业有限公司" }).getByRole("button", { name: "比对" }).click();
    await page.getByRole("heading", { name: "比对企业" }).waitFor();
    await button(page, "不是重复").click();
    const box = page.locator(".el-message-box").filter({ visible: true });
    await box.locator("textarea").fill("一家制门、一家制板，证照各自独立");
    await button(box, "确定").click();
    await toast(page, "已记为不是重复");
    await page.getByText("不是重复：一家制门、一家制板").waitFor();
    await shot(page, "97-duplicate-dismissed");
    const left = await li.json("/duplicates?state=suspected");
    assert.ok(!left.items.some((pair) => ids.includes(pair.left.id) && ids.includes(pair.right.id)));
  });
}
