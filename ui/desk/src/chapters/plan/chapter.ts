// 专项计划 · plan chapter: the plans of the own organ, and what the organs below have filed
import type { Chapter } from "../../app/chapter";

const form = () => import("./PlanForm.vue");

const chapter: Chapter = {
  name: "plan",
  routes: [
    { path: "/plans", name: "plans", component: () => import("./PlanList.vue"), meta: { title: "专项计划编制", verb: "read_plan" } },
    { path: "/plans/new", name: "plan-new", component: form, meta: { title: "新建计划", verb: "edit_plan" } },
    { path: "/plans/:id", name: "plan", component: () => import("./PlanShow.vue"), meta: { title: "专项计划", verb: "read_plan" } },
    { path: "/plans/:id/edit", name: "plan-edit", component: form, meta: { title: "编辑计划", verb: "edit_plan" } },
  ],
  menu: [{ section: "我的工作台", group: "执法任务管理", label: "专项计划编制", path: "/plans", verb: "read_plan", order: 5 }],
};
export default chapter;
