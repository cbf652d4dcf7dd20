// 整改复查 · chapter: routes, menu, verbs
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "rectification",
  routes: [
    { path: "/rectifications", name: "rectifications", component: () => import("./RectificationList.vue"), meta: { title: "整改复查任务", verb: "read_rectification" } },
    { path: "/rectifications/:id", name: "rectification", component: () => import("./RectificationShow.vue"), meta: { title: "整改复查", verb: "read_rectification" } },
    { path: "/rectifications/:id/re-check", name: "re-check", component: () => import("./ReCheckForm.vue"), meta: { title: "整改复查", verb: "re_check" } },
  ],
  menu: [{ section: "我的工作台", group: "执法检查管理", label: "整改复查任务", path: "/rectifications", verb: "read_rectification", order: 40 }],
};
export default chapter;
