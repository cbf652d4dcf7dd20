// 审计 · audit chapter: routes and menu
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "audit",
  routes: [{ path: "/audit", name: "audit", component: () => import("./AuditList.vue"), meta: { title: "审计查询", verb: "read_audit" } }],
  menu: [{ section: "系统管理", label: "审计查询", path: "/audit", verb: "read_audit", order: 90 }],
};
export default chapter;
