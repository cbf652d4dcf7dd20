// 批量导入 · 模板 → 上传 → 逐行检查 → 批注文件 → 跳过错误行导入 → 再次导入看差别 → 撤销 → 导出列表
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { button, confirm, dialog, login, menu, people, row, seat, shot } from "./people.mjs";
import { rowsOf, withRow } from "./xlsx.mjs";

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** A right credit code for an unreal organisation. */
function code(n) {
  const body = `91621002MA${String(n).padStart(7, "0")}`;
  const sum = [...body].reduce((all, letter, i) => all + ALPHABET.indexOf(letter) * WEIGHTS[i], 0);
  return body + ALPHABET[(31 - (sum % 31)) % 31];
}
const firm = (n, name, more = {}) => ({
  A: name, B: code(n), C: "621002 西峰区", D: `董志镇工业园区${n}号`, E: "赵启明", F: "厂长", G: "12000000101", H: "钱向东", J: "12000000102",
  K: "粉尘涉爆企业", L: "工贸", M: "3489", N: "小型", O: "机械500台/年", P: "35", ...more,
});

export default async function importing({ test, browser, base, seats }) {
  const files = mkdtempSync(join(tmpdir(), "zhifa-import-"));
  const save = (name, body) => {
    const path = join(files, name);
    writeFileSync(path, body);
    return path;
  };
  let li;
  let template;
  const upload = async (path) => {
    await li.page.locator("input[type=file]").setInputFiles(path);
    await button(li.page, "上传并检查").click();
  };

  await test("业务管理员下载模板：有区划、行业的下拉选项，每种行业一张设备表", async () => {
    li = await seat(browser, base);
    seats.push(li);
    await login(li, people.li);
    await menu(li.page, "执法对象");
    await li.page.getByRole("button", { name: "批量导入" }).click();
    await li.page.getByText("还没有导入过。").waitFor();
    await shot(li.page, "80-import-empty");
    const [download] = await Promise.all([li.page.waitForEvent("download"), button(li.page, "下载检查对象导入模板").click()]);
    template = readFileSync(await download.path());
    const headings = rowsOf(template, "sheet2")[0];
    assert.equal(headings.length, 34, "25 columns of every enterprise, 9 of the industries");
    assert.ok(["*统一社会信用代码", "风险等级", "粉尘涉爆企业：粉尘种类"].every((heading) => headings.includes(heading)), headings.join());
  });

  await test("逐行检查：错误报在单元格，批注文件写明怎样改；跳过错误行导入其余", async () => {
    const { page } = li;
    let book = template;
    for (let n = 1; n <= 30; n += 1) book = withRow(book, "sheet2", n + 1, firm(n, `庆阳西峰试验机械${n}厂`, n % 10 === 0 ? { G: "12345" } : {}));
    await upload(save("企业.xlsx", book));
    await page.getByText("发现 3 处错误").waitFor();
    await row(page, "应为11位手机号").first().waitFor();
    await shot(page, "81-import-faults");
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, "下载批注文件").click()]);
    const annotated = rowsOf(readFileSync(await download.path()), "sheet1");
    assert.equal(annotated[0].at(-1), "错误说明");
    assert.match(annotated[10].at(-1), /法定代表人电话：应为11位手机号/);
    await button(page, "跳过错误行，导入其余").click();
    await shot(page, "82-import-confirm");
    await confirm(page, "导入", /有错误的 3 行将被跳过.*新增 27 家/s);
    await page.getByText("已导入 27 家企业。").waitFor();
    await shot(page, "83-import-done");
  });

  await test("再次导入同一批企业：没有变化的不写，改了的逐项列出原来和现在", async () => {
    const { page } = li;
    await button(page, "继续导入").click();
    await row(page, "企业.xlsx").getByText("已导入").waitFor();
    await shot(page, "84-import-history");
    const renamed = withRow(withRow(template, "sheet2", 2, firm(1, "庆阳西峰改名机械厂", { N: "中型" })), "sheet2", 3, firm(2, "庆阳西峰试验机械2厂"));
    await upload(save("再次.xlsx", renamed));
    await page.getByText("没有发现错误，可以导入。").waitFor();
    const changed = row(page, "庆阳西峰改名机械厂");
    await changed.getByText("庆阳西峰试验机械1厂").waitFor();
    await changed.getByText("小型").waitFor();
    await shot(page, "85-import-differences");
    await button(page, "确认导入").click();
    await confirm(page, "导入", /更新 1 家企业；1 家没有变化，不写入/);
    await page.getByText("已导入 1 家企业。").waitFor();
  });

  await test("没有人用过、改过的，可以整批撤销；第一批已被第二批改过，不准撤销", async () => {
    const { page } = li;
    await button(page, "历次导入").click();
    await button(row(page, "企业.xlsx"), "查看").click();
    await button(page, "撤销导入").click();
    await dialog(page, "撤销导入").getByText("导入之后由李静修改").waitFor();
    await shot(page, "86-undo-blocked");
    await dialog(page, "撤销导入").locator(".el-dialog__footer").getByRole("button", { name: "关闭", exact: true }).click();
    await button(page, "历次导入").click();
    await button(row(page, "再次.xlsx"), "查看").click();
    await button(page, "撤销导入").click();
    const ask = dialog(page, "撤销导入");
    await ask.getByLabel("撤销的理由").fill("名称填错了");
    await shot(page, "87-undo");
    await button(ask, "撤销导入").click();
    await page.getByText(/已撤销 1 家/).waitFor();
    await shot(page, "88-undone");
    const back = await li.json(`/enterprises?q=${code(1)}`);
    assert.equal(back.items[0].name, "庆阳西峰试验机械1厂");
  });

  await test("按条件导出列表：显示进度，写好后下载，末页有导出说明", async () => {
    const { page } = li;
    await menu(page, "执法对象");
    await page.getByPlaceholder("名称、代码、地址").fill("试验机械");
    await button(page, "查询").click();
    await page.getByText("共 27 条").waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, "导出").click()]);
    await dialog(page, "导出执法对象").getByText("27").first().waitFor();
    await shot(page, "89-export");
    const body = readFileSync(await download.path());
    assert.equal(rowsOf(body, "sheet1").length, 28);
    assert.ok(rowsOf(body, "sheet2").some((cells) => cells[0] === "条件" && cells[1].includes("试验机械")));
  });
  rmSync(files, { recursive: true, force: true });
}
