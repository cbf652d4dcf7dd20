// 接口核对 · sends what nobody thought of to every operation the OpenAPI file describes, as people of all roles.
// No answer may be a fault of the server, of an undocumented kind, or of another shape than described.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { INITIAL_PASSWORD, NEW_PASSWORD, newId } from "../people.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const binary = process.env.ZHIFA_BIN ?? join(root, "target/debug/zhifa");
const tool = process.env.ZHIFA_SCHEMATHESIS ?? "st";
const people = { 执法人员: "12000000001", 业务管理员: "12000000004", 系统管理员: "12000000005", 审核人员: "12000000009", 审计员: "12000000012", 审批人员: "12000000003", 签章审核人员: "12000000006", 签章添加人员: "12000000010", 案例上报员: "12000000018" };
/** Five are asked every boundary and some examples; of the other four each operation is asked by examples, or the run would take an hour. */
const thorough = ["执法人员", "业务管理员", "系统管理员", "审核人员", "审计员"];
/** Two servers, each with the same people in the same order on every machine: what one finds does not depend on the other. */
const sittings = [
  ["执法人员", "系统管理员", "审核人员"],
  ["业务管理员", "审计员", "审批人员", "签章审核人员", "签章添加人员", "案例上报员"],
];
const extent = (role) => (thorough.includes(role) ? ["--phases", "coverage,fuzzing", "--max-examples", "3"] : ["--phases", "fuzzing", "--max-examples", "2"]);
const checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";
const count = { passed: 0, failed: 0 };

function serve(dir) {
  const child = spawn(binary, ["serve", "--demo", "--data-dir", dir, "--listen", "127.0.0.1:0", "--requests-per-second", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => { child.once("close", resolve); });
  const base = new Promise((resolve, reject) => {
    void ended.then((code) => reject(new Error(`the server ended (${code}) before it listened`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const address = /http:\/\/[\d.]+:\d+/.exec(line)?.[0];
      if (address) resolve(address);
    });
  });
  return { base, stop: () => { child.kill("SIGTERM"); return ended; } };
}

async function send(base, method, path, body, cookie = "") {
  const answer = await fetch(`${base}/api${path}`, { method, body: JSON.stringify(body), headers: { "content-type": "application/json", "command-id": newId(), cookie } });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
async function logIn(base, account) {
  const answer = await send(base, "POST", "/sessions", { account, password: INITIAL_PASSWORD });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  await send(base, "PUT", "/me/password", { old_password: INITIAL_PASSWORD, new_password: NEW_PASSWORD }, cookie);
  return cookie;
}

/** One person asks everything; what would end the session or change the own password is left out. */
function ask(base, cookie, dir, extent) {
  const args = [
    "run", join(root, "openapi.json"), "--url", base, "-H", `Cookie: ${cookie}`, "--checks", checks, ...extent, "--seed", "20260520",
    "--exclude-path-regex", "/sessions|/me/password", "--suppress-health-check", "all", "--generation-database", "none", "--warnings", "off",
  ];
  const child = spawn(tool, args, { cwd: dir, env: { ...process.env, SCHEMATHESIS_HOOKS: "hooks", PYTHONPATH: here, PYTHONDONTWRITEBYTECODE: "1", NO_COLOR: "1" }, stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", (line) => said.push(line));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, said }));
  });
}

/** One server, asked by these people one after the other. */
async function askAll(roles) {
  const dir = mkdtempSync(join(tmpdir(), "zhifa-interface-"));
  const server = serve(join(dir, "data"));
  try {
    const base = await server.base;
    for (const role of roles) {
      const began = performance.now();
      const { code, said } = await ask(base, await logIn(base, people[role]), dir, extent(role));
      const cases = said.find((line) => /generated/.test(line))?.trim() ?? "没有运行 did not run";
      const held = code === 0 && /generated/.test(cases);
      count[held ? "passed" : "failed"] += 1;
      console.log(`${held ? "ok   " : "FAIL "} ${role}: ${cases}, ${Math.round((performance.now() - began) / 1000)} s`);
      if (!held) console.log(said.slice(-120).join("\n").replace(/^/gm, "      "));
    }
  } finally {
    await server.stop().catch(() => {});
    rmSync(dir, { recursive: true, force: true });
  }
}

await Promise.all(sittings.map(askAll));
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed === 0 && count.passed === Object.keys(people).length ? 0 : 1);
