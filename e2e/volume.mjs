// 归档 · papers are printed together, taken away as a zip, edited in Word, and bound into a volume that is read back
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { approvedOnPaper, concluded } from "./office.mjs";
import { until, watchPrinting } from "./more_paths.mjs";
import { textOf } from "./papers.mjs";
import { button, chinaTime, dialog, login, newId, people, picture, plusDays, row, seat, shot, STEEL_WORKS, toast } from "./people.mjs";

const OUT = fileURLToPath(new URL("./out/", import.meta.url));

export default async function volume({ test, browser, base, seats }) {
  const zhao = await seat(browser, base);
  seats.push(zhao);
  const { page } = zhao;
  let printed = [];
  const fault = "铸造起重机未使用固定式龙门钩。";
  const set = () => page.getByRole("region", { name: "成套打印、下载与卷宗" });
  const save = async (act, name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), act()]);
    await download.saveAs(`${OUT}${name}`);
    return download.suggestedFilename();
  };

  await test("检查完结后，文书确认页列出方案、记录、指令书，可以勾选", async () => {
    printed = await watchPrinting(zhao);
    await login(zhao, people.zhao);
    const file = await zhao.api("/attachments", {
      method: "POST",
      headers: { "command-id": newId(), origin: base },
      multipart: { id: newId(), file: { name: "龙门钩.png", mimeType: "image/png", buffer: picture(180, 120, 60) } },
    });
    assert.equal(file.status(), 200, await file.text());
    const report = await (await zhao.api("/form-samples/on_site_record")).body();
    const scan = await zhao.api("/attachments", {
      method: "POST",
      headers: { "command-id": newId(), origin: base },
      multipart: { id: newId(), file: { name: "检测报告.pdf", mimeType: "application/pdf", buffer: report } },
    });
    assert.equal(scan.status(), 200, await scan.text());
    const scheme = await approvedOnPaper(zhao, STEEL_WORKS, [people.zhao.name, people.qian.name]);
    const rectification = await concluded(zhao, scheme, plusDays(chinaTime().day, 10), fault, [(await file.json()).id, (await scan.json()).id]);
    await zhao.go(`/inspections/${rectification.inspection_id}`);
    await set().getByText("现场检查方案").waitFor();
    assert.equal(await set().locator(".el-table__body tr").count(), 3);
    assert.equal(await button(set(), "合并打印").isDisabled(), true);
    await set().locator(".el-table__header .el-checkbox").click();
    await set().getByText(/已选 3 份，打印共 \d+ 页/).waitFor();
    await shot(page, "130-matter-papers");
  });

  await test("合并打印的就是所选文书，按份数排好", async () => {
    const [answer] = await Promise.all([page.waitForResponse((one) => one.url().includes("/document-sets/print")), button(set(), "合并打印").click()]);
    assert.equal(answer.status(), 200);
    const copies = new URL(answer.url()).searchParams.get("copies");
    assert.equal(copies, "1,1,2", "an order is made in two copies");
    await until(page, () => printed.length === 1);
    const text = textOf("131-print", printed[0].bytes);
    assert.equal(text.split("一式两份").length - 1, 2, "an order has its note on each of its two copies");
    for (const words of ["现场检查方案", "现场检查记录", "责令限期整改指令书"]) assert.ok(text.includes(words), words);
  });

  await test("打包下载的压缩包里每份文书一个文件，另有清单", async () => {
    const name = await save(() => button(set(), "打包下载").click(), "132-set.zip");
    assert.match(name, /^文书 .+3份 .+\.zip$/);
    const listing = execFileSync("python3", ["-c", "import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);print('\\n'.join(z.namelist()));print(z.read('清单.csv').decode('utf-8-sig'))", `${OUT}132-set.zip`], { encoding: "utf8" });
    assert.match(listing, /^01 现场检查方案 .+\.pdf$/m);
    assert.match(listing, /^03 责令限期整改指令书 .+\.pdf$/m);
    assert.match(listing, /SHA-256/);
  });

  await test("Word 是编辑稿，写的就是文书上的话", async () => {
    const line = set().locator(".el-table__body tr", { hasText: "责令限期整改指令书" });
    const name = await save(() => button(line, "下载 Word").click(), "133-order.docx");
    assert.match(name, /（编辑稿）\.docx$/);
    const words = execFileSync("python3", ["-c", "import sys,zipfile,re;t=zipfile.ZipFile(sys.argv[1]).read('word/document.xml').decode();print(re.sub('<[^>]+>','',t))", `${OUT}133-order.docx`], { encoding: "utf8" });
    assert.match(words, /铸造起重机未使用固定式龙门钩/);
    assert.match(words, /责令限期整改指令书/);
  });

  await test("卷宗有封面、目录、文书、照片、备考表，目录上的页号就是该件的页号", async () => {
    await button(set(), "卷宗").click();
    const box = dialog(page, "卷宗");
    await box.getByText("还没有制作过卷宗").waitFor();
    await button(box, "制作卷宗").click();
    await row(box, "第 1 版").getByText("已制成").waitFor();
    await row(box, "第 1 版").getByText(/文书 3 件，照片 1 张，附件 1 件，\d+ 页/).waitFor();
    await shot(page, "134-volume");
    const name = await save(() => button(row(box, "第 1 版"), "下载").click(), "135-volume.pdf");
    assert.match(name, /^卷宗 .+第1版\.pdf$/);
    const text = textOf("135-volume", readFileSync(`${OUT}135-volume.pdf`));
    for (const words of ["卷内目录", "证据照片", "本卷情况说明", "保存期限10年", "龙门钩.png", "书证：检测报告.pdf"]) assert.ok(text.includes(words), words);
    await button(box, "制作卷宗").click();
    await toast(page, "材料没有变化");
    assert.equal(await box.locator(".el-table__body tr").count(), 1, "nothing has changed: no second version");
  });
}
