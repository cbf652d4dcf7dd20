// 执法对象 · enterprise chapter: routes and menu
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "enterprise",
  routes: [
    { path: "/enterprises", name: "enterprises", component: () => import("./EnterpriseList.vue"), meta: { title: "执法对象", verb: "read_enterprise" } },
    { path: "/enterprises/import", name: "enterprise-import", component: () => import("./EnterpriseImport.vue"), meta: { title: "执法对象批量导入", verb: "import_enterprise" } },
    { path: "/enterprises/new", name: "enterprise-new", component: () => import("./EnterpriseForm.vue"), meta: { title: "新建企业", verb: "edit_enterprise" } },
    { path: "/enterprises/drafts/:draft", name: "enterprise-draft", component: () => import("./EnterpriseForm.vue"), meta: { title: "新建企业", verb: "edit_enterprise" } },
    { path: "/enterprises/:id/edit", name: "enterprise-edit", component: () => import("./EnterpriseForm.vue"), meta: { title: "编辑企业", verb: "edit_enterprise" } },
    { path: "/enterprises/:id/intelligence", name: "enterprise-intelligence", component: () => import("./IntelligencePage.vue"), meta: { title: "执法情报", verb: "read_inspection" } },
    { path: "/enterprises/:id", name: "enterprise", component: () => import("./EnterpriseShow.vue"), meta: { title: "执法对象", verb: "read_enterprise" } },
  ],
  menu: [{ section: "系统维护配置", label: "执法对象", path: "/enterprises", verb: "read_enterprise", order: 20 }],
};
export default chapter;
