// 我的导出 · own exports: routes and the entry of 设置
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "export",
  routes: [{ path: "/exports", name: "exports", component: () => import("./OwnExportList.vue"), meta: { title: "我的导出" } }],
  menu: [],
  account: [{ label: "我的导出", path: "/exports" }],
};
export default chapter;
