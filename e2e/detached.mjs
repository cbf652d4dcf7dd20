// 国密签名 · an officer takes the second, detached signature of a paper away, with how to verify it
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { approvedOnPaper, concluded } from "./office.mjs";
import { button, chinaTime, login, people, plusDays, seat, shot, STEEL_WORKS } from "./people.mjs";

const OUT = fileURLToPath(new URL("./out/", import.meta.url));
const UNPACK = "import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);print('\\n'.join(z.namelist()));print(z.read('验签说明.txt').decode('utf-8-sig'))";

export default async function detached({ test, browser, base, seats }) {
  const zhao = await seat(browser, base);
  seats.push(zhao);
  const { page } = zhao;

  await test("文书页写明有国密签名，下载的压缩包里有签名、证书和验签说明", async () => {
    await login(zhao, people.zhao);
    const scheme = await approvedOnPaper(zhao, STEEL_WORKS, [people.zhao.name, people.qian.name]);
    const { order_document_id: order } = await concluded(zhao, scheme, plusDays(chinaTime().day, 10), "铸造起重机未使用固定式龙门钩。");
    await zhao.go(`/documents/${order}`);
    await page.getByText("有，另存").waitFor();
    await shot(page, "140-detached-signature");
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, "下载国密签名").click()]);
    assert.match(download.suggestedFilename(), /^责令限期整改指令书 .+ 国密签名\.zip$/);
    await download.saveAs(`${OUT}140-detached.zip`);
    const told = execFileSync("python3", ["-c", UNPACK, `${OUT}140-detached.zip`], { encoding: "utf8" });
    for (const name of ["签名.sig", "机关证书.pem", "根证书.pem", "公钥.pem", "验签说明.txt"]) assert.ok(told.split("\n").includes(name), name);
    const paper = await zhao.json(`/documents/${order}`);
    assert.ok(told.includes(`-sigopt distid:1234567812345678 "${paper.file_name}"`), told);
    zhao.quiet();
  });

  await test("下载国密签名记在留痕里", async () => {
    await page.reload();
    await page.getByText("国密签名.zip").first().waitFor({ state: "attached" });
    await shot(page, "141-detached-entry");
  });
}
