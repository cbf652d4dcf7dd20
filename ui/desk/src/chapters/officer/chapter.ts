// 执法人员 · officer chapter: routes and menu
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "officer",
  routes: [
    { path: "/officers", name: "officers", component: () => import("./OfficerList.vue"), meta: { title: "执法人员", verb: "read_officer" } },
    { path: "/officers/import", name: "officer-import", component: () => import("./OfficerImport.vue"), meta: { title: "执法人员批量导入", verb: "edit_officer" } },
    { path: "/officers/new", name: "officer-new", component: () => import("./OfficerForm.vue"), meta: { title: "新建执法人员", verb: "edit_officer" } },
    { path: "/officers/:id", name: "officer", component: () => import("./OfficerShow.vue"), meta: { title: "执法人员", verb: "read_officer" } },
    { path: "/officers/:id/edit", name: "officer-edit", component: () => import("./OfficerForm.vue"), meta: { title: "编辑执法人员", verb: "edit_officer" } },
  ],
  menu: [{ section: "系统维护配置", label: "执法人员", path: "/officers", verb: "read_officer", order: 30 }],
};
export default chapter;
