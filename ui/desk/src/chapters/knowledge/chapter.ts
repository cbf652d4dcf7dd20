// 知识库 · knowledge chapter: 文书样张 and 法规, in the portal and under 执法资源库
import type { Chapter } from "../../app/chapter";
import { WORKBENCH } from "../../app/workbenchVerbs";

const papers = () => import("./FormSamplesPage.vue");
const statutes = () => import("./StatutePage.vue");

const chapter: Chapter = {
  name: "knowledge",
  routes: [
    { path: "/knowledge/papers", name: "portal-papers", component: papers, meta: { title: "文书样张", verb: "read_reference", frame: "portal" } },
    { path: "/law", name: "portal-statutes", component: statutes, meta: { title: "法规", verb: "read_reference", frame: "portal" } },
    { path: "/resources/statutes", name: "statutes", component: statutes, meta: { title: "法律法规查询", verb: "read_reference" } },
    { path: "/resources/papers", name: "papers", component: papers, meta: { title: "文书模板查询", verb: "read_reference" } },
  ],
  menu: [
    { section: "执法资源库", label: "法律法规查询", path: "/resources/statutes", verb: "read_reference", anyOf: WORKBENCH, order: 10 },
    { section: "执法资源库", label: "文书模板查询", path: "/resources/papers", verb: "read_reference", anyOf: WORKBENCH, order: 70 },
  ],
};
export default chapter;
