// 疑似重复 · duplicate chapter: pairs of enterprises that may be one, compared and merged
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "duplicate",
  routes: [
    { path: "/duplicates", name: "duplicates", component: () => import("./DuplicateList.vue"), meta: { title: "疑似重复", verb: "resolve_duplicate" } },
    { path: "/duplicates/:id", name: "duplicate", component: () => import("./DuplicateShow.vue"), meta: { title: "比对企业", verb: "resolve_duplicate" } },
  ],
  menu: [{ section: "系统维护配置", label: "疑似重复", path: "/duplicates", verb: "resolve_duplicate", order: 24 }],
};
export default chapter;
