// 签章管理 · seals: handing in, review, use, stop
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "seal",
  routes: [
    { path: "/seals", name: "seals", component: () => import("./SealList.vue"), meta: { title: "签章管理", verb: "read_seal" } },
    { path: "/seals/:id", name: "seal", component: () => import("./SealShow.vue"), meta: { title: "签章", verb: "read_seal" } },
  ],
  menu: [{ section: "系统管理", label: "签章管理", path: "/seals", verb: "read_seal", order: 60 }],
};
export default chapter;
