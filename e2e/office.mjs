// 办件 · brings a case to where a journey begins, by the same requests as the pages send
import assert from "node:assert/strict";
import { chinaTime, newId } from "./people.mjs";

/** One act; what it answers. */
export async function act(seat, method, path, data) {
  const answer = await seat.api(path, { method, data, headers: { "command-id": newId(), origin: seat.base } });
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** A scheme of the two officers about the firm, approved on paper; completed, so that its inspection is open. */
export async function approvedOnPaper(seat, firmName, officerNames) {
  const today = chinaTime().day;
  const found = await seat.json(`/enterprises?q=${encodeURIComponent(firmName)}`);
  const [firm, officers, lists] = [await seat.json(`/enterprises/${found.items[0].id}`), await seat.json("/officers"), await seat.json("/checklists")];
  const items = lists.find((list) => list.key === "steel_8").items.filter((item) => item.code === "G1").map((item) => item.id);
  const groups = await act(seat, "POST", "/target-proposals", { enterprise_id: firm.id, item_ids: items });
  const draft = {
    source: "register", enterprise_id: firm.id, party: firm.name, address: firm.address, contact: firm.contact, contact_title: firm.contact_title, contact_phone: firm.contact_phone,
    inspect_from: today, inspect_to: today, methods: ["on_site"], method_other: "", officers: officers.filter((one) => officerNames.includes(one.name)).map((one) => one.id), items,
    targets: groups.flatMap((group) => group.targets).filter((target) => target.proposed).map((target) => target.key),
    approval_mode: "offline", reviewer_id: null, approver_id: null, remark: "",
    offline: { reviewer_name: "蒋审核", review_opinion: "拟同意", approver_name: "沈审批", approval_opinion: "同意", approved_on: today, attachment_id: null },
  };
  const saved = await act(seat, "POST", "/schemes", { id: newId(), draft });
  return act(seat, "POST", `/schemes/${saved.id}/submission`, { seen: saved.revision });
}

/** The inspection of the scheme from its first step to 检查完结, with one problem to be put right by `due`. Gives the rectification. */
export async function concluded(seat, scheme, due, description, photos = []) {
  const path = `/inspections/${(await seat.json(`/schemes/${scheme.id}`)).inspection_id}`;
  const now = () => seat.json(path);
  const today = chinaTime().day;
  const from = chinaTime(-2).time < `${today} 00:00` ? `${today} 00:00` : chinaTime(-2).time;
  let inspection = await now();
  const particulars = { ...inspection.particulars, checked_from: from.replace(" ", "T"), checked_to: chinaTime().time.replace(" ", "T") };
  inspection = await act(seat, "PUT", `${path}/particulars`, { seen: inspection.revision, particulars });
  const cells = inspection.matrix.flatMap((line) => line.targets.map((target) => ({ item_id: line.item_id, target })));
  const findings = cells.map((cell, index) => ({
    id: newId(), ...cell, verdict: index ? "in_order" : "defective", description: index ? "" : description, measure: index ? null : "rectify", due_on: index ? null : due, attachments: index ? [] : photos,
  }));
  await act(seat, "PUT", `${path}/findings`, { seen: inspection.revision, findings });
  await act(seat, "POST", `${path}/submission`, { seen: (await now()).revision });
  for (const form of ["on_site_record", "rectification_order"]) await act(seat, "POST", `${path}/papers/${form}/issue`, { seen: (await now()).revision, document_id: newId() });
  const done = await act(seat, "POST", `${path}/conclusion`, { seen: (await now()).revision });
  return seat.json(`/rectifications/${done.rectification_id}`);
}
