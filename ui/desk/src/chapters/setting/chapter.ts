// 系统参数 · setting chapter: routes and menu
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "setting",
  routes: [{ path: "/settings", name: "settings", component: () => import("./SettingPage.vue"), meta: { title: "系统参数", verb: "edit_setting" } }],
  menu: [{ section: "系统管理", label: "系统参数", path: "/settings", verb: "edit_setting", order: 80 }],
};
export default chapter;
