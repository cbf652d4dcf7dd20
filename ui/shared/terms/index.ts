// 术语 · Chinese labels of every code of the contract. The only place chapters take labels from.
export const terms = {
  role: { officer: "执法人员", reviewer: "审核人", approver: "审批人", business_admin: "业务管理员", system_admin: "系统管理员", seal_uploader: "签章添加", seal_reviewer: "签章审核", case_reporter: "案例上报", auditor: "审计员" },
  organisation_level: { nation: "国家级", province: "省级", city: "市级", county: "县级" },
  region_level: { province: "省", city: "市", county: "县" },
  reminder_level: { overdue: "逾期", within_1: "1天以内", within_5: "2–5天", within_10: "5–10天", later: "10天以上" },
  reminder_kind: { approval: "待审批", scheme_returned: "退回的方案", inspection: "待检查", re_check: "待复查" },
  hazard_level: { major: "重大事故隐患", general: "一般隐患" },
  measure: { fix_now: "责令立即排除", rectify: "责令限期整改", evacuate: "撤出作业人员", suspend_production: "暂时停产停业", stop_use: "停止使用设施设备", seize: "查封扣押", file_case: "立案查处", transfer: "移送" },
  enterprise_state: { normal: "正常", suspended: "停产", struck_off: "已核销" },
  import_state: { checked: "待确认", imported: "已导入" },
  scheme_state: { draft: "编制中", awaiting_review: "待审核", awaiting_approval: "待审批", returned: "退回", completed: "完成编制" },
  data_state: { draft: "暂存", submitted: "已提交" },
  approval_mode: { online: "线上审批", offline: "线下审批" },
  origin: { web: "WEB端", app: "APP端" },
  scheme_source: { plan: "专项执法计划", task: "专项执法任务", register: "执法对象库" },
  method: { documents: "查阅资料", on_site: "现场检查", inquiry: "调查询问", other: "其他" },
  target_kind: { equipment: "设备", place: "场所", enterprise: "企业" },
  scheme_act: { save: "暂存", submit: "提交", withdraw: "撤回", delete: "删除" },
  approval_stage: { review: "审核", approve: "审批" },
  approval_state: { waiting: "未到", pending: "待办", agreed: "同意", returned: "退回", withdrawn: "已撤回" },
  approval_box: { todo: "待办", done: "已办" },
  inspection_state: { pending: "待检查", in_progress: "检查中", papers: "文书制作", concluded: "检查完结" },
  inspection_act: { inspect: "编辑", submit: "提交", reopen: "退回修改", issue: "出具文书", conclude: "检查完结" },
  verdict: { in_order: "无问题", defective: "有问题", not_applicable: "不涉及" },
  inspection_form: { on_site_record: "现场检查记录", rectification_order: "责令限期整改指令书" },
  document_state: { numbered: "已编号", issued: "已出具", voided: "已作废" },
  rectification_state: { awaiting_re_check: "待复查", passed: "复查合格", failed: "复查不合格", terminated: "已终止" },
  rectification_act: { extend: "延期", re_check: "编辑", terminate: "终止" },
  mine: { all: "全部", yes: "是", no: "否" },
  re_check_verdict: { rectified: "无问题（已整改）", not_rectified: "有问题（未整改）" },
  re_check_result: { passed: "复查合格", failed: "复查不合格" },
} as const;

export type TermGroup = keyof typeof terms;

/** Label of a code that came from the server; an unknown code is shown as it is rather than hidden. */
export function term(group: TermGroup, code: string | null | undefined): string {
  if (!code) return "—";
  const labels = terms[group] as Record<string, string>;
  return labels[code] ?? code;
}

/** Choices of a group, in the order of the contract. */
export function choices(group: TermGroup): { value: string; label: string }[] {
  return Object.entries(terms[group]).map(([value, label]) => ({ value, label }));
}
