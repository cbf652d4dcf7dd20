// 临时查看 · access chapter: look an enterprise up beyond the own jurisdiction, open its file for three hours
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "access",
  routes: [
    { path: "/look-up", name: "look-up", component: () => import("./LookUpPage.vue"), meta: { title: "跨区域查询", verb: "look_up_enterprise" } },
    { path: "/temporary-accesses", name: "temporary-accesses", component: () => import("./AccessList.vue"), meta: { title: "外单位临时查看", verb: "read_access" } },
  ],
  menu: [
    { section: "统计查询", label: "跨区域查询", path: "/look-up", verb: "look_up_enterprise", order: 40 },
    { section: "系统维护配置", label: "外单位临时查看", path: "/temporary-accesses", verb: "read_access", order: 60 },
  ],
};
export default chapter;
