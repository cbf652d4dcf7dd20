// 机构 · organisation chapter: routes and menu
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "organisation",
  routes: [
    { path: "/organisations", name: "organisations", component: () => import("./OrganisationPage.vue"), meta: { title: "机构部门管理", verb: "read_organisation" } },
    { path: "/remedy-places", name: "remedy-places", component: () => import("./RemedyPlacePage.vue"), meta: { title: "行政复议、行政诉讼地点", verb: "edit_remedy_place" } },
  ],
  menu: [
    { section: "系统管理", label: "机构部门管理", path: "/organisations", verb: "read_organisation", order: 10 },
    { section: "系统维护配置", label: "复议、诉讼地点", path: "/remedy-places", verb: "edit_remedy_place", order: 50 },
  ],
};
export default chapter;
