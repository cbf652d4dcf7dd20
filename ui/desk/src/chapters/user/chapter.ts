// 统一用户管理 · user chapter: routes and menu
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "user",
  routes: [
    { path: "/users", name: "users", component: () => import("./UserList.vue"), meta: { title: "统一用户管理", verb: "read_user" } },
    { path: "/users/import", name: "user-import", component: () => import("./UserImport.vue"), meta: { title: "用户批量导入", verb: "edit_user" } },
  ],
  menu: [{ section: "系统管理", label: "统一用户管理", path: "/users", verb: "read_user", order: 20 }],
};
export default chapter;
