// 工作门户 · portal chapter: the start page
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "portal",
  routes: [{ path: "/portal", name: "portal", component: () => import("./PortalPage.vue"), meta: { title: "工作门户", frame: "portal" } }],
  menu: [],
};
export default chapter;
