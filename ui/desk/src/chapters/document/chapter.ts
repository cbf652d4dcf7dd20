// 文书 · chapter: routes, verbs (no menu entry: papers are opened from where they were made)
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "document",
  routes: [{ path: "/documents/:id", name: "document", component: () => import("./DocumentShow.vue"), meta: { title: "文书", verb: "read_document" } }],
  menu: [],
};
export default chapter;
