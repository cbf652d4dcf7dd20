// 现场检查方案 · scheme chapter: routes and menu
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "scheme",
  routes: [
    { path: "/schemes", name: "schemes", component: () => import("./SchemeList.vue"), meta: { title: "现场检查方案", verb: "read_scheme" } },
    { path: "/schemes/:id/edit", name: "scheme-edit", component: () => import("./SchemeForm.vue"), meta: { title: "编制检查方案", verb: "draft_scheme" } },
    { path: "/schemes/:id", name: "scheme", component: () => import("./SchemeShow.vue"), meta: { title: "现场检查方案", verb: "read_scheme" } },
  ],
  menu: [{ section: "我的工作台", group: "执法检查管理", label: "现场检查方案", path: "/schemes", verb: "read_scheme", order: 10 }],
};
export default chapter;
