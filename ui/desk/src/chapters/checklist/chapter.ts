// 检查事项 · checklist chapter: base lists and the organ's own, in the portal and under 系统维护配置
import type { Chapter } from "../../app/chapter";
import { WORKBENCH } from "../../app/workbenchVerbs";

const items = () => import("./CheckItemsPage.vue");

const chapter: Chapter = {
  name: "checklist",
  routes: [
    { path: "/knowledge/check-items", name: "portal-check-items", component: items, meta: { title: "检查事项", verb: "read_reference", frame: "portal" } },
    { path: "/resources/check-items", name: "check-items", component: items, meta: { title: "检查事项", verb: "read_reference" } },
    { path: "/resources/check-items/:id/edit", name: "check-items-edit", component: () => import("./DraftPage.vue"), meta: { title: "编辑检查事项", verb: "edit_checklist" } },
  ],
  menu: [{ section: "系统维护配置", label: "检查事项", path: "/resources/check-items", verb: "read_reference", anyOf: WORKBENCH, order: 10 }],
};
export default chapter;
