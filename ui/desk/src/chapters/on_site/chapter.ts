// 现场执法检查 · chapter: routes, menu, verbs
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "on_site",
  routes: [
    { path: "/inspections", name: "inspections", component: () => import("./OnSiteList.vue"), meta: { title: "现场执法检查", verb: "read_inspection" } },
    { path: "/inspections/:id", name: "inspection", component: () => import("./OnSitePage.vue"), meta: { title: "现场检查记录", verb: "read_inspection" } },
    { path: "/my-inspections", name: "my-inspections", component: () => import("./MyInspections.vue"), meta: { title: "我的检查记录", verb: "inspect" } },
  ],
  menu: [
    { section: "我的工作台", group: "执法检查管理", label: "现场执法检查", path: "/inspections", verb: "read_inspection", order: 20 },
    { section: "我的工作台", label: "我的检查记录", path: "/my-inspections", verb: "inspect", order: 70 },
  ],
};
export default chapter;
