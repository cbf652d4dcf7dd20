// 业务角色授权 · role chapter: routes and menu
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "role",
  routes: [{ path: "/roles", name: "roles", component: () => import("./RolePage.vue"), meta: { title: "业务角色授权", verb: "edit_role" } }],
  menu: [{ section: "系统管理", label: "业务角色授权", path: "/roles", verb: "edit_role", order: 30 }],
};
export default chapter;
