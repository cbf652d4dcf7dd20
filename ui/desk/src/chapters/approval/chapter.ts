// 审核审批管理 · chapter: routes, menu, verbs
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "approval",
  routes: [
    { path: "/approvals", name: "approvals", component: () => import("./ApprovalList.vue"), meta: { title: "审核审批管理", verb: "read_approval" } },
    { path: "/approvals/:id", name: "approval", component: () => import("./ApprovalShow.vue"), meta: { title: "审核审批", verb: "read_approval" } },
  ],
  menu: [{ section: "我的工作台", label: "审核审批管理", path: "/approvals", verb: "read_approval", order: 50 }],
};
export default chapter;
