// 系统管理 · an administrator founds a county organ with its people; lock and unlock; a transfer with hand-over; the auditor reads the trail
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { NEW_PASSWORD, button, chinaTime, confirm, dialog, field, login, menu, newId, people, pick, plusDays, row, seat, shot, toast, type } from "./people.mjs";
import { act } from "./office.mjs";

const COUNTY = "环县应急管理局";
const staff = {
  wu: { name: "吴思远", account: "12000000101", roles: ["业务管理员"] },
  zheng: { name: "郑云帆", account: "12000000102", roles: ["执法人员"] },
  chen: { name: "陈秋实", account: "12000000103", roles: ["审计员"] },
};

export default async function administration({ test, browser, base, seats, dir, binary }) {
  const sit = async () => {
    const one = await seat(browser, base);
    seats.push(one);
    return one;
  };
  const today = chinaTime().day;
  const slips = new Map();
  let shen;
  let zhao;

  const firstLogin = async (who) => {
    const one = await sit();
    const { page } = one;
    await page.goto(`${base}/`);
    await page.getByPlaceholder("请输入账号").fill(who.account);
    await page.getByPlaceholder("请输入密码").fill(slips.get(who.account));
    await button(page, "登录").click();
    await page.getByRole("heading", { name: "修改密码" }).waitFor();
    await page.locator('[data-field="old_password"] input').fill(slips.get(who.account));
    await page.locator('[data-field="new_password"] input').fill(NEW_PASSWORD);
    await page.locator('[data-field="again"] input').fill(NEW_PASSWORD);
    await button(page, "提交").click();
    await page.getByText(`欢迎您！${who.name}`).waitFor();
    return one;
  };
  /** The password on the slip that is open; closing it asks, because it is shown once. */
  const takeSlip = async (page, who, picture) => {
    const slip = dialog(page, "密码条");
    await slip.waitFor();
    const text = await slip.locator("dd.code--big").innerText();
    assert.match(text, /^[^\s]{10,}$/);
    if (picture) await shot(page, picture);
    slips.set(who.account, text.trim());
    await slip.locator(".el-dialog__footer").getByRole("button", { name: "关闭", exact: true }).click();
    await confirm(page, "关闭", /只显示这一次/);
    await slip.waitFor({ state: "hidden" });
  };

  await test("市局系统管理员新建县级机构和内设机构", async () => {
    shen = await sit();
    await login(shen, people.shen);
    const { page } = shen;
    await menu(page, "机构部门管理");
    await page.locator(".tree").getByText("庆阳市应急局").click();
    await button(page, "新建下级机构").click();
    const form = dialog(page, "新建下级机构");
    await field(form, "region_code").locator("input").fill("621022");
    await field(form, "name").locator("input").fill(COUNTY);
    await field(form, "short_name").locator("input").fill("环县应急局");
    await field(form, "number_region").locator("input").fill("甘庆环");
    await shot(page, "70-organ-new");
    await button(form, "保存").or(button(form, "新建")).or(button(form, "提交")).first().click();
    await toast(page, "已新建机构");
    await page.locator(".tree").getByText("环县应急局").click();
    await page.getByRole("tab", { name: "内设机构" }).click();
    await page.getByRole("button", { name: /新建内设机构/ }).click();
    const department = dialog(page, "新建内设机构");
    await field(department, "name").locator("input").fill("执法大队");
    await department.locator(".el-dialog__footer button").last().click();
    await row(page, "执法大队").first().waitFor();
    await shot(page, "71-organ-departments");
  });

  await test("为新机构建三个用户，密码条只显示一次", async () => {
    shen.expects(/status of 422 .*\/api\/users$/);
    const { page } = shen;
    await menu(page, "统一用户管理");
    for (const [index, who] of Object.values(staff).entries()) {
      await button(page, "新建用户").click();
      const form = dialog(page, "新建用户");
      await field(form, "organisation_id").locator(".el-select").click();
      await page.locator(".el-select-dropdown .el-tree-node__content", { hasText: COUNTY }).filter({ visible: true }).click();
      await field(form, "name").locator("input").fill(who.name);
      await field(form, "account").locator("input").fill(who.account);
      for (const role of who.roles) await field(form, "roles").getByText(role, { exact: true }).click();
      if (index === 0) {
        await field(form, "roles").getByText("审计员", { exact: true }).click();
        await button(form, "新建并生成初始密码").click();
        await form.getByText(/不能由一人兼任/).last().waitFor();
        await shot(page, "72-user-duties");
        await field(form, "roles").getByText("审计员", { exact: true }).click();
      }
      await button(form, "新建并生成初始密码").click();
      await takeSlip(page, who, index === 0 ? "73-user-slip" : null);
    }
    await row(page, staff.zheng.name).getByText("120****0102").waitFor();
    await shot(page, "74-users");
  });

  await test("业务管理员首次登录改密码，录入执法人员，关联账号，提交", async () => {
    const wu = await firstLogin(staff.wu);
    const { page } = wu;
    await menu(page, "执法人员");
    await button(page, "新建").or(button(page, "新建执法人员")).first().click();
    await field(page, "name").locator("input").fill(staff.zheng.name);
    await pick(page, field(page, "certificate_kind").locator(".el-select"), "行政执法证");
    await field(page, "certificate_no").locator("input").fill("甘M10220102");
    await type(field(page, "valid_from").locator("input"), "2026-01-01");
    await type(field(page, "valid_to").locator("input"), "2030-12-31");
    await field(page, "phone").locator("input").fill(staff.zheng.account);
    await button(page, "暂存").click();
    await toast(page, "已暂存为草稿");
    await page.getByRole("button", { name: "关联账号" }).click();
    const link = dialog(page, "关联账号");
    await row(link, staff.zheng.name).getByText("相符").waitFor();
    await row(link, staff.zheng.name).click();
    await shot(page, "75-officer-account");
    await button(link, "关联").click();
    await toast(page, "已关联");
    await button(page, "提交").click();
    await confirm(page, "提交", /可以选用/);
    await page.locator(".state-tag", { hasText: "已提交" }).first().waitFor();
    await shot(page, "76-officer");
    wu.quiet();
  });

  await test("五次输错密码账号锁定，管理员解锁后能登录", async () => {
    const one = await sit();
    one.expects(/status of (401|429) .*\/api\/sessions$/);
    const { page } = one;
    await page.goto(`${base}/`);
    await page.getByPlaceholder("请输入账号").fill(staff.zheng.account);
    for (let n = 0; n < 5; n += 1) {
      await page.getByPlaceholder("请输入密码").fill("Bu-Shi-Zhege-1");
      const answer = page.waitForResponse((a) => a.url().endsWith("/api/sessions"));
      await button(page, "登录").click();
      await answer;
    }
    await page.getByRole("alert").getByText(/锁定/).waitFor();
    await shot(page, "77-locked");
    await button(shen.page, "查询").click();
    await row(shen.page, staff.zheng.name).getByText("锁定").waitFor();
    await button(row(shen.page, staff.zheng.name), "管理").click();
    await button(shen.page, "解锁").click();
    await toast(shen.page, "已解锁");
    await shot(shen.page, "78-user-drawer");
    await shen.page.locator(".el-drawer").getByRole("button", { name: "关闭", exact: true }).click();
    const zheng = await firstLogin(staff.zheng);
    zheng.quiet();
  });

  await test("西峰区的执法人员手里有一份方案，调到环县前必须交给同事", async () => {
    zhao = await sit();
    await login(zhao, people.zhao);
    const firm = (await zhao.json("/enterprises?q=" + encodeURIComponent("堃鑫"))).items[0];
    const draft = {
      source: "register", enterprise_id: firm.id, party: firm.name, address: "", contact: "", contact_title: "", contact_phone: "", inspect_from: today, inspect_to: plusDays(today, 1), methods: ["on_site"],
      method_other: "", officers: [], items: [], targets: [], approval_mode: "online", reviewer_id: null, approver_id: null, remark: "",
      offline: { reviewer_name: "", review_opinion: "", approver_name: "", approval_opinion: "", approved_on: null, attachment_id: null },
    };
    await act(zhao, "POST", "/schemes", { id: newId(), draft });
    const { page } = shen;
    await page.getByPlaceholder("姓名，或手机号开头").fill(people.zhao.name);
    await button(page, "查询").click();
    await button(row(page, people.zhao.name), "管理").click();
    await button(page, "人员调动").click();
    await page.getByRole("heading", { name: `人员调动：${people.zhao.name}` }).waitFor();
    await row(page, "未提交的现场检查方案").waitFor();
    await button(page, "下一步").click();
    await toast(page, "还有 1 件没有接手人");
    await pick(page, row(page, "未提交的现场检查方案").locator(".el-select"), "陶立群");
    await shot(page, "79-transfer-work");
    await button(page, "下一步").click();
    await button(page, "下一步").click();
    await field(page, "organisation_id").getByText("请选择调入机构").waitFor();
    await field(page, "organisation_id").locator(".el-select").click();
    await page.locator(".el-select-dropdown .el-tree-node__content", { hasText: COUNTY }).filter({ visible: true }).click();
    await field(page, "reason").locator("textarea").fill("充实环县执法力量");
    await shot(page, "80-transfer-target");
    await button(page, "下一步").click();
    await page.getByText("1 件，全部有接手人").waitFor();
    await shot(page, "81-transfer-confirm");
    await button(page, "确定调动").click();
    await confirm(page, "确定调动", /登录立即全部退出/);
    await toast(page, "已调动");
    zhao.expects(/status of 401/);
    const gone = await zhao.api("/me");
    assert.equal(gone.status(), 401);
    const tao = await sit();
    await login(tao, people.tao);
    assert.equal((await tao.json("/schemes")).items[0].author, people.tao.name);
    tao.quiet();
  });

  await test("审计员查得到登录、失败和调动前后的办理，留痕链完好", async () => {
    const wei = await sit();
    await login(wei, people.wei);
    const { page } = wei;
    await menu(page, "审计查询");
    await row(page, "暂存").or(row(page, "方案")).first().waitFor();
    await shot(page, "82-audit");
    await button(page, "验证留痕链").click();
    await page.getByText(/本机关留痕链完好/).waitFor();
    await page.locator(".el-table__body tr").first().getByRole("button", { name: "查看" }).click();
    await page.getByRole("dialog").getByText("留痕链").waitFor();
    await shot(page, "83-audit-entry");
    await page.getByRole("dialog").getByRole("button", { name: "关闭", exact: true }).click();
    const [file] = await Promise.all([page.waitForEvent("download"), button(page, "导出").click()]);
    assert.match(file.suggestedFilename(), /^审计记录 .*\.xlsx$/);
    wei.quiet();
  });

  await test("有人在数据库里改动一行，页面和命令都指出是第几条", async () => {
    const wei = seats.at(-1);
    const { page } = wei;
    await button(dialog(page, "导出审计记录"), "关闭").click();
    const list = (await wei.json("/audit-entries?size=10&class=act")).items;
    const { id, seq } = list.at(-1);
    const written = rewrite(dir, id);
    assert.equal(written.status, 0, written.stderr);
    assert.equal(written.stdout.trim(), "1", "one row was changed");
    await button(page, "验证留痕链").click();
    await page.getByText(`本机关留痕链在第 ${seq} 条不完好：这一行的内容被改动`).waitFor();
    await shot(page, "83-audit-broken");
    const verify = spawnSync(binary, ["audit", "verify", "--data-dir", dir], { encoding: "utf8" });
    assert.notEqual(verify.status, 0, verify.stdout);
    const said = verify.stdout + verify.stderr;
    assert.ok(said.includes(`第 ${seq} 行`) && said.includes(id), said);
    wei.quiet();
  });
}

/** Behind the program's back: writes another reason into a row of the trail; tells how many rows it changed. */
function rewrite(dir, id) {
  const script = `
import sqlite3, sys, uuid
db = sqlite3.connect(sys.argv[1], timeout=20)
done = db.execute("UPDATE entries SET reason = '补记' WHERE id = ?", (uuid.UUID(sys.argv[2]).bytes,))
db.commit()
print(done.rowcount)`;
  return spawnSync("python3", ["-c", script, join(dir, "zhifa.db"), id], { encoding: "utf8" });
}
