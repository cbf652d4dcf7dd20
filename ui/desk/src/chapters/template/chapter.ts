// 文书模板 · template chapter: which template each kind of paper is printed with, and the organ's own versions
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "template",
  routes: [
    { path: "/templates", name: "templates", component: () => import("./TemplateListPage.vue"), meta: { title: "文书模板管理", verb: "edit_template" } },
    { path: "/templates/:form", name: "template", component: () => import("./TemplatePage.vue"), meta: { title: "编辑文书模板", verb: "edit_template" } },
  ],
  menu: [{ section: "系统维护配置", label: "文书模板管理", path: "/templates", verb: "edit_template", order: 46 }],
};
export default chapter;
