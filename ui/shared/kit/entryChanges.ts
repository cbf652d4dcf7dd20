// 留痕内容 · what an entry changed, in the words of the forms; ids mean nothing to a reader and are left out
import { sameValue } from "../lib";
import { term, terms, type TermGroup } from "../terms";

export interface ChangedField { label: string; before: string; after: string }

const labels: Record<string, string> = {
  party: "被检查单位", address: "地址", contact: "联系人", contact_title: "联系人职务", contact_phone: "联系电话", inspect_from: "检查开始日期", inspect_to: "检查结束日期", methods: "检查方式",
  method_other: "其他检查方式", officers: "执法人员", items: "检查内容", targets: "检查范围", approval_mode: "审批方式", remark: "备注", source: "检查来源", offline: "线下审批",
  legal_person: "法定代表人/负责人", legal_title: "职务", phone: "联系电话", checked_from: "检查开始时间", checked_to: "检查结束时间", places: "检查场所", experts: "专家", is_joint: "是否联合检查",
  joint_with: "联合检查单位", answered: "已检查", defective: "有问题", total: "应检查", checked_at: "复查时间", findings: "逐项结果", conclusion: "复查意见", due_on: "整改期限", refusal_note: "拒绝签字说明",
  signed_on: "文书日期", enterprise_name: "企业名称", inspected_on: "检查日期", order_number: "责改文号", ordered_on: "责改日期", problems: "问题", description: "问题描述", measure: "处理措施",
  violated: "违法依据", state: "状态", number: "文号", name: "名称", workshops: "车间", equipment: "设备", requested_on: "企业申请日期", reason: "理由", rows: "行数", imported: "已导入",
  method: "送达方式", served_at: "送达时间", addressee: "受送达人", receiver: "收件人", relation: "与受送达人关系", place: "地点", note: "备注",
};
const coded: TermGroup[] = ["scheme_state", "inspection_state", "rectification_state", "approval_state", "approval_mode", "method", "scheme_source", "verdict", "re_check_verdict", "measure", "document_state", "paper_state", "service_method"];
const isId = (text: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
// Keys of checklist items and targets, e.g. steel_8@2021/G1, place:<id>:operation_room.
const isKey = (text: string) => isId(text) || /^[a-z_0-9]+@|^(equipment|place):/.test(text);

function words(value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "boolean") return value ? "是" : "否";
  if (Array.isArray(value)) {
    const plainly = value.every((one) => typeof one !== "object" && !isKey(String(one)));
    return plainly ? value.map(words).filter(Boolean).join("、") : `${value.length} 项`;
  }
  if (typeof value === "object") return Object.entries(value).map(([key, one]) => (labels[key] && words(one) ? `${labels[key]}：${words(one)}` : "")).filter(Boolean).join("；");
  const text = String(value);
  if (isKey(text)) return "";
  const group = coded.find((one) => text in terms[one]);
  return group ? term(group, text) : text.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}).*/, "$1 $2");
}
/** A record kept as text is read as the record. */
function read(value: unknown): unknown {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

interface Shop { name: string; equipment: { id: string; name: string; spec: string; spec_unit: string }[] }
const areShops = (value: unknown): value is Shop[] => Array.isArray(value) && value.every((one) => isRecord(one) && Array.isArray(one["equipment"]));

/** 核对设备信息: only what differs, piece by piece under its workshop, then names and places of workshops. */
function changedEquipment(old: Shop[], now: Shop[]): ChangedField[] {
  const pieces = (shops: Shop[]) => new Map(shops.flatMap((shop) => shop.equipment.map((each) => [each.id, { shop: shop.name, text: `${each.name}${each.spec ? `（${each.spec}${each.spec_unit}）` : ""}` }] as const)));
  const [left, right] = [pieces(old), pieces(now)];
  const fields = [...new Set([...left.keys(), ...right.keys()])].map((id) => {
    const [was, is] = [left.get(id), right.get(id)];
    const moved = was && is && was.shop !== is.shop;
    return { label: (is ?? was)?.shop ?? "", before: moved ? `${was.shop} ${was.text}` : (was?.text ?? ""), after: moved ? `${is.shop} ${is.text}` : (is?.text ?? "") };
  });
  const names = (shops: Shop[]) => shops.map((shop) => shop.name).join("、");
  return [{ label: "车间", before: names(old), after: names(now) }, ...fields].filter((field) => field.before !== field.after);
}

/** `own`: labels of a record whose fields are its own, such as a paper's. */
export function changedFields(before: unknown, after: unknown, own: Record<string, string> = {}): ChangedField[] {
  const label = (key: string) => own[key] ?? labels[key];
  const [old, now] = [read(before), read(after)];
  if (areShops(old) && areShops(now)) return changedEquipment(old, now);
  if (!isRecord(old) && !isRecord(now)) {
    const field = { label: "内容", before: words(old), after: words(now) };
    return field.before || field.after ? [field] : [];
  }
  const [left, right] = [isRecord(old) ? old : {}, isRecord(now) ? now : {}];
  return Object.keys({ ...left, ...right })
    .filter((key) => label(key) !== undefined && !sameValue(left[key], right[key]))
    .map((key) => ({ label: label(key) ?? key, before: words(left[key]), after: words(right[key]) }))
    .filter((field) => field.before || field.after);
}
