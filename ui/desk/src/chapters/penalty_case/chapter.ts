// 行政立案查处 · chapter: route and menu
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "penalty_case",
  routes: [{ path: "/penalty-cases", name: "penalty-cases", component: () => import("./PenaltyCaseList.vue"), meta: { title: "行政立案查处", verb: "read_inspection" } }],
  menu: [{ section: "我的工作台", group: "执法检查管理", label: "行政立案查处", path: "/penalty-cases", verb: "read_inspection", order: 30 }],
};
export default chapter;
